"""Slips of a hand in a YAML file, one at a time: each kind on each line where it can be made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics.fix import Fix

NO_BREAK = "\u00a0"
LOOKALIKES = {":": "：", ",": "，", "[": "［", "]": "］", "{": "｛", "}": "｝"}
"""Signs of YAML, and signs of full width that look like them."""
OWNED = "@`%&*!|>[{,"
"""Signs that a text cannot begin with."""

_FIELD = re.compile(r"(\w): ")
_PROSE = re.compile(r"( *(?:- )?(?:claim|note|population|title|subject|sql): )(\w.*)")


class Slip(NamedTuple):
    """A kind of slip, its first and its last line, and the whole text with it."""

    kind: str
    line: int
    last: int
    text: str


def slips(text: str) -> Iterator[Slip]:
    """Yield the text with each slip that can be made on each of its lines."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        for kind, new in _of_line(line) if line.strip() else ():
            last = at + 1 + new.count("\n")
            yield Slip(kind, at + 1, last, "\n".join([*lines[:at], new, *lines[at + 1 :]]))


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    indent = len(line) - len(line.lstrip())
    yield "a space too many", f" {line}"
    if indent:
        yield "a space too few", line[1:]
        yield "a tab", f"\t{line[2:]}"
        yield "a wide space", f"\u3000{line[2:]}"
        yield "no-break", f"{line[: indent - 1]}{NO_BREAK}{line[indent:]}"
        yield "no-break", f"{NO_BREAK}{line[1:]}"
    if line[indent:].startswith("- "):
        yield "a glued hyphen", line.replace("- ", "-", 1)
        yield "no-break", line.replace("- ", f"-{NO_BREAK}", 1)
        yield "a tab", line.replace("- ", "-\t", 1)
        for dash in "–•－":
            yield "a lookalike", line.replace("-", dash, 1)
    if line.endswith(":"):
        yield "no colon", line[:-1]
        yield "a lookalike", f"{line[:-1]}："
    if _FIELD.search(line):
        for kind, sign in (
            ("no colon", " "),
            ("a glued colon", ":"),
            ("an equals sign", " = "),
            ("no-break", f":{NO_BREAK}"),
            ("a lookalike", "："),
            ("a lookalike", "： "),
        ):
            yield kind, _FIELD.sub(rf"\1{sign}", line, count=1)
    yield from _of_brackets(line)
    yield from _of_lookalikes(line)
    if line.endswith('"'):
        yield "an open quote", line[:-1]
    if prose := _PROSE.match(line):
        yield from _of_prose(*prose.groups())


def _of_lookalikes(line: str) -> Iterator[tuple[str, str]]:
    """Yield a line whose value stands in brackets, with its signs of full width."""
    head = _FIELD.search(line)
    start = head.end() if head else 0
    if line[start : start + 1] in ("[", "{"):
        signs = [sign for sign in "[]{}" if sign in line[start:]]
        for sign in signs:
            yield "a lookalike", line[:start] + line[start:].replace(sign, LOOKALIKES[sign])
        if "," in line[start:]:
            yield "a lookalike", line[:start] + line[start:].replace(", ", "，")
        wide = str.maketrans({sign: LOOKALIKES[sign] for sign in signs})
        yield "a lookalike", line[:start] + line[start:].translate(wide)


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
    yield "an apostrophe", f"{head}'" + text.replace(" ", "'s ", 1) + "'"
    more = " " * (len(head) - len(head.lstrip()) + 4)
    yield "a comment within", f"{head}{text} # one\n{more}and more"
    yield "a comment within", f"{head}{text}\n{more}# 1 of\n{more}two"
    yield "a long text", f"{head}{text}\n{more}and more: yes"
    yield "a long text", f"{head}'{text}\n{more}it's more'"
    yield "a long text", f'{head}"{text}\n{more}and more'


def fixed(text: str, fix: Fix) -> str:  # type: ignore[type-arg]
    """Return a text with the edits of a fix."""
    lines = text.split("\n")
    for edit in sorted(fix.edits, key=lambda e: (e.where.line, e.where.column), reverse=True):
        line, start = lines[edit.where.line - 1], edit.where.column - 1
        lines[edit.where.line - 1] = line[:start] + edit.text + line[start + edit.where.length :]
    return "\n".join(lines)
