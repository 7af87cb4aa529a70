"""Who cites what, and where: what several parts of the audit ask of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Role
    from claimweave.review.review import Review


def has_role(review: Review, role: Role) -> bool:
    """Whether the review says which of its parts is the abstract, or the conclusion."""
    return any(section.role == role for section in review.sections.values())


def stands_in(review: Review, locator: str, role: Role) -> bool:
    """Whether a place lies in the abstract, or in the conclusion."""
    part = review.settings.section_of(locator) if review.settings else None
    return part is not None and review.sections[part].role == role


def asserted_in(facts: Facts, role: Role) -> list[Claim]:
    """Return the claims that the abstract, or the conclusion, asserts, by id."""
    claims = (claim for _, claim in sorted(facts.review.claims.items()))
    return [
        claim
        for claim in claims
        if any(stands_in(facts.review, at, role) for at in claim.record.asserted)
    ]


def in_table(review: Review, locator: str) -> bool:
    """Whether a place is a cell of one of the review's tables."""
    return review.table_at(locator) is not None


def keys(uses: Iterable[Use]) -> tuple[str, ...]:
    """Return the citation keys of uses, each once, by the works' numbers."""
    found = {use.reference.key: use.reference.number or 10**9 for use in uses}
    return tuple(sorted(found, key=lambda key: (found[key], key)))


def basis(facts: Facts, claim: Claim) -> tuple[str, ...]:
    """Return the ids of all that a claim rests on, directly first, then through others."""
    claims = facts.review.claims
    found = dict.fromkeys(i for i in claim.record.rests_on if i in claims and i != claim.id)
    waiting = list(found)
    for claim_id in waiting:
        for other in claims[claim_id].record.rests_on:
            if other in claims and other not in found and other != claim.id:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def first_place(facts: Facts, claim: Claim) -> int:
    """Return where in the review a claim is first asserted: the sentences come before the table."""
    order = facts.locator_order
    return min((order[at] for at in claim.record.asserted if at in order), default=len(order))
