"""A work as CSL-JSON. Source: the CSL-JSON schema 1.0.2 of citationstyles.org.

What it has no variable for stands in `custom`, which the schema keeps free for that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimweave.references.editions import edition_number
from claimweave.references.pages import with_hyphens
from claimweave.references.remaining_fields import RemainingFields, names_as_text
from claimweave.references.work import Work

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord
    from claimweave.review.names import Author
    from claimweave.review.work_date import WorkDate

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
_ROLES = {"editor": "editor", "translator": "translator", "bookauthor": "container-author"}
_EDITOR_TYPES = frozenset({"compiler", "director", "illustrator", "organizer"})
_TEXTS = {
    "shorttitle": "title-short",
    "shortjournal": "container-title-short",
    "maintitle": "volume-title",
    "address": "publisher-place",
    "version": "version",
    "volumes": "number-of-volumes",
    "pagetotal": "number-of-pages",
    "chapter": "chapter-number",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmcid": "PMCID",
    "language": "language",
    "abstract": "abstract",
    "keywords": "keyword",
    "eventtitle": "event-title",
    "venue": "event-place",
    "library": "call-number",
    "annote": "annote",
    "pubstate": "status",
    "origtitle": "original-title",
    "origpublisher": "original-publisher",
    "origlocation": "original-publisher-place",
}
_DATES = {"urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}


def csl_json(record: BibliographicRecord, key: str) -> str:
    """Return a list of one work for reference managers; what nobody has seen stays out."""
    known = {name: value for name, value in _item(Work.of(record), key).items() if value}
    return json.dumps([known], indent=2, ensure_ascii=False) + "\n"


def _item(work: Work, key: str) -> dict[str, Any]:
    rest = RemainingFields(work.fields)
    container = rest.take(work.container_field)
    item: dict[str, Any] = {
        "id": key,
        "type": work.kind.csl,
        "author": [_name(author) for author in work.authors],
        "title": rest.take("title"),
        "container-title": container or work.server,
        "issued": _date(work.date) or _written(rest.take("year")),
        "volume": rest.take("volume"),
        "issue": rest.take("number") if _in_a_journal(work) else "",
        "publisher": rest.take(work.publisher_field),
        "page": with_hyphens(rest.take("pages")) or rest.take("eid"),
        "DOI": rest.take("doi"),
        "PMID": rest.take("pmid"),
        "note": rest.take("note"),
        "URL": work.url,
    }
    rest.take("year")
    rest.take("month")
    rest.take("url")
    return item | _numbers(work, rest) | _people(work) | _others(work, rest)


def _in_a_journal(work: Work) -> bool:
    return work.kind.form in ("article", "periodical", "preprint") or (
        work.container_field == "journal"
    )


def _numbers(work: Work, rest: RemainingFields) -> dict[str, Any]:
    """Return what counts a work: in a series, in an archive, or by its own number."""
    series = rest.take("series")
    number = rest.take("number")
    edition = rest.take("edition")
    own = number if not series else ""
    counted = edition_number(edition)
    item = {
        "collection-title": series,
        "collection-number": number if series else "",
        "number": own or rest.take("eid"),
        "edition": str(counted) if counted is not None else edition,
        "genre": work.genre,
    }
    rest.take("type")
    if work.eprint:
        rest.take("eprint")
        rest.take("archiveprefix")
        item["archive"] = work.eprint.server
        item["archive_location"] = work.eprint.number
        if work.server and not item["number"]:
            item["number"] = work.eprint.label
    return item


def _people(work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for role, variable in _ROLES.items():
        kind = work.field("editortype").casefold() if role == "editor" else ""
        known = [_name(name) for name in work.names(role).names]
        item[kind if kind in _EDITOR_TYPES else variable] = known
    return item


def _others(work: Work, rest: RemainingFields) -> dict[str, Any]:
    item: dict[str, Any] = {name: rest.take(field) for field, name in _TEXTS.items()}
    for field, name in _DATES.items():
        item[name] = _date(work.date_in(field)) or _written(rest.take(field))
        rest.take(field)
    item["language"] = item["language"] or work.language
    roles = [role for role in work.people if role not in (*_ROLES, "author")]
    item["custom"] = rest.left() | {role: names_as_text(work, role) for role in roles}
    return item


def _date(date: WorkDate) -> dict[str, Any] | None:
    if date.year is None:
        return None
    item: dict[str, Any] = {"date-parts": [_parts(date)]}
    if date.end and date.end.year is not None:
        item["date-parts"].append(_parts(date.end))
    if date.season:
        item["season"] = _SEASONS[date.season]
    if date.unsure:
        item["circa"] = True
    return item


def _parts(date: WorkDate) -> list[int]:
    parts = [date.year, date.month, date.day if date.month else None]
    return [part for part in parts if part is not None]


def _written(text: str) -> dict[str, Any] | None:
    """Return a date that is none as it was written."""
    return {"literal": text} if text else None


def _name(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    name = {"family": author.stem, "given": author.given, "suffix": author.suffix}
    if author.particle:
        name["non-dropping-particle"] = author.particle
    return {part: text for part, text in name.items() if text}
