"""What the conclusion cites, held against what it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.citing import (
    asserted_in,
    basis,
    first_place,
    has_role,
    in_table,
    keys,
    stands_in,
)
from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.turning import both_ways
from claimweave.review.fields import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstInConclusion(Finding):
    """A work that the text cites in its conclusion, and in no other part.

    `claims` are those of the conclusion; `cells` are where the tables list it, if they do.
    """

    kind: ClassVar[str] = "first-in-conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAnew(Finding):
    """A claim that rests on others, and cites works that none of these cites.

    The first of `claims` is the claim; the others cite one of the works elsewhere, and are none
    that it rests on. `references` are the works.
    """

    kind: ClassVar[str] = "cited-anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Finding):
    """A claim of the conclusion that cites some of what it rests on, and leaves out the rest.

    The first of `claims` is the claim; the others are what it rests on directly, on the same
    terms. `named` are the works that it cites, `supports` and `contradicts` those that stand for
    and against the others and are left out.
    """

    kind: ClassVar[str] = "left-out"

    named: tuple[str, ...]
    supports: tuple[str, ...]
    contradicts: tuple[str, ...]


def first_in_conclusion(facts: Facts) -> list[FirstInConclusion]:
    """Return the works that first appear in the conclusion, by their numbers."""
    review = facts.review
    found: list[FirstInConclusion] = []
    for reference in sorted(review.references.values(), key=lambda r: r.number or 10**9):
        uses = [u for u in facts.uses_by_reference[reference.key] if review.is_cited(u.evidence)]
        told = [(use, at) for use in uses for at in use.evidence.at if not in_table(review, at)]
        late = [stands_in(review, at, "conclusion") for _, at in told]
        if reference.key != review.source_key and late and all(late):
            found.append(
                FirstInConclusion(
                    claims=tuple(dict.fromkeys(use.claim.id for use, _ in told)),
                    references=(reference.key,),
                    cells=tuple(
                        cell.pair
                        for cell in facts.cells
                        if any(use.reference.key == reference.key for use in cell.entries)
                    ),
                )
            )
    return found


def cited_anew(facts: Facts) -> list[CitedAnew]:
    """Return the claims that cite what nothing that they rest on cites, in the order of ids.

    Left out is a claim whose basis cites nothing at all, or comes later in the review as a whole:
    whoever cites has to begin somewhere.
    """
    claims = (claim for _, claim in sorted(facts.review.claims.items()))
    return [found for claim in claims if (found := _cited_anew(facts, claim))]


def _cited_anew(facts: Facts, claim: Claim) -> CitedAnew | None:
    own = facts.cited_uses(claim.id, "supports")
    if not own or not claim.record.rests_on:
        return None
    below, place = basis(facts, claim), first_place(facts, claim)
    if all(first_place(facts, facts.review.claims[other]) > place for other in below):
        return None
    known = {use.reference.key for claim_id in below for use in facts.cited_uses(claim_id)}
    new = [use for use in own if use.reference.key not in known]
    if not known or not new:
        return None
    places = {at for use in own for at in use.evidence.at}
    elsewhere = dict.fromkeys(
        use.claim.id
        for key in keys(new)
        for use in facts.uses_by_reference[key]
        if use.claim.id not in (claim.id, *below) and not places.issuperset(use.evidence.at)
    )
    return CitedAnew(claims=(claim.id, *elsewhere), references=keys(new))


def left_out(facts: Facts) -> list[LeftOut]:
    """Return the claims of the conclusion that leave out works of what they rest on, by id."""
    if not has_role(facts.review, "conclusion"):
        return []
    claims = asserted_in(facts, "conclusion")
    return [found for claim in claims if (found := _left_out(facts, claim))]


def _left_out(facts: Facts, claim: Claim) -> LeftOut | None:
    own = facts.cited_uses(claim.id)
    rested = list(_same_terms(facts, claim))
    named = {use.reference.key for use in own}
    if not named or not rested:
        return None
    sides = [
        tuple(
            key
            for key in keys(use for other in rested for use in facts.cited_uses(other, stance))
            if key not in named
        )
        for stance in SIDES
    ]
    if not any(sides):
        return None
    return LeftOut(
        claims=(claim.id, *rested),
        references=tuple(dict.fromkeys((*sides[0], *sides[1]))),
        named=keys(own),
        supports=sides[0],
        contradicts=sides[1],
    )


def _same_terms(facts: Facts, claim: Claim) -> Iterator[str]:
    """Yield the ids of what a claim rests on directly and which has all of its terms."""
    terms = _all_terms(claim)
    for other in dict.fromkeys(claim.record.rests_on):
        rested = facts.review.claims.get(other)
        if not terms or not rested:
            continue
        axes = facts.review.turns.get(rested.topic.question or "")
        each = [way for own in rested.topic.ways for way in both_ways(own, axes)]
        if terms <= _all_terms(rested) or any(terms <= way.items() for way in each):
            yield other


def _all_terms(claim: Claim) -> set[tuple[str, str]]:
    return {(axis, term) for axis, terms in claim.topic.named.items() for term in terms}
