"""The nouns of a review: claim, evidence, study, reference, ledger, page, vocabulary."""
