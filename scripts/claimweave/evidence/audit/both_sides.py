"""One work on both sides: cited for an assertion, and for its opposite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.audit.mirrored import mirrored_claims
from claimweave.evidence.turning import one_way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBothSides(Finding):
    """A work that the review cites for a claim, and for what speaks against it.

    `claims` are the two. `opposed` says that they oppose each other and both have the work in
    support; otherwise they ask the same of the same terms, and it stands for one of them and
    against the other.
    """

    kind: ClassVar[str] = "on-both-sides"

    opposed: bool


def on_both_sides(facts: Facts) -> list[OnBothSides]:
    """Return the works on both sides, by their numbers, each with one pair of claims at a time."""
    references = facts.review.references.values()
    numbered = sorted(references, key=lambda r: (r.number or 10**9, r.key))
    mirrored = mirrored_claims(facts)  # of these, `mirrored_cells` tells
    return [
        found
        for reference in numbered
        for found in _pairs(facts, reference.key)
        if found.opposed or frozenset(found.claims) not in mirrored
    ]


def _pairs(facts: Facts, key: str) -> Iterator[OnBothSides]:
    uses = [
        use
        for claim_id in dict.fromkeys(use.claim.id for use in facts.uses_by_reference[key])
        for use in facts.cited_uses(claim_id, "supports", "contradicts")
        if use.reference.key == key
    ]
    for_ = {use.claim.id: use for use in uses if use.evidence.stance == "supports"}
    for claim_id in for_:
        for other in facts.opposing.get(claim_id, ()):
            if other in for_ and claim_id < other:
                yield OnBothSides(claims=(claim_id, other), references=(key,), opposed=True)
    against = [use for use in uses if use.evidence.stance == "contradicts"]
    yield from _same_topic(facts, key, list(for_.values()), against)


def _same_topic(
    facts: Facts, key: str, for_: Sequence[Use], against: Sequence[Use]
) -> Iterator[OnBothSides]:
    for one in for_:
        for other in against:
            alike = one.claim.id != other.claim.id and _asks_the_same(facts, one.claim, other.claim)
            # A work against one claim and for its opposite speaks with one voice.
            if alike and other.claim.id not in facts.opposing.get(one.claim.id, ()):
                pair = one.claim.id, other.claim.id
                yield OnBothSides(claims=pair, references=(key,), opposed=False)


def _asks_the_same(facts: Facts, one: Claim, other: Claim) -> bool:
    """Whether two claims say the same of the same terms: so that no work is for one alone."""
    if not one.topic.named or one.topic.question is None:
        return False
    turns = facts.review.turns
    return one_way(one.topic, turns) == one_way(other.topic, turns)
