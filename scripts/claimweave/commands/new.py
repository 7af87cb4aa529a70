"""`claimweave new`: write a claim file or a study sheet, from answers, options or an issue form."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from claimweave.commands.call import UsageError, project_root

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.commands.new_session import Session

SINGLE = {
    "claim": "the assertion, in one plain sentence of your own",
    "kind": "association, effect, mechanism, definition, synthesis, recommendation or method",
    "section": "the section that it belongs to: folder, locator or title",
    "sql": "for a claim about the evidence as a whole: the query that decides it",
    "verdict": "what the query yields: holds, fails or undetermined",
    "check-note": "how the words were turned into the query",
    "note": "one plain sentence for readers",
}
SEVERAL = {
    "asserted": ("LOCATOR", "where the review asserts it, such as S1.p1.s1"),
    "topic": ("AXIS=TERM", "what it is about; also question=WORD and direction=WORD"),
    "rests-on": ("ID", "claims that it is drawn from"),
    "opposes": ("ID", "claims that cannot hold with it"),
}
EVIDENCE = (
    "'KEY STANCE LOCATOR ...': a citation, how the review uses it (supports, contradicts, "
    "background) and where; without a locator it is evidence that the review does not cite, and "
    "dated. A note may follow after ' -- '. May be given several times"
)
STUDY = {
    "design": "the design of the study",
    "participants": "how many were studied",
    "population": "who was studied, in a few words",
    "cohort": "a name that reports of the same sample share",
    "read": "what was read: abstract, full-text or secondary",
    "where": "the address where it was read",
    "limits": "what a reader must know before relying on it",
}
FINDING = "'AXIS=TERM ... question=WORD direction=WORD -- SENTENCE'; may be given several times"


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("new", help="write a claim, from answers or an issue form")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--study", metavar="KEY", help="write a reference's study sheet instead")
    what.add_argument("--from-issue", metavar="FILE",
                      help="turn a filled issue form into files (-: standard input)")  # fmt: skip
    claim = parser.add_argument_group("a claim", "What is not given is asked for on a terminal.")
    for name, about in SINGLE.items():
        claim.add_argument(f"--{name}", metavar="TEXT", action="append", help=about)
    for name, (metavar, about) in SEVERAL.items():
        claim.add_argument(f"--{name}", metavar=metavar, nargs="+", action="extend", help=about)
    claim.add_argument("--evidence", metavar="ITEM", action="append", help=EVIDENCE)
    claim.add_argument("--id", help="its file's name (default: made of the assertion)")
    claim.add_argument("--added", metavar="DAY", help="the day of new evidence (default: today)")
    claim.add_argument("--weave", action=argparse.BooleanOptionalAction, default=None,
                       help="weave it into the page of its section, or only say where")  # fmt: skip
    study = parser.add_argument_group("a study sheet, with --study")
    for name, about in STUDY.items():
        study.add_argument(f"--{name}", metavar="TEXT", action="append", help=about)
    study.add_argument("--finding", dest="findings", metavar="ITEM", action="append", help=FINDING)
    written = parser.add_argument_group("how it is written")
    written.add_argument("--no-comments", dest="comments", action="store_false",
                         help="leave out the comments that explain each field")  # fmt: skip
    written.add_argument("--dry-run", action="store_true", help="show it, and write nothing")
    parser.set_defaults(run=run, clock=today)


def today() -> str:
    """Return the day that is proposed for new evidence."""
    from datetime import datetime  # noqa: PLC0415 - the other commands need none

    return datetime.now().astimezone().date().isoformat()


def run(options: argparse.Namespace) -> int:
    """Write what was asked for; 0 when it stands, 1 when a rule or a form forbids it.

    Raises:
        UsageError: when answers are missing, cannot be used, or end.
    """
    from claimweave.authoring.answers import FaultyAnswersError  # noqa: PLC0415
    from claimweave.authoring.new_review.answers import AnswerError  # noqa: PLC0415
    from claimweave.authoring.terminal import AnswersEndedError  # noqa: PLC0415
    from claimweave.commands.new_session import start  # noqa: PLC0415 - the command starts fast

    _refuse_mixture(options)
    try:
        return _work(options)(start(project_root(options), options))
    except AnswersEndedError:
        print()
        raise UsageError("the answers ended: nothing was written") from None
    except FaultyAnswersError as error:
        told = "\n  ".join(f"{_option(f.field)}: {f.message}" for f in error.faults)
        raise UsageError(f"nothing was written:\n  {_shown(told)}") from None
    except AnswerError as error:
        raise UsageError(_shown(str(error))) from None


def _work(options: argparse.Namespace) -> Callable[[Session], int]:
    from claimweave.commands.new_claim import new_claim, new_study  # noqa: PLC0415
    from claimweave.commands.new_from_issue import new_from_issue  # noqa: PLC0415

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
    for name in (*SINGLE, *STUDY):
        if len(getattr(options, name.replace("-", "_")) or ()) > 1:
            raise UsageError(f"{_option(name)} is given twice")


def _option(field: str) -> str:
    return f"--{'finding' if field == 'findings' else field.replace('_', '-')}"


def _shown(text: str) -> str:
    from claimweave.words.printable import printable  # noqa: PLC0415

    return "\n".join(map(printable, text.split("\n")))


def asks() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()
