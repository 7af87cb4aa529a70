"""What all ways of `claimweave new` share: the review as it is, the trial, and the writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, Trial, try_change, write_change
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import day
from claimweave.authoring.proposal import with_derived_files
from claimweave.commands.call import CLEAN, TO_MEND
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claimweave.authoring.weaving import WeavingPlace


@dataclass(frozen=True)
class Session:
    """The options, the review's root and its state before the change, and the day."""

    options: argparse.Namespace
    root: Path
    before: Report
    added: str

    @property
    def known(self) -> KnownWords:
        """The words of the review."""
        return KnownWords(self.before.base)


def start(root: Path, options: argparse.Namespace) -> Session:
    """Read the review.

    Raises:
        AnswerError: when `--added` is no day.
    """
    report = check(read_review(root))
    return Session(options, root, report, day(options.added or options.clock()))


def tried(session: Session, change: Change) -> Trial:
    """Hold a change against the rules, and print what forbids it.

    Raises:
        AnswerError: when a file is there already, or cannot be.
    """
    trial = try_change(session.root, session.before, change)
    if trial.forbidding:
        print(as_text(trial.refusal, ledger=False))
    return trial


def finish(
    session: Session,
    change: Change,
    trial: Trial,
    place: WeavingPlace | None = None,
    left: Iterable[str] = (),
) -> int:
    """Write a change that passed, and say what was written and what is left to do.

    Args:
        session: the review as it was.
        change: what is to be written.
        trial: what the rules said of it.
        place: where a claim of the change can be woven in.
        left: what else is left to do.

    Raises:
        AnswerError: when it cannot be written; all is then as it was.
    """
    if session.options.dry_run:
        show(change)
        print("Nothing was written: this was a dry run.")
        return CLEAN
    before, after = session.before.base.review, trial.report.base.review
    whole = with_derived_files(session.root, change, before, after)
    write_change(session.root, whole)
    for path in whole.created:
        print(f"written: {printable(path)}")
    for path in whole.replaced:
        print(f"changed: {printable(path)}")
    for said in (*_left(trial, place), *left):
        print(f"left to do: {printable(said)}")
    print("Then run `claimweave check`.")
    return CLEAN


def refuse(change: Change) -> int:
    """Show what was not written, so that nobody has to type it again; return the status."""
    show(change)
    print("Nothing was written.")
    return TO_MEND


def show(change: Change) -> None:
    """Print each new file, and say which files would be changed."""
    for path, text in change.created.items():
        print(f"\n{printable(path)}:\n")
        print(
            "\n".join(f"    {printable(line)}".rstrip() for line in text.rstrip("\n").split("\n"))
        )
        print()
    for path in change.replaced:
        print(f"to be changed: {printable(path)}")


def _left(trial: Trial, place: WeavingPlace | None) -> Iterator[str]:
    """Yield what has to be done next, so that `claimweave check` is clean."""
    for diagnostic in trial.left_to_do:
        if diagnostic.rule == "claim-not-woven" and place:
            yield _weaving_said(place)
        else:
            help_ = f" ({diagnostic.help})" if diagnostic.help else ""
            span = diagnostic.span
            yield f"{span.path}:{span.line}: {diagnostic.rule}: {diagnostic.message}{help_}"


def _weaving_said(place: WeavingPlace) -> str:
    """Say which line to add to which page, and where."""
    return (
        f"in {place.path}, add the line {place.lines[-1].strip()} as line {place.number}, "
        f"behind [[{place.neighbour}]]"
    )
