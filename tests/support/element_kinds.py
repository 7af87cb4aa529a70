"""Few pages that together hold every kind of element that a site has, and a share of the others.

What axe-core finds on an element rests on what kind it is of. So it is asked on pages that hold
all kinds, and on a tenth of the others: by a hash of address and commit, which is another tenth
after the next commit, and the same one for whoever tries the same commit again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from claimweave.review.reading.commits import find_revision
from claimweave.review.reading.git import GitError
from page_tree import Element

SHARE = 10
"""One of so many pages is asked beside those that hold all kinds."""

# Attributes that the style sheets select by, or that make another thing of an element.
STATES = frozenset(("alt", "checked", "disabled", "hidden", "href", "open", "tabindex", "title"))

ARTICLE, WHOLE = "article", "html"
"""What axe-core is asked about on a page: its own text, or the page with all that is around it."""

Kind = tuple[object, ...]
Key = TypeVar("Key", str, tuple[str, str])


def kinds_of(page: Element) -> frozenset[Kind]:
    """Return the kinds of a page's elements: tag, classes, role, states, and what it stands in."""
    return _kinds(page.walk())


def parts_of(page: Element) -> dict[str, tuple[frozenset[Kind], int]]:
    """Return selector to kinds and number of elements: of a page's own text, and all around it.

    All pages of a site have much the same around their text.
    """
    everything = list(page.walk())
    article = {id(element): element for element in _article(everything).walk()}
    around = [element for element in everything if id(element) not in article]
    own = _kinds(article.values())
    return {ARTICLE: (own, len(article)), WHOLE: (_kinds(around), len(everything))}


def blocks_of(page: Element) -> dict[str, tuple[frozenset[Kind], int]]:
    """Return the same of each block that a page's own text is made of, one below the other."""
    blocks = (part for part in _article(page.walk()).content if isinstance(part, Element))
    walked = ((number, list(block.walk())) for number, block in enumerate(blocks, 1))
    return {f"{ARTICLE} > :nth-child({n})": (_kinds(own), len(own)) for n, own in walked}


def _article(elements: Iterable[Element]) -> Element:
    return next((e for e in elements if e.tag == ARTICLE), Element("", {}))


def _kinds(elements: Iterable[Element]) -> frozenset[Kind]:
    return frozenset((*_own(e), _states(e), _own(e.parent)) for e in elements if e.parent)


def _own(element: Element) -> Kind:
    get = element.attributes.get
    return _written(element.tag, get("class", ""), get("role", ""))


@cache
def _written(tag: str, classes: str, role: str) -> Kind:
    return tag, tuple(sorted(classes.split())), role


def _states(element: Element) -> Kind:
    return _named(tuple(element.attributes), element.get("type"))


@cache
def _named(attributes: tuple[str, ...], type_: str) -> Kind:
    names = (n for n in attributes if n in STATES or n.startswith("aria-"))
    return (*sorted(names), type_)


def covering(
    kinds: Mapping[Key, frozenset[Kind]], sizes: Mapping[Key, int] | None = None
) -> list[Key]:
    """Return pages that hold all kinds: again and again the one with the most that are missing.

    A key is a page, or one of its blocks.

    Where sizes are given, it is that with the most for its size; and one whose kinds the others
    hold, too, is left out, the largest first.
    """
    size = sizes or dict.fromkeys(kinds, 1)
    missing = set().union(*kinds.values())
    found = []
    while missing:
        best = max(sorted(kinds), key=lambda page: len(kinds[page] & missing) / size[page])
        found.append(best)
        missing -= kinds[best]
    for page in sorted(found, key=lambda page: -size[page]):
        others = [kinds[other] for other in found if other != page]
        if kinds[page] <= frozenset().union(*others):
            found.remove(page)
    return found


def drawn(pages: Iterable[str], commit: str, share: int = SHARE) -> list[str]:
    """Return one of so many pages, rounded up; which ones is decided by the commit."""
    ranked = sorted(pages, key=lambda page: hashlib.sha256(f"{commit} {page}".encode()).digest())
    return sorted(ranked[: -(-len(ranked) // share)])


def commit_of(root: Path) -> str:
    """Return the commit that is checked out; "none" where Git or a repository is missing."""
    try:
        return find_revision(root, "HEAD").commit
    except GitError:
        return "none"
