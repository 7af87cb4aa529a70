"""Where the links and pictures of a page lead, as MkDocs will follow them."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from claimweave.review.paths import PAGES
from claimweave.review.site_settings import CONFIGURATION
from claimweave.rules.markup import by_form, is_plain, rendered
from claimweave.rules.page_excess import WOVEN, excess_of
from claimweave.rules.site_paths import address_of, below_docs
from claimweave.words.pattern import pattern
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimweave.review.docs_file import DocsFile
    from claimweave.review.reading.page_reader import Page
    from claimweave.review.review import Review

_PLAIN_LINK = re.compile(r"\]\(((?:https?://)?[\w./#-]*)\)", re.ASCII)
_TARGET = pattern(r'<(?:a|img)\s[^<>]*?\b(?:href|src)="([^"]*)"')
_ID = pattern(r'\sid="([^"]*)"')


THEME_ICON = "assets/images/favicon.png"
"""A picture of this name takes the place of the theme's own, and each page shows it."""


class Rendered(NamedTuple):
    """The links of a page, in their order, and the anchors that it has."""

    targets: tuple[str, ...]
    anchors: frozenset[str]


class Destination(NamedTuple):
    """Where a link leads within the site: a path below `docs/`, and an anchor or an empty text."""

    path: str
    anchor: str


def plain_targets(page: Page) -> tuple[str, ...] | None:
    """Return what a page's links name, if that can be read off its text; else None.

    It may hold more than there is: what looks like a link in code.
    """
    return tuple(_PLAIN_LINK.findall(page.text)) if is_plain(page) else None


@lru_cache(maxsize=256)
def rendered_links(page: Page) -> Rendered | None:
    """Render a page; return its links and anchors, or None when it must not be rendered.

    What the rule about markup refuses could keep Markdown busy.
    """
    if excess_of(WOVEN.sub("", page.text)) or next(by_form(page), None):
        return None
    try:
        made = rendered(page)
    except Exception:  # noqa: BLE001 - the rule about markup says so
        return None
    import html  # noqa: PLC0415 - most pages need not be rendered

    targets = tuple(html.unescape(found) for found in _TARGET.findall(made))
    return Rendered(targets, frozenset(html.unescape(found) for found in _ID.findall(made)))


def destination(page: str, target: str) -> Destination | str | None:
    """Return where a link on a page leads; a text says what is wrong; None: out of the site.

    Args:
        page: the path, below `docs/`, of the page that links.
        target: the address as it is written.
    """
    try:
        scheme, host, path, _, anchor = urlsplit(target)
    except ValueError as error:
        return str(error)
    if scheme or host:
        return None
    if target.startswith(("/", "\\")):
        return "it begins at the root of the host, and the site may lie in a folder"
    if not path:
        return Destination(page, anchor)
    folder = posixpath.dirname(page)
    return Destination(posixpath.normpath(posixpath.join(folder, unquote(path))), anchor)


def alike(path: str, there: Collection[str]) -> str | None:
    """Return the path that is spelt nearly like another one, of the same kind of file."""
    stem, ending = posixpath.splitext(path)
    stems = {posixpath.splitext(known)[0] for known in there if known.endswith(ending)}
    near = misspelling_of(stem, stems)
    return f"{near}{ending}" if near else None


def used_paths(review: Review) -> set[str] | None:
    """Return what pages, notebooks and `mkdocs.yml` name of the files below `docs/`.

    It is None when a page cannot be read: it may name any of them.
    """
    if any(path.startswith(f"{PAGES}/") or path == CONFIGURATION for path in review.broken):
        return None
    used = {THEME_ICON} | (set(review.site.words) if review.site else set())
    for page in review.pages:
        plain = plain_targets(page)
        found = rendered_links(page) if plain is None else None
        if plain is None and found is None:
            return None
        targets = found.targets if found else plain or ()
        used.update(_paths(below_docs(page.path), targets))
    for file in review.docs:
        used.update(_used_by(file))
    return used


def _used_by(notebook: DocsFile) -> Iterator[str]:
    """A notebook's links are left as they are: they begin at the address of its page."""
    path = below_docs(notebook.path)
    for start in (path, f"{address_of(path)}/index.html"):
        yield from _paths(start, notebook.links)


def _paths(start: str, targets: tuple[str, ...]) -> Iterator[str]:
    for target in targets:
        found = destination(start, target)
        if isinstance(found, Destination):
            yield found.path
