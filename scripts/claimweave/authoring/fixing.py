"""The fixes that diagnostics carry, applied where nothing is lost, pass by pass.

Each pass is tried before it counts: the review is read as it would be, and if a citation or a link
would go, or a problem would stay, the fix that did it is left out. Nothing is written here.
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, edited, snapshot
from claimweave.diagnostics.applying import apart, applied
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.disk.known_files import FreshFiles
    from claimweave.review.review import Review
    from claimweave.rules.checking import Report

MOST_PASSES = 12
"""What one fix uncovers the next may mend; two that undo each other would go on for ever."""

MOST_ALONE = 40
"""Fixes of one pass that are tried one by one, when all together would lose something."""

Told = tuple[str, str, str]


@dataclass(frozen=True)
class Refusal:
    """A fix that is not applied, and why."""

    diagnostic: Diagnostic
    why: str


@dataclass
class Fixing:
    """A review that is being mended: its state, what was applied, and what was not.

    `texts` are those that have changed, None for a file that has moved away, and `moves` says where
    it is now. `unread` are the texts of files that nothing read under the names that they had.
    """

    root: Path
    known: FreshFiles
    before: Review
    report: Report
    texts: dict[str, str | None] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    done: list[Diagnostic] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def run(self) -> None:
        """Apply all fixes that are safe, and what they uncover."""
        for _ in range(MOST_PASSES):
            chosen = apart(self._open())
            if not chosen:
                return
            why = self._applied(chosen)
            if why and len(chosen) > 1:
                self._one_by_one(chosen)
            elif why:
                self.refused.append(Refusal(chosen[0], why))
        self.refused += [Refusal(d, "it comes back again and again") for d in self._open()]

    def _open(self) -> Iterator[Diagnostic]:
        """Yield the diagnostics with a safe fix that was not refused."""
        refused = {_told(refusal.diagnostic) for refusal in self.refused}
        for diagnostic in self.report.diagnostics:
            if diagnostic.fix and diagnostic.fix.safe and _told(diagnostic) not in refused:
                yield diagnostic

    def _one_by_one(self, chosen: Sequence[Diagnostic]) -> None:
        """Apply the first that loses nothing, and refuse those before it."""
        for diagnostic in chosen[:MOST_ALONE]:
            why = self._applied([diagnostic])
            if not why:
                return  # the lines below it may have moved: the next pass looks anew
            self.refused.append(Refusal(diagnostic, why))

    def _applied(self, chosen: Sequence[Diagnostic]) -> str:
        """Take the fixes over, or return why they would do harm."""
        review = self.report.base.review
        current = {path: source.text for path, source in review.files.items()}
        fixes = [diagnostic.fix for diagnostic in chosen if diagnostic.fix]
        missing = {old for fix in fixes for old, _ in fix.moved} - current.keys()
        if missing:
            self.unread |= {p: snapshot(self.root, p, review).text() for p in missing}
            current |= self.unread
        new, moves = applied(ChainMap(_there(self.texts), current), fixes)
        taken = [to for to in moves.values() if to in current or (self.root / to).exists()]
        if taken:
            return f"{taken[0]} is there already"
        texts = {**self.texts, **new}
        report = check(read_review(self.root, texts, known=self.known))
        gone = lost(holdings(review), holdings(report.base.review))
        if gone:
            return f"this would be lost: {gone[0]}"
        left = {(*_told(d), d.span.line) for d in report.diagnostics}
        if all((*_told(d), d.span.line) in left for d in chosen):
            return "it would not mend it"
        self.texts, self.report = texts, report
        again = {old: moves.get(to, to) for old, to in self.moves.items()}
        first = {old: to for old, to in moves.items() if old not in self.moves.values()}
        self.moves = {**again, **first}
        self.done += chosen
        return ""

    def change(self) -> Change:
        """Return what is to be written.

        Raises:
            AnswerError: when a file cannot be replaced.
            NotWrittenError: when it is no longer what was read.
        """
        created, replaced, moved, rewritten = {}, {}, {}, {}
        for old, new in self.moves.items():
            moved[old] = snapshot(self.root, old, self.before), new
            text = self.texts[new]
            if text is not None and text != moved[old][0].text():
                rewritten[new] = moved[old][0].encoded(text).decode()
        for path, text in self.texts.items():
            if text is None or path in self.moves.values():
                continue
            if (self.root / path).exists():
                read = snapshot(self.root, path, self.before)
                if read.text() != text:
                    replaced[path] = edited(read, lambda _, text=text: text)  # type: ignore[misc]
            else:
                created[path] = text
        return Change(created, replaced, moved, rewritten=rewritten)


def _there(texts: dict[str, str | None]) -> dict[str, str]:
    return {path: text for path, text in texts.items() if text is not None}


def _told(diagnostic: Diagnostic) -> Told:
    return diagnostic.rule, diagnostic.span.path, diagnostic.message


def fix_review(root: Path, before: Report, known: FreshFiles) -> Fixing:
    """Return the review as its safe fixes leave it; nothing is written.

    Args:
        root: where it lies.
        before: what the rules find.
        known: what is known of the files that stay as they are.

    Raises:
        AnswerError: when a file that is to be moved cannot be read.
    """
    fixing = Fixing(root, known, before.base.review, before)
    fixing.run()
    return fixing
