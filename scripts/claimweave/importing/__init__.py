"""From an article's plain text to a draft of its ledger, which a person then corrects."""
