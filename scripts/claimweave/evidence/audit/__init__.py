"""The audit: where a review's text, its table, its sources and its conclusions part ways.

All of it is computed from claims, study sheets and the ledger. It reports what stands where.
Each module has a subject: what can be found, and how. `wording` words all findings.
"""
