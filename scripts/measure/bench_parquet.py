"""The evidence base as Parquet at scale: a million rows of evidence, written and queried.

Usage: python scripts/measure/bench_parquet.py write ROWS FOLDER | query FOLDER. The bench calls it
as a process of its own, so that time and memory are those of the one step.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 1_000_000
COLUMNS = ("claim", "reference", "number", "stance", "at", "thing", "action", "question",
           "agreement", "added")  # fmt: skip
QUERY = """
SELECT thing, action, count(DISTINCT reference) FILTER (stance = 'supports') AS supports,
       count(DISTINCT reference) FILTER (stance = 'contradicts') AS contradicts
FROM read_parquet(?) WHERE question = 'baseline' GROUP BY ALL ORDER BY ALL
"""


def parquet(runs: int) -> list[str]:
    """Export this review; write and query a million rows; return the table."""
    from bench_process import Command, Measured, measure  # noqa: PLC0415 - the bench itself
    from bench_tables import shown, table  # noqa: PLC0415

    root = Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = Measured()
        for turn in range(runs):
            line = [sys.executable, "-m", "claimweave", "export", str(folder / f"own-{turn}")]
            own.add(measure(Command(line, root), 1))
        script = [sys.executable, str(Path(__file__).resolve())]
        target = folder / "evidence.parquet"
        write = measure(Command([*script, "write", str(ROWS), str(target)], folder), runs)
        query = measure(Command([*script, "query", str(target)], folder), runs)
        size = target.stat().st_size / 1e6
    rows = [
        ["`claimweave export` of this review", shown(own), f"{own.megabytes:.0f} MB"],
        [
            f"writing {ROWS:,} rows of evidence ({size:.0f} MB)",
            shown(write),
            f"{write.megabytes:.0f} MB",
        ],
        [
            f"DuckDB: sources for and against, by topic, over {ROWS:,} rows",
            shown(query),
            f"{query.megabytes:.0f} MB",
        ],
    ]
    return table(["step, as a process of its own", "median", "peak memory"], rows, "right")


def evidence(rows: int) -> Iterator[tuple[str | int | None, ...]]:
    """Yield rows as the table `evidence` has them, five for each claim, one after the other."""
    for number in range(rows):
        claim, reference = number // 5, number * 7919 % (rows // 10 + 1)
        yield (
            f"generated-claim-{claim}",
            f"Author{reference}",
            reference,
            "supports" if number % 5 else "contradicts",
            f"S1.p{claim}.s1",
            "abc"[claim % 3],
            f"x{claim % 50}",
            ("baseline", "change")[claim % 2],
            ("agrees", "not-read", "null")[number % 3],
            None,
        )


def main(arguments: list[str]) -> None:
    """Write the rows, or query them and print how many topics there are."""
    if arguments[0] == "write":
        from claimweave.evidence.parquet import write_table  # noqa: PLC0415 - heavy

        write_table(Path(arguments[2]), COLUMNS, evidence(int(arguments[1])))
    else:
        import duckdb  # noqa: PLC0415 - heavy

        print(len(duckdb.connect().execute(QUERY, [arguments[1]]).fetchall()))


if __name__ == "__main__":
    main(sys.argv[1:])
