"""From Crossref's description of a work to a bibliographic record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.references.kinds import kind_of
from claimweave.references.lookup.crossref_message import year_in
from claimweave.references.lookup.plain_text import plain_text
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.references.lookup.crossref import Work

KINDS = {
    "journal-article": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "incollection",
    "book-section": "incollection",
    "reference-entry": "incollection",
    "proceedings-article": "inproceedings",
    "dissertation": "phdthesis",
    "report": "techreport",
    "dataset": "dataset",
    "standard": "standard",
    "proceedings": "proceedings",
}
"""Crossref's type of a work to the type of BibTeX entry; all others are `misc`."""

_PRINTED_FIRST = ("published-print", "issued", "published", "published-online")


def record_of(work: Work) -> BibliographicRecord:
    """Return the record: of the year, that of print; of the notices, a remark for each."""
    message = work.message
    kind = KINDS.get(str(message.get("type")), "misc")
    found = {
        "title": _title(message),
        kind_of(kind).within: _first(message, "container-title"),
        "publisher": "" if kind == "article" else plain_text(message.get("publisher")),
        "howpublished": _server(message),
        "edition": plain_text(message.get("edition-number")),
        "year": _year(message),
        "volume": plain_text(message.get("volume")),
        "number": plain_text(message.get("issue")),
        "pages": plain_text(message.get("page")) or plain_text(message.get("article-number")),
        "doi": work.doi,
    }
    fields = {name: text for name, text in found.items() if text}
    merged = f"Crossref has made {work.asked} part of {work.doi}"
    notices = tuple(
        f"Crossref has a notice on it: {n.type.replace('_', ' ')}"
        + "".join(f", {part}" for part in (n.doi, n.date) if part)
        for n in work.notices
    )
    remarks = notices if work.asked == work.doi else (merged, *notices)
    known = {role: NameList(tuple(_names(message, role))) for role in ("editor", "translator")}
    people = {role: names for role, names in known.items() if names.names}
    authors = tuple(_names(message, "author"))
    return BibliographicRecord(kind, authors, fields, work.seen, remarks, people=people)


def _server(message: dict[str, Any]) -> str:
    """Return the server of a preprint: Crossref names it as an institution."""
    listed = message.get("institution") if message.get("type") == "posted-content" else None
    named = [item.get("name") for item in listed or () if isinstance(item, dict)]
    return plain_text(named[0]) if named else ""


def _names(message: dict[str, Any], role: str) -> Iterator[Author]:
    listed = message.get(role)
    for item in listed if isinstance(listed, list) else ():
        if not isinstance(item, dict):
            continue
        family, given = plain_text(item.get("family")), plain_text(item.get("given"))
        suffix = plain_text(item.get("suffix"))
        if family:
            yield Author(family, given, suffix)
        elif name := plain_text(item.get("name")):
            yield Author(name)


def _title(message: dict[str, Any]) -> str:
    """Return the title, with the subtitle where Crossref keeps it apart."""
    title, subtitle = _first(message, "title"), _first(message, "subtitle")
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title} {subtitle}" if title.endswith((":", "?", "!", ".")) else f"{title}: {subtitle}"


def _year(message: dict[str, Any]) -> str:
    years = (year_in(message.get(field)) for field in _PRINTED_FIRST)
    return next((str(year) for year in years if year), "")


def _first(message: dict[str, Any], field: str) -> str:
    found = message.get(field)
    texts = [plain_text(item) for item in found] if isinstance(found, list) else []
    return next((text for text in texts if text), "")
