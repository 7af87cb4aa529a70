"""How few citations turn how a claim stands, held against trying all of them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.what_if.robustness import MOVES, Item, Move
from claimweave.evidence.what_if.standing_turns import changed, standing_turns
from claimweave.review.claim import Claim
from miniature import KEYS, claim, evidence_base


def turning(base: EvidenceBase, one: Claim, move: Move, most: int) -> list[tuple[Item, ...]]:
    """Each set of as few citations as that takes which turns it, by trying all sets."""
    uses = base.facts.cited_uses(one.id, "supports", "contradicts")
    items = list(dict.fromkeys((one.id, u.reference.key, u.evidence.stance) for u in uses))
    for size in range(1, most + 1):
        found = [
            picked
            for picked in combinations(items, size)
            if base.facts.standing(changed(one, picked, move)) != base.facts.standing(one)
        ]
        if found:
            return found
    return []


def assert_shortest(base: EvidenceBase, one: Claim) -> None:
    firm = standing_turns(base.facts, one)
    for move, few in zip(MOVES, (firm.to_remove, firm.to_flip), strict=True):
        told = [items for kind, items in firm.shortest if kind == move]
        wanted = turning(base, one, move, firm.searched)
        assert few == (len(wanted[0]) if wanted else None)
        assert {frozenset(items) for items in told} <= {frozenset(items) for items in wanted}
        assert bool(told) == bool(wanted)
        if few == 1:
            assert len(told) == len(wanted), "each that turns it alone is told"


@pytest.mark.parametrize("opposed", [False, True])
@pytest.mark.parametrize("against", range(5))
@pytest.mark.parametrize("for_", range(5))
def test_the_fewest_are_found(tmp_path: Path, for_: int, against: int, *, opposed: bool) -> None:
    stances = (["supports"] * for_ + ["contradicts"] * against)[: len(KEYS)]
    items = ", ".join(
        f"{{cites: {key}, stance: {stance}, at: [S1.p1.s1]}}"
        for key, stance in zip(KEYS, stances, strict=False)
    )
    opposes = "opposes: [second]\n" if opposed else ""
    base = evidence_base(
        tmp_path,
        {
            "1-tea/first": claim(f"[{items}]", asserted="[S1.p1.s1]") + opposes,
            "1-tea/second": claim("[]", asserted="[S1.p1.s2]"),
        },
    )
    assert_shortest(base, base.review.claims["first"])


def test_in_this_review_they_are_the_fewest(base: EvidenceBase) -> None:
    tried = 0
    for one in base.review.claims.values():
        uses = base.facts.cited_uses(one.id, "supports", "contradicts")
        if not one.record.check and 0 < len(uses) < 8:
            assert_shortest(base, one)
            tried += 1
    assert tried > 20
