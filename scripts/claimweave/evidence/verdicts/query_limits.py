"""What a query of a check may use: memory, lengths, functions, and no statement but SELECT.

Source: SQLite's own advice for untrusted SQL (sqlite.org/security.html, "Untrusted SQL Inputs").
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimweave.evidence.verdicts.query_work import LONGEST, LONGEST_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAP = 256_000_000
"""Bytes that SQLite may use: more than what the allowance of a query lets it fill."""

# Not among them: trim, whose time is the product of the lengths of two texts.
FUNCTIONS = frozenset(
    """
    abs avg coalesce count group_concat iif ifnull instr length like lower max min nullif round
    sign substr substring sum total upper
    dense_rank first_value lag last_value lead rank row_number
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
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
