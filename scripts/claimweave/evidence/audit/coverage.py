"""How much of the source review is encoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.evidence.facts import Facts


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the source review is encoded: each number has its denominator.

    `apart` are the places of figures and boxes, which are no sentences; citations are of both.
    """

    sentences: int
    encoded: int
    asserts_nothing: int
    pairs: int
    pairs_encoded: int
    entries: int
    entries_encoded: int
    references: int
    references_cited: int
    references_identified: int
    references_read: int
    claims: int
    evidence_items: int
    apart: int = 0
    apart_encoded: int = 0


def coverage(facts: Facts) -> Coverage:
    """Count what the ledger knows, and how much of it the claims encode."""
    review, places = facts.review, facts.review.sentences
    sentences = {at: one for at, one in places.items() if at not in review.apart}
    settled = {at for at in review.apart if places[at].asserts_nothing}
    asserted = {at for claim in review.claims.values() for at in claim.record.asserted}
    cited = {
        (at, use.reference.number)
        for uses in facts.uses.values()
        for use in uses
        for at in use.evidence.at
        if at in places and use.reference.number
    }
    numbered = [r for r in review.references.values() if r.number is not None]
    return Coverage(
        sentences=len(sentences),
        encoded=sum(locator in asserted for locator in sentences),
        asserts_nothing=sum(bool(s.asserts_nothing) for s in sentences.values()),
        pairs=sum(len(set(s.cites)) for s in places.values()),
        pairs_encoded=sum((at, n) in cited for at, s in places.items() for n in set(s.cites)),
        entries=len(review.table_entries),
        entries_encoded=sum(len(cell.entries) for cell in facts.cells),
        references=len(numbered),
        references_cited=sum(bool(facts.uses_by_reference[r.key]) for r in numbered),
        references_identified=sum(r.identity in ("named", "inferred") for r in numbered),
        references_read=sum(r.key in review.studies for r in numbered),
        claims=len(review.claims),
        evidence_items=sum(len(uses) for uses in facts.uses.values()),
        apart=len(review.apart),
        apart_encoded=len(review.apart & (asserted | settled)),
    )
