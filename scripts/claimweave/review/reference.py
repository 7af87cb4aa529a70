"""A reference: an entry of the bibliography, and how sure its identity is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.review.reading.bibtex_reader import BibtexEntry

IDENTITIES = ("named", "inferred", "unidentified")

YEAR = re.compile(r"[12][0-9]{3}")
"""A year has four digits. Letters that tell works of one year apart stand in the key."""


@dataclass(frozen=True, slots=True)
class Author:
    """A name: family name and given names or initials; a corporate author has no given name."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography. `number` is its number in the source review, if it has one."""

    key: str
    number: int | None
    entry: BibtexEntry

    @classmethod
    def of(cls, entry: BibtexEntry) -> Reference:
        """Return the reference of an entry, with its number in the source review."""
        return cls(entry.key, number_in_review(entry.fields.get("reviewnumber", "")), entry)

    def field(self, name: str) -> str:
        """Return a field's text, or an empty string when nobody has seen it."""
        return self.entry.fields.get(name, "")

    @property
    def identity(self) -> str:
        """`named`, `inferred` or `unidentified`."""
        return self.field("identity")

    @property
    def title(self) -> str:
        """The title as it was seen."""
        return self.field("title")

    @property
    def year(self) -> str:
        """The year, or an empty string."""
        return self.field("year")

    @property
    def year_number(self) -> int | None:
        """The year as a number: four digits, or None."""
        return year_number(self.year)

    @property
    def authors(self) -> tuple[Author, ...]:
        """The authors that were seen, in order."""
        names = split_names(self.field("author"), self.entry.bodies)
        return tuple(name for name in names if name.family != "others")

    @property
    def more_authors(self) -> bool:
        """Whether the source had authors that were not seen (`and others`)."""
        return self.field("author").endswith("and others")

    @property
    def short_name(self) -> str:
        """What the reference is called in running text: `Adler 2001`, or `Reference 17`."""
        if self.identity != "unidentified" and self.authors:
            return f"{self.authors[0].family} {self.year}".strip()
        return f"Reference {self.number}" if self.number else self.title or self.key


def number_in_review(text: str) -> int | None:
    """Return a number of the source review as an entry writes it: digits, and not zero."""
    return int(text) or None if re.fullmatch(r"[0-9]{1,6}", text) else None


def year_number(text: str) -> int | None:
    """Return a year of four digits as a number."""
    return int(text) if YEAR.fullmatch(text) else None


@lru_cache(maxsize=1024)  # a page asks for the same names several times
def split_names(text: str, bodies: tuple[str, ...] = ()) -> tuple[Author, ...]:
    """Split a BibTeX author field: `Last, First and First Last and others`.

    `bodies` are names that stand in braces of their own: they are neither split nor turned round.
    Source: the BibTeX name forms `von Last, First` and `First von Last`.
    """
    names = []
    whole = "|".join(rf"{re.escape(body)}(?=\s+and\s|\s*$)" for body in bodies)
    parts = re.split(rf"(?:^|\s+and\s+)({whole})|\s+and\s+" if whole else r"\s+and\s+", text)
    for name in (part.strip() for part in parts if part and part.strip()):
        if name in bodies:
            names.append(Author(name))
            continue
        family, comma, given = name.partition(",")
        if not comma and " " in name:
            given, _, family = name.rpartition(" ")
        names.append(Author(family.strip(), given.strip()))
    return tuple(names)
