"""Executable claims: one SELECT over the evidence base decides whether a claim holds.

The SQL comes from strangers. It runs in a database in memory that holds nothing else, under an
authorizer that allows SELECT and a list of functions, and with an allowance of work.
Source: SQLite's own advice for untrusted SQL (sqlite.org/security.html, "Untrusted SQL Inputs").
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from msgspec import Struct

from claimweave.evidence.database import table_sizes
from claimweave.evidence.verdicts.effort import allowance
from claimweave.evidence.verdicts.query_limits import HEAP, LIMITS, QueryGuard
from claimweave.evidence.verdicts.query_work import A_SIGN, LONGEST, reading_work, step_price

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.review.fields import CheckVerdict

_STEPS_A_CALL = 100
_A_RUN = 100
_VERDICTS: dict[int | None, CheckVerdict] = {1: "holds", 0: "fails", None: "undetermined"}

CANNOT_RUN: CheckVerdict = "undetermined"
"""What a query counts as that cannot run."""

MOST_ROWS = 1_000_000
"""Rows that a lens may keep: more evidence than any review has."""


class InvalidCheckError(Exception):
    """A check's SQL cannot run, or does not yield one value that is 1, 0 or NULL."""


class CostlyCheckError(InvalidCheckError):
    """A query makes more work than it may: what it would yield is not known."""


class _Meter(Struct, eq=False):
    """Counts the work of one run of a query, and stops it when there is too much.

    Newer versions of SQLite count while they read a query, before all is known of what it reads
    and calls: the price is asked for again whenever more is.
    """

    may_cost: int
    price: Callable[[], int]
    known: tuple[set[str], set[str]]
    work: int
    interrupt: KeyboardInterrupt | None = None
    _known: int = -1
    _of_a_call: int = 0

    def count(self) -> int:
        """Count some steps; an interrupt (Ctrl-C) is kept, and stops the query, too."""
        try:
            known = len(self.known[0]) + len(self.known[1])  # neither of them ever shrinks
            if known != self._known:
                self._known, self._of_a_call = known, _STEPS_A_CALL * self.price()
            self.work += self._of_a_call
        except KeyboardInterrupt as interrupt:
            self.interrupt = interrupt
            return 1
        else:
            return self.work > self.may_cost


