"""The evidence base as Parquet: one file for each table, for engines that read columns.

The tables are those of `data/evidence.sqlite`. The same review gives the same bytes: no clock, no
path and no random order is in a file. Rows are taken as they come, so that an export needs the
memory of one group of rows, however many there are.
"""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from claimweave.evidence.database import FORMAT, build_database, record_verdicts, tables
from claimweave.evidence.result_tables import (
    LENS_VERDICTS,
    READINGS,
    add_history,
    add_results,
    history_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.database_rows import Row

GROUP = 100_000
"""Rows that are in memory at a time, and in a row group of a file."""

INTEGERS = frozenset(
    {
        "number",
        "year",
        "participants",
        "supports",
        "contradicts",
        "neither",
        "value",
        "rows_out",
        "compared",
        "turned",
        "differed",
    }
)
"""Columns of whole numbers, where no axis is called so. What is missing is null."""

NUMBERS = frozenset({"estimate_value", "estimate_low", "estimate_high"})
"""Columns of numbers with a point; no axis has a name with an underscore. All others are texts."""


class ParquetMissingError(Exception):
    """The library that writes Parquet is not installed."""


def export_parquet(base: EvidenceBase, folder: Path) -> dict[str, int]:
    """Write each table of the evidence base as `<table>.parquet`; return table to its rows.

    Raises:
        ParquetMissingError: when pyarrow is not installed.
        OSError: when a file cannot be written.
    """
    require_parquet()
    content = tables(base.facts)
    integers = INTEGERS.difference(base.axes)
    written = {}
    with closing(build_database(content)) as connection:
        record_verdicts(connection, base.verdicts)
        add_results(connection, base.check_results, base.lens_results)
        named = {name: columns for name, (columns, _) in content.items()}
        named |= {"readings": READINGS, "lens_verdicts": LENS_VERDICTS}
        add_history(connection, base.review)
        named |= {name: tuple(c) for name, (c, _) in history_tables(base.review).items()}
        for name, columns in named.items():
            rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
            written[name] = write_table(folder / f"{name}.parquet", columns, rows, integers)
    return written


def write_table(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Row],
    integers: frozenset[str] = INTEGERS,
) -> int:
    """Write rows as a Parquet file, a group at a time; return how many there were.

    Columns in `integers` are 64-bit integers, those of `NUMBERS` 64-bit floating point numbers, the
    others UTF-8 texts with a dictionary.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only this command needs it
    from pyarrow import parquet  # noqa: PLC0415

    types = dict.fromkeys(integers, pa.int64()) | dict.fromkeys(NUMBERS, pa.float64())
    columns_ = [(name, types.get(name, pa.string())) for name in columns]
    schema = pa.schema(columns_, metadata={"format": str(FORMAT)})
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            values: list[tuple[Any, ...]] = list(zip(*group, strict=True))
            arrays = [pa.array(v, field.type) for v, field in zip(values, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(group)
    return count


def require_parquet() -> None:
    """Say plainly that the library is missing, before anything is written.

    Raises:
        ParquetMissingError: when pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - heavy
    except ImportError as error:
        raise ParquetMissingError("Parquet needs the package pyarrow") from error


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while group := list(islice(remaining, GROUP)):
        yield group
