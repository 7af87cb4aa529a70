"""Code and comments of a Markdown page, found as Python-Markdown finds them, in linear time."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE_OPENS = re.compile(
    r"(~{3,}|`{3,}) *(?:\{[^\n]*\} *|\.?[\w#.+-]* *(?:hl_lines=(?:\"[^\"\n]*\"|'[^'\n]*') *)?)"
)
"""The first line of a fenced block, as the extension `fenced_code` wants it."""

_FENCE_CLOSES = re.compile(r"(~{3,}|`{3,}) *")
_TICKS_OR_COMMENT = re.compile(r"`+|\\`+|<!--(?!-?>)")
"""Each of the three begins with a sign of its own, by which it is found soon in a text."""

_TICKS = re.compile(r"`+")
_COMMENT_ENDS = re.compile(r"--!?>")
_NOT_NEWLINE = re.compile(r"[^\n]")


@lru_cache(maxsize=512)  # each rule about pages asks for it, page by page
def blank_code(text: str) -> str:
    """Replace code and comments by blanks of the same length, so that places stay true.

    Fenced blocks come first, then comments and code within a line, whichever begins first. What
    is never closed is neither code nor comment.
    """
    for regions in (_fenced, _inline):
        text = _blanked(text, regions(text))
    return text


def _blanked(text: str, regions: Iterator[tuple[int, int]]) -> str:
    parts, end = [], 0
    for start, stop in regions:
        blanked = text[start:stop]
        one_line = "\n" not in blanked  # as code within a line is, of which a page has hundreds
        blank = " " * len(blanked) if one_line else _NOT_NEWLINE.sub(" ", blanked)
        parts += [text[end:start], blank]
        end = stop
    return "".join((*parts, text[end:]))


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """Yield each fenced block: it ends at the next line with the very same fence."""
    lines = text.split("\n")
    closing: dict[str, list[int]] = {}
    offsets, offset = [], 0
    for number, line in enumerate(lines):
        offsets.append(offset)
        offset += len(line) + 1
        if line[:1] in ("`", "~") and (match := _FENCE_CLOSES.fullmatch(line)):
            closing.setdefault(match[1], []).append(number)
    number = 0
    while number < len(lines):
        line = lines[number]
        if line[:1] in ("`", "~") and (match := _FENCE_OPENS.fullmatch(line)):
            ends = closing.get(match[1], [])
            following = bisect_right(ends, number)
            if following < len(ends):
                last = ends[following]
                yield offsets[number], offsets[last] + len(lines[last])
                number = last
        number += 1


def _inline(text: str) -> Iterator[tuple[int, int]]:
    """Yield each comment, and each piece of code within a line."""
    if "`" not in text and "<!--" not in text:
        return
    runs = _runs_by_line(text)
    line, counted, at, no_comment_ends = 0, 0, 0, False
    while found := _TICKS_OR_COMMENT.search(text, at):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        start, at = found.span()
        end = None
        if found[0].startswith("<"):
            closed = None if no_comment_ends else _COMMENT_ENDS.search(text, at)
            no_comment_ends = closed is None
            end = closed.end() if closed else None
        else:
            start += 2 * found[0].startswith("\\")
            length = at - start
            ends = runs.get((line, length), [])
            following = bisect_right(ends, start)
            end = ends[following] + length if length and following < len(ends) else None
        if end is not None:
            yield start, end
            at = end


def _runs_by_line(text: str) -> dict[tuple[int, int], list[int]]:
    """Return where runs of backticks begin, by line number and length."""
    runs: dict[tuple[int, int], list[int]] = {}
    line = counted = 0
    for match in _TICKS.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        runs.setdefault((line, match.end() - match.start()), []).append(match.start())
    return runs
