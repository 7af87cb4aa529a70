"""`claimweave render FOLDER`: write all that is computed into a folder, for any site generator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, TO_MEND, project_root
from claimweave.commands.output_folder import usable
from claimweave.disk.filled_folder import (
    filled_at_once,
    refuse_unless_empty,
    write_files,
)
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.whole_site import render

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
        UsageError: when the folder holds something already, or cannot be written.
    """
    folder = Path(options.folder)
    with usable(folder):
        refuse_unless_empty(folder)
    report = check(read_review(project_root(options)))
    if report.errors:
        print(as_text(report, ledger=False))
        return TO_MEND
    pages = render(report)
    with usable(folder), filled_at_once(folder) as place:
        write_files(place, pages)
    print(f"{len(pages)} files written to {folder}")
    return CLEAN
