"""A work as every format needs it: of what kind it is, its fields under one name each, its people.

What an entry says is interpreted here, once for the citation, RIS, CSL-JSON and JSON-LD. BibTeX
takes the entry as it stands.
"""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.references.eprints import eprint_of
from claimweave.references.kinds import (
    EDITED_BOOK,
    MAGAZINE,
    NEWSPAPER,
    PART_OF_A_BOOK,
    PREPRINT,
    WEB_PAGE,
    WorkKind,
    kind_of,
)
from claimweave.review.names import NameList
from claimweave.review.work_date import WorkDate, date_of_parts, read_date
from claimweave.review.work_fields import work_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.references.eprints import Eprint
    from claimweave.references.record import BibliographicRecord
    from claimweave.review.names import Author

_NOBODY = NameList()
_GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentus": "US patent",
    "patentuk": "UK patent",
    "patenteu": "European patent",
    "patentde": "German patent",
    "patentfr": "French patent",
    "patreq": "Patent application",
    "patrequs": "US patent application",
    "patrequk": "UK patent application",
    "patreqeu": "European patent application",
    "patreqde": "German patent application",
    "patreqfr": "French patent application",
}
"""What biblatex's keys of a `type` mean; its manual, section 4.9.2.13."""

_PUBLISHED_BY = ("publisher", "institution", "school", "organization")
_PRINTED_ALONE = frozenset({"book", "report", "standard", "data", "software"})
"""Forms of works of which `howpublished` says who gave them out."""

_ARTICLES = {"magazine": MAGAZINE, "newspaper": NEWSPAPER}
_SITES = ("howpublished", "organization", "publisher", "journal", "series", "institution")
_MAY_BE_A_PREPRINT = frozenset({"article", "other", "page", "manuscript"})


@dataclass(frozen=True, slots=True)
class Work:
    """A work, with the fields of its entry under their usual names (`review/work_fields.py`)."""

    kind: WorkKind
    fields: Mapping[str, str]
    date: WorkDate
    people: Mapping[str, NameList]
    genre: str = ""
    eprint: Eprint | None = None

    @classmethod
    def of(cls, record: BibliographicRecord) -> Work:
        """Return what a record says of its work."""
        fields = _with_address(work_fields(record.kind, record.fields))
        eprint = eprint_of(fields)
        people = {"author": NameList(record.authors, record.more_authors), **record.people}
        return cls(
            _kind(record, fields, eprint),
            fields,
            _date(record.fields, fields),
            people,
            _genre(record.kind, fields),
            eprint,
        )

    def field(self, name: str) -> str:
        """Return a field's text, or an empty string when nobody has seen it."""
        return self.fields.get(name, "")

    def date_in(self, name: str) -> WorkDate:
        """Return the date in a field such as `urldate`."""
        return read_date(self.field(name))

    def names(self, role: str) -> NameList:
        """Return those who had a part in it, such as `editor`."""
        return self.people.get(role, _NOBODY)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those who wrote it."""
        return self.names("author").names

    @property
    def language(self) -> str:
        """The language that the entry names; empty for none."""
        return self.field("langid") or self.field("language") or self.field("hyphenation")

    @property
    def container_field(self) -> str:
        """The field of what it is a part of, or of the site on which it stands; empty for none."""
        names: tuple[str, ...] = (self.kind.within, "journal", "booktitle")
        if self.kind.form == "page":
            names = _SITES
        elif self.kind.form == "part":
            names = (self.kind.within, "maintitle", "journal")
        elif self.kind.form not in ("article", "preprint", "periodical", "other"):
            names = ()
        return next((name for name in names if self.field(name)), "")

    @property
    def publisher_field(self) -> str:
        """The field of the publisher, or of the body that gave the work out; empty for none."""
        last = ("howpublished",) if self.kind.form in _PRINTED_ALONE else ()
        free = (name for name in (*_PUBLISHED_BY, *last) if name != self.container_field)
        return next((name for name in free if self.field(name)), "")

    @property
    def server(self) -> str:
        """The server on which a preprint stands; empty for any other work."""
        return self.eprint.server if self.eprint and self.kind is PREPRINT else ""

    @property
    def url(self) -> str:
        """The address of the work, also that which its number on a server of preprints gives."""
        return self.field("url") or (self.eprint.address if self.eprint else "")


def _kind(
    record: BibliographicRecord, fields: Mapping[str, str], eprint: Eprint | None
) -> WorkKind:
    """Return the kind of a work: what its type says, unless its fields say more."""
    kind = kind_of(record.kind)
    if eprint and eprint.is_preprint and kind.form in _MAY_BE_A_PREPRINT:
        return PREPRINT
    if kind is kind_of("misc") and _is_web_page(fields):
        return WEB_PAGE
    if kind is kind_of("book") and not record.authors and "editor" in record.people:
        return EDITED_BOOK
    if kind.csl == "chapter" and not any(fields.get(n) for n in ("booktitle", "maintitle")):
        return PART_OF_A_BOOK
    if kind is kind_of("article"):
        return _ARTICLES.get(fields.get("entrysubtype", "").casefold(), kind)
    return kind


def _with_address(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Return the fields with the address as such, where only `howpublished` holds it."""
    address = fields.get("howpublished", "")
    if re.fullmatch(r"https?://\S+", address) and fields.get("url", "") in ("", address):
        return ChainMap({"url": address, "howpublished": ""}, fields)  # type: ignore[arg-type]
    return fields


def _is_web_page(fields: Mapping[str, str]) -> bool:
    printed = ("journal", "booktitle", "publisher", "pages", "doi")
    return bool(fields.get("url")) and not any(fields.get(name) for name in printed)


def _genre(kind: str, fields: Mapping[str, str]) -> str:
    """Return what sort of its kind a work is, in words: a `PhD thesis`, a `Working paper`."""
    given = fields.get("type", "")
    return _GENRES.get(given.casefold(), given) or (
        _GENRES[kind] if kind in ("phdthesis", "mastersthesis") else ""
    )


def _date(written: Mapping[str, str], fields: Mapping[str, str]) -> WorkDate:
    found = read_date(written.get("date", ""))
    parts = (fields.get(name, "") for name in ("year", "month", "day"))
    return found or date_of_parts(*parts)
