"""`claimweave export FOLDER`: the evidence base as files for other engines."""

from __future__ import annotations

import importlib.util
import sys
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
    from claimweave.output_folder import (  # noqa: PLC0415
        NotEmptyError,
        filled_at_once,
        refuse_unless_empty,
    )
    from claimweave.reports.text import as_text  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    folder = Path(options.folder)
    try:
        refuse_unless_empty(folder)
    except NotEmptyError:
        if folder.exists():
            raise UsageError(f"{folder} is not an empty folder: nothing is overwritten") from None
        raise UsageError(f"{folder} cannot be written to: it lies below a file") from None
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to: {error.strerror or error}") from error
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
        with filled_at_once(folder) as place:
            written = export_parquet(report.base, place)
    except NotEmptyError:
        raise UsageError(f"{folder} was filled meanwhile: nothing is overwritten") from None
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
