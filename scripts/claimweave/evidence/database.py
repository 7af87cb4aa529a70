"""The evidence base as SQLite: `claims`, `evidence`, `refs`, `studies`, `findings`, `cells`.

What a table holds is in `database_rows`, and what is a view in `database_views`. All of it is
published as `data/evidence.sqlite`, so that a reader can run each check; `readings` and
`lens_verdicts`, which are results of checks, only there.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimweave.evidence.database_rows import (
    cell_places_table,
    claims_table,
    evidence_table,
    findings_table,
    references_table,
    studies_table,
    thresholds_table,
    topics_table,
)
from claimweave.evidence.database_views import CELLS, both_ways_view, cells_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.database_rows import Filled
    from claimweave.evidence.database_views import View
    from claimweave.evidence.facts import Facts

Tables = dict[str, "Filled | View"]
"""Table name to (column names, rows); of a view, the SELECT in place of the rows."""

TOPICS = "topics"
"""The table of what each claim is about, a row for each of its terms.

A review in which each claim names one term an axis has none: `claims` says it.
"""

BOTH_WAYS = "findings_both_ways"
"""The view of the findings in which what compares two terms stands turned round, too.

A review without a question that turns has none.
"""

FORMAT = 2
"""The form of the published data. It rises when a field goes, or means something else: see the
changelog. Files without a number are of form 1."""


def tables(facts: Facts) -> Tables:
    """Return the tables in a fixed order; the verdicts of checks are not among them yet.

    They are made once for the same facts: nobody changes them.
    """
    made = facts.made.get("tables")
    if made is None:
        made = facts.made["tables"] = _tables(facts)
    return made  # type: ignore[return-value]  # put there under the same name


def _tables(facts: Facts) -> Tables:
    topics = topics_table(facts)
    return {
        "claims": claims_table(facts),
        "evidence": evidence_table(facts),
        "refs": references_table(facts),
        "studies": studies_table(facts),
        "findings": findings_table(facts),
        **({BOTH_WAYS: both_ways_view(facts)} if facts.review.turns else {}),
        **({TOPICS: topics} if topics else {}),
        "thresholds": thresholds_table(facts),
        "cell_places": cell_places_table(facts),
        CELLS: cells_view(facts),
    }


@contextmanager
def put_back(connection: sqlite3.Connection) -> Iterator[None]:
    """Try something on a database: all that changes within is taken back at the end."""
    connection.execute("SAVEPOINT trial")
    try:
        yield
    finally:
        connection.execute("ROLLBACK TO trial")
        connection.execute("RELEASE trial")


def build_database(content: Tables) -> sqlite3.Connection:
    """Return the tables as a database in memory."""
    # Each query of a check is made ready once, however many there are.
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=1000)
    connection.execute("BEGIN")
    for name, (columns, rows) in content.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        if isinstance(rows, str):
            connection.execute(f'CREATE VIEW "{name}" ({listed}) AS {rows}')
            if name == CELLS:  # without it, each place would go through all evidence
                connection.execute('CREATE INDEX evidence_at ON evidence (claim, "at")')
            continue
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
        marks = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - own names
    connection.execute("COMMIT")
    return connection


def table_sizes(connection: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    """Return the rows of all tables together, and table name to the bytes of its longest text."""
    defined = "SELECT name, type, length(CAST(sql AS BLOB)) FROM sqlite_master"
    listed = connection.execute(defined).fetchall()
    rows, widest = 0, {"sqlite_master": max((length or 0 for *_, length in listed), default=0)}
    for table in (name for name, kind, _ in listed if kind == "table"):
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        lengths = [f'max(length(CAST("{column}" AS BLOB)))' for (column,) in columns]
        sql = f'SELECT count(*), {", ".join(lengths)} FROM "{table}"'  # noqa: S608 - own names
        count, *longest = connection.execute(sql).fetchone()
        rows += count
        widest[table] = max(filter(None, longest), default=0)  # of an empty table it is NULL
    return rows, widest


def record_verdicts(connection: sqlite3.Connection, verdicts: Mapping[str, str]) -> None:
    """Fill the column `verdict` of `claims`: it is known only after the checks have run.

    `verdicts` has that of each claim by its id.
    """
    pairs = [(verdict, claim_id) for claim_id, verdict in verdicts.items()]
    connection.execute("BEGIN")
    connection.executemany("UPDATE claims SET verdict = ? WHERE id = ?", pairs)
    connection.execute("COMMIT")
