"""From Crossref's description of a work to a bibliographic record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.references.kinds import kind_of
from claimweave.references.lookup.crossref_message import year_in
from claimweave.references.lookup.plain_text import plain_text
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author

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
    return BibliographicRecord(kind, tuple(_authors(message)), fields, work.seen, remarks)


def _authors(message: dict[str, Any]) -> Iterator[Author]:
    listed = message.get("author")
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
