"""The review's own structure, as facts: its sentences, its table, and what is left out and why."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from claimweave.model.fields import Locator, Note, Record, Stance, Word

Number = Annotated[int, Field(ge=1, strict=True)]


class Sentence(Record):
    """One sentence of the source review: what it cites, and its text's length and hash."""

    cites: tuple[Number, ...] = ()
    """The reference numbers that the sentence prints, ranges expanded."""
    length: Number
    """Characters of its text, white space left out."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of its text, white space left out, in UTF-8."""
    asserts_nothing: Note | None = None
    """Why no claim encodes it: an aim, a pointer, a call for studies."""
    departures: dict[int, Note] = Field(default_factory=dict)
    """Reference number to the reason why the claims depart from what is printed."""


class SentenceLedger(Record):
    """The file `sentences.yml`: locator to sentence, in reading order."""

    sentences: dict[Locator, Sentence]


class TableEntry(Record):
    """One entry of the review's table, as printed; its axes stand beside the fields below."""

    relation: Word
    """The row's relation: a key of `relations` in review.yml."""
    author: Word
    """First author, as printed."""
    year: Number
    """Year, as printed."""
    number: Number | None
    """Reference number, as printed; null where the table prints none."""
    taken_as: Number | None = None
    """The number that the claims give an entry without one."""
    reason: Note | None = None
    """Why it is taken as that."""
    row: Word
    """Term of the table's row axis."""
    column: Word
    """Term of the table's column axis."""

    @property
    def counted_as(self) -> int | None:
        """The number that stands for the entry: as printed, or as taken."""
        return self.number if self.number is not None else self.taken_as


class Section(Record):
    """A part of the source review: its title, and the folder of its claims."""

    title: Note
    folder: Word


class Relation(Record):
    """A row of the table: which stance its entries have, and how it is called."""

    stance: Stance
    label: Note


class Table(Record):
    """How the review's table is laid out: its axes, their terms in order, and its relations."""

    locator: Locator
    title: Note
    caption: Note | None = None
    rows: Word
    columns: Word
    row_terms: tuple[Word, ...]
    column_terms: tuple[Word, ...]
    question: Word
    """The question that the table's heading asks."""
    relations: dict[Word, Relation]

    @model_validator(mode="after")
    def _two_axes(self) -> Self:
        if self.rows == self.columns:
            raise ValueError("the rows and the columns of a table are two axes")
        return self

    def cell(self, row: str, relation: str, column: str) -> str:
        """Return the locator of a cell, such as `T1.wheat.gain.nitrogen`."""
        return f"{self.locator}.{row}.{relation}.{column}"

    def locators(self) -> tuple[str, ...]:
        """Return the locators of all cells, row by row."""
        return tuple(
            self.cell(row, relation, column)
            for row in self.row_terms
            for relation in self.relations
            for column in self.column_terms
        )


class Licence(Record):
    """The licence of the claims and of the data made from them."""

    name: Note
    address: Annotated[str, StringConstraints(max_length=400, pattern=r"^https://[^\s<>\"]+$")]


class ReviewSettings(Record):
    """The file `review.yml`: what the source review is, and how its parts are called."""

    title: Note
    subject: Note
    source: Word
    """Citation key of the source review itself."""
    sections: dict[Locator, Section]
    table: Table | None = None
    disclaimer: Note | None = None
    """A sentence below each claim, about what the site is not meant for."""
    reference_list: Note | None = None
    """A sentence about the review's list of references, where it could not be had."""
    licence: Licence | None = None
    """What others may do with the claims and the data; nothing is said where it is left out."""


class Exemptions(Record):
    """The file `exemptions.yml`: rule, then subject, then the reason why it is let pass."""

    exemptions: dict[Word, dict[Word, Note]] = Field(default_factory=dict)
