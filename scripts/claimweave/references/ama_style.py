"""Citations in the style of the American Medical Association.

Source: AMA Manual of Style, 11th edition, chapter 3 (references): up to six authors are listed,
of more than six the first three and "et al"; initials have no full stops; what kind of work it is
decides what follows (`ama_sources`); a DOI stands last, or else the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from claimweave.references.ama_dates import day_in_words
from claimweave.references.ama_names import by_editors, listed, of_a_patent
from claimweave.references.ama_sources import SOURCES
from claimweave.references.record import BibliographicRecord
from claimweave.references.title_case import title_case
from claimweave.references.work import Work
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.references.ama_pieces import Piece
    from claimweave.review.reference import Reference

__all__ = ["ama", "plain"]

_ITALIC_TITLES = frozenset({"book", "thesis", "report", "standard", "periodical"})
"""Forms of works that stand on a shelf: their titles are in italics and in capitals."""


def ama(reference: Reference) -> Markup:
    """Return the reference in AMA style as HTML; what nobody has seen is left out."""
    work = Work.of(BibliographicRecord.of(reference))
    return Markup(" ").join(part for part in _parts(work) if part)


def plain(reference: Reference) -> str:
    """Return the reference in AMA style as plain text."""
    return ama(reference).striptags()


def _parts(work: Work) -> Iterator[Markup]:
    yield _stopped((_who(work), False))
    yield _stopped(_title(work))
    for piece in SOURCES[work.kind.form](work):
        yield _stopped(piece)
    yield from _access(work)


def _who(work: Work) -> str:
    if work.kind.form == "patent":
        return of_a_patent(work)
    return listed(work.names("author")) or by_editors(work)


def _title(work: Work) -> Piece:
    title = work.field("title")
    if work.kind.form == "periodical":
        return work.field("issuetitle"), False
    italic = work.kind.form in _ITALIC_TITLES
    return (title_case(title, work.language) if italic else title), italic


def _access(work: Work) -> Iterator[Markup]:
    """Yield the DOI, or else the day on which the address was read, and the address."""
    if doi := work.field("doi"):
        yield escape(printable(f"doi:{doi}"))
    elif work.url:
        accessed = day_in_words(work.date_in("urldate")) or work.field("urldate")
        yield _stopped((f"Accessed {accessed}" if accessed else "", False))
        yield escape(printable(work.url))


def _stopped(piece: Piece) -> Markup:
    """Return a text with a full stop, unless its own last sign ends it; italics end before it."""
    text, italic = piece
    shown = printable(text)
    if not italic:
        return escape(shown if shown.endswith((".", "?", "!", "In:")) or not shown else f"{shown}.")
    bare = shown.rstrip(".")
    stop = "" if bare.endswith(("?", "!")) else "."
    return Markup("<i>{}</i>{}").format(bare, stop) if bare else Markup("")
