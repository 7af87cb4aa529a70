"""What tells one work from another by a number: DOIs and PMIDs, cleaned, and their addresses."""
