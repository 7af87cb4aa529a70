"""Where the audit tells of what it finds: a page for each part, in the order of the audit."""

from __future__ import annotations

INDEX = "audit/index.md"
CONCLUSIONS = "audit/conclusions.md"
UNLISTED = "audit/unlisted-results.md"
TEXT_AND_TABLE = "audit/text-and-table.md"
CITING = "audit/conclusion-and-text.md"
WORDS = "audit/words-and-evidence.md"
SOURCES = "audit/review-and-sources.md"
UNCITED = "audit/without-citation.md"
LEDGER = "audit/ledger.md"

AUDIT_PAGES = (
    INDEX,
    CONCLUSIONS,
    UNLISTED,
    TEXT_AND_TABLE,
    CITING,
    WORDS,
    SOURCES,
    UNCITED,
    LEDGER,
)

OF_A_TABLE = (UNLISTED, TEXT_AND_TABLE)
"""Pages about the review's table: a review without one has none of them."""

PAGE_OF = {
    "unlisted-result": UNLISTED,
    "caption-differs": TEXT_AND_TABLE,
    "text-against-table": TEXT_AND_TABLE,
    "without-number": TEXT_AND_TABLE,
    "first-in-conclusion": CITING,
    "cited-anew": CITING,
    "left-out": CITING,
    "on-both-sides": CITING,
    "mirrored-cells": CITING,
    "firmer-than-basis": WORDS,
    "firmer-while-denied": WORDS,
    "one-sided-abstract": WORDS,
    "not-taken-up": WORDS,
    "two-meanings": WORDS,
    "points-both-ways": SOURCES,
    "source-differs": SOURCES,
    "without-citation": UNCITED,
    "unidentified": UNCITED,
}
"""Kind of a finding to the page that lists it."""
