"""The tables `readings` and `lens_verdicts` of the published data: results, and no evidence.

They stand beside the tables that checks run on, and no check sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimweave.evidence.check_results import CheckResults
    from claimweave.evidence.database import Row
    from claimweave.evidence.what_if.lenses import LensResults

READINGS = ("claim", "reading", "says", "sql", "counts", "recorded", "verdict")
LENS_VERDICTS = ("claim", "reading", "lens", "verdict", "rows_out")


def reading_rows(results: CheckResults) -> Iterator[Row]:
    """Yield a row for each reading of an executable claim: what it says, and what it comes to."""
    for claim_id, result in sorted(results.items()):
        for name, reading in result.readings.items():
            record = reading.record
            yield (claim_id, name, record.says, record.sql, record.counts, record.verdict,
                   reading.verdict)  # fmt: skip


def lens_rows(results: CheckResults, lenses: LensResults) -> Iterator[Row]:
    """Yield a row for each reading under each lens; the verdict is None where it was not tried."""
    for claim_id, result in sorted(results.items()):
        for name in result.readings:
            for lens, effect in lenses.effects.items():
                verdict = lenses.verdicts.get((claim_id, name, lens))
                yield (claim_id, name, lens, verdict, effect.rows_out)


def add_results(connection: sqlite3.Connection, results: CheckResults, lenses: LensResults) -> None:
    """Add the tables `readings` and `lens_verdicts`, which are results and no evidence."""
    rows = (
        ("readings", READINGS, reading_rows(results)),
        ("lens_verdicts", LENS_VERDICTS, lens_rows(results, lenses)),
    )
    connection.execute("BEGIN")
    for name, columns, found in rows:
        connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608 - own names
    connection.execute("COMMIT")
