"""Executable claims: one SELECT over the evidence base decides whether a claim holds.

The SQL comes from strangers. It runs in a database in memory that holds nothing else, under an
authorizer that allows SELECT and a list of functions, and with a limit of steps.
Source: SQLite's own advice for untrusted SQL (sqlite.org/security.html, "Untrusted SQL Inputs").
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.evidence.database import build_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimweave.evidence.database import Tables
    from claimweave.review.claim import Claim
    from claimweave.review.fields import CheckVerdict

STEPS = 10_000_000
"""Instructions of SQLite's virtual machine that one check may take: half a second."""

ALL_STEPS = 10 * STEPS
"""Instructions that all checks of a review may take together."""

SECONDS = 1.0
"""A second guard: an instruction on long texts takes long."""

HEAP = 64_000_000
"""Bytes that SQLite may use."""

_STEPS_A_CALL = 100
# Not among them: trim, whose time is the product of the lengths of two texts.
_FUNCTIONS = frozenset(
    """
    abs avg coalesce count group_concat iif ifnull instr length like lower max min nullif round
    sign substr substring sum total upper
    dense_rank first_value lag last_value lead rank row_number
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 10_000,  # LIKE and instr() take the square of it
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
}
_VERDICTS: dict[int | None, CheckVerdict] = {1: "holds", 0: "fails", None: "undetermined"}


class InvalidCheckError(Exception):
    """A check's SQL cannot run, or does not yield one value that is 1, 0 or NULL."""


@dataclass
class _Budget:
    """Counts the steps of one check and stops it when there have been too many."""

    calls: int = 0
    began: float = field(default_factory=time.monotonic)

    def spend(self) -> int:
        self.calls += 1
        too_many = self.calls * _STEPS_A_CALL > STEPS
        return int(too_many or time.monotonic() - self.began > SECONDS)


class CheckRunner:
    """Runs the checks of one evidence base, one after the other, in one locked database."""

    def __init__(self, connection: sqlite3.Connection, *, writable: bool = False) -> None:
        """Lock a database. With `writable`, only while a query runs: our own code may change it."""
        self._connection = connection
        self._refused = ""
        self._writable = writable
        self._locked = not writable
        self._reads: dict[str, set[str]] = {}
        self._query = ""
        self._interrupt: KeyboardInterrupt | None = None
        self.steps = 0
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
        for limit, value in _LIMITS.items():
            if not (writable and limit == sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER):
                connection.setlimit(limit, value)
        connection.set_authorizer(self._outlasting(self._authorize))

    def run(self, sql: str) -> CheckVerdict:
        """Return the verdict of one query.

        Raises:
            InvalidCheckError: with a message for whoever wrote the query.
            KeyboardInterrupt: when one came meanwhile, or since the last query.
        """
        if '"' in sql:
            # SQLite would take a misspelt column in double quotes for a text.
            raise InvalidCheckError("double quotes are not allowed: write texts in single quotes")
        budget, self._refused, self._query = _Budget(), "", sql
        self._connection.set_progress_handler(self._outlasting(budget.spend), _STEPS_A_CALL)
        self._locked = True
        try:
            cursor = self._connection.execute(sql)
            rows = cursor.fetchmany(2)
            width = len(cursor.description or ())
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
            raise InvalidCheckError(self._reason(error)) from None
        finally:
            self._connection.set_progress_handler(None, 0)
            self._locked = not self._writable
            self.steps = budget.calls * _STEPS_A_CALL
            interrupt, self._interrupt = self._interrupt, None
            if interrupt:
                raise interrupt
        return _verdict(rows, width)

    def tables_read(self, sql: str) -> set[str]:
        """Return the tables that a query has read; it must have been run before."""
        return self._reads.get(sql, set())

    def _outlasting(self, callback: Callable[..., int]) -> Callable[..., int]:
        """Return a callback in which an interrupt (Ctrl-C) is kept: SQLite would swallow it."""

        def called(*arguments: str | int | None) -> int:
            try:
                return callback(*arguments)
            except KeyboardInterrupt as interrupt:
                self._interrupt = interrupt
                return int(self._locked)  # a query is stopped; our own changes go on

        return called

    def _authorize(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if not self._locked:
            return sqlite3.SQLITE_OK
        if action in _ALLOWED:
            if action == sqlite3.SQLITE_READ and first:
                self._reads.setdefault(self._query, set()).add(first)
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            self._refused = f"the function {second}() is not allowed"
        else:
            self._refused = "only SELECT is allowed, without recursion"
        return sqlite3.SQLITE_DENY

    def _reason(self, error: Exception) -> str:
        if self._refused:
            return self._refused
        if "interrupted" in str(error):
            return f"it was stopped: it takes more than {STEPS:,} steps or {SECONDS:g} seconds"
        return str(error) or type(error).__name__


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


def run_checks(
    tables: Callable[[], Tables], claims: Iterable[Claim]
) -> dict[str, CheckVerdict | InvalidCheckError]:
    """Run each claim's check; `tables` is called only when there is one.

    Returns claim id to its verdict, or to the reason why it has none.
    """
    executable = [claim for claim in claims if claim.record.check]
    if not executable:
        return {}
    with closing(build_database(tables())) as connection:
        return _run_all(CheckRunner(connection), executable)


def _run_all(
    runner: CheckRunner, executable: Iterable[Claim]
) -> dict[str, CheckVerdict | InvalidCheckError]:
    results: dict[str, CheckVerdict | InvalidCheckError] = {}
    spent = 0
    for claim in executable:
        assert claim.record.check is not None
        if spent > ALL_STEPS:
            why = f"it was not run: those before it took {ALL_STEPS:,} steps together"
            results[claim.id] = InvalidCheckError(why)
            continue
        try:
            results[claim.id] = runner.run(claim.record.check.sql)
        except InvalidCheckError as error:
            results[claim.id] = error
        spent += runner.steps
    return results
