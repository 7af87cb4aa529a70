"""The rule that finds two entries for one work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.references.same_work import Seen, first_like
from claimweave.review.review import BIBLIOGRAPHY
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, problems_read, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def duplicate_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two entries are the same work.

    What it checks:
        No two entries share a key, a number, a DOI or a PMID (letter case does not count), and no
        two titles differ by at most one word. Titles that differ in a number only are two works,
        and so are entries whose DOIs differ. Titles of less than five words are those of one work
        when kind, names, year, journal or book, volume, issue and pages are the same, too.
    Why:
        A work that stands twice in the bibliography is counted as two studies.
    Fails:
        @article{Adler2001, doi = {10.1000/barley}, …}
        @article{Adler2001a, doi = {10.1000/BARLEY}, …}
    How to mend:
        Keep one entry, and let all claims cite its key.
    """
    review = base.review
    yield from problems_read(review, "duplicate-reference")
    seen: Seen = {}
    for reference in review.references.values():
        tally.checked += 1
        found = first_like(reference, seen)
        if found and not tally.exempt(reference.key):
            name, first = found
            alike = ", letter case aside" if name == "key" else ""
            message = f"{reference.key} has the same {name} as {first.key}{alike}"
            span = at_field(review, reference, name)
            yield Problem(span, message, "keep one of the two entries")
