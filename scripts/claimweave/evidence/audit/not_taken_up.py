"""Terms of which the review lists evidence, and which its conclusion does not name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.citing import asserted_in, keys
from claimweave.evidence.audit.finding import Finding

if TYPE_CHECKING:
    from claimweave.evidence.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTakenUp(Finding):
    """A term of an axis with evidence in the table or the text, and no claim of the conclusion.

    `claims` are the claims that have the evidence, `references` the works that they cite, `cells`
    those of the tables. `entries` counts their entries.
    """

    kind: ClassVar[str] = "not-taken-up"

    axis: str
    term: str
    entries: int


def not_taken_up(facts: Facts) -> list[NotTakenUp]:
    """Return the terms that no claim of the conclusion names, in the vocabulary's order.

    Evidence is what is cited for or against a claim of kind association, effect or synthesis
    that has the term. None without a conclusion.
    """
    concluded = asserted_in(facts, "conclusion")
    if not concluded:
        return []
    named = {
        (facts.terms.home(axis), term)
        for claim in concluded
        for axis, terms in claim.topic.named.items()
        for term in terms
    }
    return [
        found
        for axis, spec in facts.review.axes.items()
        if facts.terms.home(axis) == axis
        for term in spec.terms
        if (axis, term) not in named and (found := _not_taken_up(facts, axis, term))
    ]


def _not_taken_up(facts: Facts, axis: str, term: str) -> NotTakenUp | None:
    axes = facts.terms.axes_with_terms_of(axis)
    claims = [
        claim_id
        for claim_id, claim in sorted(facts.review.claims.items())
        if any(term in claim.topic.named.get(name, ()) for name in axes)
        and facts.review.tells_of_evidence(claim)
    ]
    uses = {i: facts.cited_uses(i, "supports", "contradicts") for i in claims}
    works = keys(use for own in uses.values() for use in own)
    if not works:
        return None
    cells = [
        cell
        for cell in facts.cells
        if any(cell.table.axes_of(cell.pair).get(name) == term for name in axes)
    ]
    return NotTakenUp(
        claims=tuple(claim_id for claim_id, own in uses.items() if own),
        references=works,
        cells=tuple(cell.pair for cell in cells if cell.entries),
        axis=axis,
        term=term,
        entries=sum(len(cell.entries) for cell in cells),
    )
