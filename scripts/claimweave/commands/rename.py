"""`claimweave rename OLD NEW`: give a claim or a reference another name, wherever it is named."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from claimweave.authoring.name_checks import naming_of
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.renaming import renamed, still_named
from claimweave.commands.call import TO_MEND, UsageError, project_root
from claimweave.commands.session import Session, finish, refuse, tried
from claimweave.disk.known_files import KnownFiles
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.references import RefusedError
from claimweave.review.paths import SECOND_READING
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("rename", help="give a claim or a reference another name")
    parser.add_argument("old", metavar="OLD", help="the id of a claim, or a citation key")
    parser.add_argument("new", metavar="NEW", help="what it is to be called")
    parser.add_argument(
        "--same", action="store_true", help="where OLD is gone: say that NEW is the same"
    )
    forget = "do not keep OLD under `formerly`: nobody has cited that claim"
    parser.add_argument("--forget", action="store_true", help=forget)
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change; write nothing"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rename it everywhere, or nowhere; 1 when a rule forbids it.

    Raises:
        UsageError: when nothing has the old name, or the new one cannot be given.
        NotWrittenError: when a file cannot be written; all is then as it was.
    """
    try:
        return _renamed(options)
    except RefusedError as error:
        print(f"claimweave rename: nothing was changed: {printable(str(error))}", file=sys.stderr)
        return TO_MEND
    except AnswerError as error:
        raise UsageError(printable(str(error))) from None


def _renamed(options: argparse.Namespace) -> int:
    root, files = project_root(options), KnownFiles()
    written = read_review(root, known=files)
    naming = naming_of(root, written, options.old, options.new, same=options.same)
    session = Session(options, root, check(written), "", files)
    change = renamed(root, written, naming, kept=not options.forget)
    trial = tried(session, change)
    held, kept = holdings(session.review), holdings(trial.report.base.review)
    gone = lost(held, kept, {naming.old: naming.new})
    if gone:
        raise RefusedError(f"this would be lost: {gone[0]}")
    if trial.forbidding:
        print("claimweave rename: a rule forbids it: see above", file=sys.stderr)
        return refuse(change)
    apart = SECOND_READING if naming.kind == "claim" and not options.forget else ""
    left = (
        f"{path}:{line} still names {naming.old} in a text"
        for path, line in still_named(root, trial.change, naming.old, apart)
    )
    return finish(session, trial, left=left)
