"""A table of the review: how it is laid out, what stands in it, and where its cells are."""

from __future__ import annotations

from typing import NamedTuple

from claimweave.review.fields import FiledStance, Locator, Name, Note, PrintedNumber, Word
from claimweave.review.record import Record


class TableEntry(Record, frozen=True, kw_only=True):
    """One entry of the review's table, as printed; its axes stand beside the fields below."""

    relation: Name
    """The row's relation: a key of `relations` in review.yml."""
    author: Word
    """First author, as printed."""
    year: PrintedNumber
    """Year, as printed."""
    number: PrintedNumber | None
    """Reference number, as printed; null where the table prints none."""
    taken_as: PrintedNumber | None = None
    """The number that the claims give an entry without one."""
    reason: Note | None = None
    """Why it is taken as that."""
    row: Name
    """Term of the table's row axis."""
    column: Name
    """Term of the table's column axis."""

    @property
    def counted_as(self) -> int | None:
        """The number that stands for the entry: as printed, or as taken."""
        return self.number if self.number is not None else self.taken_as


class Relation(Record, frozen=True, kw_only=True):
    """A row of a table: which stance its entries have, and how it is called."""

    stance: FiledStance
    """How the review uses the citations in this row: for, against, or neither."""
    label: Note
    """What the row is called, as the site shows it."""


class Caption(Record, frozen=True, kw_only=True):
    """What stands over or below the table: in our words, or as the review prints it."""

    says: Note | None = None
    """A sentence of ours that the site shows with the table."""
    printed: Note | None = None
    """The caption as printed: the one thing that is quoted, over the table and in the audit."""
    designs: tuple[Name, ...] = ()
    """The designs that it says its works have: terms of `designs` in the vocabulary."""

    def __post_init__(self) -> None:
        """Refuse designs of a caption that is not given."""
        if self.designs and not self.printed:
            raise ValueError(UNPRINTED_DESIGNS)


UNPRINTED_DESIGNS = "the caption's `designs` say what a printed caption means, and none is given"


class Pair(NamedTuple):
    """A row term and a column term of one of the review's tables; `table` is its locator."""

    row: str
    column: str
    table: str


class Table(Record, frozen=True, kw_only=True):
    """How a table of the review is laid out: its axes, their terms in order, and its relations."""

    locator: Locator
    """How locators begin that point into the table, such as `T1`."""
    title: Note
    """What the site calls it."""
    caption: Caption | None = None
    """What stands with it: a sentence of ours, or its printed caption."""
    rows: Name
    """The axis of the vocabulary whose terms are its rows."""
    columns: Name
    """The axis of the vocabulary whose terms are its columns."""
    row_terms: tuple[Name, ...]
    """The terms of the rows, from top to bottom."""
    column_terms: tuple[Name, ...]
    """The terms of the columns, from left to right."""
    question: Name
    """The question that the table's heading asks."""
    relations: dict[Name, Relation]
    """The rows that each term has, such as studies for it and studies against it."""

    @property
    def turns(self) -> bool:
        """Whether it compares its rows with its columns."""
        return False

    def mirrored(self, pair: Pair) -> Pair | None:
        """Return the pair that says the same turned round, if the table has such a cell."""
        other = Pair(pair.column, pair.row, self.locator)
        return other if self.turns and self.has_pair(*other[:2]) else None

    def _apart(self, row: str, column: str) -> bool:
        return row != column or not self.turns

    def has_pair(self, row: str, column: str) -> bool:
        """Whether the table has a cell of these two terms."""
        return self._apart(row, column) and row in self.row_terms and column in self.column_terms

    def __post_init__(self) -> None:
        """Refuse a table of one axis."""
        if self.rows == self.columns:
            raise ValueError("the rows and the columns of a table are two axes")

    @property
    def file_stem(self) -> str:
        """What files about it are called, its page and its transcription: `table-1` for T1."""
        return f"table-{self.locator.removeprefix('T')}"

    def axes_of(self, pair: Pair) -> dict[str, str]:
        """Return axis to term of a pair of this table."""
        return {self.rows: pair.row, self.columns: pair.column}

    def pairs(self) -> tuple[Pair, ...]:
        """Return all pairs of a row term and a column term, row by row."""
        return tuple(
            Pair(row, column, self.locator)
            for row in self.row_terms
            for column in self.column_terms
            if self._apart(row, column)
        )

    def has_cell(self, locator: str) -> bool:
        """Whether a locator points into this table."""
        return locator.startswith(f"{self.locator}.")

    def cell(self, row: str, relation: str, column: str) -> str:
        """Return the locator of a cell, such as `T1.wheat.gain.nitrogen`."""
        return f"{self.locator}.{row}.{relation}.{column}"

    def place_of(self, entry: TableEntry) -> str:
        """Return the locator of the cell in which the table prints an entry."""
        return self.cell(entry.row, entry.relation, entry.column)

    def places(self, row: str, column: str) -> tuple[str, ...]:
        """Return the locators of the cells of a row and a column, one for each relation."""
        return tuple(self.cell(row, relation, column) for relation in self.relations)

    def locators(self) -> tuple[str, ...]:
        """Return the locators of all cells, row by row."""
        return tuple(
            self.cell(row, relation, column)
            for row in self.row_terms
            for relation in self.relations
            for column in self.column_terms
            if self._apart(row, column)
        )


class TurningTable(Table, frozen=True, kw_only=True):
    """A table that compares its rows with its columns, by its question: a league table.

    It has no cell of a term with itself, and two cells mirror each other. What stands in review.yml
    is a table as any other; which one turns follows from the vocabulary.
    """

    @property
    def turns(self) -> bool:
        """Whether it compares its rows with its columns: it does."""
        return True
