"""A pasted entry: BibTeX, or RIS as journals and PubMed export it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rispy

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.kinds import KINDS, kind_of
from claimweave.references.lookup.plain_text import without_hidden
from claimweave.references.record import FIELDS, OURS, ROLES, BibliographicRecord
from claimweave.review.names import NameList
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Author, Reference
from claimweave.review.work_date import read_date
from claimweave.review.work_fields import work_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

_RIS_KINDS = {kind.ris: name for name, kind in KINDS.items()} | {
    "CONF": "inproceedings",
    "EJOUR": "article",
    "JFULL": "article",
    "MGZN": "article",
    "EDBOOK": "book",
    "EBOOK": "book",
    "ECHAP": "incollection",
    "DATA": "dataset",
    "COMP": "software",
    "ELEC": "online",
    "PAT": "patent",
    "STAND": "standard",
    "UNPB": "unpublished",
    "MANSCPT": "unpublished",
}
_RIS_FIELDS = {
    "title": ("title", "primary_title"),
    "year": ("year", "publication_year", "date"),
    "volume": ("volume",),
    "number": ("number",),
    "doi": ("doi",),
    "publisher": ("publisher",),
    "series": ("tertiary_title",),
    "address": ("place_published",),
    "edition": ("edition",),
    "eid": ("custom7",),
}
_RIS_ROLES = {"editor": "secondary_authors", "translator": "subsidiary_authors"}
_WITH_TYPES = ("phdthesis", "techreport")
_RIS_CONTAINER = ("journal_name", "secondary_title", "alternate_title3", "alternate_title2")


class UnreadablePasteError(RefusedError):
    """What was pasted is not one entry of BibTeX or RIS; the message says what is wrong."""


def read_pasted(text: str) -> BibliographicRecord:
    """Return the one entry of a text of BibTeX or RIS; LaTeX is decoded.

    Raises:
        UnreadablePasteError: when there is none, or more than one, or it cannot be read.
    """
    if re.search(r"^\ufeff?\s*TY  ?-", text, re.MULTILINE):
        return _from_ris(text)
    if "@" in text:
        return _from_bibtex(text)
    raise UnreadablePasteError("this is neither BibTeX (@article{…}) nor RIS (TY  - JOUR)")


def _from_bibtex(text: str) -> BibliographicRecord:
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").strip()
    # Some exports have no key, or one with spaces: ours is made anew in any case.
    keyed = re.sub(r"^(@\w+\s*\{)[^,={}\n]*,", r"\1pasted,", tidy, count=1)
    entries, problems = read_bibtex(TextFile("pasted", keyed))
    if problems:
        problem = problems[0]
        raise UnreadablePasteError(f"the BibTeX cannot be read: {problem.message}; {problem.help}")
    if len(entries) != 1:
        raise UnreadablePasteError(f"one entry is added at a time, and here are {len(entries)}")
    (entry,) = entries
    reference = Reference.of(entry)
    fields = _usual_names(entry.kind, entry.fields)
    kept, dropped = _kept(fields)
    people = {role: reference.names(role) for role in ROLES if role in fields}
    return BibliographicRecord(
        entry.kind,
        reference.authors,
        kept,
        remarks=(f"left out: {', '.join(dropped)}",) if dropped else (),
        more_authors=reference.more_authors,
        people={role: names for role, names in people.items() if names.names},
    )


def _usual_names(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return fields by the names of BibTeX; a date that says more than a day stays as it is."""
    usual = dict(work_fields(kind, fields))
    date = read_date(fields.get("date", ""))
    if date.season or date.end or date.open_range or date.unsure:
        usual = {n: text for n, text in usual.items() if n not in ("year", "month", "day")}
        usual["date"] = fields["date"]
    return usual


def _kept(fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields that an entry has here but names, and the names of those left out.

    Ours are said anew, and never taken over.
    """
    kept = {n: without_hidden(v) for n, v in fields.items() if n in FIELDS and n not in OURS}
    for name in ("author", *ROLES):
        kept.pop(name, None)
    if kept.get("doi"):
        kept.pop("url", None)
        kept.pop("urldate", None)
    dropped = sorted(n for n in fields if n not in kept and n not in ("author", *ROLES))
    return {n: v for n, v in kept.items() if v}, dropped


def _from_ris(text: str) -> BibliographicRecord:
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").strip()
    try:
        found: list[dict[str, Any]] = rispy.loads(f"{tidy}\n", skip_unknown_tags=True)
    except (rispy.parser.ParseError, ValueError, KeyError, IndexError) as error:
        raise UnreadablePasteError(f"the RIS cannot be read: {error}") from None
    if len(found) != 1:
        raise UnreadablePasteError(
            f"one entry is added at a time, and here are {len(found)}; each ends with ER  -"
        )
    (entry,) = found
    kind = _RIS_KINDS.get(entry.get("type_of_reference", ""), "misc")
    fields = {field: _first(entry, names) for field, names in _RIS_FIELDS.items()}
    fields["year"] = (re.findall(r"[12][0-9]{3}", fields["year"]) or [""])[0]
    within = kind_of(kind).within
    fields[within] = _first(entry, _RIS_CONTAINER) or fields.get(within, "")
    first, last = _first(entry, ("start_page",)), _first(entry, ("end_page",))
    fields["pages"] = f"{first}-{last}" if last and last != first and "-" not in first else first
    fields["pages"] = "" if fields["pages"] == fields["eid"] else fields["pages"]
    sort = _first(entry, ("type_of_work",)) if kind in _WITH_TYPES else ""
    fields["type"] = sort if sort != "PhD thesis" else ""  # the kind says it
    if kind in ("dataset", "software"):
        fields["version"] = fields.pop("edition")
    fields["url"] = "" if fields["doi"] else next(iter(entry.get("urls", [])), "")
    if kind == "article":
        fields.pop("publisher")
    people = {role: NameList(_names(entry, tag)) for role, tag in _RIS_ROLES.items()}
    return BibliographicRecord(
        kind,
        _names(entry, "first_authors") + _names(entry, "authors"),
        {name: value for name, value in fields.items() if value},
        people={role: known for role, known in people.items() if known.names},
    )


def _names(entry: Mapping[str, Any], tag: str) -> tuple[Author, ...]:
    """Return names as RIS has them: `Family, Given` or `Family, Given, Suffix`."""
    names = (without_hidden(name).partition(",") for name in entry.get(tag) or [])
    return tuple(Author(family.strip(), given.strip(" ,")) for family, _, given in names if family)


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first field that has a text."""
    texts = (entry.get(name) for name in names)
    return next((without_hidden(text) for text in texts if isinstance(text, str) and text), "")
