"""Citations within a text, each as one sign, so that sentences are split without them.

A mark is a sign of Unicode's private plane 15. It may be followed by fillers, so that a text keeps
its length, and each place its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimweave.words.spelling import composed

Cite = int | str
"""What a citation names: a printed number, or a key."""

_FIRST = 0xF0000
_MOST = 0xFFFD
_FILLER = "\U0010fffd"
RAISED, LEVEL = "\U0010fffb", "\U0010fffc"
"""Signs around what a file raises; like marks, they never stand in a text that was read."""

NAMELESS = "\U0010fff9"
"""Stands where a text speaks of authors whose names are not known."""


MARK = f"[\U000f0000-\U000ffffd]{_FILLER}*"
"""A mark with its fillers, as a regular expression."""

_MARK = re.compile(MARK)
_SIGNS = re.compile(f"[{RAISED}{LEVEL}{NAMELESS}]")
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_LOOSE = re.compile(r"\s+([.,;:!?)\]])")
_LED = re.compile(
    rf"(?:\b(?:see(?:\salso)?|cf\.?)\s+|(?<=\()(?:e\.g\.,?|for example,?|reviewed in)\s+)"
    rf"({MARK})(?=\s*(?:{MARK}|[.,;)\U0010fffb\U0010fffc]|\Z))"
)
"""Words that lead to a citation behind them, and to nothing else."""

_EMPTY = re.compile(r"\s*(?:\(\s*[,;]?\s*\)|\[\s*[,;]?\s*\])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation: what it names in its order, as it is printed, and why it may be none."""

    cites: tuple[Cite, ...]
    printed: str = ""
    doubt: str = ""


@dataclass
class Marks:
    """The marks of an article, in the order in which they were found."""

    known: list[Mark] = field(default_factory=list)

    def put(self, mark: Mark, length: int = 1) -> str:
        """Note a mark; return its sign, with fillers up to a length.

        Raises:
            TooManyMarksError: when an article has more than a plane has signs.
        """
        if len(self.known) >= _MOST:
            raise TooManyMarksError
        self.known.append(mark)
        return chr(_FIRST + len(self.known) - 1) + _FILLER * max(0, length - 1)

    def of(self, text: str) -> list[Mark]:
        """Return the marks in a text, in its order."""
        found = (ord(match[0][0]) - _FIRST for match in _MARK.finditer(text))
        return [self.known[index] for index in found if index < len(self.known)]

    def printed(self, text: str) -> str:
        """Return a text with each citation as its article prints it."""
        shown = _MARK.sub(lambda match: self._known(match[0]).printed, text)
        return _SIGNS.sub("", shown)

    def _known(self, sign: str) -> Mark:
        index = ord(sign[0]) - _FIRST
        return self.known[index] if index < len(self.known) else Mark(())


class TooManyMarksError(Exception):
    """There are more citations than an article has."""


def bare(text: str) -> str:
    """Return a text without its marks, and without the blanks and brackets they leave."""
    text = _LED.sub(r"\1", text)
    without = re.sub(r"\s+", " ", _SIGNS.sub("", _MARK.sub("", text))).strip()
    return _LOOSE.sub(r"\1", _EMPTY.sub("", without))


def unmarked(text: str) -> str:
    """Return a text of strangers in composed form, without signs that would be taken for marks."""
    return _PRIVATE.sub("\ufffd", composed(text))
