"""`claimweave check`: run all rules and report."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from claimweave.authoring.known_names import renew_known_names
from claimweave.commands.call import CLEAN, TO_MEND, in_color, project_root
from claimweave.reports import FORMATS, report_form
from claimweave.reports.text import as_text
from claimweave.review.reading.git import path_in_repository
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("check", help="check claims, bibliography, pages and ledger")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report")
    parser.add_argument(
        "--quiet", action="store_true", help="text only: leave out the counts rule by rule"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the project, print the report, and return 0 (clean) or 1 (something to mend)."""
    # What is read stays until the end: looking for garbage among it costs a fifth of the time.
    gc.disable()
    root = project_root(options, crowded=True)
    report = check(read_review(root))
    renew_known_names(root, report.base.review)
    if options.format == "text":
        print(as_text(report, color=in_color(), ledger=not options.quiet))
    else:
        print(report_form(options.format, path_in_repository(root))(report))
    return TO_MEND if report.errors else CLEAN
