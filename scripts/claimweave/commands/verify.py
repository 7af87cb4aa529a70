"""`claimweave verify`: ask Crossref what became of the references, and write down what it says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimweave.authoring.notices_file import notices_text
from claimweave.commands.call import CLEAN, FAILED, TO_MEND, UsageError, project_root
from claimweave.commands.online import add_online_options, crossref, web
from claimweave.disk.transaction import carry_out, step_to
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.identifiers.doi import DOI
from claimweave.references.lookup.verification import NO_ANSWER, all_dated, look_up_all
from claimweave.reports.text import as_text
from claimweave.review.notices import NoticesFile
from claimweave.review.paths import BIBLIOGRAPHY, NOTICES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.words.counting import plural
from claimweave.words.printable import reason

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from claimweave.references.lookup.verification import Found
    from claimweave.review.review import Review

AT_ONCE = 3
"""Look-ups at a time for who gives a mail address; others ask one at a time.

Source: Crossref's documentation of its REST API, on access: limits of the public and polite pools.
"""

TRIES = 4
RULES = ("retracted-reference", "expression-of-concern", "doi-mismatch")


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser(
        "verify", help="ask Crossref for retractions and for titles (needs the network)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the file, and write nothing")
    add_online_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write `notices.yml`; 1 when there is a finding or a gap, 3 when nothing could be asked.

    Raises:
        UsageError: when an option cannot be used, or the bibliography not be read.
        NotWrittenError: when the file cannot be written.
    """
    root = project_root(options)
    snapshot = Snapshot.of(root / NOTICES) if (root / NOTICES).exists() else None
    review = read_review(root)
    keys = _keys(review)
    registry = crossref(options, web(options, TRIES))
    found = look_up_all(registry, sorted(keys), AT_ONCE if options.mailto else 1, _told)
    failures = [one.failure for one in found.values() if one.failure]
    if len(failures) == len(found) and all(f.kind in NO_ANSWER for f in failures):
        print(
            f"claimweave verify: nothing was written: {registry.address} gave no answer: "
            f"{failures[0]}",
            file=sys.stderr,
        )
        return FAILED
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    works = all_dated(found, review.notices)
    text = notices_text(NoticesFile(as_of=today, source=registry.address, works=works), keys)
    if options.dry_run:
        print(text, end="")
        return TO_MEND if failures else CLEAN
    _write(root, snapshot, text)
    return _report(root, found, len(review.references), today)


def _keys(review: Review) -> dict[str, str]:
    """Return the citation key of each DOI.

    Raises:
        UsageError: when there is none, or a file cannot be read that says what there is.
    """
    for path in (BIBLIOGRAPHY, NOTICES):
        if path in review.broken:
            raise UsageError(f"{path} cannot be read: `claimweave check` says why")
    keys = {
        reference.field("doi").casefold(): reference.key
        for reference in review.references.values()
        if DOI.fullmatch(reference.field("doi"))
    }
    if not keys:
        raise UsageError("no reference has a DOI, so there is nothing to look up")
    return keys


def _told(doi: str, found: Found) -> None:
    """Say how it goes: a look-up that failed at once, and on a terminal each one."""
    if found.failure:
        print(f"{doi}: unknown: {found.failure}", file=sys.stderr)
    elif sys.stderr.isatty():
        print(f"{doi}: {plural(len(found.notices), 'notice')}", file=sys.stderr)


def _write(root: Path, snapshot: Snapshot | None, text: str) -> None:
    """Put the file in its place in one step, and never over one that has changed.

    Raises:
        NotWrittenError: when it cannot be written.
    """
    try:
        content = snapshot.encoded(text) if snapshot else text.encode()
        carry_out([step_to(root / NOTICES, content, snapshot)], within=root)
    except (ChangedMeanwhileError, OSError) as error:
        raise NotWrittenError(f"nothing was written: {reason(error)}") from None


def _report(root: Path, found: dict[str, Found], references: int, today: str) -> int:
    """Print what the rules say of the file; return the exit status."""
    whole = check(read_review(root))
    said = tuple(d for d in whole.diagnostics if d.rule in RULES)
    counts = {rule: whole.counts[rule] for rule in RULES}
    unknown = sum(one.failure is not None for one in found.values())
    print(as_text(Report(whole.base, said, counts)))
    looked_up, without = len(found) - unknown, references - len(found)
    asked = f"{plural(looked_up, 'DOI')} looked up, {unknown} unknown"
    print(f"written: {NOTICES}, as of {today}: {asked};")
    print(f"{plural(without, 'reference')} without a DOI of their own not looked up")
    return TO_MEND if said or unknown else CLEAN
