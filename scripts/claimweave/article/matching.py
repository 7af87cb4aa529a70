"""The works that citations stand for: of a bibliography, of the article's own list, or of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.references.twin_works import twins_among
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.article.article import Article, ListedWork


def works_of(
    article: Article, given: Sequence[ListedWork], numbers: Mapping[str, int]
) -> tuple[list[ListedWork], list[str]]:
    """Return the works that an article cites, and what is said of how they were found.

    Args:
        article: as it was read.
        given: the works of a bibliography.
        numbers: key to the number of each entry of it, where the article cites by numbers alone.
    """
    if not given:
        return article.works, []
    if article.style == "names" or _by_key(article, given):
        return list(given), []
    if 2 * len(article.works) > len(given) or not numbers:
        return _matched(article.works, given)
    return [replace(work, number=numbers.get(work.key)) for work in given], []


def _by_key(article: Article, given: Sequence[ListedWork]) -> bool:
    """Whether the citations name entries of the bibliography."""
    cited = {cite for mark in article.marks.known for cite in mark.cites if isinstance(cite, str)}
    keys = {work.key for work in given}
    own = {work.key for work in article.works}
    return bool(cited) and len(cited & keys) >= len(cited & own)


def _matched(
    own: Sequence[ListedWork], given: Sequence[ListedWork]
) -> tuple[list[ListedWork], list[str]]:
    """Return the article's list, each work as the bibliography has it where that has it."""
    paired = [(work, work.entry) for work in (*own, *given) if work.entry]
    twins = twins_among(entry for _, entry in paired)
    found: dict[str, ListedWork] = {}
    listed = sum(work.entry is not None for work in own)
    for place, (first, _) in twins.items():
        if first < listed <= place:
            found.setdefault(paired[first][0].key, paired[place][0])
    works = [
        replace(work, entry=found[work.key].entry) if work.key in found else work for work in own
    ]
    of_all = f"{len(found)} of {plural(len(own), 'work')}"
    return works, [f"{of_all} of the article's list stand in the bibliography"]


def twin_keys(works: Sequence[ListedWork]) -> dict[str, tuple[str, str]]:
    """Return key to the key under which the same work stands before it, and by what it is."""
    known = [work for work in works if work.entry]
    twins = twins_among(work.entry for work in known if work.entry)
    return {
        known[place].key: (known[first].key, by)
        for place, (first, by) in twins.items()
        if known[place].key != known[first].key
    }
