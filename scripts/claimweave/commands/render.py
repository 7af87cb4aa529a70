"""`claimweave render FOLDER`: write all that is computed into a folder, for any site generator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, UsageError, project_root

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("render", help="write woven pages and data into a folder")
    parser.add_argument("folder", metavar="FOLDER", help="an empty or new folder")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, and when clean write every page and data file below the folder.

    Raises:
        UsageError: when the folder holds something already.
    """
    from claimweave.checking import check  # noqa: PLC0415 - the command starts fast
    from claimweave.render.site import render  # noqa: PLC0415
    from claimweave.reports.text import as_text  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder: nothing is overwritten")
    report = check(read_review(project_root(options)))
    if report.errors:
        print(as_text(report, ledger=False))
        return TO_MEND
    pages = render(report)
    for path, content in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    print(f"{len(pages)} files written to {folder}")
    return CLEAN
