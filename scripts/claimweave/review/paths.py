"""Where the files of a review lie, as paths from its root."""

from __future__ import annotations

CLAIMS = "claims"
SETTINGS = "claims/_review/review.yml"
STUDIES = "claims/_studies"
LEDGER = "claims/_review"
EXEMPTIONS = "claims/_review/exemptions.yml"
NOTICES = "claims/_review/notices.yml"
LENSES = "claims/_review/lenses.yml"
THRESHOLDS = "claims/_review/thresholds.yml"
SECOND_READING = "claims/_review/second-reading.yml"
BIBLIOGRAPHY = "bibliography.bib"
PAGES = "docs"
SCHEMA_FOLDER = "docs/schema"
FORM_FOLDER = ".github/ISSUE_TEMPLATE"
FOUND_CURRENT = ".cache/claimweave/current.txt"
"""What a check has noted of schemas and forms that were current; `.cache/` is in `.gitignore`."""
