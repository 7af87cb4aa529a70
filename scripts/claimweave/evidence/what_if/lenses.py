"""Every reading of a conclusion under every lens on the evidence, and what each lens takes out.

Source: multiverse analysis (Steegen and others 2016): one question, all defensible data sets.
"""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from claimweave.evidence.database import put_back
from claimweave.evidence.database_views import cell_counts
from claimweave.evidence.verdicts.claim_verdicts import readings_of, runner_of, together
from claimweave.evidence.verdicts.query_runner import CostlyCheckError, InvalidCheckError
from claimweave.evidence.what_if import statements
from claimweave.evidence.what_if.lens_conditions import KeptRows, kept_rows
from claimweave.evidence.what_if.same_cohort import merge_cohorts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults, ClaimVerdict
    from claimweave.evidence.verdicts.query_runner import CheckRunner
    from claimweave.review.fields import CheckVerdict
    from claimweave.review.lenses import Lens
    from claimweave.review.table import Pair


class LensEffect(NamedTuple):
    """What a lens does to the evidence: of so many `rows`, how many it takes out.

    `missing` are those of `rows_out` for which it cannot be told whether they belong, and `merged`
    those that are taken together with another report of the same sample. The review itself, where
    it is named as its own source, counts in none of them.
    """

    rows: int
    rows_out: int
    missing: int
    merged: int


class LensResults(Struct, frozen=True):
    """What each lens does, and what each reading comes to under it.

    `faults` are the lenses whose condition cannot be used, and why. A verdict that is not in
    `verdicts` was not tried: that would have taken more work than all of it may.
    """

    effects: Mapping[str, LensEffect] = field(default_factory=dict)
    faults: Mapping[str, InvalidCheckError] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str, str], CheckVerdict] = field(default_factory=dict)
    """(claim, reading, lens) to verdict."""
    cells: Mapping[str, Mapping[Pair, tuple[int, int]]] = field(default_factory=dict)
    """Lens to each cell of a table to the works that count there for and against under it."""

    def of_claim(self, results: CheckResults, claim_id: str) -> dict[str, ClaimVerdict]:
        """Return lens to what the readings of a claim come to under it, where all were tried."""
        readings = results[claim_id].readings
        found: dict[str, ClaimVerdict] = {}
        for lens in self.effects:
            keys = {name: (claim_id, name, lens) for name in readings}
            if all(key in self.verdicts for key in keys.values()):
                pairs = ((readings[n].record, self.verdicts[key]) for n, key in keys.items())
                found[lens] = together(pairs)
        return found


def lens_results(facts: Facts, results: CheckResults) -> LensResults:
    """Return what each reading that can run comes to under each lens."""
    if not facts.review.lenses:
        return LensResults()
    runner = runner_of(facts)
    with closing(runner.connection):
        return _Trial(facts, runner).run(results)


def lens_faults(facts: Facts) -> Mapping[str, InvalidCheckError]:
    """Return the lenses whose condition cannot be used, and why; no reading is run."""
    return kept_by_lenses(facts)[1]


def kept_by_lenses(
    facts: Facts,
) -> tuple[Mapping[str, KeptRows | None], Mapping[str, InvalidCheckError]]:
    """Return what the condition of each lens keeps, None without one, and what is faulty."""
    if not facts.review.lenses:
        return {}, {}
    runner = runner_of(facts)
    with closing(runner.connection):
        return _Trial(facts, runner).kept()


class _Trial:
    """Puts one lens after the other on the evidence, and takes each off again."""

    def __init__(self, facts: Facts, runner: CheckRunner) -> None:
        self._lenses, self._tables = facts.review.lenses, facts.review.tables
        self._connection = connection = runner.connection
        self._runner = runner
        self._may_spend = runner.spent + runner.allowance.lenses
        statements.set_up(connection, facts)
        own = facts.review.source_key
        counted = "SELECT rowid FROM evidence WHERE reference <> ?"
        self._counted = {row for (row,) in connection.execute(counted, (own,))}

    @property
    def _left(self) -> int:
        return self._may_spend - self._runner.spent

    def kept(self) -> tuple[dict[str, KeptRows | None], dict[str, InvalidCheckError]]:
        """Return what the condition of each lens keeps (None without one), and what is faulty."""
        kept: dict[str, KeptRows | None] = {}
        faults: dict[str, InvalidCheckError] = {}
        for name, lens in self._lenses.items():
            try:
                if self._left <= 0:
                    raise CostlyCheckError("it was not tried: those before it take too much work")
                kept[name] = kept_rows(self._runner, lens.where) if lens.where else None
            except InvalidCheckError as error:
                faults[name] = error
        return kept, faults

    def run(self, results: CheckResults) -> LensResults:
        kept, faults = self.kept()
        effects: dict[str, LensEffect] = {}
        verdicts: dict[tuple[str, str, str], CheckVerdict] = {}
        cells: dict[str, Mapping[Pair, tuple[int, int]]] = {}
        for name, rows in kept.items():
            with put_back(self._connection):
                effects[name] = self._put_on(self._lenses[name], rows)
                cells[name] = self._cells()
                for key, verdict in self._verdicts(results):
                    verdicts[(*key, name)] = verdict
        return LensResults(effects, faults, verdicts, cells)

    def _cells(self) -> dict[Pair, tuple[int, int]]:
        """Return what the view of the cells counts now."""
        found = cell_counts(self._connection, self._tables)
        return {pair: (for_, against) for pair, for_, against in found}

    def _verdicts(self, results: CheckResults) -> Iterator[tuple[tuple[str, str], CheckVerdict]]:
        for claim_id, name, reading in readings_of(results):
            if self._left <= 0:  # what is not tried is not in the results, and pages say so
                return
            with suppress(CostlyCheckError):
                yield (claim_id, name), self._runner.settled(reading.record.sql, self._left)

    def _put_on(self, lens: Lens, kept: KeptRows | None) -> LensEffect:
        run, missing = self._connection.execute, 0
        out: set[int] = set()
        if kept:
            everything = {row for (row,) in run("SELECT rowid FROM evidence")}
            out = (everything - kept.rows) & self._counted
            missing = len(kept.unknown & self._counted)
            self._keep(kept)
        merged = merge_cohorts(self._connection) & self._counted if lens.once else set()
        return LensEffect(len(self._counted), len(out | merged), missing, len(merged))

    def _keep(self, kept: KeptRows) -> None:
        """Take the other rows out, and where it asks for works, other works' sheets and findings.

        What it keeps was found by a query of the lens, which runs under the limits of a check.
        """
        many, run = self._connection.executemany, self._connection.execute
        many("INSERT INTO kept VALUES (?)", [(row,) for row in sorted(kept.rows)])
        run(statements.ONLY_KEPT)
        if kept.works is not None:
            many("INSERT INTO kept_works VALUES (?)", [(key,) for key in sorted(kept.works)])
            for sql in statements.ONLY_KEPT_WORKS:
                run(sql)
        for sql in statements.NOTHING_KEPT:
            run(sql)
