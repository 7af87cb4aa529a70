"""Putting a record into the bibliography: as a new entry, or in an unidentified one's place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.references import RefusedError
from claimweave.references.bibliography_form import keys_in, unread_entries
from claimweave.references.bibtex import UnwritableEntryError, author_field, entry_text
from claimweave.references.entry_place import one_entry, with_entry, with_entry_replaced
from claimweave.references.keys import citation_key
from claimweave.references.normal_form import in_house_style
from claimweave.review.names import NameList
from claimweave.review.reference import Reference
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord


@dataclass(frozen=True, slots=True)
class Placing:
    """What the bibliography says of a reference beside what it is.

    `number` is that of the source review; a reference without one has `added`, the day. The
    source review itself has neither. `instead_of` is the key of the unidentified entry that it
    takes the place of.
    """

    identity: str
    number: int | None = None
    added: str = ""
    note: str = ""
    key: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """A new entry, the bibliography with it in its place, and what whoever adds it must read."""

    key: str
    entry: str
    bibliography: str
    remarks: tuple[str, ...]


def add(bibliography: str, record: BibliographicRecord, placing: Placing) -> Addition:
    """Return the bibliography with an entry for the record.

    Raises:
        NotInFormError: when a field has not its form, or no key can be made.
        DuplicateError: when the work is there already.
        UnwritableEntryError: when it would not be read as what it says.
        UnreadableBibliographyError: when the bibliography cannot be read.
        RefusedError: when the review does not cite it, and its identity is inferred all the same.
    """
    if placing.identity == "inferred" and not placing.number and not placing.instead_of:
        message = "an identity is inferred from where the review cites a work: give its number"
        raise RefusedError(f"{message}, or the reference that it identifies", "identity")
    tidy = in_house_style(record)
    taken = sorted(keys_in(bibliography) - {placing.instead_of})
    key = placing.key or citation_key(tidy.named, tidy.year, taken)
    entry = written_entry(tidy, key, placing)
    if placing.instead_of:
        result = with_entry_replaced(bibliography, placing.instead_of, entry)
    else:
        result = with_entry(bibliography, entry)
    unread = unread_entries(bibliography)
    what = f"{plural(unread, 'entry', 'entries')} of the bibliography cannot be read"
    remarks = (f"{what}, so nobody knows whether one is this work",) if unread else ()
    return Addition(key, entry, result, (*tidy.remarks, *remarks))


def written_entry(record: BibliographicRecord, key: str, placing: Placing) -> str:
    """Return the entry of a record in the house style; what is not known is not there.

    Raises:
        UnwritableEntryError: when it would not be read as what it says.
    """
    named = {"author": NameList(record.authors, record.more_authors), **record.people}
    people = {role: author_field(known.names, more=known.more) for role, known in named.items()}
    ours = {
        "reviewnumber": str(placing.number or ""),
        "added": placing.added,
        "identity": placing.identity,
        "metadatasource": record.seen,
        "note": placing.note,
    }
    entry = entry_text(record.kind, key, people | dict(record.fields) | ours)
    reference = Reference.of(one_entry(entry))
    for role, known in named.items():
        if reference.names(role).names != known.names:
            message = f"the {role}s cannot be written in BibTeX as they are"
            raise UnwritableEntryError(message, role)
    return entry


def with_source(record: BibliographicRecord, source: str) -> BibliographicRecord:
    """Return a record with one address more at which it was seen."""
    return replace(record, seen="; ".join(filter(None, (record.seen, source))))
