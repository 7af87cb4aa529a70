"""Drift of strength: a claim that is worded more firmly than what it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

from claimweave.evidence.audit.citing import basis, first_place
from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.turning import one_way
from claimweave.review.fields import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Claim

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
"""From the weakest to the strongest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmerThanBasis(Finding):
    """A claim that is worded more firmly than all that it rests on, as far as that is known.

    The first of `claims` is the claim, the others are those of its basis whose strength is known.
    `unknown` counts those of which it is not.
    """

    kind: ClassVar[str] = "firmer-than-basis"

    strength: Strength
    strongest: Strength
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmerWhileDenied(Finding):
    """A claim that the review words strongly, after it has been tentative, and denies elsewhere.

    The first of `claims` is the strong one. `tentative` are claims of the same topic asserted
    before it, or that it rests on; `denying` are claims that oppose one of these.
    """

    kind: ClassVar[str] = "firmer-while-denied"

    tentative: tuple[str, ...]
    denying: tuple[str, ...]


def firmer_than_basis(facts: Facts) -> list[FirmerThanBasis]:
    """Return the claims that are worded more firmly than all that they rest on, by id.

    What a claim rests on is followed through others. A claim is left out when its own strength is
    not known, or that of nothing that it rests on.
    """
    claims = facts.review.claims
    found: list[FirmerThanBasis] = []
    for claim_id, claim in sorted(claims.items()):
        strength = claim.record.strength
        if strength is None or strength == STRENGTHS[0] or not claim.record.rests_on:
            continue
        below = {other: claims[other].record.strength for other in basis(facts, claim)}
        known = {other: had for other, had in below.items() if had is not None}
        strongest = max(known.values(), key=STRENGTHS.index, default=strength)
        if STRENGTHS.index(strength) > STRENGTHS.index(strongest):
            found.append(
                FirmerThanBasis(
                    claims=(claim_id, *known),
                    strength=strength,
                    strongest=strongest,
                    unknown=len(below) - len(known),
                )
            )
    return found


def firmer_while_denied(facts: Facts) -> list[FirmerWhileDenied]:
    """Return the strong claims that began tentatively and that another claim denies, by id.

    They belong together when they ask the same of the same terms (or both name no question), or
    when the strong one rests on the other.
    That a claim denies another is said by `opposes`.
    """
    if not facts.opposing:
        return []  # nothing denies anything
    tentative = _by_topic(
        facts, (c for c in facts.review.claims.values() if c.record.strength == "tentative")
    )
    found: list[FirmerWhileDenied] = []
    for claim_id, claim in sorted(facts.review.claims.items()):
        if claim.record.strength != "strong":
            continue
        before = _before(facts, claim, tentative.get(_asked(facts, claim), ()))
        chain = dict.fromkeys((claim_id, *before, *basis(facts, claim)))
        denying = dict.fromkeys(
            other for one in chain for other in facts.opposing.get(one, ()) if other not in chain
        )
        denying_ = tuple(other for other in denying if other in facts.review.claims)
        if before and denying_:
            found.append(
                FirmerWhileDenied(
                    claims=(claim_id, *before, *denying_), tentative=before, denying=denying_
                )
            )
    return found


def _before(facts: Facts, claim: Claim, same_topic: Sequence[Claim]) -> tuple[str, ...]:
    """Return the tentative claims that came before a claim, or that it rests on."""
    claims, place = facts.review.claims, first_place(facts, claim)
    below = [claims[i] for i in basis(facts, claim) if claims[i].record.strength == "tentative"]
    earlier = [other for other in same_topic if first_place(facts, other) < place]
    ordered = sorted((*earlier, *below), key=lambda other: (first_place(facts, other), other.id))
    return tuple(dict.fromkeys(other.id for other in ordered))


def strengths_known(facts: Facts) -> tuple[int, int]:
    """Return how many claims say how firmly the review words them, and how many there are."""
    claims = facts.review.claims.values()
    return sum(claim.record.strength is not None for claim in claims), len(claims)


Asked = frozenset[tuple[frozenset[tuple[str, str]], str | None]]
"""A topic without its direction: the terms, and what is asked of them."""


def _by_topic(facts: Facts, claims: Iterable[Claim]) -> Mapping[Asked, Sequence[Claim]]:
    found: dict[Asked, list[Claim]] = {}
    for claim in claims:
        if claim.topic.named:
            found.setdefault(_asked(facts, claim), []).append(claim)
    return found


def _asked(facts: Facts, claim: Claim) -> Asked:
    return frozenset((terms, q) for terms, q, _ in one_way(claim.topic, facts.review.turns))
