"""From a place in a text to its line, and to the span that is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from claimweave.diagnostics.problem import Span
from claimweave.words.pattern import pattern

_HEAD = re.compile(r"@[^\S\n]*\w+[^\S\n]*[{(]?[^\S\n]*[^,\s{}=]*")
_NAME = pattern(r"[^=,{}\"\n]+")
_WORD = pattern(r"[^\s=,{}\"]+")


class TextPlaces:
    """The places of one text; lines are found by halving, not by counting again."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def line(self, at: int) -> int:
        """Return the line of a place, counted from 1."""
        return bisect_right(self._starts, min(at, len(self.text)))

    def text_of(self, line: int) -> str:
        """Return the text of a line."""
        start = self._starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def span(self, at: int, length: int) -> Span:
        """Return a run of signs from a place on."""
        line = self.line(at)
        return Span(self.path, line, at - self._starts[line - 1] + 1, max(1, length))

    def word(self, at: int) -> Span:
        """Return the word that begins at a place."""
        found = _WORD.match(self.text, at)
        return self.span(at, len(found[0]) if found else 1)

    def name(self, at: int) -> Span:
        """Return the name of a field that begins at a place, with the blanks within it."""
        found = _NAME.match(self.text, at)
        return self.span(at, len(found[0].rstrip()) if found else 1)

    def head(self, at: int) -> Span:
        """Return the first words of an entry: its kind and its key."""
        found = _HEAD.match(self.text, at)
        return self.span(at, len(found[0]) if found else 1)
