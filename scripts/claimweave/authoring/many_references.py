"""The works of a file, tried by all rules before any is written: what a rule forbids is at fault.

A rule speaks of the bibliography as it would be; what it says is told of the entry in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.authoring.change import Change, Trial, try_change
from claimweave.authoring.reference_proposal import ManyReferencesProposal, propose_references
from claimweave.disk.text_files import TextFile
from claimweave.references.many_additions import FaultyWork
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_reader import read_bibtex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.disk.known_files import KnownFiles
    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.many_additions import Manner, ManyAdditions
    from claimweave.rules.checking import Report


MOST_ROUNDS = 5
"""How often those that are left are tried. What is forbidden after that forbids the whole."""


@dataclass(frozen=True)
class Beside:
    """What is changed with the works: other files, and the bibliography before they join it.

    `files` are those that are known already, and need not be read again.
    """

    files: KnownFiles | None = None
    change: Change = field(default_factory=Change)
    prepared: Callable[[str], str] = str

    def with_change(self, change: Change) -> Change:
        """Return both changes as one."""
        return replace(
            change,
            created={**self.change.created, **change.created},
            replaced={**self.change.replaced, **change.replaced},
            removed={**self.change.removed, **change.removed},
        )


@dataclass(frozen=True)
class TriedReferences:
    """What becomes of the works of a file, the trial of those that are new, and what is at fault.

    `trial` is None when nothing is new. What is at fault stands in the order of the file.
    """

    proposal: ManyReferencesProposal
    trial: Trial | None
    faulty: tuple[FaultyWork, ...]
    forbidding: tuple[Diagnostic, ...] = field(default=())
    """What rules forbid beside the entries of the file."""

    @property
    def additions(self) -> ManyAdditions:
        """What becomes of each entry."""
        return self.proposal.additions


def try_references(
    root: Path,
    before: Report,
    incoming: Sequence[IncomingEntry],
    manner: Manner,
    beside: Beside | None = None,
) -> TriedReferences:
    """Propose the works of a file, and hold them against all rules.

    An entry that a rule forbids is left out, and the others are tried again. What is changed
    `beside` them is part of the trial, and `before` knows it already.

    Raises:
        RefusedError: when the bibliography cannot be read.
        AnswerError: when it would be too large, or cannot be replaced.
    """
    waiting, forbidden = list(incoming), []
    beside = beside or Beside()
    for _ in range(MOST_ROUNDS):
        proposal = propose_references(root, before.base.review, waiting, manner, beside.prepared)
        change = beside.with_change(proposal.change)
        trial = try_change(root, before, change, beside.files) if proposal.additions.new else None
        faulty, others = _told_of_entries(proposal, trial.forbidding if trial else ())
        forbidden += faulty
        if not faulty:
            break
        others = list(trial.forbidding) if trial else []
        gone = {id(work.incoming) for work in faulty}
        waiting = [entry for entry in waiting if id(entry) not in gone]
    places = {id(entry): place for place, entry in enumerate(incoming)}
    forbidden += proposal.additions.faulty
    forbidden.sort(key=lambda work: places[id(work.incoming)])
    return TriedReferences(proposal, trial, tuple(forbidden), tuple(others))


def _told_of_entries(
    proposal: ManyReferencesProposal, diagnostics: Sequence[Diagnostic]
) -> tuple[list[FaultyWork], list[Diagnostic]]:
    """Return which new entries a rule forbids, each with all that is said, and what else."""
    new = {work.key: work for work in proposal.additions.new}
    entries, _ = (
        read_bibtex(TextFile("", proposal.additions.bibliography)) if diagnostics else ([], [])
    )
    lines = [entry.line for entry in entries]
    said: dict[str, list[str]] = {}
    others = []
    for diagnostic in diagnostics:
        place = bisect_right(lines, diagnostic.span.line or 0) - 1
        key = entries[place].key if diagnostic.span.path == BIBLIOGRAPHY and place >= 0 else ""
        if key in new:
            help_ = f" ({diagnostic.help})" if diagnostic.help else ""
            said.setdefault(key, []).append(f"{diagnostic.rule}: {diagnostic.message}{help_}")
        else:
            others.append(diagnostic)
    return [FaultyWork(new[key].incoming, "; ".join(texts)) for key, texts in said.items()], others


def without_unused(trial: Trial, keys: Sequence[str]) -> Trial:
    """Return a trial without what it says of new references that nothing cites."""
    known = {f"no claim cites {key}" for key in keys}
    left = tuple(
        d for d in trial.left_to_do if d.rule != "unused-reference" or d.message not in known
    )
    return replace(trial, left_to_do=left)
