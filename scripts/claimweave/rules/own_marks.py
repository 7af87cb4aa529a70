"""Ids and classes in a page that belong to the site: they would stand in for its own parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.reading.code_blanking import blank_code
from claimweave.review.reading.page_reader import span_of
from claimweave.words.pattern import pattern
from claimweave.words.site_marks import is_own_class, is_own_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimweave.review.reading.page_reader import Page

_LISTED = pattern(r"\{[^\n]*|^[ \t>]*(?:!!!|\?\?\?)[^\n]*", re.MULTILINE)
"""Where Markdown takes ids and classes from: lists of attributes, and the heads of boxes."""

_IN_BRACES = re.compile(r"\{[^\n]*")
"""The same in a text without a box. What begins with one sign is soon found."""

_SIGNS = ("{", "!!!", "???")
"""One of them is in each of these: most pages have none, and need not be looked through."""

_NAME = re.compile(r"[^\s{}:.#=\"'!]+")
_GIVEN_ID = re.compile(r"(?:#|\bid=[\"']?)([^\s{}\"'#]+)")

SAID_OF_ID = "is an id that the site uses itself"
SAID_OF_CLASS = "is a class that the site uses itself"
REMEDIES = {SAID_OF_ID: "choose another id", SAID_OF_CLASS: "leave it out"}


def may_bear_own_marks(text: str) -> bool:
    """Whether a page names an id or a class of the site where it could give it to something."""
    if not any(sign in text for sign in _SIGNS):
        return False
    return any(
        is_own_id(name) or is_own_class(name)
        for part in _listed(text).findall(text)
        for name in _NAME.findall(part.lower())
    )


def _listed(text: str) -> re.Pattern[str]:
    return _LISTED if "!!!" in text or "???" in text else _IN_BRACES


def own_marks(attribute: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield (name, what is said of it) for each mark of the site's in an attribute."""
    if attribute == "id" and is_own_id(value):
        yield value, SAID_OF_ID
    if attribute == "class":
        yield from ((name, SAID_OF_CLASS) for name in value.split() if is_own_class(name))


def anchors_of_claims(
    page: Page, claims: Collection[str], cells: Collection[str]
) -> Iterator[Problem]:
    """Yield each id in a page that a woven claim bears, its note, or a cell of the table."""
    if not any(sign in page.text for sign in _SIGNS) or not _GIVEN_ID.search(page.text):
        return
    text = blank_code(page.text)
    for part in _listed(text).finditer(text):
        for given in _GIVEN_ID.finditer(part.group()):
            prefix, _, claim = given[1].partition("-")
            if (prefix in ("c", "note") and claim in claims) or given[1] in cells:
                start = part.start() + given.start(1)
                span = span_of(page.path, page.text, start, start + len(given[1]))
                yield Problem(span, f'"{given[1]}" {SAID_OF_ID}', REMEDIES[SAID_OF_ID])
