"""Example queries on the published evidence base, run while the page is made: what is shown is so.

They name only tables and columns that every review has.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

QUERIES = {
    "How do the claims stand?": """
SELECT verdict, count(*) AS claims
FROM claims
GROUP BY verdict
ORDER BY claims DESC, verdict
""",
    "Which works do most claims cite?": """
SELECT refs.number, refs.key, count(DISTINCT evidence.claim) AS claims
FROM evidence JOIN refs ON refs.key = evidence.reference
WHERE refs.number IS NOT NULL
GROUP BY refs.key
ORDER BY claims DESC, refs.number
LIMIT 5
""",
    "How often does a source report what it is cited for?": """
SELECT agreement, count(*) AS uses
FROM (SELECT DISTINCT claim, reference, agreement FROM evidence)
WHERE agreement IS NOT NULL
GROUP BY agreement
ORDER BY uses DESC, agreement
""",
    "What does each cell of the table hold?": """
SELECT * FROM cells
""",
    "Which designs were read, and how?": """
SELECT design, "read", count(*) AS studies
FROM studies
GROUP BY design, "read"
ORDER BY studies DESC, design, "read"
""",
}
"""Question to the query that answers it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its query, and the result as it came from the database."""

    question: str
    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def answers(database: bytes) -> list[Answer]:
    """Run each query on a database file; return them with their results."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        return [_answer(connection, question, sql.strip()) for question, sql in QUERIES.items()]


def _answer(connection: sqlite3.Connection, question: str, sql: str) -> Answer:
    cursor = connection.execute(sql)
    columns = tuple(name for name, *_ in cursor.description)
    return Answer(question, sql, columns, tuple(cursor.fetchall()))
