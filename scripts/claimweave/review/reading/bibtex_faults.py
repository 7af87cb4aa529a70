"""What is wrong with an entry of the bibliography: a comma, a brace, a quote or a sign.

As with YAML, a parser stumbles below the cause. So each remedy is tried on the entry by itself, and
the one with which it can be read tells what was wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.review.entry_words import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_LINES, LONGEST_LINE = 80, 4_000

_HEAD = re.compile(r"^([ \t]*@\w+[ \t]*[{(][ \t]*)([^\s,{}=]+)[ \t]*$")
_FIELD = re.compile(r"^([ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*)(.*?)[ \t]*$")
_BEHIND = re.compile(r"([}\"])([ \t]+)(?=[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"0-9])")
_NO_SIGN = re.compile(r"^([ \t]*)([A-Za-z][\w-]*)([ \t]*:?[ \t]*)([{\"].*)$")
_NO_AT = re.compile(r"^[ \t]*(\w+)[ \t]*[{(][ \t]*[^\s,{}=]+[ \t]*,")

Put = tuple[int, int, int, str]
"""An edit: at a line of the entry and a column, from 1, so many characters become a text."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong at a line of an entry, how to mend it, and the edit that does so."""

    line: int
    column: int
    message: str
    help: str
    edit: Put

    def mended(self, lines: Sequence[str]) -> str:
        """Return the text of the entry with the edit."""
        line, column, length, text = self.edit
        old = lines[line - 1]
        new = old[: column - 1] + text + old[column - 1 + length :]
        return "\n".join([*lines[: line - 1], new, *lines[line:]])


def cause_of(lines: Sequence[str], is_whole: Callable[[str], bool]) -> Cause | None:
    """Return the one slip that makes an entry unreadable; None when it has several, or others.

    Args:
        lines: those of the entry, from the one that begins it to the last before the next.
        is_whole: whether a text is one entry that can be read.
    """
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        return None
    return next((cause for cause in _causes(lines) if is_whole(cause.mended(lines))), None)


def _causes(lines: Sequence[str]) -> Iterator[Cause]:
    yield from _of_head(lines[0])
    for number, line in enumerate(lines, start=1):
        yield from _of_commas(number, line)
    for number, line in enumerate(lines, start=1):
        yield from _of_value(number, line)
        yield from _of_sign(number, line)
    yield from _of_end(lines)


def _of_head(line: str) -> Iterator[Cause]:
    head = _HEAD.match(line)
    if head:
        end = head.end(2) + 1
        message = f"a comma is missing behind the key {head[2]}"
        yield Cause(1, end, message, f"write {head[2]},", (1, end, 0, ","))
    space = re.match(r"^[ \t]*@([ \t]+)\w", line)
    if space:
        column = space.start(1) + 1
        message = "a space between @ and the kind of the work"
        yield Cause(1, column, message, "remove it", (1, column, len(space[1]), ""))
    kind = _NO_AT.match(line)
    if kind and kind[1].lower() in KINDS:
        column = kind.start(1) + 1
        message = f"an entry begins here, and its @ is missing: {kind[1]}"
        yield Cause(1, column, message, f"write @{kind[1]}", (1, column, 0, "@"))


def _of_commas(number: int, line: str) -> Iterator[Cause]:
    message = "a comma is missing behind this field"
    for found in _BEHIND.finditer(line):
        comma = (number, found.end(1) + 1, 0, ",")
        yield Cause(number, found.start(1) + 1, message, f"write {found[1]},", comma)
    field = _FIELD.match(line)
    if field and field[2] and field[2][-1] not in ",;{(":
        end = field.end(2) + 1
        shown = field[2] if re.fullmatch(r"\w{1,40}", field[2]) else field[2][-1]
        yield Cause(number, end - 1, message, f"write {shown},", (number, end, 0, ","))
    if field and field[2].endswith(";"):
        end = field.end(2)
        message = "a semicolon, where a comma ends the field"
        yield Cause(number, end, message, "write a comma", (number, end, 1, ","))


def _of_value(number: int, line: str) -> Iterator[Cause]:
    field = _FIELD.match(line)
    if not field or not field[2]:
        return
    start, value = len(field[1]) + 1, field[2]
    bare = value.rstrip(",")
    end = start + len(bare)
    name = field[1].split("=")[0].strip()
    if value.startswith("{") and value.count("{") > value.count("}"):
        message = f"the brace of the field {name} is never closed"
        yield Cause(number, start, message, "write } at its end", (number, end, 0, "}"))
    elif value.startswith('"') and value.count('"') % 2:
        message = f"the quote of the field {name} is never closed"
        yield Cause(number, start, message, 'write " at its end', (number, end, 0, '"'))
    elif bare.endswith("}") and not value.startswith("{"):
        message = f"the brace of the field {name} is closed, and never opened"
        yield Cause(number, end - 1, message, "write { before it", (number, start, 0, "{"))
    if bare.endswith("}}") and value.count("{") < value.count("}"):
        message = "a brace too many"
        yield Cause(number, end - 1, message, "remove it", (number, end - 1, 1, ""))
    if re.fullmatch(r"[^{}\"#]*[^\s{}\"#]", bare) and not bare.isdigit():
        message = f"the field {name} stands neither in braces nor in straight quotes"
        braced = (number, start, len(bare), f"{{{bare}}}")
        yield Cause(number, start, message, "put its text into braces", braced)


def _of_sign(number: int, line: str) -> Iterator[Cause]:
    found = _NO_SIGN.match(line)
    if found and not line.lstrip().startswith("@"):
        message = f"the sign = is missing behind {found[2]}"
        put = (number, found.start(3) + 1, len(found[3]), " = ")
        yield Cause(number, found.start(2) + 1, message, f"write {found[2]} = …", put)


def _of_end(lines: Sequence[str]) -> Iterator[Cause]:
    last = max((n for n, line in enumerate(lines, start=1) if line.strip()), default=1)
    end = len(lines[last - 1].rstrip()) + 1
    message = "the entry that begins here is never closed"
    help_ = "write } on a line of its own behind its last field"
    yield Cause(1, 1, message, help_, (last, end, 0, "\n}"))
