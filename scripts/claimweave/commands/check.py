"""`claimweave check`: run all rules and report."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, project_root

if TYPE_CHECKING:
    import argparse

FORMATS = ("text", "json", "github", "sarif", "junit")


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
    from claimweave.checking import check  # noqa: PLC0415 - the command starts fast
    from claimweave.reports import FORMATS as REPORTS  # noqa: PLC0415
    from claimweave.reports.text import as_text  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    report = check(read_review(project_root(options, crowded=True)))
    if options.format == "text":
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(as_text(report, color=color, ledger=not options.quiet))
    else:
        print(REPORTS[options.format](report))
    return TO_MEND if report.errors else CLEAN
