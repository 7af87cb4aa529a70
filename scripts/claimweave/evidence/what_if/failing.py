"""Whether a reading can come out otherwise at all: one that cannot is no check.

Each decided reading is tried in other worlds (`worlds.py`): without any evidence, with every
stance and direction turned, with one side alone, with much more evidence on one side, with works
of another kind, and where all say the same.
One whose verdict is the same in all of them does not look at the evidence; that without any
evidence nothing is decided makes it no other. One that moves only when its own sentence's citations
do counts itself: that a sentence cites something does not show that it is true.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimweave.evidence.database import put_back
from claimweave.evidence.verdicts.claim_verdicts import leave_runner, readings_of, runner_of
from claimweave.evidence.verdicts.query_limits import texts_of_any_length
from claimweave.evidence.verdicts.query_runner import CostlyCheckError
from claimweave.evidence.what_if import worlds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults
    from claimweave.evidence.verdicts.query_runner import CheckRunner
    from claimweave.review.fields import CheckVerdict

Fixed = Literal["never-moves", "own-citations"]
"""In which way a verdict is fixed: whatever is cited, or whatever others than its sentence cite."""

Key = tuple[str, str]
"""A claim, and the name of a reading."""

PARTS = 20
"""No run may take more than this part of the work: a costly reading would leave none to others."""

World = Callable[["sqlite3.Connection"], None]
"""What changes the evidence of a database."""


class FixedVerdicts(NamedTuple):
    """The readings whose verdict is fixed, and those that could not be tried."""

    found: Mapping[Key, Fixed]
    untried: frozenset[Key]


class _Decided(NamedTuple):
    key: Key
    sql: str
    verdict: CheckVerdict


def fixed_verdicts(facts: Facts, results: CheckResults) -> FixedVerdicts:
    """Return the decided readings that cannot come out otherwise. Undetermined ones are none."""
    decided = [
        _Decided((claim_id, name), reading.record.sql, reading.verdict)
        for claim_id, name, reading in readings_of(results)
        if reading.verdict != "undetermined"
    ]
    if not decided:
        return FixedVerdicts({}, frozenset())
    runner = runner_of(facts)
    found = _Trial(facts, runner).run(decided)
    leave_runner(facts, runner)
    return found


_WITHOUT_SUPPORT: World = partial(worlds.without_side, side="supports")
_WITHOUT_CONTRARY: World = partial(worlds.without_side, side="contradicts")
_OF_ONE_MIND: list[World] = [
    partial(worlds.all_say, direction=direction) for direction in ("positive", "negative", "none")
]
"""Within a world that has much more evidence for all claims."""


def _by_claim(readings: Sequence[_Decided]) -> Iterator[tuple[str, list[_Decided]]]:
    """Yield the id of each claim with its readings."""
    claims: dict[str, list[_Decided]] = {}
    for one in readings:
        claims.setdefault(one.key[0], []).append(one)
    yield from claims.items()


def _more(claims: str, *values: str) -> list[World]:
    """Return the worlds with many more works for some claims, on the one side and on the other."""
    sides: tuple[worlds.Side, ...] = ("supports", "contradicts")
    return [partial(worlds.more, side=side, claims=claims, values=values) for side in sides]


def _not_of(one: _Decided) -> World:
    """Return the world in which nothing is made up for the claim of a reading."""
    return partial(worlds.without_made_up, claim_id=one.key[0])


class _Trial:
    """Runs readings in other worlds, and puts everything back after each."""

    def __init__(self, facts: Facts, runner: CheckRunner) -> None:
        self._facts = facts
        self._connection = runner.connection
        self._runner = runner
        self._may_spend = runner.spent + runner.allowance.failing
        self._untried: set[str] = set()  # queries

    def run(self, decided: Sequence[_Decided]) -> FixedVerdicts:
        # The first one leaves least to count, and moves most of those that look at the evidence.
        still: Sequence[_Decided] = decided
        for world in (_WITHOUT_SUPPORT, worlds.change_works, _WITHOUT_CONTRARY, worlds.turn):
            still = self._unmoved(world, still)
        still = self._unmoved(worlds.empty, still, "undetermined")
        own = self._may_count_themselves(decided)
        for world, within in zip(_more("1"), (_OF_ONE_MIND, ()), strict=True):
            if not still and not own:
                break
            with self._changed(world):  # to make it up takes longer than to ask
                still = self._agreeing(still)
                own = [one for one in own if self._unmoved(_not_of(one), [one])]
                for agreed in within:
                    still = self._unmoved(agreed, still)
        found: dict[Key, Fixed] = {one.key: "own-citations" for one in own}
        found |= {one.key: "never-moves" for one in still}
        untried = frozenset(one.key for one in decided if one.sql in self._untried)
        found = {key: fixed for key, fixed in found.items() if key not in untried}
        return FixedVerdicts(found, untried)

    def _unmoved(
        self, world: World, readings: Sequence[_Decided], *or_as: CheckVerdict
    ) -> list[_Decided]:
        """Return the readings whose verdict is the same in another world, or one of `or_as`."""
        if not readings:
            return []
        with self._changed(world):
            return self._agreeing(readings, *or_as)

    def _agreeing(self, readings: Sequence[_Decided], *or_as: CheckVerdict) -> list[_Decided]:
        """Return the same in the world as it stands; a query is run once, whoever asks it."""
        found: dict[str, CheckVerdict | None] = {}
        for one in readings:
            if one.sql not in found:
                found[one.sql] = self._verdict(one.sql)
        return [one for one in readings if found[one.sql] in (None, one.verdict, *or_as)]

    def _may_count_themselves(self, decided: Sequence[_Decided]) -> list[_Decided]:
        """Return what moves with its own citations, and not when all others go or turn.

        The readings of a claim share its citations. Most are moved by what others cite: that is
        asked first, in a world from which only their own citations differ.
        """
        own = {claim_id: self._own_rows(claim_id) for claim_id, _ in _by_claim(decided)}
        moved = [one for one in decided if own[one.key[0]]]
        for fixed, spared in (
            (worlds.empty_but_works, worlds.put_in),
            (worlds.turn, worlds.turn_rows),
        ):
            if not moved:
                return []
            with self._changed(fixed):
                moved = [
                    one
                    for claim_id, readings in _by_claim(moved)
                    for one in self._unmoved(partial(spared, rows=own[claim_id]), readings)
                ]
        return [
            one
            for claim_id, readings in _by_claim(moved)
            for one in self._moved_by_own(claim_id, readings, own[claim_id])
        ]

    def _own_rows(self, claim_id: str) -> list[worlds.EvidenceRow]:
        claim = self._facts.review.claims[claim_id]
        return worlds.own_rows(self._connection, claim_id, claim.record.asserted)

    def _moved_by_own(
        self, claim_id: str, readings: Sequence[_Decided], own: Sequence[worlds.EvidenceRow]
    ) -> list[_Decided]:
        still: Sequence[_Decided] = readings
        for change in (worlds.without, worlds.turn_rows):
            still = self._unmoved(partial(change, rows=own), still)
        # What holds already does not need more of its own.
        failing = [one for one in still if one.verdict == "fails"]
        kept = [one for one in still if one.verdict != "fails"]
        for world in _more("id = ?", claim_id):
            failing = self._unmoved(world, failing)
        return [one for one in readings if one not in kept and one not in failing]

    @contextmanager
    def _changed(self, world: World) -> Iterator[None]:
        with put_back(self._connection):
            with texts_of_any_length(self._connection):
                world(self._connection)
            yield

    def _verdict(self, sql: str) -> CheckVerdict | None:
        """Return what a query comes to; None where that takes more work than it may."""
        allowed = self._runner.allowance.failing
        left = min(self._may_spend - self._runner.spent, allowed // PARTS)
        try:
            return self._runner.settled(sql, left)
        except CostlyCheckError:
            self._untried.add(sql)
            return None
