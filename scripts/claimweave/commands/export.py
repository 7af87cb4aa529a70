"""`claimweave export FOLDER`: the evidence base as files for other engines."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, UsageError, project_root

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
    from claimweave.checking import check  # noqa: PLC0415 - the command starts fast
    from claimweave.evidence.parquet import (  # noqa: PLC0415
        ParquetMissingError,
        export_parquet,
        require_parquet,
    )
    from claimweave.reports.text import as_text  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder: nothing is overwritten")
    root = project_root(options)
    try:
        require_parquet()
    except ParquetMissingError as error:
        install = f"{_installer()} pyarrow (the extra claimweave[parquet] has it)"
        raise UsageError(f"{error}, which is not installed: {install}") from error
    report = check(read_review(root))
    if report.errors:
        print(as_text(report, ledger=False))
        return TO_MEND
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as unfinished:
            written = export_parquet(report.base, Path(unfinished))
            folder.mkdir(exist_ok=True)
            for table in written:
                (Path(unfinished) / f"{table}.parquet").rename(folder / f"{table}.parquet")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror or error}") from error
    for table, rows in written.items():
        print(f"{folder / table}.parquet: {rows:,} {'row' if rows == 1 else 'rows'}")
    return CLEAN


def _installer() -> str:
    """Return the command that installs into this environment; what uv has filled has no pip."""
    if importlib.util.find_spec("pip"):
        return f"{sys.executable} -m pip install"
    return f"uv pip install --python {sys.executable}"
