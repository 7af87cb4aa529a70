"""Links of pages that lead to what is not there, each with its place."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from claimweave.addresses.links import claim_page
from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.paths import BIBLIOGRAPHY, PAGES
from claimweave.review.reading.page_reader import span_of
from claimweave.rules.page_links import (
    Destination,
    alike,
    destination,
    plain_targets,
    rendered_links,
)
from claimweave.rules.site_paths import (
    below_docs,
    former_pages,
    is_long_list,
    long_lists,
    own_pages,
)
from claimweave.words.counting import listed
from claimweave.words.pattern import pattern
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.page_reader import Page
    from claimweave.rules.registry import Tally

_WOVEN_ANCHOR = pattern(r"(?:card|mx)-.+|matrix|[A-Z][^.]*\..+")
"""Anchors of what blocks and claims bring to a page: cards, the matrix, and places of a table."""

_WOVEN_HEADING = pattern(r"^#.*\[\[", re.MULTILINE)


class _There(NamedTuple):
    """What links may lead to: paths below `docs/`, the pages of `docs/`, and places of the table.

    `lists` are pages that the site makes when its lists are long. `former` are those of old ids,
    with the claims that they lead to. `unread` is what cannot be read.
    `places` is None where no table is known.
    """

    paths: set[str]
    pages: dict[str, Page]
    lists: set[str]
    former: dict[str, tuple[str, ...]]
    unread: frozenset[str]
    places: frozenset[str] | None

    def has(self, page: str, target: str) -> bool:
        """Whether a plain link leads out of the site, or to a page as a whole."""
        found = destination(page, target)
        return found is None or (
            isinstance(found, Destination) and not found.anchor and found.path in self.paths
        )

    def may_have(self, path: str) -> bool:
        """Whether a path may be that of a page which cannot be read, or is made only at times."""
        if path.startswith("references/") and BIBLIOGRAPHY in self.unread:
            return True
        if path.startswith(("answers/", "terms/")) and self.unread:
            return True  # which terms are in use may stand in what cannot be read
        return f"{PAGES}/{path}" in self.unread or is_long_list(path, self.lists)


def dead_links(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Yield each link within the site that leads nowhere."""
    review = base.review
    pages = {below_docs(page.path): page for page in review.pages}
    files = {below_docs(file.path) for file in review.docs}
    listed = [at for table in review.tables for at in table.locators()]
    places = frozenset(listed) if review.tables else None
    former = former_pages(review)
    paths = (own_pages(base.facts) | files | pages.keys()) - former.keys()
    there = _There(paths, pages, long_lists(review), former, review.broken, places)
    for path, page in pages.items():
        targets = plain_targets(page)
        if targets is not None and all(there.has(path, target) for target in targets):
            tally.checked += len(targets)
            continue
        links = rendered_links(page)
        if links is None:
            tally.skip("the page cannot be rendered")
            continue
        tally.checked += len(links.targets)
        yield from _faults_of(page, links.targets, there, tally)


def _faults_of(
    page: Page, targets: tuple[str, ...], there: _There, tally: Tally
) -> Iterator[Problem]:
    faults = []
    for target in dict.fromkeys(targets):
        fault = _fault(below_docs(page.path), target, there, tally)
        if fault:
            faults.append((target, fault))
    for target, fault in faults[:MOST_FAULTS]:
        yield Problem(_place(page, target), *fault)
    yield from unlisted(page.path, len(faults) - MOST_FAULTS, "")


def _fault(page: str, target: str, there: _There, tally: Tally) -> tuple[str, str] | None:
    """Return what is wrong with a link and how to mend it; None when it leads somewhere."""
    found = destination(page, target)
    shown = target[:60]
    if found is None:
        return None
    if isinstance(found, str):
        return f'"{shown}" is no address: {found}', "name the file of a page, or a whole address"
    if found.path in there.paths:
        return _anchor_fault(found, shown, there, tally) if found.anchor else None
    if found.path in there.former:
        claims = there.former[found.path]
        said = "was split" if len(claims) > 1 else "has another id now"
        now = [posixpath.relpath(claim_page(one), posixpath.dirname(page) or ".") for one in claims]
        return f'"{shown}" is the page of a claim that {said}', f"name {listed(now, 'or')}"
    if there.may_have(found.path):
        tally.skip("what it leads to cannot be read, or is made when the site is built")
        return None
    return f'"{shown}" leads nowhere', _meant(page, found, there.paths)


def _anchor_fault(
    found: Destination, shown: str, there: _There, tally: Tally
) -> tuple[str, str] | None:
    """Return what is wrong with the part of a link behind its `#`."""
    goal = there.pages.get(found.path)
    known = rendered_links(goal) if goal else None
    if known and found.anchor in known.anchors:
        return None
    if goal is None or known is None or _may_be_woven(goal, found.anchor, there.places):
        tally.skip("an anchor in what the site makes itself is looked at when it is built")
        return None
    if found.anchor.startswith("fnref:"):
        note = found.anchor.removeprefix("fnref:")
        return f"nothing refers to the footnote [^{note}]", f"put [^{note}] where it belongs"
    near = misspelling_of(found.anchor, known.anchors)
    help_ = f'did you mean "{near}"?' if near else "name one of its headings"
    return f'"{shown}" leads to no heading of {goal.path}', help_


def _may_be_woven(page: Page, anchor: str, places: frozenset[str] | None) -> bool:
    """Whether what is woven into a page may bring an anchor along."""
    if anchor.startswith("c-"):
        return anchor in {f"c-{claim_id}" for claim_id, _ in page.woven}
    if places is not None and "." in anchor:
        return bool(page.woven) and anchor in places
    in_heading = _WOVEN_HEADING.search(page.text) is not None
    return bool(page.woven) and (in_heading or _WOVEN_ANCHOR.fullmatch(anchor) is not None)


def _meant(page: str, found: Destination, there: set[str]) -> str:
    """Return what may be meant: the page of an address, or a path of nearly the same letters."""
    folder = posixpath.dirname(page)
    stem = found.path.removesuffix(".html")
    for guess in (f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"):
        path = posixpath.normpath(guess)
        if path in there:
            return f"name its file: {posixpath.relpath(path, folder or '.')}"
    near = alike(found.path, there)
    if near:
        return f'did you mean "{posixpath.relpath(near, folder or ".")}"?'
    return f"name a file below {PAGES}/, as seen from this page's own"


def _place(page: Page, target: str) -> Span:
    """Return where a target stands in the text; the page itself where it is spelt otherwise."""
    note = target.removeprefix("#fnref:")
    sought = f"[^{note}]:" if note != target else target
    for written in (f"]({sought}", f"]: {sought}", sought, sought.replace("&", "&amp;")):
        at = page.text.find(written) if written else -1
        if at >= 0:
            start = at + written.index(sought[:1])
            return span_of(page.path, page.text, start, start + len(sought))
    return Span(page.path)
