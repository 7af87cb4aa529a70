"""A text of LaTeX as a scanner sees it: commands, groups in braces, and what a command takes."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimweave.words.pattern import pattern

COMMAND = pattern(r"\\(?:([A-Za-z]+)(\*?)[^\S\n]*\n?[^\S\n]*|([\s\S]))")
"""A word of letters with the blanks that it eats, or one sign."""

_BRACE = re.compile(r"\\[\s\S]|[{}]")
_BLANKS = pattern(r"\s*")


class Part(NamedTuple):
    """A part of a source: its first place, the place behind it, and where reading goes on."""

    start: int
    end: int
    after: int


class LatexSource(NamedTuple):
    """A text, and the place of the brace that closes each one that opens."""

    text: str
    closing: dict[int, int]

    @classmethod
    def of(cls, text: str) -> LatexSource:
        """Return the source of a text; a brace that is never closed has no place."""
        opened: list[int] = []
        closing: dict[int, int] = {}
        for brace in _BRACE.finditer(text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif brace[0] == "}" and opened:
                closing[opened.pop()] = brace.start()
        return cls(text, closing)

    def argument(self, at: int, end: int) -> Part | None:
        """Return what a command takes next: a group, another command, or one sign."""
        at = self.behind_blanks(at, end)
        if at >= end:
            return None
        char = self.text[at]
        if char == "{":
            close = self.closing.get(at)
            return Part(at + 1, close, close + 1) if close is not None and close < end else None
        if char == "}":
            return None
        command = COMMAND.match(self.text, at, end) if char == "\\" else None
        if command:
            stop = command.end() if command[3] else at + 1 + len(command[1] + command[2])
            return Part(at, stop, command.end())
        return Part(at, at + 1, at + 1)

    def group(self, at: int, end: int) -> Part | None:
        """Return the group in braces that begins at a place, if one does."""
        return self.argument(at, end) if self.text.startswith("{", at) else None

    def option(self, at: int, end: int) -> Part | None:
        """Return what stands in brackets at a place, if something does."""
        if not self.text.startswith("[", at):
            return None
        close = self.text.find("]", at, min(end, at + 200))
        return Part(at + 1, close, close + 1) if close >= 0 else None

    def behind_blanks(self, at: int, end: int) -> int:
        """Return the next place that is no blank."""
        found = _BLANKS.match(self.text, at, end)
        return found.end() if found else at

    def whole_command(self, at: int, end: int) -> int:
        """Return the place behind a command at `at` and all groups that follow it directly."""
        command = COMMAND.match(self.text, at, end)
        if command is None:
            return at + 1
        after = at + 1 + len(command[1] + command[2]) if command[1] else command.end()
        while part := self.option(after, end) or self.group(after, end):
            after = part.after
        return after
