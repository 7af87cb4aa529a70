"""The entries of a table, one by one, each with what its source reports on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.relevance import findings_about
from claimweave.evidence.synthesis import reports
from claimweave.evidence.uses import about_cell
from claimweave.evidence.wording import directions
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.relevance import About
    from claimweave.evidence.uses import Cell, Use
    from claimweave.review.study import SourceFinding
    from claimweave.review.table import Table

NOT_READ = "not-read"
SILENT = "silent"

SHAPES = (
    "M10 .5 19.5 10 10 19.5.5 10Z",
    "M5 2h10l4.5 8-4.5 8H5L.5 10Z",
    "M2.5 2.5h15v15h-15Z",
    "M10 1.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17Z",
    "M10 1.5 19 18H1Z",
    "M10 .5l2.8 6 6.6.8-4.9 4.5 1.3 6.5L10 15l-5.8 3.3 1.3-6.5L.6 7.3l6.6-.8Z",
    "M7 1.5h6V7h5.5v6H13v5.5H7V13H1.5V7H7Z",
    "M1.5 14.5a8.5 8.5 0 0 1 17 0Z",
)
"""Outlines in a square of 20: one for each study design, in the vocabulary's order."""

UNREAD_SHAPE = "M2 7.5h16v5H2Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the table: its number from 0, its place, and what its source reports there.

    `reports` is (question, direction), the table's own question first; the question is `silent`
    or `not-read` where the source reports nothing on these terms that was read.
    """

    number: int
    cell: Cell
    relation: str
    use: Use
    findings: tuple[SourceFinding, ...]
    reports: tuple[tuple[str, str], ...]

    @property
    def design(self) -> str:
        """The design of the study, or `not-read`."""
        return self.use.study.record.design if self.use.study else NOT_READ


def table_entries(base: EvidenceBase, table: Table) -> tuple[Entry, ...]:
    """Return the entries, cell by cell, those of the first relation first."""
    order = questions(base, table)
    found: list[Entry] = []
    for cell in base.facts.cells_of(table):
        meant = about_cell(base.facts.terms, cell)
        for relation in table.relations:
            for use in cell.filed(relation):
                about = _findings(use, meant)
                told = _reports(use, about, meant, order)
                found.append(Entry(len(found), cell, relation, use, about, told))
    return tuple(found)


def questions(base: EvidenceBase, table: Table) -> tuple[str, ...]:
    """Return the questions of the vocabulary, the table's own first."""
    others = (q for q in base.review.questions if q != table.question)
    return (table.question, *others)


def direction_words(base: EvidenceBase, question: str, direction: str) -> labels.Wording:
    """Return the sign and the words of a direction, or of there being none."""
    if question in (SILENT, NOT_READ):
        return labels.AGREEMENTS[question]
    return directions(base, question)[direction]


def signs(base: EvidenceBase) -> list[tuple[str, str]]:
    """Return each sign of the view of the sources with what it means, for any question."""
    asked = base.review.questions
    found = []
    for name, said in directions(base).items():
        meanings = [said.label, *(directions(base, question)[name].label for question in asked)]
        found.append((said.mark, ", or ".join(dict.fromkeys(meanings))))
    return found + [
        (labels.AGREEMENTS[n].mark, labels.AGREEMENTS[n].label) for n in (SILENT, NOT_READ)
    ]


def shapes(base: EvidenceBase) -> Mapping[str, str]:
    """Return the outline of each study design; more designs than outlines share them."""
    designs = base.review.designs
    named = {design: SHAPES[i % len(SHAPES)] for i, design in enumerate(designs)}
    return {**named, NOT_READ: UNREAD_SHAPE}


def _findings(use: Use, meant: About) -> tuple[SourceFinding, ...]:
    if use.study is None:
        return ()
    return tuple(findings_about(use.study.record.results, meant))


def _reports(
    use: Use, findings: tuple[SourceFinding, ...], meant: About, order: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    if use.study is None:
        return ((NOT_READ, NOT_READ),)
    return tuple(reports(findings, meant, order)) or ((SILENT, SILENT),)
