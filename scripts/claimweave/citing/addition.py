"""Putting a record into the bibliography: as a new entry, or in an unidentified one's place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.citing import RefusedError
from claimweave.citing.normal_form import citation_key, in_house_style
from claimweave.formatting.entry_place import with_entry, with_entry_replaced
from claimweave.formatting.new_entry import UnwritableEntryError, author_field, entry_text
from claimweave.model.reference import Reference
from claimweave.rules.duplicates import Seen, first_like
from claimweave.sources.bibtex_reader import read_bibtex
from claimweave.sources.files import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.lookup.record import BibliographicRecord


class DuplicateError(RefusedError):
    """The work is in the bibliography already; the message says under which key."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What the bibliography says of a reference beside what it is.

    `number` is that of the source review; a reference without one has `added`, the day.
    `instead_of` is the key of the unidentified entry that it takes the place of.
    """

    identity: str
    number: int | None = None
    added: str = ""
    note: str = ""
    key: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """A new entry, and the bibliography with it in its place."""

    key: str
    entry: str
    bibliography: str


def add(bibliography: str, record: BibliographicRecord, placing: Placing) -> Addition:
    """Return the bibliography with an entry for the record.

    Raises:
        NotInFormError: when a field has not its form, or no key can be made.
        DuplicateError: when the work is there already.
        UnwritableEntryError: when the entry cannot be written, or the bibliography not be read.
    """
    read, problems = read_bibtex(TextFile("", bibliography))
    if problems:
        raise UnwritableEntryError("bibliography.bib cannot be read: `claimweave check` says why")
    tidy = in_house_style(record)
    others = [Reference(one.key, _number(one.fields), one) for one in read
              if one.key != placing.instead_of]  # fmt: skip
    year = tidy.fields.get("year", "")
    key = placing.key or citation_key(tidy.authors, year, [other.key for other in others])
    entry = entry_text(tidy.kind, key, _fields(tidy, placing))
    reference = _read_back(entry, tidy)
    _refuse_duplicate(reference, others)
    if placing.instead_of:
        result = with_entry_replaced(bibliography, placing.instead_of, entry)
    else:
        result = with_entry(bibliography, entry, placing.number)
    return Addition(key, entry, result)


def _fields(record: BibliographicRecord, placing: Placing) -> dict[str, str]:
    """Return all fields of the entry; what is not known is not there."""
    ours = {
        "reviewnumber": str(placing.number) if placing.number else "",
        "added": "" if placing.number else placing.added,
        "identity": placing.identity,
        "metadatasource": record.seen,
        "note": placing.note,
    }
    authors = {"author": author_field(record.authors, more=record.more_authors)}
    return {name: text for name, text in (authors | dict(record.fields) | ours).items() if text}


def _read_back(entry: str, record: BibliographicRecord) -> Reference:
    """Return the entry as it will be read: with just the authors that the record has.

    Raises:
        UnwritableEntryError: when a name would be read as another, or as two.
    """
    (new,), _ = read_bibtex(TextFile("", entry))
    reference = Reference(new.key, _number(new.fields), new)
    wanted = [_letters(author.family + author.given) for author in record.authors]
    if [_letters(author.family + author.given) for author in reference.authors] != wanted:
        raise UnwritableEntryError(
            f"the entry {new.key} cannot be written: BibTeX would read the name of an author as "
            "another; give each with --author 'FAMILY, GIVEN'"
        )
    return reference


def _letters(name: str) -> str:
    return re.sub(r"[\s{},]", "", name)


def _refuse_duplicate(reference: Reference, others: Iterable[Reference]) -> None:
    """Hold the new entry against each other one, as the rule `duplicate-reference` does."""
    for other in others:
        seen: Seen = {}
        first_like(other, seen)
        found = first_like(reference, seen)
        if found:
            field = {"reviewnumber": "number in the review"}.get(found[0], found[0])
            message = f"{other.key} has the same {field}, so nothing was added"
            if other.identity == "unidentified":
                message += f"; to say which work it is: --identifies {other.key}"
            raise DuplicateError(message)


def _number(fields: dict[str, str]) -> int | None:
    text = fields.get("reviewnumber", "")
    return int(text) if text.isascii() and text.isdigit() else None


def with_source(record: BibliographicRecord, source: str) -> BibliographicRecord:
    """Return a record with one address more at which it was seen."""
    return replace(record, seen="; ".join(filter(None, (record.seen, source))))
