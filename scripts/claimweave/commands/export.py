"""`claimweave export FOLDER`: the evidence base as files for other engines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, TO_MEND, UsageError, installer, project_root
from claimweave.commands.output_folder import usable
from claimweave.disk.filled_folder import filled_at_once, refuse_unless_empty
from claimweave.evidence.parquet import ParquetMissingError, export_parquet, require_parquet
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser(
        "export", help="write the evidence base as Parquet, a file for each table"
    )
    parser.add_argument("folder", metavar="FOLDER", help="an empty or new folder")
    parser.add_argument("--format", choices=["parquet"], default="parquet", help="what to write")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, and when clean write each table of the evidence base into the folder.

    Raises:
        UsageError: when the folder holds something, or cannot be written to, or pyarrow is missing.
    """
    folder = Path(options.folder)
    with usable(folder):
        refuse_unless_empty(folder)
    root = project_root(options)
    try:
        require_parquet()
    except ParquetMissingError as error:
        install = f"{installer()} pyarrow (the extra claimweave[parquet] has it)"
        raise UsageError(f"{error}, which is not installed: {install}") from error
    report = check(read_review(root))
    if report.errors:
        print(as_text(report, ledger=False))
        return TO_MEND
    with usable(folder), filled_at_once(folder) as place:
        written = export_parquet(report.base, place)
    for table, rows in written.items():
        print(f"{folder / table}.parquet: {rows:,} {'row' if rows == 1 else 'rows'}")
    return CLEAN
