"""The review's own structure, as facts: its sentences, its table, and what is left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from msgspec import field

from claimweave.review.fields import FiledStance, FolderName, Locator, Name, Note, Word
from claimweave.review.record import Record, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

Number = Annotated[int, whole(least=1)]
Role = Literal["abstract", "conclusion"]
Shape = Literal["figure", "box"]


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence of the source review: what it cites, and its text's length and hash."""

    cites: tuple[Number, ...] = ()
    """The reference numbers that the sentence prints, ranges expanded."""
    length: Number
    """Characters of its text, citation marks and white space left out."""
    sha256: Annotated[str, text(r"^[0-9a-f]{64}$")]
    """SHA-256 of its text, citation marks and white space left out, in UTF-8."""
    asserts_nothing: Note | None = None
    """Why no claim encodes it: an aim, a pointer, a call for studies."""
    departures: dict[int, Note] = field(default_factory=dict)
    """Reference number to the reason why the claims depart from what is printed."""


class SentenceLedger(Record, frozen=True, kw_only=True):
    """The file `sentences.yml`: locator to sentence, in reading order."""

    numbered_by: Literal["printed", "first-mention"] = "printed"
    """Where the numbers come from: the article prints them, or works count by first mention."""
    sentences: dict[Locator, Sentence]
    """Locator, such as `S3.2.p4.s1`, to what is known of the sentence there."""


class TableEntry(Record, frozen=True, kw_only=True):
    """One entry of the review's table, as printed; its axes stand beside the fields below."""

    relation: Name
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
    row: Name
    """Term of the table's row axis."""
    column: Name
    """Term of the table's column axis."""

    @property
    def counted_as(self) -> int | None:
        """The number that stands for the entry: as printed, or as taken."""
        return self.number if self.number is not None else self.taken_as


class Section(Record, frozen=True, kw_only=True):
    """A part of the source review: its title, and the folder of its claims."""

    title: Note
    """Its heading, as the site shows it."""
    folder: FolderName
    """The folder below `claims/` that holds its claims."""
    role: Role | None = None
    """What it is to the whole, if it is the abstract or the conclusion: the audit compares them."""
    shape: Shape | None = None
    """What it is, if it is no running text: a figure or a box, whose places are counted apart."""


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


TWO_LISTS_OF_TABLES = "one table stands in `table`, and others in `tables`"
TABLES_ALIKE = "two tables have the same locator, or the same title"


class Licence(Record, frozen=True, kw_only=True):
    """The licence of the claims and of the data made from them."""

    name: Note
    """What it is called, such as `CC BY 4.0`."""
    address: Annotated[str, text(r'^https://[^\s<>"]+$', most=400)]
    """Where its text stands: an address with https."""


class ReviewSettings(Record, frozen=True, kw_only=True):
    """The file `review.yml`: what the source review is, and how its parts are called."""

    title: Note
    """What the review is called here."""
    state: Literal["draft"] | None = None
    """`draft` while it is being encoded: what is not encoded yet is counted, and is no error."""
    subject: Note
    """What it is about, in a few words."""
    source: Word
    """Citation key of the source review itself."""
    sections: dict[Locator, Section]
    """How the locators of a part begin, such as `S3.2`, to the part."""
    table: Table | None = None
    """How its table is laid out, if it has one; of several, each stands in `tables`."""
    tables: tuple[Table, ...] = ()
    """How its tables are laid out, where it has several, in the order of the review."""
    disclaimer: Note | None = None
    """A sentence below each claim, about what the site is not meant for."""
    reference_list: Note | None = None
    """A sentence about the review's list of references, where it could not be had."""
    licence: Licence | None = None
    """What others may do with the claims and the data; nothing is said where it is left out."""

    def __post_init__(self) -> None:
        """Refuse tables in two places, and tables that cannot be told apart."""
        if self.table and self.tables:
            raise ValueError(TWO_LISTS_OF_TABLES)
        for index, table in enumerate(self.tables):
            for other in self.tables[:index]:
                for names in (("locator", "file_stem"), ("title",)):
                    if any(getattr(table, n) == getattr(other, n) for n in names):
                        raise ValueError(TABLES_ALIKE)
                if table.has_cell(f"{other.locator}.") or other.has_cell(f"{table.locator}."):
                    raise ValueError(TABLES_ALIKE)

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """All tables of the review, whether it names one or lists several."""
        return (self.table,) if self.table else self.tables

    def table_keys(self, table: Table) -> tuple[str | int, ...]:
        """Return where a table stands in the file: `table`, or its place in `tables`."""
        if self.table:
            return ("table",)
        return ("tables", [each.locator for each in self.tables].index(table.locator))

    def section_of(self, locator: str) -> str | None:
        """Return how the locators of the part begin in which a locator lies: `S3.2`."""
        names = locator.split(".")
        beginnings = (".".join(names[:end]) for end in range(len(names), 0, -1))
        return next((begins for begins in beginnings if begins in self.sections), None)

    def shape_of(self, locator: str) -> Shape | None:
        """Return whether a place lies in a figure or in a box; None for running text."""
        part = self.section_of(locator)
        return self.sections[part].shape if part else None

    def folders_of(self, locators: Iterable[str]) -> dict[str, str]:
        """Return the folder of each part in which one of the locators lies, and how it begins."""
        parts = filter(None, map(self.section_of, locators))
        return {self.sections[part].folder: part for part in parts}


class Exemptions(Record, frozen=True, kw_only=True):
    """The file `exemptions.yml`: rule, then subject, then the reason why it is let pass."""

    exemptions: dict[Word, dict[Word, Note]] = field(default_factory=dict)
    """Rule, to what it lets pass, to the reason why."""
