"""Each entry of the table twice: where the review files it, and what its source reports.

Beside the entries stand the results that cited works report on the table's pairs, and the table
does not list. Nothing is dropped on the way: a mark that is filed is found somewhere, if only
among those that nobody has read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.evidence.uses import Use
    from claimweave.review.table import Pair, Table

LEFT_OUT = ""
"""Where the review files what its table does not list."""

ELSEWHERE = "another-question"

FOUND: Mapping[str, tuple[str, ...]] = {
    "positive": ("positive",),
    "negative": ("negative",),
    "none": ("none",),
    "no-one-way": ("mixed", "unsigned"),
    "not-reported": ("not-reported",),
    ELSEWHERE: (ELSEWHERE,),
    "nothing": ("silent", "not-read"),
}
"""Place where a mark is found, in order, to what its source says there."""

ANSWERING = frozenset([*FOUND][:5])
"""The places of sources that answer the table's own question."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry, or one result that is left out: its work, where it is filed, and what is found.

    `filed` is the name of a relation, or `LEFT_OUT`. `says` is a direction on the table's own
    question, `another-question`, `silent` or `not-read`. An entry has its `use`. `elsewhere` are
    the questions that a source answers in place of the table's own.
    """

    pair: Pair
    key: str
    filed: str
    says: str
    use: Use | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def found(self) -> str:
        """The place where the mark is found: a key of `FOUND`."""
        return next(place for place, said in FOUND.items() if self.says in said)


@dataclass(frozen=True, slots=True)
class FiledAndFound:
    """All marks of a table, pair by pair in its order; a pair without any is there, too."""

    table: Table
    rows: Mapping[Pair, tuple[Mark, ...]]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark, entries and what is left out."""
        return tuple(mark for row in self.rows.values() for mark in row)

    @property
    def entries(self) -> tuple[Mark, ...]:
        """The marks that the table lists."""
        return tuple(mark for mark in self.marks if mark.use)

    @property
    def left_out(self) -> tuple[Mark, ...]:
        """The marks that it does not list."""
        return tuple(mark for mark in self.marks if not mark.use)

    @property
    def agreements(self) -> Counter[str]:
        """How many entries agree how with their sources; `""` where nothing can be compared."""
        return Counter((mark.use.agreement or "") for mark in self.entries if mark.use)


def filed_and_found(base: EvidenceBase, table: Table) -> FiledAndFound | None:
    """Return the marks of a table; None for one without a pair."""
    if not (table.row_terms and table.column_terms):
        return None
    known = {s.cell.pair: s for s in base.syntheses}
    rows = {
        pair: (*_entries(table, pair, known.get(pair)), *_left_out(base, pair))
        for pair in base.facts.asked_pairs(table)
    }
    return FiledAndFound(table, rows)


def _entries(table: Table, pair: Pair, synthesis: Synthesis | None) -> Iterator[Mark]:
    for reported in synthesis.reported if synthesis else ():
        answers = reported.question in ("", table.question)
        says = reported.direction if answers else ELSEWHERE
        others = () if answers else tuple(question for question, _ in reported.reports)
        use = reported.use
        yield Mark(pair, use.reference.key, _relation(table, pair, use), says, use, others)


def _relation(table: Table, pair: Pair, use: Use) -> str:
    """Return the relation under which a cell lists an entry; of several, one of its stance."""
    places = use.evidence.at
    here = [n for n in table.relations if table.cell(pair.row, n, pair.column) in places]
    alike = (name for name in here if table.relations[name].stance == use.evidence.stance)
    return next(alike, here[0])


def _left_out(base: EvidenceBase, pair: Pair) -> Iterator[Mark]:
    cell = base.unlisted.get(pair)
    for result in cell.results if cell else ():
        if result.listed is None:
            yield from (Mark(pair, key, LEFT_OUT, result.direction) for key in result.references)
