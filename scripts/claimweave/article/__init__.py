"""From an article's text to a draft of its ledger, and our wording held against the article."""
