"""Reports of one sample taken as one work: the first of them, by its number in the review.

A claim that cites two of them then has one work for it. Where they stand on different sides, one
row stays on each side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.what_if import statements

if TYPE_CHECKING:
    import sqlite3


def merge_cohorts(connection: sqlite3.Connection) -> set[int]:
    """Give later reports of a sample the key of the first; return the rows of evidence that go.

    A row goes where another report of the same sample stands for the same claim with the same
    stance. Findings keep all that was reported, under the first key, and the first sheet stays.
    """
    statements.run(connection, [(statements.FIND_REPORTS, {}), (statements.KEEP_FIRST_REPORTS, {})])
    gone = {row for (row,) in connection.execute("SELECT row FROM kept")}
    statements.run(connection, ((sql, {}) for sql in statements.MERGE_REPORTS))
    return gone
