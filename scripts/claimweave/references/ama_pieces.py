"""Parts of AMA citations that works of several forms share: `2001;3(4):5-9`, a publisher, a place.

Source: AMA Manual of Style, 11th edition, 3.11 (journals) and 3.12.1 (books).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.references.ama_dates import day_in_words, year_in_words
from claimweave.references.pages import with_hyphens
from claimweave.references.title_case import title_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.references.work import Work

Piece = tuple[str, bool]
"""A text that gets a full stop, and whether it stands in italics."""

_STATES = {
    "inpress": "In press",
    "inpreparation": "In preparation",
    "forthcoming": "Forthcoming",
    "submitted": "Submitted",
    "prepublished": "Prepublished",
}
"""What biblatex says in `pubstate` of a work without a date; its manual, section 4.9.2.11."""

_SUPPLEMENT = re.compile(r"\bSuppl(?:ement)?\b\.?")


def issue_of(work: Work) -> str:
    """Return `2001;3(4):5-9`, as far as it is known; a newspaper has its day in place of it."""
    volume, place = work.field("volume"), place_of(work)
    number = _SUPPLEMENT.sub("suppl", work.field("number"))
    year = year_of(work)
    if volume or number:
        text = f"{year};{volume}" + (f"({number})" if number else "")
        return f"{text}:{place}" if place else text
    day = day_in_words(work.date) if work.date.day else ""
    if day and place:
        return f"{day}:{place}"
    if day and (work.field("doi") or work.url) and work.kind.csl == "article-journal":
        return f"Published online {day}"
    text = day or year
    return f"{text};{place}" if place else text


def publisher_and(when: str, work: Work) -> str:
    """Return the publisher, a time and the pages: `Field Press; 2001:11-20`."""
    place = place_of(work)
    when = f"{when}:{place}" if when and place else when or place
    return "; ".join(filter(None, (publisher_of(work), when)))


def container_of(work: Work) -> str:
    """Return what a work is a part of; the title of a book in capitals."""
    field = work.container_field
    text = work.field(field)
    return title_case(text, work.language) if field in ("booktitle", "maintitle") else text


def publisher_of(work: Work) -> str:
    """Return the publisher, or the body that gave the work out."""
    return work.field(work.publisher_field)


def version_of(work: Work) -> str:
    """Return the version as `Version 2`; one that is a word stays as it is."""
    version = work.field("version")
    return f"Version {version}" if version[:1].isdigit() else version


def when_of(work: Work) -> str:
    """Return the date as exactly as it is known, or what is written in its place."""
    return day_in_words(work.date) or year_of(work)


def year_of(work: Work) -> str:
    """Return the year or years, or what is said in their place, such as `In press`."""
    state = work.field("pubstate")
    return year_in_words(work.date, work.field("year")) or _STATES.get(state.casefold(), state)


def place_of(work: Work) -> str:
    """Return the pages, or the article's number, which counts as the place."""
    chapter = work.field("chapter") if work.kind.form == "book" else ""
    counted = f"chap {chapter}" if chapter else ""
    return with_hyphens(work.field("pages")) or work.field("eid") or counted


def article(work: Work) -> Iterator[Piece]:
    """Yield the journal, and where in it an article stands."""
    yield container_of(work), True
    yield issue_of(work), False
