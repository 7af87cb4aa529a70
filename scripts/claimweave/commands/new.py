"""`claimweave new`: write a claim file or a study sheet, from answers, options or an issue form."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from claimweave.commands.call import UsageError, project_root
from claimweave.commands.new_claim import new_claim, new_study
from claimweave.commands.new_from_issue import new_from_issue
from claimweave.commands.new_options import EVIDENCE, FINDING, SEVERAL, SINGLE, STUDY
from claimweave.commands.session import ended, option_of, start, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.commands.session import Session

_OPTIONS = {"findings": "finding"}
"""Field to the option that gives it, where their names differ."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("new", help="write a claim, from answers or an issue form")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--study", metavar="KEY", help="write a reference's study sheet instead")
    what.add_argument(
        "--from-issue",
        metavar="FILE",
        help="turn a filled issue form into files (-: standard input)",
    )
    _add_claim(parser)
    study = parser.add_argument_group("a study sheet, with --study")
    for name, about in STUDY.items():
        study.add_argument(f"--{name}", metavar="TEXT", action="append", help=about)
    study.add_argument("--finding", dest="findings", metavar="ITEM", action="append", help=FINDING)
    _add_writing(parser)
    parser.set_defaults(run=run, clock=today)


def _add_claim(parser: argparse.ArgumentParser) -> None:
    claim = parser.add_argument_group("a claim", "What is not given is asked for on a terminal.")
    for name, about in SINGLE.items():
        claim.add_argument(f"--{name}", metavar="TEXT", action="append", help=about)
    for name, (metavar, about) in SEVERAL.items():
        claim.add_argument(f"--{name}", metavar=metavar, nargs="+", action="extend", help=about)
    claim.add_argument("--evidence", metavar="ITEM", action="append", help=EVIDENCE)
    claim.add_argument("--id", help="its file's name (default: made of the assertion)")
    claim.add_argument("--added", metavar="DAY", help="the day of new evidence (default: today)")
    claim.add_argument(
        "--weave",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="weave it into the page of its section, or only say where",
    )


def _add_writing(parser: argparse.ArgumentParser) -> None:
    written = parser.add_argument_group("how it is written")
    written.add_argument("--key", help="the key of a form's reference (default: as in Adler2001)")
    written.add_argument(
        "--no-comments",
        dest="comments",
        action="store_false",
        help="leave out the comments that explain each field",
    )
    written.add_argument("--dry-run", action="store_true", help="show it, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Write what was asked for; 0 when it stands, 1 when a rule forbids it, 3 when broken off.

    Raises:
        UsageError: when answers are missing, cannot be used, or end.
    """
    _refuse_mixture(options)
    return ended(lambda: _work(options)(start(project_root(options), options)), _OPTIONS)


def _work(options: argparse.Namespace) -> Callable[[Session], int]:
    if options.from_issue:
        return new_from_issue
    return new_study if options.study else new_claim


def _refuse_mixture(options: argparse.Namespace) -> None:
    """Refuse options of another file than the one that is written."""
    claim = [*SINGLE, *SEVERAL, "evidence"]
    wrong = claim if options.study else [*STUDY, "findings"]
    wrong = [*claim, *STUDY, "findings"] if options.from_issue else wrong
    given = [name for name in wrong if getattr(options, name.replace("-", "_")) is not None]
    if given:
        what = "--from-issue" if options.from_issue else "--study"
        where = "does not go with" if options.study or options.from_issue else "goes with"
        raise UsageError(f"{_option(given[0])} {where} {what}")
    if options.key and not options.from_issue:
        raise UsageError("--key goes with --from-issue")
    for name in (*SINGLE, *STUDY):
        if len(getattr(options, name.replace("-", "_")) or ()) > 1:
            raise UsageError(f"{_option(name)} is given twice")


def _option(field: str) -> str:
    return option_of(field, _OPTIONS)
