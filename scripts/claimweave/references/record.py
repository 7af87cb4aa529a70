"""What is known of a work, wherever it comes from: plain texts, and where they were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.review.work_date import read_date

if TYPE_CHECKING:
    from claimweave.review.names import Author, NameList
    from claimweave.review.reference import Reference

FIELDS = (
    "author", "editor", "editortype", "translator", "title", "subtitle", "booktitle",
    "booksubtitle", "maintitle", "issuetitle", "journal", "journaltitle", "entrysubtype", "series",
    "type", "eventtitle", "eventdate", "venue", "publisher", "institution", "school",
    "organization", "howpublished", "address", "location", "edition", "version", "date", "year",
    "month", "day", "pubstate", "volume", "volumes", "number", "chapter", "pages", "pagetotal",
    "eid", "isbn", "issn", "doi", "pmid", "pmcid", "eprint", "archiveprefix", "eprinttype",
    "primaryclass", "eprintclass", "language", "langid", "url", "urldate",
)  # fmt: skip
"""Fields of an entry that describe a work, in the order in which they are written."""

ROLES = (
    "editor", "translator", "editora", "editorb", "editorc", "annotator", "commentator",
    "introduction", "foreword", "afterword", "bookauthor", "holder",
)  # fmt: skip
"""Fields that hold names, beside `author`. Source: biblatex's manual, section 2.2.2."""

OURS = ("reviewnumber", "added", "identity", "metadatasource", "note")
"""Fields that say what the review makes of it; they stand last, in this order."""

_NOT_OF_THE_WORK = frozenset({"crossref", "xdata", "xref", *OURS})
"""Fields that stay at home: ours, and links to other entries, whose fields have been taken over."""


class FieldsOfAnEntry(Mapping[str, str]):
    """Some fields of an entry, in an order, each decoded when somebody asks for it."""

    __slots__ = ("_entry", "_names")

    def __init__(self, entry: Mapping[str, str], names: Iterable[str]) -> None:
        self._entry = entry
        self._names = dict.fromkeys(names)

    def __getitem__(self, name: str) -> str:
        """Return the text of a field."""
        if name not in self._names:
            raise KeyError(name)
        return self._entry[name]

    def __contains__(self, name: object) -> bool:
        """Whether a field is there; nothing is decoded for it."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._names)


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """A work as a source describes it; what the source does not say is not there.

    `kind` is a type of BibTeX entry. `fields` are BibTeX fields as plain texts, without names
    and without LaTeX. `people` are the names in the fields of `ROLES`. `seen` is the address of
    the description. `remarks` are sentences that somebody who adds the work must read, such as
    that it was retracted. `more_authors` says that the source leaves authors out. `sources` are
    the fields as an entry has them, LaTeX included: some of it has no plain form.
    """

    kind: str
    authors: tuple[Author, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""
    remarks: tuple[str, ...] = ()
    more_authors: bool = False
    people: Mapping[str, NameList] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def named(self) -> tuple[Author, ...]:
        """Those by whom the work is called: who wrote it, or else who edited it."""
        edited = self.people.get("editor")
        return self.authors or (edited.names if edited else ())

    @property
    def year(self) -> str:
        """The year, or that of the date; empty when nobody has seen it."""
        return self.fields.get("year") or str(read_date(self.fields.get("date", "")).year or "")

    @classmethod
    def of(cls, reference: Reference) -> BibliographicRecord:
        """Return what an entry of the bibliography says of its work."""
        written = reference.entry.fields
        order = [name for name in FIELDS if name in written]
        order += [name for name in written if name not in FIELDS and name not in _NOT_OF_THE_WORK]
        people = {role: reference.names(role) for role in ROLES if role in written}
        return cls(
            reference.entry.kind,
            reference.authors,
            FieldsOfAnEntry(written, [n for n in order if n != "author" and n not in people]),
            reference.field("metadatasource"),
            more_authors=reference.more_authors,
            people={role: names for role, names in people.items() if names.names},
            sources=reference.entry.sources,
        )
