"""New claims, study sheets and references: one proposal, tried by all rules, then written."""
