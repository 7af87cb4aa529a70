"""Slips of a hand in a YAML file, one at a time: each kind on each line where it can be made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics.fix import Fix

NO_BREAK = "\u00a0"
OWNED = "@`%&*!|>[{,"
"""Signs that a text cannot begin with."""

_FIELD = re.compile(r"(\w): ")
_PROSE = re.compile(r"( *(?:- )?(?:claim|note|population|title|subject|sql): )(\w.*)")


class Slip(NamedTuple):
    """A kind of slip, its line, and the whole text with it."""

    kind: str
    line: int
    text: str


def slips(text: str) -> Iterator[Slip]:
    """Yield the text with each slip that can be made on each of its lines."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        for kind, new in _of_line(line) if line.strip() else ():
            yield Slip(kind, at + 1, "\n".join([*lines[:at], new, *lines[at + 1 :]]))


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    indent = len(line) - len(line.lstrip())
    yield "a space too many", f" {line}"
    if indent:
        yield "a space too few", line[1:]
        yield "a tab", f"\t{line[2:]}"
        yield "no-break", f"{line[: indent - 1]}{NO_BREAK}{line[indent:]}"
        yield "no-break", f"{NO_BREAK}{line[1:]}"
    if line[indent:].startswith("- "):
        yield "a glued hyphen", line.replace("- ", "-", 1)
        yield "no-break", line.replace("- ", f"-{NO_BREAK}", 1)
    if line.endswith(":"):
        yield "no colon", line[:-1]
    if _FIELD.search(line):
        for kind, sign in (("no colon", " "), ("a glued colon", ":"), ("an equals sign", " = "),
                           ("no-break", f":{NO_BREAK}")):  # fmt: skip
            yield kind, _FIELD.sub(rf"\1{sign}", line, count=1)
    yield from _of_brackets(line)
    if line.endswith('"'):
        yield "an open quote", line[:-1]
    if prose := _PROSE.match(line):
        yield from _of_prose(*prose.groups())


def _of_brackets(line: str) -> Iterator[tuple[str, str]]:
    for opener, closer, other in ("[", "]", "}"), ("{", "}", "]"):
        if closer in line:
            end, start = line.rindex(closer), line.index(opener)
            yield "an open bracket", line[:end] + line[end + 1 :]
            yield "the wrong bracket", line[:end] + other + line[end + 1 :]
            yield "no opening bracket", line[:start] + line[start + 1 :]


def _of_prose(head: str, text: str) -> Iterator[tuple[str, str]]:
    yield "an open quote", f'{head}"{text}'
    yield "an open quote", f"{head}'{text}"
    for sign in OWNED:
        yield "a sign of YAML", f"{head}{sign}{text}"
        yield "a sign of YAML", f"{head}{sign} {text}"
    yield "a colon in a text", head + text.replace(" ", ": ", 1)
    yield "a colon in a text", f"{head}{text}:"
    yield "a quote within", f'{head}"' + text.replace(" ", '" ', 1)
    yield "an apostrophe", f"{head}'" + text.replace(" ", " l'or ", 1) + "'"


def fixed(text: str, fix: Fix) -> str:  # type: ignore[type-arg]
    """Return a text with the edits of a fix."""
    lines = text.split("\n")
    for edit in sorted(fix.edits, key=lambda e: (e.where.line, e.where.column), reverse=True):
        line, start = lines[edit.where.line - 1], edit.where.column - 1
        lines[edit.where.line - 1] = line[:start] + edit.text + line[start + edit.where.length :]
    return "\n".join(lines)
