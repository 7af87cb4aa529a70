"""`claimweave cite`: add a reference to the bibliography, or identify one.

It comes from a DOI, a PMID, a pasted entry, or options; on a terminal, what is missing is asked. A
file may hold many, which `commands/cite_file.py` brings in.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.authoring.reference_proposal import placing_of, propose_reference
from claimweave.commands.call import CLEAN, FAILED, TO_MEND, UsageError, project_root
from claimweave.commands.cite_answers import OPTIONS, read_identity, read_record
from claimweave.commands.cite_file import cite_file, read_given_file
from claimweave.commands.cite_options import add_options
from claimweave.commands.online import add_online_options
from claimweave.commands.session import (
    Session,
    ended,
    offer_reference,
    start,
    today,
)
from claimweave.commands.terminal import asks
from claimweave.references import RefusedError
from claimweave.references.addition import Placing
from claimweave.references.incoming.file_formats import the_one_entry
from claimweave.references.lookup.web import LookupFailedError
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse

PASTE = (
    "You can paste the entry instead: save what the journal or PubMed exports, as BibTeX, RIS\n"
    "or nbib, and run: claimweave cite --from FILE --source ADDRESS_WHERE_YOU_SAW_IT"
)


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("cite", help="add a reference to the bibliography")
    add_options(parser)
    add_online_options(parser)
    parser.set_defaults(run=run, clock=today)


def run(options: argparse.Namespace) -> int:
    """Add the entry, or print it; 1 when it is refused, 3 when it cannot be looked up or written.

    3, too, when it is broken off.

    Raises:
        UsageError: when an option is missing or cannot be used, or the answers end.
    """
    return ended(lambda: _tried(options), OPTIONS)


def _tried(options: argparse.Namespace) -> int:
    try:
        return _cited(start(project_root(options), options))
    except LookupFailedError as error:
        return _not_found(options.work, error)
    except RefusedError as error:
        print(f"claimweave cite: {printable(str(error))}", file=sys.stderr)
        return TO_MEND


def _cited(session: Session) -> int:
    options = session.options
    placing = _placing(session)  # before anybody is asked for anything
    _refuse_contradictions(options)
    pasted = None
    if options.file and not options.work:
        file = read_given_file(options.file, options.format)
        if len(file.entries) > 1 or (options.skip_faulty and file.entries):
            return cite_file(session, file)
        pasted = the_one_entry(file)
    record = read_record(options, pasted)
    cited = bool(placing.number or placing.instead_of)
    identity, note = read_identity(options, cited=cited)
    kept = pasted.key if pasted and options.keep_keys else ""
    whole = replace(placing, identity=identity, note=note, key=options.key or placing.key or kept)
    proposal = propose_reference(session.root, session.review, record, whole)
    status = offer_reference(session, proposal, asking=asks())
    if status != CLEAN:
        print("claimweave cite: a rule forbids the entry: see above", file=sys.stderr)
    return status


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Refuse options for a file where there is none, and two that contradict each other."""
    for name in ("keep_keys", "skip_faulty"):
        if getattr(options, name) and (options.work or not options.file):
            raise UsageError(f"--{name.replace('_', '-')} goes with --from FILE")
    if options.key and options.keep_keys:
        raise UsageError("give either --key or --keep-keys, not both")


def _placing(session: Session) -> Placing:
    """Return the number or the day of the entry, and what it takes the place of.

    Raises:
        UsageError, AnswerError: when one does not fit the review.
    """
    options = session.options
    number: int | None = options.review_number
    if number is not None and number < 1:
        raise UsageError("--review-number is a whole number from 1")
    if options.identifies is None:
        return Placing("", number, "" if number else session.added)
    placing = placing_of(session.known, options.identifies, session.added)
    if number not in (None, placing.number):
        raise UsageError(f"{placing.instead_of} has the number {placing.number}")
    return placing


def _not_found(work: str | None, error: LookupFailedError) -> int:
    """Say why a look-up gave nothing, and what can be done; return the exit status."""
    if error.kind == "no-such-doi":
        print(
            f"claimweave cite: {work} was not found: {error}\n"
            "Look for a wrong digit. What other registries have given out, as for data sets, is "
            f"not found either.\n{PASTE}",
            file=sys.stderr,
        )
        return TO_MEND
    print(
        f"claimweave cite: {work} could not be looked up: {error}.\nNothing was added.\n{PASTE}",
        file=sys.stderr,
    )
    return FAILED
