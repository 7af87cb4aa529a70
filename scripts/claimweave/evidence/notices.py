"""What is known of a reference's notices, from the dated file, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from claimweave.review.notices import LookedUp, Notice, NoticeState, Unknown
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review

NotKnown = Literal["no-doi", "not-looked-up"]


class NoticeStatus(NamedTuple):
    """How a reference stands: its state, its notices, and the day as of which this is known.

    `why` says why nothing newer is known: it has no DOI, nobody has looked, or the look-up of
    the day `tried` failed. `as_of` is empty when no complete answer was ever had.
    """

    state: NoticeState
    as_of: str = ""
    notices: tuple[Notice, ...] = ()
    why: NotKnown | Unknown | None = None
    tried: str = ""
    found: LookedUp | None = None


def notice_status(review: Review, reference: Reference) -> NoticeStatus:
    """Return how a reference stands by the dated file; it is found there by its DOI."""
    doi = reference.field("doi").casefold()
    if not doi:
        return NoticeStatus("unknown", why="no-doi")
    if review.notices is None or doi not in review.notices.works:
        return NoticeStatus("unknown", why="not-looked-up")
    found, day = review.notices.works[doi], review.notices.as_of
    complete = found.as_of or ("" if found.unknown else day)
    tried = day if found.unknown else ""
    return NoticeStatus(found.state, complete, found.notices, found.unknown, tried, found)
