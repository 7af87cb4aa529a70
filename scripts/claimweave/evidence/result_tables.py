"""The tables of the published data that are no evidence: results, and what claims were called.

They stand beside the tables that checks run on, and no check sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.two_readers import (
    COMPARISONS,
    DIFFERENCES,
    comparison_rows,
    difference_rows,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.database_rows import Row
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults
    from claimweave.evidence.what_if.lenses import LensResults
    from claimweave.review.review import Review

READINGS = ("claim", "reading", "says", "sql", "counts", "recorded", "verdict")
LENS_VERDICTS = ("claim", "reading", "lens", "verdict", "rows_out")
FORMER_IDS = ("former", "claim")


def reading_rows(results: CheckResults) -> Iterator[Row]:
    """Yield a row for each reading of an executable claim: what it says, and what it comes to."""
    for claim_id, result in sorted(results.items()):
        for name, reading in result.readings.items():
            record = reading.record
            yield (
                claim_id,
                name,
                record.says,
                record.sql,
                record.counts,
                record.verdict,
                reading.verdict,
            )


def lens_rows(results: CheckResults, lenses: LensResults) -> Iterator[Row]:
    """Yield a row for each reading under each lens; the verdict is None where it was not tried."""
    for claim_id, result in sorted(results.items()):
        for name in result.readings:
            for lens, effect in lenses.effects.items():
                verdict = lenses.verdicts.get((claim_id, name, lens))
                yield (claim_id, name, lens, verdict, effect.rows_out)


def former_rows(review: Review) -> Iterator[Row]:
    """Yield a row for each id under which a claim once stood, and each claim that it is now."""
    for old, now in review.former_ids.items():
        yield from ((old, claim_id) for claim_id in now)


def add_results(connection: sqlite3.Connection, results: CheckResults, lenses: LensResults) -> None:
    """Add the tables `readings` and `lens_verdicts`, which are results and no evidence."""
    add_table(connection, "readings", READINGS, reading_rows(results))
    add_table(connection, "lens_verdicts", LENS_VERDICTS, lens_rows(results, lenses))


def history_tables(review: Review) -> dict[str, tuple[Sequence[str], list[Row]]]:
    """Return table to (columns, rows): what claims were called, and how they were read by two."""
    return {
        "former_ids": (FORMER_IDS, list(former_rows(review))),
        "reader_comparisons": (COMPARISONS, list(comparison_rows(review))),
        "reader_differences": (DIFFERENCES, list(difference_rows(review))),
    }


def add_history(connection: sqlite3.Connection, review: Review) -> None:
    """Add the tables of `history_tables`."""
    for name, (columns, rows) in history_tables(review).items():
        add_table(connection, name, columns, rows)


def add_table(
    connection: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Row]
) -> None:
    """Add a table that no check sees to the database that is published."""
    marks = ", ".join("?" * len(columns))
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - own names
    connection.execute("COMMIT")
