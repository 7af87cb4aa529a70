"""A reference: an entry of the bibliography, and how sure its identity is."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from claimweave.review.names import Author, NameList, read_names
from claimweave.review.work_date import YEAR, WorkDate, date_of_parts, read_date
from claimweave.review.work_fields import WorkFields, work_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.reading.bibtex_entry import BibtexEntry

__all__ = [
    "IDENTITIES",
    "YEAR",
    "Author",
    "Reference",
    "number_in_review",
    "split_names",
    "year_number",
]

IDENTITIES = ("named", "inferred", "unidentified")


class Reference(Struct, frozen=True, dict=True):
    """An entry of the bibliography. `number` is its number in the source review, if it has one."""

    key: str
    number: int | None
    entry: BibtexEntry

    @classmethod
    def of(cls, entry: BibtexEntry) -> Reference:
        """Return the reference of an entry, with its number in the source review."""
        return cls(entry.key, number_in_review(entry.fields.get("reviewnumber", "")), entry)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """All fields by their BibTeX names, decoded when asked for: `journaltitle` is `journal`.

        A title has its subtitle; `date` stands as `year`, `month` and `day`.
        """
        return work_fields(self.entry.kind, self.entry.fields)

    def field(self, name: str) -> str:
        """Return a field's text, or an empty string when nobody has seen it."""
        return self.fields.get(name, "")

    def origin(self, name: str) -> str:
        """Return the name that a field has in the file: `journal` may stand as `journaltitle`."""
        return self.fields.origins.get(name, name) if isinstance(self.fields, WorkFields) else name

    @cached_property
    def _name_lists(self) -> dict[str, NameList]:
        """The lists of names that somebody has asked for: several rules and pages do."""
        return {}

    def names(self, field: str) -> NameList:
        """Return the names in a field such as `editor`, in order, and whether there are more."""
        found = self._name_lists.get(field)
        if found is None:
            found = self._name_lists[field] = read_names(self.entry.source_of(field))
        return found

    @property
    def identity(self) -> str:
        """`named`, `inferred` or `unidentified`."""
        return self.field("identity")

    @property
    def title(self) -> str:
        """The title as it was seen, with its subtitle."""
        return self.field("title")

    @property
    def year(self) -> str:
        """The year, or an empty string."""
        return self.field("year")

    @property
    def year_number(self) -> int | None:
        """The year as a number: four digits, or None."""
        return year_number(self.year)

    @cached_property
    def date(self) -> WorkDate:
        """When the work appeared, as exactly as the entry says it."""
        if "date" in self.entry.fields:
            return self.date_in("date")
        return date_of_parts(self.year, self.field("month"), self.field("day"))

    def date_in(self, field: str) -> WorkDate:
        """Return the date in a field such as `urldate`, `origdate` or `eventdate`."""
        return read_date(self.entry.fields.get(field, ""))

    @property
    def authors(self) -> tuple[Author, ...]:
        """The authors that were seen, in order."""
        return self.names("author").names

    @property
    def editors(self) -> tuple[Author, ...]:
        """The editors that were seen, in order."""
        return self.names("editor").names

    @property
    def translators(self) -> tuple[Author, ...]:
        """The translators that were seen, in order."""
        return self.names("translator").names

    @property
    def more_authors(self) -> bool:
        """Whether the source had authors that were not seen (`and others`)."""
        return self.names("author").more

    @property
    def short_name(self) -> str:
        """What the reference is called in running text: `Adler 2001`, or `Reference 17`.

        A work without authors is called by its editors.
        """
        known = self.authors or self.editors
        if self.identity != "unidentified" and known:
            return f"{known[0].family} {self.year}".strip()
        return f"Reference {self.number}" if self.number else self.title or self.key

    @property
    def numbered_name(self) -> str:
        """What it is called in a list: its short name, and its number in the review."""
        return self.short_name + (f" [{self.number}]" if self.number else "")


def number_in_review(text: str) -> int | None:
    """Return a number of the source review as an entry writes it: digits, and not zero."""
    return int(text) or None if re.fullmatch(r"[0-9]{1,6}", text) else None


def year_number(text: str) -> int | None:
    """Return a year of four digits as a number."""
    return int(text) if YEAR.fullmatch(text) else None


def split_names(text: str) -> tuple[Author, ...]:
    """Return the names of a BibTeX field; see `read_names`."""
    return read_names(text).names
