"""Which marks of a rendered page stand in running text, and in nothing that hides them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_HIDES = frozenset({"code", "pre", "a"})
"""Elements in which a claim is not shown as one: as code, or as a link within a link."""

MARK = "wovenhere{}end"
"""A mark, with its number in the place of the braces."""

_MARKED = re.compile(r"wovenhere([0-9]+)end")


class ShownMarks(HTMLParser):
    """Collects the numbers of the marks that stand in running text."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: set[int] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - HTMLParser's own
        """Note that something begins which hides what is in it."""
        self._hidden += tag in _HIDES

    def handle_endtag(self, tag: str) -> None:
        """Note that it ends."""
        self._hidden -= tag in _HIDES and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Take the marks of a text that is shown."""
        if not self._hidden:
            self.numbers.update(int(number) for number in _MARKED.findall(data))
