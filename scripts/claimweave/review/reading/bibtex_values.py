"""The value of a field of BibTeX: its pieces, and the braces and quotes around them.

A brace counts whatever stands before it, a value is joined of pieces with `#`, and `%` begins a
comment between the parts of an entry, but not within a value.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from claimweave.words.pattern import pattern

_GAP = re.compile(r"\s*+(?:%[^\n]*+\s*+)*+")
_BARE = pattern(r"[^\s\"#%'(),={}]+(?:-+[^\s\"#%'(),={}]+)*")
BRACED = re.compile(r"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}")
"""A value with up to three pairs of braces, one within the other, as nearly all have."""

_BRACE = pattern(r"[{}]")
_QUOTE = pattern(r"[{}\"]")


class Piece(NamedTuple):
    """A piece of a value: the text in braces or quotes, or a number or the name of a macro."""

    text: str
    bare: bool


class Fault(NamedTuple):
    """What is wrong within a block, where, and how to mend it."""

    at: int
    message: str
    help: str


class UnreadableError(Exception):
    """A block cannot be read; `fault` says where, and why."""

    def __init__(self, at: int, message: str, help_: str) -> None:
        self.fault = Fault(at, message, help_)
        super().__init__(message)


class ValueScanner:
    """Reads values out of one text, each from its place on."""

    def __init__(self, text: str) -> None:
        self.text = text

    def value(self, at: int) -> tuple[tuple[Piece, ...], int]:
        """Return the pieces of a value, and the place behind the last.

        Raises:
            UnreadableError: when a brace or a quote is never closed, or nothing is there.
        """
        pieces = []
        while True:
            at = self.gap(at)
            piece, at = self._piece(at)
            pieces.append(piece)
            after = self.gap(at)
            if not self.text.startswith("#", after):
                return tuple(pieces), at
            at = after + 1

    def _piece(self, at: int) -> tuple[Piece, int]:
        char = self.text[at : at + 1]
        if char == "{":
            end = self.braces(at)
            if not end:
                raise self._open(at, "a brace that opens here is never closed")
            return Piece(self.text[at + 1 : end - 1], bare=False), end
        if char == '"':
            end = self._quotes(at)
            if not end:
                raise self._open(at, "a quote that opens here is never closed")
            return Piece(self.text[at + 1 : end - 1], bare=False), end
        bare = _BARE.match(self.text, at)
        if bare is None:
            message = "a field has no value"
            raise UnreadableError(at, message, "write the value in braces, or leave the field out")
        return Piece(bare[0], bare=True), bare.end()

    def _open(self, at: int, what: str) -> UnreadableError:
        return UnreadableError(at, what, "close the field with `},`")

    def braces(self, at: int) -> int:
        """Return the place behind the brace that closes the one at `at`; 0 where there is none."""
        quick = BRACED.match(self.text, at)
        if quick:
            return quick.end()
        return self._closing.get(at, -1) + 1

    @cached_property
    def _closing(self) -> dict[int, int]:
        """The place of the brace that closes each one that opens, found in one walk."""
        opened: list[int] = []
        closing: dict[int, int] = {}
        for brace in _BRACE.finditer(self.text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                closing[opened.pop()] = brace.start()
        return closing

    def _quotes(self, at: int) -> int:
        """Return the place behind the quote that closes the one at `at`; 0 where there is none."""
        at += 1
        while sign := _QUOTE.search(self.text, at):
            if sign[0] == '"':
                return sign.end()
            at = self.braces(sign.start()) if sign[0] == "{" else 0
            if not at:
                return 0
        return 0

    def closed(self, at: int, close: str) -> int:
        """Return the place behind the sign that closes a block.

        Raises:
            UnreadableError: when another one stands there.
        """
        at = self.gap(at)
        if not self.text.startswith(close, at):
            message = f"the {close} at its end is missing"
            raise UnreadableError(at, message, f"close the entry with {close}")
        return at + 1

    def gap(self, at: int) -> int:
        """Return the next place that is neither a blank nor in a comment."""
        found = _GAP.match(self.text, at)
        return found.end() if found else at
