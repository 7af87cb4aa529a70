"""`claimweave cite`: add a reference to the bibliography, or identify one.

It comes from a DOI, a PMID, a pasted entry, or options; on a terminal, what is missing is asked.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimweave.commands import cite_answers
from claimweave.commands.call import CLEAN, FAILED, TO_MEND, UsageError, project_root
from claimweave.commands.online import add_online_options
from claimweave.commands.terminal import agrees

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from claimweave.disk.transaction import Replacement
    from claimweave.disk.whole_file import Snapshot
    from claimweave.references.addition import Addition, Placing
    from claimweave.references.lookup.record import BibliographicRecord
    from claimweave.references.lookup.web import LookupFailedError
    from claimweave.review.review import Review

PASTE = (
    "You can paste the entry instead: save what the journal or PubMed exports as BibTeX or RIS,\n"
    "and run: claimweave cite --from FILE --source ADDRESS_WHERE_YOU_SAW_IT"
)


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("cite", help="add a reference to the bibliography")
    parser.add_argument("work", nargs="?", metavar="DOI_OR_PMID", help="look it up, and add it")
    parser.add_argument("--from", dest="file", metavar="FILE",
                        help="a file with one BibTeX or RIS entry; - for a paste")  # fmt: skip
    parser.add_argument("--identifies", metavar="KEY", help="the unidentified reference that it is")
    parser.add_argument("--review-number", type=int, metavar="N", help="its number in the review")
    parser.add_argument("--identity", choices=("named", "inferred"),
                        help="how it is known that the review means it")  # fmt: skip
    parser.add_argument("--note", metavar="TEXT", help="a sentence for readers; why it fits")
    parser.add_argument("--source", metavar="URL", help="where you saw what is not looked up")
    parser.add_argument("--key", metavar="KEY", help="its key (default: as in Adler2001)")
    parser.add_argument("--added", metavar="DAY", help="the day that it is added (default: today)")
    parser.add_argument("--dry-run", action="store_true", help="print the entry, and write nothing")
    cite_answers.add_fields(parser)
    add_online_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add the entry, or print it; 1 when it is refused, 3 when nobody could be asked.

    Raises:
        UsageError: when an option is missing or cannot be used.
    """
    from claimweave.disk.whole_file import ChangedMeanwhileError  # noqa: PLC0415
    from claimweave.references import RefusedError  # noqa: PLC0415 - the command starts fast
    from claimweave.references.lookup.web import LookupFailedError  # noqa: PLC0415
    from claimweave.references.new_entry import UnwritableEntryError  # noqa: PLC0415
    from claimweave.words.printable import reason  # noqa: PLC0415

    root = project_root(options)
    try:
        return _run(options, root)
    except LookupFailedError as error:
        return _not_found(options.work, error)
    except (RefusedError, UnwritableEntryError) as error:
        print(f"claimweave cite: {error}", file=sys.stderr)
        return TO_MEND
    except (ChangedMeanwhileError, OSError) as error:
        print(f"claimweave cite: nothing was written: {reason(error)}", file=sys.stderr)
        return FAILED


def _run(options: argparse.Namespace, root: Path) -> int:
    from claimweave.disk.whole_file import Snapshot  # noqa: PLC0415
    from claimweave.references.entry_rules import refuse_faulty  # noqa: PLC0415
    from claimweave.review.reading.review_reader import read_review  # noqa: PLC0415
    from claimweave.review.review import BIBLIOGRAPHY  # noqa: PLC0415

    snapshot = Snapshot.of(root / BIBLIOGRAPHY)
    review = read_review(root)
    record = cite_answers.record(options)
    placing = _placing(options, review)
    addition, changes = _prepared(root, snapshot, record, placing)
    refuse_faulty(review, addition, placing.number)
    for remark in record.remarks:
        print(f"warning: {remark}", file=sys.stderr)
    print(f"{addition.entry}\n")
    if options.dry_run or not agrees("Write it?"):
        print("nothing was written")
        return CLEAN
    _write(snapshot, addition, changes)
    _report(root, addition, placing, changes)
    return CLEAN


