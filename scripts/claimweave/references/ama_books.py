"""What stands in an AMA citation after the title of a book, or of what is in one.

Source: AMA Manual of Style, 11th edition, 3.12 (books) and 3.13 (special materials). The first
edition of a book is not named, nor the publisher's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.references.ama_dates import day_in_words
from claimweave.references.ama_names import editor_role, with_role
from claimweave.references.ama_pieces import (
    article,
    container_of,
    publisher_and,
    version_of,
    when_of,
    year_of,
)
from claimweave.references.editions import edition_in_words
from claimweave.references.title_case import title_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.references.ama_pieces import Piece
    from claimweave.references.work import Work


def book(work: Work) -> Iterator[Piece]:
    """Yield what is known of a book: who edited it, its volume, its edition, its publisher."""
    yield from people_of_a_book(work)
    yield from _volume(work)
    yield edition_in_words(work.field("edition")), False
    yield publisher_and(year_of(work), work), False


def people_of_a_book(work: Work) -> Iterator[Piece]:
    """Yield the editors and translators of a book, where they do not stand first."""
    named = bool(work.authors)
    editors, translators = work.names("editor"), work.names("translator")
    if named:
        yield with_role(editors, editor_role(work)), False
    if named or editors.names:
        yield with_role(translators, "translator"), False


def part(work: Work) -> Iterator[Piece]:
    """Yield what a chapter or a paper is in; a paper in a journal is cited as an article."""
    field = work.container_field
    if field == "journal":
        yield from article(work)
        return
    if not field and work.field("eventtitle") and not work.publisher_field:
        yield from presented(work)
        return
    if not field:
        yield from people_of_a_book(work)
    else:
        editors = with_role(work.names("editor"), editor_role(work))
        yield f"In: {editors}" if editors else "In:", False
        yield container_of(work), True
        yield with_role(work.names("translator"), "translator"), False
    yield from _volume(work)
    yield edition_in_words(work.field("edition")), False
    if field:
        yield work.field("series"), False
    yield publisher_and(year_of(work), work), False


def _volume(work: Work) -> Iterator[Piece]:
    """Yield the volume of a work in several, and the title that all of them have."""
    whole = work.field("maintitle") if work.container_field != "maintitle" else ""
    volume = work.field("volume")
    if volume:
        yield f"Vol {volume}" + (f" of: {title_case(whole, work.language)}" if whole else ""), False
    elif whole:
        yield f"In: {title_case(whole, work.language)}", False


def thesis(work: Work) -> Iterator[Piece]:
    """Yield what sort of thesis it is, and where it was handed in."""
    yield work.genre or "Thesis", False
    yield publisher_and(year_of(work), work), False


def report(work: Work) -> Iterator[Piece]:
    """Yield who gave a report out; its number stands in the downloads only."""
    yield from people_of_a_book(work)
    yield edition_in_words(work.field("edition")), False
    yield version_of(work), False
    yield publisher_and(year_of(work), work), False


def presented(work: Work) -> Iterator[Piece]:
    """Yield at which meeting a paper was read, when and where."""
    event, venue = work.field("eventtitle"), work.field("venue")
    if event:
        when = day_in_words(work.date_in("eventdate")) or when_of(work)
        yield f"Presented at: {'; '.join(filter(None, (event, when, venue)))}", False


def standard(work: Work) -> Iterator[Piece]:
    """Yield the number of a standard, and who gave it out."""
    number = work.field("number")
    yield f"{work.genre} {number}".strip() if number else "", False
    yield from report(work)
