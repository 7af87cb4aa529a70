"""What stands in an AMA citation between the title and the address, for each form of work.

Source: AMA Manual of Style, 11th edition: 3.11 (journals), 3.12 (books), 3.13 (special materials),
3.15 (electronic references).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.references.ama_books import (
    book,
    part,
    people_of_a_book,
    presented,
    report,
    standard,
    thesis,
)
from claimweave.references.ama_pieces import (
    article,
    container_of,
    issue_of,
    publisher_and,
    publisher_of,
    version_of,
    when_of,
)
from claimweave.references.editions import edition_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimweave.references.ama_pieces import Piece
    from claimweave.references.work import Work


def _page(work: Work) -> Iterator[Piece]:
    yield container_of(work), False
    yield version_of(work), False
    yield when_of(work), False


def _preprint(work: Work) -> Iterator[Piece]:
    eprint = work.eprint
    assert eprint is not None
    yield eprint.server, True
    when = when_of(work)
    yield f"Preprint posted online {when}" if when else "Preprint", False
    told = eprint.number and eprint.number.casefold() in work.field("doi").casefold()
    if eprint.server == "arXiv" or not told:
        yield eprint.label if eprint.number else "", False


def _data(work: Work) -> Iterator[Piece]:
    yield work.genre or "Data set", False
    yield from _software(work)


def _software(work: Work) -> Iterator[Piece]:
    yield version_of(work), False
    yield "; ".join(filter(None, (publisher_of(work), when_of(work)))), False


def _patent(work: Work) -> Iterator[Piece]:
    country = work.field("address")
    sort = work.genre or (f"{country} patent" if country else "Patent")
    yield f"{sort} {work.field('number')}".strip(), False
    yield when_of(work), False


def _periodical(work: Work) -> Iterator[Piece]:
    yield work.field("journal") or work.field("title"), True
    yield issue_of(work), False


def _manuscript(work: Work) -> Iterator[Piece]:
    if work.field("eventtitle"):
        yield from presented(work)
        return
    yield work.field("howpublished") or work.genre or "Unpublished manuscript", False
    yield publisher_of(work), False
    yield when_of(work), False


def _other(work: Work) -> Iterator[Piece]:
    """Yield what is known of a work of no kind in particular, or of an unknown one."""
    if work.container_field == "journal":
        yield from article(work)
        return
    yield from people_of_a_book(work)
    yield work.genre, False
    yield container_of(work), True
    yield work.field("howpublished"), False
    yield version_of(work), False
    yield edition_in_words(work.field("edition")), False
    if work.eprint:
        yield work.eprint.label, False
    when = when_of(work)
    yield publisher_and(when, work), False


SOURCES: dict[str, Callable[[Work], Iterator[Piece]]] = {
    "article": article,
    "book": book,
    "part": part,
    "thesis": thesis,
    "report": report,
    "page": _page,
    "preprint": _preprint,
    "data": _data,
    "software": _software,
    "patent": _patent,
    "standard": standard,
    "periodical": _periodical,
    "manuscript": _manuscript,
    "other": _other,
}
"""Form of a work to what yields its pieces."""
