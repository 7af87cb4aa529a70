"""What `cite` and all ways of `new` share: the review as it is, the trial, and the writing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from claimweave.authoring.answers import FaultyAnswersError
from claimweave.authoring.change import Change, Trial, try_change
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import AnswerError, day
from claimweave.authoring.terminal import AnswersEndedError, confirmed
from claimweave.authoring.writing import write_change
from claimweave.commands.call import CLEAN, FAILED, TO_MEND, UsageError
from claimweave.commands.terminal import ENDED, terminal
from claimweave.derived.known_names import renew_known_names
from claimweave.disk.known_files import KnownFiles
from claimweave.reports.text import as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.words.printable import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from claimweave.authoring.reference_proposal import ReferenceProposal
    from claimweave.review.review import Review
    from claimweave.rules.weaving import WeavingPlace


@dataclass(frozen=True)
class Session:
    """The options, the review's root and its state before the change, and the day."""

    options: argparse.Namespace
    root: Path
    before: Report
    added: str
    files: KnownFiles = field(default_factory=KnownFiles)

    @cached_property
    def known(self) -> KnownWords:
        """The words of the review."""
        return KnownWords(self.before.base)

    @property
    def review(self) -> Review:
        """The review before the change."""
        return self.before.base.review


def today() -> str:
    """Return the day, here where somebody adds something."""
    return datetime.now().astimezone().date().isoformat()


def start(root: Path, options: argparse.Namespace) -> Session:
    """Read the review.

    Raises:
        AnswerError: when `--added` is no day.
    """
    added = day(options.added or options.clock())
    files = KnownFiles()
    return Session(options, root, check(read_review(root, known=files)), added, files)


def tried(session: Session, change: Change) -> Trial:
    """Hold a change against the rules, and print what forbids it.

    Raises:
        AnswerError: when a file is there already, or cannot be.
    """
    trial = try_change(session.root, session.before, change, session.files)
    if trial.forbidding:
        print(as_text(trial.refusal, ledger=False))
    return trial


def offer_reference(session: Session, proposal: ReferenceProposal, *, asking: bool) -> int:
    """Show an entry, and write it when all rules let it pass, and nobody says no.

    Raises:
        AnswerError: when it cannot be written; all is then as it was.
    """
    trial = tried(session, proposal.change)
    for remark in proposal.remarks:
        print(f"warning: {printable(remark)}", file=sys.stderr)
    print("\n".join(map(printable, proposal.entry.split("\n"))))
    if trial.forbidding:
        return refuse(proposal.change)
    if asking and not session.options.dry_run and not confirmed(terminal(), "Write it?"):
        print("Nothing was written.")
        return CLEAN
    return finish(session, trial, left=proposal.left_to_do(session.root))


def finish(
    session: Session,
    trial: Trial,
    place: WeavingPlace | None = None,
    left: Iterable[str] = (),
) -> int:
    """Write a change that passed, and say what was written and what is left to do.

    Args:
        session: the review as it was.
        trial: the change, and what the rules said of it.
        place: where a claim of the change can be woven in.
        left: what else is left to do.

    Raises:
        AnswerError: when it cannot be written; all is then as it was.
    """
    change = trial.change
    if session.options.dry_run:
        show(change)
        print("Nothing was written: this was a dry run.")
        return CLEAN
    more = [*_left(trial, place), *left]
    write_change(session.root, change)
    try:
        _tell_written(session, trial, more)
    except KeyboardInterrupt:
        print("claimweave: broken off, after all was written", file=sys.stderr)
    return CLEAN


def _tell_written(session: Session, trial: Trial, more: Iterable[str]) -> None:
    """Say what was written, and what is left to do."""
    change = trial.change
    renew_known_names(session.root, trial.report.base.review)
    for path in change.created:
        print(f"written: {printable(path)}")
    for path in change.replaced:
        print(f"changed: {printable(path)}")
    for path, (_, new) in change.moved.items():
        print(f"moved: {printable(path)} to {printable(new)}")
    for path in change.removed:
        print(f"removed: {printable(path)}")
    for said in more:
        print(f"left to do: {printable(said)}")
    print("Then run `claimweave check`.")


def ended(run: Callable[[], int], options: Mapping[str, str]) -> int:
    """Do what asks for answers, and return its status; that of a failure when it is broken off.

    `options` are the options that give fields, where their names differ.

    Raises:
        UsageError: when answers are missing, cannot be used, or end.
    """
    try:
        return run()
    except KeyboardInterrupt:
        return broken_off()
    except AnswersEndedError:
        print()
        raise UsageError(ENDED) from None
    except FaultyAnswersError as error:
        raise UsageError(faults_said(error, options)) from None
    except AnswerError as error:
        raise UsageError(printable(str(error))) from None


def broken_off() -> int:
    """Say that somebody has pressed Ctrl-C before anything was written; return the status."""
    print("\nclaimweave: broken off: nothing was written", file=sys.stderr)
    return FAILED


def faults_said(error: FaultyAnswersError, options: Mapping[str, str]) -> str:
    """Return what is wrong with answers, a line for each option; `options` are other names."""
    told = [f"{option_of(fault.field, options)}: {fault.message}" for fault in error.faults]
    return "\n  ".join(["nothing was written:", *map(printable, told)])


def option_of(field: str, options: Mapping[str, str]) -> str:
    """Return the option that gives a field."""
    return f"--{options.get(field, field.replace('_', '-'))}"


def refuse(change: Change) -> int:
    """Show what was not written, so that nobody has to type it again; return the status."""
    show(change)
    print("Nothing was written.")
    return TO_MEND


def show(change: Change) -> None:
    """Print each new file, and say which files would be changed or moved."""
    for path, text in change.created.items():
        print(f"\n{printable(path)}:\n")
        print(
            "\n".join(f"    {printable(line)}".rstrip() for line in text.rstrip("\n").split("\n"))
        )
        print()
    for path in change.replaced:
        print(f"to be changed: {printable(path)}")
    for path, (_, new) in change.moved.items():
        print(f"to be moved: {printable(path)} to {printable(new)}")
    for path in change.removed:
        print(f"to be removed: {printable(path)}")


def twins(trial: Trial) -> Iterator[str]:
    """Yield which claims seem to assert the same as a new one."""
    for diagnostic in trial.left_to_do:
        if diagnostic.rule == "same-assertion":
            yield f"{diagnostic.message} ({diagnostic.help})"


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
