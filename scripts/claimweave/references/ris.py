"""A work as RIS, through rispy.

Source: the RIS specification of Reference Manager, with EndNote's fields for each type of work:
`TY` first, `ER` last, each field on one line. What it has no tag for stands in `N1`, with its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rispy

from claimweave.references.pages import first_and_last
from claimweave.references.remaining_fields import RemainingFields, names_as_text
from claimweave.references.work import Work

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord
    from claimweave.review.names import Author
    from claimweave.review.work_date import WorkDate

_TEXTS = {
    "abstract": "abstract",
    "series": "tertiary_title",
    "chapter": "section",
    "address": "place_published",
    "volumes": "number_of_volumes",
    "shorttitle": "short_title",
    "shortjournal": "alternate_title1",
    "pmcid": "custom2",
    "library": "call_number",
    "annote": "research_notes",
}
"""Field to rispy's name of its tag."""

_ROLES = {"editor": "secondary_authors", "translator": "subsidiary_authors"}


def ris_text(record: BibliographicRecord, key: str) -> str:
    """Return a work for reference managers; a field that nobody has seen stays out."""
    known = {name: _lines(value) for name, value in _fields(Work.of(record), key).items() if value}
    written: str = rispy.dumps([known])
    return written.partition("\n")[2]  # rispy counts its records on a line before each


def _fields(work: Work, key: str) -> dict[str, Any]:
    rest = RemainingFields(work.fields)
    container = rest.take(work.container_field)
    eid = work.field("eid")
    first, last = first_and_last(work.field("pages") or eid)
    rest.take("pages")
    rest.take("eid")
    year = str(work.date.year or "")
    known: dict[str, Any] = {
        "type_of_reference": work.kind.ris,
        "authors": [_name(author) for author in work.authors],
        "title": rest.take("title"),
        "secondary_title": container or work.server,
        "year": year or work.field("year"),
        "volume": rest.take("volume"),
        "number": rest.take("number"),
        "publisher": rest.take(work.publisher_field),
        "start_page": first,
        "end_page": last,
        "doi": rest.take("doi"),
        "accession_number": rest.take("pmid") or _taken_eprint(work, rest),
    }
    rest.take("year")
    rest.take("month")
    more = {
        "secondary_authors": [_name(name) for name in work.names("editor").names],
        "subsidiary_authors": [_name(name) for name in work.names("translator").names],
        "date": _day(work.date) if work.date.month or work.date.season else "",
        "access_date": _day(work.date_in("urldate")) or work.field("urldate"),
        "edition": rest.take("edition") or rest.take("version"),
        "type_of_work": work.genre,
        "issn": rest.take("isbn") or rest.take("issn"),
        "language": rest.take("language") or work.language,
        "custom7": eid,
        "name_of_database": work.eprint.server if work.eprint else "",
        "keywords": _keywords(rest.take("keywords")),
    } | {tag: rest.take(field) for field, tag in _TEXTS.items()}
    rest.take("urldate")
    rest.take("type")
    note = rest.take("note")
    urls = [rest.take("url") or work.url] if work.url else []
    notes = ([note] if note else []) + _left_over(work, rest)
    return known | more | {"notes": notes, "urls": urls, "id": key}


def _taken_eprint(work: Work, rest: RemainingFields) -> str:
    """Return the number on a server, as `arXiv:2001.01234`."""
    if work.eprint is None:
        return ""
    rest.take("eprint")
    rest.take("archiveprefix")
    return work.eprint.label


def _left_over(work: Work, rest: RemainingFields) -> list[str]:
    """Return what has no tag of its own, each with its name."""
    roles = [role for role in work.people if role not in (*_ROLES, "author")]
    named = rest.left() | {role: names_as_text(work, role) for role in roles}
    return [f"{name}: {text}" for name, text in named.items()]


def _name(author: Author) -> str:
    """Return a name as `Family, Given, Suffix`; the particle stays with the family."""
    return ", ".join(filter(None, (author.family, author.given, author.suffix)))


def _day(date: WorkDate) -> str:
    """Return a date as `2001/02/03/`, with what is said beside it last."""
    if date.year is None:
        return ""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.month and date.day else ""
    end = f"to {date.end.iso}" if date.end else ""
    return f"{date.year:04}/{month}/{day}/{date.season or end}"


def _keywords(text: str) -> list[str]:
    sign = ";" if ";" in text else ","
    return [word.strip() for word in text.split(sign) if word.strip()]


def _lines(value: str | list[str]) -> str | list[str]:
    """Fold white space: a line break would end the field."""
    if isinstance(value, list):
        return [" ".join(text.split()) for text in value]
    return " ".join(value.split())