def _not_found(work: str | None, error: LookupFailedError) -> int:
    """Say why a look-up gave nothing, and what can be done; return the exit status."""
    if error.kind == "no-such-doi":
        print(f"claimweave cite: {work} was not found: {error}\n"
              "Look for a wrong digit. What other registries have given out, as for data sets, is "
              f"not found either.\n{PASTE}", file=sys.stderr)  # fmt: skip
        return TO_MEND
    print(f"claimweave cite: {work} could not be looked up: {error}.\nNothing was added.\n{PASTE}",
          file=sys.stderr)  # fmt: skip
    return FAILED


def _placing(options: argparse.Namespace, review: Review) -> Placing:
    """Return number, identity and day of the entry.

    Raises:
        UsageError: when one is missing, or does not fit the review.
    """
    from claimweave.references.addition import Placing  # noqa: PLC0415
    from claimweave.words.suggestions import did_you_mean  # noqa: PLC0415

    key, number = options.key or "", options.review_number
    if options.identifies is not None:
        reference = review.references.get(options.identifies)
        if reference is None:
            hint = did_you_mean(options.identifies, review.references)
            raise UsageError(
                f'"{options.identifies}" is not in bibliography.bib: {hint}'.rstrip(": ")
            )
        if reference.identity != "unidentified":
            raise UsageError(f"{reference.key} is not unidentified: correct its entry by hand")
        if number not in (None, reference.number):
            raise UsageError(f"{reference.key} has the number {reference.number}")
        number = reference.number
        key = key or (reference.key if reference.key == review.source_key else "")
    elif number is not None and number < 1:
        raise UsageError("--review-number is a whole number from 1")
    cited = options.identifies is not None or number is not None
    identity, note = cite_answers.identity(options, cited=cited)
    added = "" if cited else options.added or f"{datetime.now(UTC):%Y-%m-%d}"
    return Placing(identity, number, added, note, key, options.identifies or "")


def _prepared(
    root: Path, snapshot: Snapshot, record: BibliographicRecord, placing: Placing
) -> tuple[Addition, list[Replacement]]:
    """Return the addition, and all that changes beside the bibliography; nothing is written."""
    from claimweave.references.addition import add  # noqa: PLC0415
    from claimweave.references.identification import renamed  # noqa: PLC0415
    from claimweave.references.new_entry import UnwritableEntryError  # noqa: PLC0415

    try:
        addition = add(snapshot.text(), record, placing)
    except UnicodeDecodeError:
        raise UnwritableEntryError("bibliography.bib cannot be read: it is not UTF-8") from None
    old = placing.instead_of
    return addition, renamed(root, old, addition.key) if old not in ("", addition.key) else []


def _write(snapshot: Snapshot, addition: Addition, changes: list[Replacement]) -> None:
    """Write all files or none; the bibliography last, so that the same call finishes the work."""
    from claimweave.disk.transaction import Replacement, carry_out  # noqa: PLC0415

    content = snapshot.encoded(addition.bibliography)
    carry_out([*changes, Replacement(snapshot, content)])


def _report(root: Path, addition: Addition, placing: Placing, changes: list[Replacement]) -> None:
    from claimweave.references.identification import still_named  # noqa: PLC0415

    if not placing.instead_of:
        print("It is now in bibliography.bib. No claim cites it yet, and `claimweave check` will\n"
              f"say so: cite it in a claim, with `cites: {addition.key}`.")  # fmt: skip
        return
    old = placing.instead_of
    noun = "file" if len(changes) == 1 else "files"
    print(
        f"It is now in bibliography.bib in the place of {old}; {len(changes)} more {noun} changed."
    )
    for place in still_named(root, old) if old != addition.key else ():
        print(f"{place} still names {old}: change it by hand")
