"""What a query of a check may use, and what it has: memory, lengths, functions, and only SELECT.

Source: SQLite's own advice for untrusted SQL (sqlite.org/security.html, "Untrusted SQL Inputs").
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimweave.evidence.verdicts.query_work import LONGEST, LONGEST_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAP = 256_000_000
"""Bytes that SQLite may use: more than what the allowance of a query lets it fill."""

# Not among them: trim, whose time is the product of the lengths of two texts.
_FUNCTIONS = frozenset(
    """
    abs avg coalesce count group_concat iif ifnull instr length like lower max min nullif round
    sign substr substring sum total upper
    dense_rank first_value lag last_value lead rank row_number
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 5_000,  # a check has 1,200 characters
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 16,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 10_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: LONGEST_PATTERN,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


@contextmanager
def texts_of_any_length(connection: sqlite3.Connection) -> Iterator[None]:
    """Lift the limit of a text's length while the engine itself changes rows: titles have none."""
    limit = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2**31 - 1)
    try:
        yield
    finally:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)


class QueryGuard:
    """Allows a query SELECT and a list of functions, and keeps what it has read and called.

    It refuses only while it is `locked`: our own statements may change the database.
    """

    def __init__(self, connection: sqlite3.Connection, *, locked: bool) -> None:
        """Stand before a database; SQLite asks for leave for each thing that a statement does."""
        self.locked = locked
        self.refused = ""
        self.interrupt: KeyboardInterrupt | None = None
        self._query = ""
        self._reads: dict[str, set[str]] = {}
        self._named: dict[str, set[str]] = {}
        self._columns: dict[str, set[tuple[str, str]]] = {}
        self._calls: dict[str, set[str]] = {}
        connection.set_authorizer(self._outlasting(self._authorize))

    def lock(self, query: str) -> tuple[set[str], set[str]]:
        """Hold a query to what it may do.

        Return the tables that it reads and the functions that it calls: both grow while it runs.
        """
        self.refused, self._query, self.locked = "", query, True
        return self._reads.setdefault(query, set()), self._calls.setdefault(query, set())

    def tables_read(self, query: str) -> set[str]:
        """Return the tables that a query has read, those below a view, too; it must have run."""
        return self._reads.get(query, set())

    def tables_named(self, query: str) -> set[str]:
        """Return the tables and views that a query itself names; it must have been run before."""
        return self._named.get(query, set())

    def reads_column(self, query: str, table: str, column: str) -> bool:
        """Whether a query, or a view that it names, has read a column; it must have run before."""
        return (table, column) in self._columns.get(query, ())

    def _outlasting(self, callback: Callable[..., int]) -> Callable[..., int]:
        """Return a callback in which an interrupt (Ctrl-C) is kept: SQLite would swallow it."""

        def called(*arguments: str | int | None) -> int:
            try:
                return callback(*arguments)
            except KeyboardInterrupt as interrupt:
                self.interrupt = interrupt
                return int(self.locked)  # a query is stopped; our own changes go on

        return called

    def _authorize(
        self, action: int, first: str | None, second: str | None, _: str | None, view: str | None
    ) -> int:
        if not self.locked:
            return sqlite3.SQLITE_OK
        if action in _ALLOWED:
            if action == sqlite3.SQLITE_READ and first:
                self._reads.setdefault(self._query, set()).add(first)
                self._columns.setdefault(self._query, set()).add((first, second or ""))
                if view is None:
                    self._named.setdefault(self._query, set()).add(first)
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS:
            self._calls.setdefault(self._query, set()).add((second or "").lower())
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            self.refused = f"the function {second}() is not allowed"
        else:
            self.refused = "only SELECT is allowed, without recursion"
        return sqlite3.SQLITE_DENY
