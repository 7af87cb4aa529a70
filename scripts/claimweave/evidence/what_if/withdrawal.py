"""If a reference were withdrawn: the claims that would lean on nothing, the verdicts that change.

A withdrawn work takes its citations, its study sheet and its findings with it. Each check that
reads what has gone is run anew; what the tables would look like without the work is tried within
a savepoint, so one database serves all references.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.database import BOTH_WAYS, build_database, put_back, tables
from claimweave.evidence.database_views import CELLS
from claimweave.evidence.on_demand import OnDemand
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.verdicts.effort import A_TRIAL
from claimweave.evidence.verdicts.query_runner import CheckRunner, CostlyCheckError
from claimweave.evidence.what_if import statements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults
    from claimweave.review.claim import Claim
    from claimweave.review.fields import CheckVerdict
    from claimweave.review.reference import Reference

_INDEXES = (
    "CREATE INDEX evidence_of_a_claim ON evidence (claim, reference)",
    "CREATE INDEX evidence_of_a_reference ON evidence (reference)",
    "CREATE INDEX findings_of_a_reference ON findings (reference)",
    "CREATE INDEX study_of_a_reference ON studies (key)",
    "CREATE INDEX reference_by_key ON refs (key)",
    "CREATE INDEX claim_by_id ON claims (id)",
)
"""Without them each withdrawal would go through all tables."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A reading of an executable claim whose verdict would be another one."""

    claim: Claim
    reading: str
    before: CheckVerdict
    after: CheckVerdict


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What would change without one reference.

    `unsupported` are the claims that would lose the last source cited in support and keep other
    citations, `uncited` those that would keep no citation at all; of the review's own citations,
    each claim in one of the two. `verdicts` are the readings of executable claims that would turn;
    None where the review is too large to try them all.
    """

    unsupported: tuple[Claim, ...]
    uncited: tuple[Claim, ...]
    verdicts: tuple[VerdictChange, ...] | None


def withdrawals(
    facts: Facts, results: CheckResults, keys: Iterable[str] | None = None
) -> Mapping[str, Withdrawal]:
    """Return citation key to what its withdrawal would change; the review itself is left out.

    Each is computed when it is asked for. With `keys`, only for these references.
    """
    wanted = facts.review.references if keys is None else keys
    references = {k: facts.review.references[k] for k in wanted if k != facts.review.source_key}
    connection = build_database(tables(facts))
    trial = _Trial(facts, results, connection, len(references))

    def of_one(key: str) -> Withdrawal:
        verdicts = trial.verdicts_without(references[key])
        return Withdrawal(*_bereft(facts, references[key]), verdicts)

    return OnDemand(references, of_one, connection)


def _bereft(facts: Facts, reference: Reference) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    unsupported, uncited = [], []
    for claim in _citing(facts, reference):
        cited = [e for e in claim.evidence if e.at and e.cites != facts.review.source_key]
        kept = [e for e in cited if e.cites != reference.key]
        if cited and not kept:
            uncited.append(claim)
        elif {e.stance for e in cited} - {e.stance for e in kept} >= {"supports"}:
            unsupported.append(claim)
    return tuple(unsupported), tuple(uncited)


def _citing(facts: Facts, reference: Reference) -> list[Claim]:
    uses = facts.uses_by_reference[reference.key]
    return list({use.claim.id: use.claim for use in uses}.values())


class _Trial:
    """Runs the checks of a review without one reference, and puts everything back."""

    def __init__(
        self,
        facts: Facts,
        results: CheckResults,
        connection: sqlite3.Connection,
        references: int,
    ) -> None:
        """Take for how many references it is tried: they share the work that may be made."""
        self._facts = facts
        self._connection = connection
        for sql in _INDEXES:
            self._connection.execute(sql)
        self._in_cells = {u.reference.key for cell in facts.cells for u in cell.entries}
        self._runner = CheckRunner(self._connection, writable=True)
        statements.set_up(connection, facts)  # the runner forgets temporary tables of before
        self._restated = statements.restated_without(facts)
        self._readings = list(readings_of(results))
        self._may_cost = self._share(references)

    def _share(self, references: int) -> int | None:
        """Run each reading once, which says what it reads; return what a withdrawal may cost."""
        work, allowed = 0, self._runner.allowance.withdrawals
        try:
            for _, _, reading in self._readings:
                self._runner.settled(reading.record.sql)
                work += self._runner.work_again + A_TRIAL
        except CostlyCheckError:
            return None
        return allowed // max(1, references) if work * references <= allowed else None

    def verdicts_without(self, reference: Reference) -> tuple[VerdictChange, ...] | None:
        """Return the verdicts that turn; None where that takes more work than it may."""
        if self._may_cost is None:
            return None
        with put_back(self._connection):
            touched = self._withdraw(reference)
            try:
                return tuple(self._turning(touched, self._may_cost))
            except CostlyCheckError:
                return None

    def _turning(self, touched: set[str], left: int) -> Iterator[VerdictChange]:
        """Yield the verdicts that turn, of readings that ask for a table which has changed."""
        for claim_id, name, reading in self._readings:
            if self._runner.guard.tables_named(reading.record.sql) & touched:
                before, after = reading.verdict, self._runner.settled(reading.record.sql, left)
                left -= self._runner.work_again
                if after != before:
                    claim = self._facts.review.claims[claim_id]
                    yield VerdictChange(claim, name, before, after)

    def _withdraw(self, reference: Reference) -> set[str]:
        """Take a reference out of every table; return the tables that have changed."""
        run, key = self._connection.execute, {"key": reference.key}
        touched = {"claims"} if run(self._restated, key).rowcount else set()
        touched |= {name for name, sql in statements.DELETIONS.items() if run(sql, key).rowcount}
        touched |= {BOTH_WAYS} if "findings" in touched else set()
        return touched | ({CELLS} if reference.key in self._in_cells else set())
