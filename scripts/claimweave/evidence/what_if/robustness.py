"""How firm a reading's verdict is: how few evidence items must go, or change sides, to change it.

One at a time every item is tried. If none decides alone and the query names nothing but the
counts of the table's cells, two and three entries together are tried too: entries of one cell and
one side are alike there, so the search is exact. In a large review it goes less deep, and says so.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Literal

from claimweave.evidence.database import build_database, tables
from claimweave.evidence.database_views import CELLS
from claimweave.evidence.on_demand import OnDemand
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.verdicts.query_runner import CheckRunner, CostlyCheckError
from claimweave.evidence.what_if import statements
from claimweave.evidence.what_if.search_depth import Depth, Search, depths
from claimweave.review.fields import SIDES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults

Move = Literal["remove", "flip"]
MOVES: tuple[Move, ...] = ("remove", "flip")
Item = tuple[str, str, str]
"""An evidence item: claim, reference, stance."""
_ITEM = ("claim", "reference", "stance")
Groups = dict[tuple[str, ...], list[Item]]
"""Items that are alike to a query, by what they have in common."""

DEEPEST = 3
"""Entries of cells that are tried together."""

_Key = tuple[str, str]
"""A claim, and the name of a reading."""

_COUNTED = {"evidence", CELLS}
_CHANGE: dict[Move, tuple[str, ...]] = {"remove": statements.REMOVE, "flip": statements.FLIP}


@dataclass(frozen=True, slots=True)
class Robustness:
    """The fewest items whose removal, or change of side, changes a verdict; None if not found.

    `deciding` are the (claim, reference, move) that change it alone. `searched` says up to how
    many items were tried together. `shortest` are changes that turn it: each that does so alone,
    or else, for each move, the first that were found of as few as that takes.
    """

    to_remove: int | None
    to_flip: int | None
    deciding: tuple[tuple[str, str, Move], ...]
    searched: int
    shortest: tuple[tuple[Move, tuple[Item, ...]], ...] = ()


_NOT_SEARCHED = Robustness(None, None, (), 0)


def robustness(facts: Facts, results: CheckResults) -> Mapping[str, Mapping[str, Robustness]]:
    """Return claim id to the robustness of each reading; what cannot run is left out.

    Those of a claim are computed when it is asked for.
    """
    connection = build_database(tables(facts))
    connection.execute("CREATE INDEX evidence_of_a_claim ON evidence (claim, reference)")
    runner = CheckRunner(connection, writable=True)
    items: list[Item] = [
        (u.claim.id, u.reference.key, u.evidence.stance)
        for uses in facts.uses.values()
        for u in uses
        if u.reference.key != facts.review.source_key and u.evidence.stance in SIDES
    ]
    cells: set[Item] = {
        (u.claim.id, u.reference.key, u.evidence.stance)
        for cell in facts.cells
        for u in cell.entries
        if u.evidence.stance in SIDES
    }
    trials = dict(_trials(results, runner, connection))
    groups = {key: trial.groups(items, cells) for key, trial in trials.items()}
    found = depths(
        {
            key: Search(trial.work, len(groups[key]), len(trial.moves), trial.deepest)
            for key, trial in trials.items()
        },
        runner.allowance.firmness,
    )
    names: dict[str, list[str]] = {}
    for claim_id, name, _ in readings_of(results):
        names.setdefault(claim_id, []).append(name)

    known: dict[tuple[str, Depth], Robustness] = {}

    def of_one(key: _Key) -> Robustness:
        """Search for a reading, once for all that ask the same."""
        if key not in trials:
            return _NOT_SEARCHED
        same = trials[key].sql, found[key]
        if same not in known:
            known[same] = _searched(trials[key], groups[key], found[key])
        return known[same]

    def of_claim(claim_id: str) -> Mapping[str, Robustness]:
        return {name: of_one((claim_id, name)) for name in names[claim_id]}

    return OnDemand(names, of_claim, connection)


def _trials(
    results: CheckResults, runner: CheckRunner, connection: sqlite3.Connection
) -> Iterator[tuple[_Key, _Trial]]:
    """Yield the trial of each reading that can run; not of one that here costs more than it may."""
    for claim_id, name, reading in readings_of(results):
        with contextlib.suppress(CostlyCheckError):
            yield (claim_id, name), _Trial(runner, connection, reading.record.sql)


def _searched(trial: _Trial, groups: Groups, depth: Depth) -> Robustness:
    if not depth.items:
        return _NOT_SEARCHED
    trial.left = depth.may_cost
    try:
        shortest: list[tuple[Move, tuple[Item, ...]]] = [
            (move, (item,))
            for group in groups.values()
            for move in trial.moves
            if trial.changes([group[0]], move)
            for item in group
        ]
        deciding = tuple((item[0], item[1], move) for move, (item,) in shortest)
        found: dict[Move, int | None] = dict.fromkeys(MOVES)
        for move in trial.moves:
            if any(m == move for *_, m in deciding):
                found[move] = 1
            elif picked := _together(trial, groups, move, depth.items):
                found[move] = len(picked)
                shortest.append((move, tuple(picked)))
    except CostlyCheckError:
        return _NOT_SEARCHED
    return Robustness(found["remove"], found["flip"], deciding, depth.items, tuple(shortest))


def _together(trial: _Trial, groups: Groups, move: Move, deepest: int) -> list[Item]:
    """Try two and three entries of cells together, or as many as `deepest` allows."""
    for size in range(2, deepest + 1):
        for chosen in combinations_with_replacement(sorted(groups), size):
            picked = _pick(groups, chosen)
            if picked is not None and trial.changes(picked, move):
                return picked
    return []


def _pick(groups: Groups, chosen: tuple[tuple[str, ...], ...]) -> list[Item] | None:
    picked = []
    for group in dict.fromkeys(chosen):
        wanted = chosen.count(group)
        if wanted > len(groups[group]):
            return None
        picked += groups[group][:wanted]
    return picked


class _Trial:
    """Tries changes of the evidence on one query, and undoes each."""

    def __init__(self, runner: CheckRunner, connection: sqlite3.Connection, sql: str) -> None:
        self._runner, self._connection, self.sql = runner, connection, sql
        self._before = runner.run(sql)
        self._names = runner.guard.tables_named(sql)
        self.work = self.left = runner.work_again
        # To change sides changes nothing for a query that does not read them.
        sides = runner.guard.reads_column(sql, "evidence", "stance")
        self.moves: tuple[Move, ...] = MOVES if sides else ("remove",)
        self.deepest = DEEPEST if self._names & _COUNTED == {CELLS} else 1

    def groups(self, items: list[Item], cells: set[Item]) -> Groups:
        """Group the items that are alike to it: by cell and side if it reads only the cells.

        `cells` are the items that stand in a cell.
        """
        groups: Groups = {}
        if not self._names & _COUNTED:
            return groups
        for item in items:
            if "evidence" in self._names:
                groups[item] = [item]
            elif item in cells:
                groups.setdefault((item[0], item[2]), []).append(item)
        return groups

    def changes(self, items: list[Item], move: Move) -> bool:
        """Whether the verdict changes when these items go, or change sides.

        Raises:
            CostlyCheckError: when this costs more than what is left for all trials.
        """
        self._connection.execute("BEGIN")
        try:
            for item in items:
                self._apply(item, move)
            after = self._runner.settled(self.sql, self.left)
        finally:
            self.left -= self._runner.work_again
            self._connection.execute("ROLLBACK")
        return after != self._before

    def _apply(self, item: Item, move: Move) -> None:
        for sql in _CHANGE[move]:
            self._connection.execute(sql, dict(zip(_ITEM, item, strict=True)))
