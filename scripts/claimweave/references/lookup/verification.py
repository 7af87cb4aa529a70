"""Looking up all DOIs of a review: a few at a time, in both directions, and failing closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.references.lookup.crossref import merged
from claimweave.references.lookup.web import LookupFailedError
from claimweave.review.notices import LookedUp, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.references.lookup.crossref import Crossref, Work
    from claimweave.review.notices import Notice, NoticesFile

PATIENCE = 5
"""So many look-ups in a row without an answer, and the rest is not asked for any more."""

LONGEST_TITLE = 1000
NO_ANSWER = frozenset({"timed-out", "unreachable", "refused"})
"""Failures of the registry or of the way to it; the others are about the one DOI."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one look-up brought: the work and the notices, or the reason why it is not complete."""

    work: Work | None = None
    notices: tuple[Notice, ...] = ()
    failure: LookupFailedError | None = None


def look_up_all(
    crossref: Crossref,
    dois: Sequence[str],
    at_once: int = 1,
    told: Callable[[str, Found], None] = lambda _doi, _found: None,
) -> dict[str, Found]:
    """Look up each DOI, at most `at_once` of them at the same time; `told` hears of each.

    After `PATIENCE` look-ups in a row without an answer, or a first one that cannot be reached,
    the rest counts as unreachable.
    """
    results: dict[str, Found] = {}
    silent = 0
    with ThreadPoolExecutor(at_once) as pool:
        for start in range(0, len(dois), at_once):
            batch = dois[start : start + at_once] if start else dois[:at_once]
            for doi, found in zip(
                batch, pool.map(lambda d: look_up(crossref, d), batch), strict=True
            ):
                results[doi] = found
                told(doi, found)
                failed = found.failure is not None and found.failure.kind in NO_ANSWER
                silent = silent + 1 if failed else 0
            first = next(iter(results.values())).failure
            if silent >= PATIENCE or (first and first.kind == "unreachable" and not start):
                break
    given_up = Found(failure=LookupFailedError("unreachable", "not asked: no answer before it"))
    return {doi: results.get(doi, given_up) for doi in dois}


def look_up(crossref: Crossref, doi: str) -> Found:
    """Look up one DOI in both directions: the notices on the work, and the works that are notices.

    A failure in either direction is kept beside what the other brought.
    """
    try:
        work = crossref.work(doi)
    except LookupFailedError as error:
        return Found(failure=error)
    try:
        notices = [n for name in sorted({doi, work.doi}) for n in crossref.notices_to(name)]
    except LookupFailedError as error:
        return Found(work, work.notices, error)
    return Found(work, merged([*work.notices, *notices]))


def dated(found: Found, earlier: LookedUp | None, earlier_day: str) -> LookedUp:
    """Return what is now known of a DOI.

    Where the look-up failed, what an earlier run knew stays, with the day it was known: a notice
    that was seen once is not lost because a server is down.
    """
    work, failure = found.work, found.failure
    notices, as_of = found.notices, None
    title = work.titles[0][:LONGEST_TITLE] if work and work.titles else None
    years = work.years if work else ()
    if failure is not None and earlier is not None:
        notices = merged([*notices, *earlier.notices])
        as_of = earlier.as_of or (None if earlier.unknown else earlier_day)
        title, years = (title, years) if work else (earlier.title, earlier.years)
    return LookedUp(
        state=state_of(notices, known=failure is None),
        as_of=as_of,
        unknown=failure.kind if failure else None,
        title=title,
        years=years,
        notices=notices,
    )


def all_dated(found: Mapping[str, Found], earlier: NoticesFile | None) -> dict[str, LookedUp]:
    """Return what is now known of each DOI; of DOIs that are no longer there, nothing."""
    before = earlier.works if earlier else {}
    day = earlier.as_of if earlier else ""
    return {doi: dated(one, before.get(doi), day) for doi, one in found.items()}
