"""How many items are tried together for each check, so that all trials stay within what they may.

Trials grow with a power of the evidence. What costs least comes first: each item alone for one
check, or two or three of the few kinds that a table has for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import comb
from typing import TYPE_CHECKING, TypeVar

from claimweave.evidence.verdicts.effort import A_TRIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K", str, tuple[str, str])
"""What a query is called: a name, or a claim and one of its readings."""

PARTS = 4
"""No check may have more than this part of the work: its search is one step while one edits."""


@dataclass(frozen=True, slots=True)
class Search:
    """What there is to try for one check.

    `work` is what its query costs, `kinds` how many kinds of items there are, `moves` in how many
    ways each is changed, and `deepest` how many may be tried together.
    """

    work: int
    kinds: int
    moves: int
    deepest: int

    def cost(self, size: int) -> int:
        """Return what it costs to try so many items together, at most."""
        return self.moves * comb(self.kinds + size - 1, size) * (self.work + A_TRIAL)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many items are tried together for a check, and how much work all its trials may make."""

    items: int
    may_cost: int


def depths(searches: Mapping[K, Search], may_cost: int) -> dict[K, Depth]:
    """Return for each query how deep it is searched; 0 where not even each item alone is tried.

    What is left over is shared out: with a change of the evidence a query may cost more.
    """
    reached, planned = dict.fromkeys(searches, 0), dict.fromkeys(searches, 0)
    steps = [(search.cost(1), name) for name, search in searches.items()]
    heapify(steps)
    spent = 0
    while steps:
        cost, name = heappop(steps)
        if spent + cost > may_cost or planned[name] + cost > may_cost // PARTS:
            continue
        spent += cost
        planned[name] += cost
        reached[name] += 1
        if reached[name] < searches[name].deepest:
            heappush(steps, (searches[name].cost(reached[name] + 1), name))
    whole = max(1, sum(planned.values()))
    return {
        name: Depth(reached[name], min(planned[name] * may_cost // whole, may_cost // PARTS))
        for name in searches
    }