class CheckRunner:
    """Runs the checks of one evidence base, one after the other, in one locked database."""

    def __init__(self, connection: sqlite3.Connection, *, writable: bool = False) -> None:
        """Lock a database. With `writable`, only while a query runs: our own code may change it.

        `spent` is the work of all queries so far.
        """
        self.connection = self._connection = connection
        self._writable = writable
        self._prices: dict[tuple[str, int, int], int] = {}
        rows, self._widest = table_sizes(connection)
        self.allowance = allowance(rows)
        self.work = self.work_again = self.spent = 0
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
        self._variables = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        for limit, value in LIMITS.items():
            connection.setlimit(limit, value)
        self._allow_variables(allowed=writable)
        self.guard = QueryGuard(connection, locked=not writable)

    def _allow_variables(self, *, allowed: bool) -> None:
        """Let our own statements have variables; a query of a check has none."""
        if self._writable:
            most = self._variables if allowed else LIMITS[sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER]
            self._connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)

    def run(self, sql: str, may_cost: int | None = None) -> CheckVerdict:
        """Return the verdict of one query; `work` then says what it has cost.

        `work_again` says what it would cost once more, when it need not be read.

        Args:
            sql: the query.
            may_cost: how much work it may make, where that is less than any query may.

        Raises:
            InvalidCheckError: with a message for whoever wrote the query.
            KeyboardInterrupt: when one came meanwhile, or since the last query.
        """
        rows, width = self._fetched(sql, may_cost, 2)
        return _verdict(rows, width)

    def settled(self, sql: str, may_cost: int | None = None) -> CheckVerdict:
        """Return the verdict of one query; one that cannot run counts as undetermined.

        Raises:
            CostlyCheckError: when it makes more work than it may, so that nothing is known.
        """
        try:
            return self.run(sql, may_cost)
        except CostlyCheckError:
            raise
        except InvalidCheckError:
            return CANNOT_RUN

    def rows(self, sql: str, may_cost: int | None = None) -> list[tuple[object, ...]]:
        """Return all rows of a query, within the limits of `run`, which says what is raised."""
        return self._fetched(sql, may_cost, MOST_ROWS)[0]

    def _fetched(
        self, sql: str, may_cost: int | None, most: int
    ) -> tuple[list[tuple[object, ...]], int]:
        """Return the first rows of a query, and how many columns they have."""
        may_cost = min(self.allowance.query, self.allowance.query if may_cost is None else may_cost)
        reading = 0 if self.guard.tables_read(sql) else reading_work(sql)
        self.work = self.work_again = _A_RUN
        if '"' in sql:
            # SQLite would take a misspelt column in double quotes for a text.
            raise InvalidCheckError("double quotes are not allowed: write texts in single quotes")
        if reading > may_cost:
            self.work = _A_RUN + A_SIGN * len(sql)
            raise CostlyCheckError("its parts are repeated within one another too often")
        known = self.guard.lock(sql)
        meter = _Meter(may_cost, lambda: self._price(sql, *known), known, _A_RUN + reading)
        self._connection.set_progress_handler(meter.count, _STEPS_A_CALL)
        self._allow_variables(allowed=False)
        try:
            cursor = self._connection.execute(sql)
            rows = cursor.fetchmany(most)
            width = len(cursor.description or ())
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
            if "not authorized" in str(error) and not self.guard.refused:
                # Only an interrupt at the callback's very first step refuses without a reason.
                self.guard.interrupt = self.guard.interrupt or KeyboardInterrupt()
            if isinstance(error, MemoryError):
                meter.work = may_cost  # how much it took to get there is not known
            raise self._reason(error, may_cost) from None
        finally:
            self._connection.set_progress_handler(None, 0)
            self.guard.locked = not self._writable
            self._allow_variables(allowed=self._writable)
            self.work, self.work_again = meter.work, meter.work - reading
            self.spent += meter.work
            interrupt, self.guard.interrupt = self.guard.interrupt or meter.interrupt, None
            if interrupt:
                raise interrupt
        return rows, width

    def _price(self, sql: str, tables: set[str], functions: set[str]) -> int:
        """Return what a step of a query costs, by what is known of it so far."""
        known = (sql, len(tables), len(functions))
        if known not in self._prices:
            widest = max((self._widest.get(name, 0) for name in tables), default=0)
            self._prices[known] = step_price(sql, functions, widest)
        return self._prices[known]

    def _reason(self, error: Exception, may_cost: int) -> InvalidCheckError:
        if self.guard.refused:
            return InvalidCheckError(self.guard.refused)
        if "interrupted" in str(error):
            return CostlyCheckError(
                f"it was stopped: it makes more than {may_cost:,} steps of work "
                "(a step on long texts counts for several)"
            )
        if isinstance(error, MemoryError):
            return CostlyCheckError("it was stopped: it takes too much memory")
        if "too big" in str(error):
            said = f"a text that it reads or makes is longer than {LONGEST:,} bytes"
            return InvalidCheckError(said)
        return InvalidCheckError(str(error) or type(error).__name__)


def _verdict(rows: list[tuple[object, ...]], width: int) -> CheckVerdict:
    if width != 1:
        raise InvalidCheckError(f"it yields {width} columns where one is wanted")
    if not rows:
        return "undetermined"
    if len(rows) > 1:
        raise InvalidCheckError("it yields more than one row")
    value = rows[0][0]
    if value is not None and (not isinstance(value, int) or value not in _VERDICTS):
        raise InvalidCheckError(f"it yields {str(value)[:40]!r}, where 1, 0 or NULL is wanted")
    return _VERDICTS[value]
