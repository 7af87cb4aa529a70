"""The review's own structure, as facts: its parts, its sentences, and what is left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import field

from claimweave.review.fields import FolderName, Locator, Note, PrintedNumber, Word
from claimweave.review.record import Record, text
from claimweave.review.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["abstract", "conclusion"]
Shape = Literal["figure", "box"]


class Sentence(Record, frozen=True, kw_only=True):
    """One sentence of the source review: what it cites, and its text's length and hash."""

    cites: tuple[PrintedNumber, ...] = ()
    """The reference numbers that the sentence prints, ranges expanded."""
    length: PrintedNumber
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
