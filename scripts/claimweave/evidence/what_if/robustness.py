"""How firm a check's verdict is: how few evidence items must go, or change sides, to change it.

One at a time every item is tried. If none decides alone and the query reads nothing but the
counts of the table's cells, two and three entries together are tried too: entries of one cell and
one side are alike there, so the search is exact. In a large review it goes less deep, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb
from typing import TYPE_CHECKING, Literal

from claimweave.evidence.checks import CheckRunner, InvalidCheckError
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.on_demand import OnDemand
from claimweave.evidence.what_if.effort import affordable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

Move = Literal["remove", "flip"]
MOVES: tuple[Move, ...] = ("remove", "flip")
Item = tuple[str, str, str]
"""An evidence item: claim, reference, stance."""

DEEPEST = 3
"""Entries of cells that are tried together."""

COSTLY = 200_000
"""Steps of a query above which it is not run again for each item."""

_COUNTED = {"evidence", "cells"}
_OTHER = {"supports": "contradicts", "contradicts": "supports"}
_WHERE = "WHERE claim = ? AND reference = ? AND stance = ?"
_CHANGE: dict[Move, tuple[str, bool]] = {
    "remove": (f"DELETE FROM evidence {_WHERE}", False),  # noqa: S608 - our own words
    "flip": (f"UPDATE evidence SET stance = ? {_WHERE}", True),  # noqa: S608
}


@dataclass(frozen=True, slots=True)
class Robustness:
    """The fewest items whose removal, or change of side, changes a verdict; None if not found.

    `deciding` are the (claim, reference, move) that change it alone. `searched` says up to how
    many items were tried together.
    """

    to_remove: int | None
    to_flip: int | None
    deciding: tuple[tuple[str, str, Move], ...]
    searched: int


def robustness(base: EvidenceBase) -> Mapping[str, Robustness]:
    """Return claim id to the robustness of its check; checks that cannot run are left out.

    Each is computed when it is asked for.
    """
    connection = build_database(tables(base))
    connection.execute("CREATE INDEX evidence_of_a_claim ON evidence (claim, reference)")
    runner = CheckRunner(connection, writable=True)
    items: list[Item] = [(u.claim.id, u.reference.key, u.evidence.stance)
             for uses in base.uses.values() for u in uses
             if u.reference.key != base.review.source_key
             and u.evidence.stance != "background"]  # fmt: skip
    cells: set[Item] = {(u.claim.id, u.reference.key, u.evidence.stance)
             for cell in base.cells for u in cell.entries}  # fmt: skip
    valid = [i for i, v in base.check_results.items() if not isinstance(v, InvalidCheckError)]

    def of_one(claim_id: str) -> Robustness:
        claim = base.review.claims[claim_id]
        return _of_one(runner, connection, claim, (items, cells), len(valid))

    return OnDemand(valid, of_one, connection)


def _of_one(
    runner: CheckRunner,
    connection: sqlite3.Connection,
    claim: Claim,
    evidence: tuple[list[Item], set[Item]],
    checks: int,
) -> Robustness:
    items, cells = evidence
    assert claim.record.check is not None
    trial = _Trial(runner, connection, claim.record.check.sql, cells)
    only_cells = trial.reads == {"cells"}
    groups = _groups(items, cells if only_cells else None) if trial.reads & _COUNTED else {}
    deepest = _deepest(len(groups), runner.steps, checks, DEEPEST if only_cells else 1)
    if not deepest:
        return Robustness(None, None, (), 0)
    deciding = tuple(
        (item[0], item[1], move)
        for group in groups.values()
        for move in MOVES
        if trial.changes([group[0]], move)
        for item in group
    )
    found: dict[Move, int | None] = {
        move: 1 if any(m == move for *_, m in deciding) else None for move in MOVES
    }
    for move in MOVES:
        found[move] = found[move] or _together(trial, groups, move, deepest)
    return Robustness(found["remove"], found["flip"], deciding, deepest)


def _deepest(groups: int, steps: int, checks: int, wanted: int) -> int:
    """Return how many items are tried together at most; 0 when not even each alone can be."""
    if steps > COSTLY:
        return 0
    sizes = range(1, wanted + 1)
    trials = {size: len(MOVES) * comb(groups + size - 1, size) * checks for size in sizes}
    return max((size for size in sizes if affordable(trials[size], steps)), default=0)


def _groups(items: list[Item], cells: set[Item] | None) -> dict[tuple[str, ...], list[Item]]:
    """Group the items that are alike to a query: by cell and side if it reads only the cells."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if cells is None:
            groups[item] = [item]
        elif item in cells:
            groups.setdefault((item[0], item[2]), []).append(item)
    return groups


def _together(
    trial: _Trial, groups: Mapping[tuple[str, ...], list[Item]], move: Move, deepest: int
) -> int | None:
    """Try two and three entries of cells together, or as many as `deepest` allows."""
    for size in range(2, deepest + 1):
        for chosen in combinations_with_replacement(sorted(groups), size):
            picked = _pick(groups, chosen)
            if picked is not None and trial.changes(picked, move):
                return size
    return None


def _pick(
    groups: Mapping[tuple[str, ...], list[Item]], chosen: tuple[tuple[str, ...], ...]
) -> list[Item] | None:
    picked = []
    for group in dict.fromkeys(chosen):
        wanted = chosen.count(group)
        if wanted > len(groups[group]):
            return None
        picked += groups[group][:wanted]
    return picked


class _Trial:
    """Tries changes of the evidence on one query, and undoes each."""

    def __init__(
        self, runner: CheckRunner, connection: sqlite3.Connection, sql: str, cells: set[Item]
    ) -> None:
        self._runner, self._connection, self._sql, self._cells = runner, connection, sql, cells
        self._before = runner.run(sql)
        self.reads = runner.tables_read(sql)

    def changes(self, items: list[Item], move: Move) -> bool:
        """Whether the verdict changes when these items go, or change sides."""
        self._connection.execute("BEGIN")
        try:
            for item in items:
                self._apply(item, move)
            after: str = self._runner.run(self._sql)
        except InvalidCheckError:
            after = "undetermined"
        finally:
            self._connection.execute("ROLLBACK")
        return after != self._before

    def _apply(self, item: Item, move: Move) -> None:
        claim_id, _, stance = item
        if "evidence" in self.reads:
            sql, values = _CHANGE[move]
            other = _OTHER[stance]
            self._connection.execute(sql, (*((other,) if values else ()), *item))
        if item in self._cells:
            gain = f", {_OTHER[stance]} = {_OTHER[stance]} + 1" if move == "flip" else ""
            sql = f"UPDATE cells SET {stance} = {stance} - 1{gain} WHERE claim = ?"  # noqa: S608
            self._connection.execute(sql, (claim_id,))
