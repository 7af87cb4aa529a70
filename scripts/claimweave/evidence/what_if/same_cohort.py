"""Reports of one sample taken as one work: the first of them, by its number in the review.

A claim that cites two of them then has one work for it. Where they stand on different sides, one
row stays on each side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_REPORTS = """
SELECT studies.cohort, studies.key FROM studies LEFT JOIN refs ON refs.key = studies.key
WHERE studies.cohort IS NOT NULL ORDER BY refs.number IS NULL, refs.number, studies.key
"""


def merge_cohorts(connection: sqlite3.Connection) -> set[int]:
    """Give later reports of a sample the key of the first; return the rows of evidence that go.

    A row goes where another report of the same sample stands for the same claim with the same
    stance. Findings keep all that was reported, under the first key, and the first sheet stays.
    """
    reports: dict[str, list[str]] = {}
    for cohort, key in connection.execute(_REPORTS).fetchall():
        reports.setdefault(cohort, []).append(key)
    gone: set[int] = set()
    for first, *others in reports.values():
        if others:
            gone |= _merged(connection, first, others)
    return gone


def _merged(connection: sqlite3.Connection, first: str, others: list[str]) -> set[int]:
    number = connection.execute("SELECT number FROM refs WHERE key = ?", (first,)).fetchone()
    gone: set[int] = set()
    taken: dict[tuple[str, str], str] = {}
    for key in (first, *others):
        asked = "SELECT rowid, claim, stance FROM evidence WHERE reference = ? ORDER BY rowid"
        for row, claim, stance in connection.execute(asked, (key,)).fetchall():
            if taken.setdefault((claim, stance), key) != key:
                gone.add(row)
    connection.executemany("DELETE FROM evidence WHERE rowid = ?", [(row,) for row in sorted(gone)])
    for key in others:
        changed = (first, number[0] if number else None, key)
        connection.execute(
            "UPDATE evidence SET reference = ?, number = ? WHERE reference = ?", changed
        )
        connection.execute("UPDATE findings SET reference = ? WHERE reference = ?", (first, key))
        connection.execute("DELETE FROM studies WHERE key = ?", (key,))
    return gone
