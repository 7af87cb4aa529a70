"""A change of several files: held against the rules before it is made, made whole or not at all.

What `new` and `cite` add, in whichever way it was asked for, is a change that was tried here, and
is written by `writing.write_change`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.authoring.plain_input import AnswerError
from claimweave.derived.derived_files import DERIVED_FOLDERS, outdated
from claimweave.disk.known_files import FreshFiles
from claimweave.disk.text_files import CLAIM_LIMIT, LARGE_LIMIT, decoded, linked_folder
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import Snapshot
from claimweave.review.paths import BIBLIOGRAPHY, EXEMPTIONS
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.rules.registry import exemptable_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.review.review import Review

LEFT_TO_DO = frozenset(
    {
        "claim-not-woven",
        "misread-entry",
        "needless-draft",
        "same-assertion",
        "unused-reference",
        "verdict-changed",
    }
)
"""Rules whose finding is no fault of a new file: it names what has to be done next."""

RENEWED = frozenset({"stale-schema"})
"""Rules about files that are made anew with each change."""


@dataclass(frozen=True)
class Change:
    """Path to text of each new file, and of each file that is replaced with how it was read.

    Files that are `moved` keep what is in them, unless the new path is `rewritten`: path to how it
    was read, and the new path.
    `renamed` maps a key that changes to what it becomes, so that what was found under the one is
    known under the other. Files that are `removed` are there no more.
    """

    created: Mapping[str, str] = field(default_factory=dict)
    replaced: Mapping[str, tuple[Snapshot, str]] = field(default_factory=dict)
    moved: Mapping[str, tuple[Snapshot, str]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, Snapshot] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str | None]:
        """Path to text of every file of the change; to None where there is none any more."""
        gone = dict.fromkeys((*self.moved, *self.removed))
        there = {new: read.text() for read, new in self.moved.values()} | dict(self.rewritten)
        replaced = {path: text for path, (_, text) in self.replaced.items()}
        return {**gone, **there, **replaced, **self.created}


@dataclass(frozen=True)
class Trial:
    """What the rules find that they did not find before: what forbids it, and what it leaves.

    `change` is the whole change, with the files that are made of the others.
    """

    change: Change
    report: Report
    forbidding: tuple[Diagnostic, ...]
    left_to_do: tuple[Diagnostic, ...]

    @property
    def refusal(self) -> Report:
        """The report with nothing but what forbids the change."""
        return structs.replace(self.report, diagnostics=self.forbidding)


def snapshot(root: Path, path: str, review: Review) -> Snapshot:
    """Read a file that is to be replaced, or moved.

    Raises:
        AnswerError: when it cannot be read, is not UTF-8, or lies behind a link.
        NotWrittenError: when it is no longer what was read with the review.
    """
    if linked_folder(root, path) or not (root / path).resolve().is_relative_to(root.resolve()):
        raise AnswerError(f"{path} lies behind a link, which is not followed")
    try:
        read = Snapshot.of(root / path)
        read.text()
    except OSError as error:
        raise AnswerError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise AnswerError(f"{path} is not UTF-8: mend it first") from None
    if path in review.files and decoded(path, read.content) != review.files[path]:
        raise NotWrittenError(f"nothing was written: {path} was changed while it was read")
    return read


def edited(read: Snapshot, edit: Callable[[str], str]) -> tuple[Snapshot, str]:
    r"""Return a file as it was read, and its edited text.

    The edit sees `\n` only, and the file keeps the line ends and the mark that it had.
    """
    return read, read.encoded(edit(read.text())).decode()


def try_change(
    root: Path, before: Report, change: Change, known: FreshFiles | None = None
) -> Trial:
    """Read the review as it would be, and hold it against all rules.

    Args:
        root: where the review lies.
        before: what the rules find today.
        change: what is to be written.
        known: what is known of the files that stay as they are.

    Raises:
        AnswerError: when a file would be too large, lies behind a link, or is there already.
    """
    known = known or FreshFiles()
    _refuse_places(root, change)
    after = read_review(root, change.texts, known=known)
    derived = {
        path: (snapshot(root, path, before.base.review), text)
        for path, text in outdated(root, before.base.review, after, exemptable_rules())
    }
    whole = replace(change, replaced={**derived, **change.replaced})
    _refuse_large(whole)
    report = check(read_review(root, whole.texts, known=known) if derived else after)
    seen = Counter(_told_before(change, d) for d in before.diagnostics)
    told = (d for d in report.diagnostics if d.rule not in RENEWED)
    new = [d for d in told if not _already(seen, d)]
    left = tuple(d for d in new if _is_left(change, d))
    return Trial(whole, report, tuple(d for d in new if d not in left), left)


def _refuse_places(root: Path, change: Change) -> None:
    moved = {new: read.path for read, new in change.moved.values()}
    for path in (*change.created, *moved):
        if linked_folder(root, path):
            raise AnswerError(f"{linked_folder(root, path)} is a link, which is not followed")
        there = (root / path).exists() or (root / path).is_symlink()
        # A second name of the same file was left by a run that was killed half-way.
        if there and not (path in moved and (root / path).samefile(moved[path])):
            raise AnswerError(f"{path} is there already, and stays as it is")


def _refuse_large(change: Change) -> None:
    for path, text in change.texts.items():
        large = path in (BIBLIOGRAPHY, EXEMPTIONS) or path.rpartition("/")[0] in DERIVED_FOLDERS
        limit = LARGE_LIMIT if large else CLAIM_LIMIT
        if text is not None and len(text.encode()) > limit:
            raise AnswerError(f"{path} would be larger than {limit // 1024} KB: shorten it")


def _told(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.rule, diagnostic.span.path, diagnostic.message


def _told_before(change: Change, diagnostic: Diagnostic) -> tuple[str, str, str]:
    """Return what was found, as it is told once files have moved and keys changed."""
    rule, path, message = _told(diagnostic)
    for old, new in change.renamed.items():
        message = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, message)
    return rule, change.moved[path][1] if path in change.moved else path, message


def _already(known: Counter[tuple[str, str, str]], diagnostic: Diagnostic) -> bool:
    """Whether the rule said so before the change, wherever the line has moved to."""
    told = _told(diagnostic)
    known[told] -= 1
    return known[told] >= 0


def _is_left(change: Change, diagnostic: Diagnostic) -> bool:
    path = diagnostic.span.path
    if path == EXEMPTIONS:
        return True
    if path == SENTENCES and BIBLIOGRAPHY in change.replaced:
        return True  # a sentence cites the new entry, and the claim that does so comes next
    own_verdict = diagnostic.rule == "verdict-changed" and path in change.created
    return diagnostic.rule in LEFT_TO_DO and not own_verdict
