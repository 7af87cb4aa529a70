"""A change of several files: held against the rules before it is made, made whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.checking import Report, check
from claimweave.formatting.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.model.review import BIBLIOGRAPHY, EXEMPTIONS
from claimweave.sources.files import CLAIM_LIMIT, LARGE_LIMIT, linked_folder
from claimweave.sources.review_reader import read_review
from claimweave.starting.answers import AnswerError
from claimweave.starting.new_files import create_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claimweave.diagnostics import Diagnostic

LEFT_TO_DO = frozenset({"claim-not-woven", "unused-reference", "verdict-changed", "same-assertion"})
"""Rules whose finding is no fault of a new file: it names what has to be done next."""

RENEWED = frozenset({"stale-schema"})
"""Rules about files that are made anew with each change."""


@dataclass(frozen=True)
class Change:
    """Path to text of each new file, and of each file that is replaced with how it was read."""

    created: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, tuple[Snapshot, str]] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """Path to text of every file of the change."""
        return {**self.created, **{path: text for path, (_, text) in self.replaced.items()}}


@dataclass(frozen=True)
class Trial:
    """What the rules find that they did not find before: what forbids it, and what it leaves."""

    report: Report
    forbidding: tuple[Diagnostic, ...]
    left_to_do: tuple[Diagnostic, ...]

    @property
    def refusal(self) -> Report:
        """The report with nothing but what forbids the change."""
        return replace(self.report, diagnostics=self.forbidding)


def snapshot(root: Path, path: str) -> Snapshot:
    """Read a file that is to be replaced.

    Raises:
        AnswerError: when it cannot be read, or lies behind a link.
    """
    if linked_folder(root, path) or (root / path).is_symlink():
        raise AnswerError(f"{path} lies behind a link, which is not followed")
    try:
        return Snapshot.of(root / path)
    except OSError as error:
        raise AnswerError(f"{path} cannot be read: {error.strerror}") from None


def try_change(root: Path, before: Report, change: Change) -> Trial:
    """Read the review as it would be, and hold it against all rules.

    Raises:
        AnswerError: when a file would be too large, lies behind a link, or is there already.
    """
    for path, text in change.texts.items():
        limit = LARGE_LIMIT if path == BIBLIOGRAPHY else CLAIM_LIMIT
        if len(text.encode()) > limit:
            raise AnswerError(f"{path} would be larger than {limit // 1024} KB: shorten it")
    for path in change.created:
        if linked_folder(root, path):
            raise AnswerError(f"{linked_folder(root, path)} is a link, which is not followed")
        if (root / path).exists() or (root / path).is_symlink():
            raise AnswerError(f"{path} is there already, and stays as it is")
    after = check(read_review(root, change.texts))
    known = Counter(map(_told, before.diagnostics))
    told = (d for d in after.diagnostics if d.rule not in RENEWED)
    new = [d for d in told if not _already(known, d)]
    left = tuple(d for d in new if _is_left(change, d))
    return Trial(after, tuple(d for d in new if d not in left), left)


def write_change(root: Path, change: Change) -> None:
    """Write all files, or none.

    New files come last: a run that was killed before has not made what it was to make, and the
    same call, made again, brings it to its end.

    Raises:
        AnswerError: when one cannot be written, is there already, or was changed meanwhile;
            all is then as it was.
    """
    done: list[tuple[Path, str, bytes | None]] = []
    folders = [root / path.rpartition("/")[0] for path in change.created]
    new_folders = [folder for folder in folders if not folder.exists()]
    try:
        for path, (read, text) in change.replaced.items():
            read.replace(text.encode())
            done.append((root / path, text, read.content))
        for path, text in change.created.items():
            create_files((root / path).parent, {(root / path).name: text})
            done.append((root / path, text, None))
    except (OSError, ChangedMeanwhileError) as error:
        _undo(done, new_folders)
        why = f"cannot be written: {error.strerror}" if isinstance(error, OSError) else str(error)
        raise AnswerError(f"nothing was written: {path} {why}") from None
    except BaseException:
        _undo(done, new_folders)
        raise


def _undo(done: list[tuple[Path, str, bytes | None]], folders: list[Path]) -> None:
    """Take back what was written, as long as it is still what was written."""
    for path, text, before in reversed(done):
        if path.read_bytes() != text.encode():
            continue
        if before is None:
            path.unlink()
        else:
            Snapshot.of(path).replace(before)
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _told(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.rule, diagnostic.span.path, diagnostic.message


def _already(known: Counter[tuple[str, str, str]], diagnostic: Diagnostic) -> bool:
    """Whether the rule said so before the change, wherever the line has moved to."""
    told = _told(diagnostic)
    known[told] -= 1
    return known[told] >= 0


def _is_left(change: Change, diagnostic: Diagnostic) -> bool:
    if diagnostic.span.path == EXEMPTIONS:
        return True
    own_verdict = diagnostic.rule == "verdict-changed" and diagnostic.span.path in change.created
    return diagnostic.rule in LEFT_TO_DO and not own_verdict
