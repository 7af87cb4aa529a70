"""`claimweave check`: run all rules and report."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, TO_MEND, UsageError, in_color, project_root
from claimweave.derived.found_current import RULE, note_current
from claimweave.derived.known_names import renew_known_names
from claimweave.disk.known_files import KnownFiles
from claimweave.reports import FORMATS, report_form
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    import argparse
    from types import ModuleType

    from claimweave.rules.checking import Report


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("check", help="check claims, bibliography, pages and ledger")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report")
    parser.add_argument(
        "--quiet", action="store_true", help="text only: leave out the counts rule by rule"
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely, and show what changed"
    )
    parser.add_argument(
        "--diff", action="store_true", help="only show what --fix would change, and write nothing"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the project, print the report, and return 0 (clean) or 1 (something to mend).

    Raises:
        UsageError: when a file that is to be mended lies behind a link, or cannot be read.
        NotWrittenError: when what is mended cannot be written; all is then as it was.
    """
    # What is read stays until the end: looking for garbage among it costs a fifth of the time.
    gc.disable()
    root = project_root(options, crowded=True)
    known = KnownFiles() if options.fix or options.diff else None
    two = options.own_process and known is None
    review = read_review(root, known=known, two_processes=two, meanwhile=_load_rules)
    report = _load_rules().check(review, two_processes=two)
    if known is not None and not report.base.review.crowded:
        report = _mended(root, report, known, options)
    renew_known_names(root, report.base.review)
    note_current(root, report.base.review, report.passed(RULE))
    if options.format == "github":
        _add_to_run(report)
    if options.format == "text":
        print(as_text(report, color=in_color(), ledger=not options.quiet))
    else:
        from claimweave.review.reading.git import path_in_repository  # noqa: PLC0415 - seldom needed

        print(report_form(options.format, path_in_repository(root))(report))
    return TO_MEND if report.errors else CLEAN


def _load_rules() -> ModuleType:
    """Load what checks a review: a tenth of a check, while another process begins to read."""
    return import_module("claimweave.rules.checking")


def _add_to_run(report: Report) -> None:
    """Add how far a draft is to the page of the workflow's run, where there is one.

    Source: GitHub's workflow commands, "Adding a job summary": what a step appends to the file
    that `GITHUB_STEP_SUMMARY` names is shown.
    """
    from claimweave.reports.github import run_summary  # noqa: PLC0415 - only in a workflow

    place, told = os.environ.get("GITHUB_STEP_SUMMARY", ""), run_summary(report)
    if not place or not told:
        return
    try:
        with Path(place).open("a", encoding="utf-8") as stream:
            stream.write(f"{told}\n")
    except OSError as error:
        said = f"the run's summary lacks how far the draft is: {place}: {reason(error)}"
        print(f"claimweave: {printable(said)}", file=sys.stderr)


def _mended(root: Path, before: Report, known: KnownFiles, options: argparse.Namespace) -> Report:
    """Apply the safe fixes and show them; return the report of what is there then."""
    # Whoever only checks does without what writes: it would cost a tenth of the time.
    from claimweave.authoring.fixing import fix_review  # noqa: PLC0415
    from claimweave.authoring.plain_input import AnswerError  # noqa: PLC0415
    from claimweave.authoring.writing import write_change  # noqa: PLC0415
    from claimweave.reports.fixing_text import as_text as fixing_text  # noqa: PLC0415

    shown = sys.stdout if options.format == "text" else sys.stderr
    try:
        fixing = fix_review(root, before, known)
        change = fixing.change()
        if not options.diff:
            write_change(root, change)
    except AnswerError as error:
        raise UsageError(printable(str(error))) from None
    print(fixing_text(fixing, written=not options.diff), file=shown)
    return before if options.diff else fixing.report
