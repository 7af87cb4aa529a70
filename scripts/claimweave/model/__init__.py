"""The nouns: claims, evidence, studies, findings, references, the ledger, the vocabulary."""
