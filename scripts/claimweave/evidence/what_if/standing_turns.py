"""How few citations turn how a claim without a check stands: they go, or they change sides.

Citations of one side are alike here, so the search is exact, as far as it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.evidence.what_if.robustness import DEEPEST, MOVES, Robustness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.what_if.robustness import Item, Move
    from claimweave.review.claim import Claim, Evidence
    from claimweave.review.fields import Stance

STANCES: tuple[Stance, ...] = ("supports", "contradicts")
_OTHER: dict[Stance, Stance] = {"supports": "contradicts", "contradicts": "supports"}


def standing_turns(facts: Facts, claim: Claim) -> Robustness:
    """Return the fewest citations whose loss, or change of side, makes a claim stand otherwise."""
    sides = [_cited(facts, claim, stance) for stance in STANCES]
    shortest: list[tuple[Move, tuple[Item, ...]]] = []
    fewest: dict[Move, int | None] = dict.fromkeys(MOVES)
    for move in MOVES:
        for size in range(1, DEEPEST + 1):
            if found := list(_turning(facts, claim, sides, move, size)):
                fewest[move] = size
                shortest += [(move, items) for items in found]
                break
    alone = tuple((items[0][0], items[0][1], move) for move, items in shortest if len(items) == 1)
    return Robustness(fewest["remove"], fewest["flip"], alone, DEEPEST, tuple(shortest))


def _cited(facts: Facts, claim: Claim, stance: Stance) -> list[Item]:
    """Return what is cited for a claim on one side, each work once."""
    keys = (use.reference.key for use in facts.cited_uses(claim.id, stance))
    return [(claim.id, key, stance) for key in dict.fromkeys(keys)]


def _turning(
    facts: Facts, claim: Claim, sides: list[list[Item]], move: Move, size: int
) -> Iterator[tuple[Item, ...]]:
    """Yield so many citations that turn it: each that does alone, or the first of a kind."""
    for_, against = sides
    for of_these in range(size + 1):
        if of_these > len(for_) or size - of_these > len(against):
            continue
        picked = (*for_[:of_these], *against[: size - of_these])
        if facts.standing(changed(claim, picked, move)) == facts.standing(claim):
            continue
        alike = for_ if of_these else against
        yield from ((item,) for item in alike) if size == 1 else (picked,)


def changed(claim: Claim, items: tuple[Item, ...], move: Move) -> Claim:
    """Return a claim as it is when these citations go, or stand on the other side."""

    def of(evidence: Evidence) -> Evidence | None:
        if (claim.id, evidence.cites, evidence.stance) not in items:
            return evidence
        if move == "remove":
            return None
        return structs.replace(evidence, stance=_OTHER[evidence.stance])

    kept = tuple(filter(None, map(of, claim.record.evidence)))
    return structs.replace(claim, record=structs.replace(claim.record, evidence=kept))
