"""Commas within braces that end a text which was meant to go on, and fields without a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading.yaml_blanks import PLAIN_SPACES, odd_space_said
from claimweave.review.reading.yaml_remedies import FIELDS, is_field
from claimweave.review.reading.yaml_suspects import ODD_SPACES
from claimweave.review.reading.yaml_texts import quoted, shown_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.disk.text_files import TextFile

UNREADABLE = "invalid-yaml"
NO_COLON = "a colon is missing behind"

_CLOSED = frozenset({"cites", "label", "folder"})
"""Fields of groups whose fields are all known: another one there belongs to a text."""

Pair = tuple[yaml.Node, yaml.Node]


def span_of(source: TextFile, node: yaml.Node, length: int | None = None) -> Span:
    """Return where a node stands, as far as its first line goes."""
    mark, end = node.start_mark, node.end_mark
    wide = max(1, end.column - mark.column) if end.line == mark.line else 1
    return Span(source.path, mark.line + 1, mark.column + 1, length or wide)


def odd_space(source: TextFile, node: yaml.Node, found: re.Match[str]) -> Problem:
    """Return the problem of spaces in a field's name that are letters to YAML."""
    start = node.start_mark
    column = start.column + found.start() + 1
    span = Span(source.path, start.line + 1, column, found.end() - found.start())
    fix = Fix(PLAIN_SPACES, (Edit(span, " " * span.length),), safe=True)
    return Problem(span, odd_space_said(found[0][-1]), PLAIN_SPACES, UNREADABLE, fix)


def is_bare(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a field within braces has neither a colon nor a value."""
    empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    return empty and value.start_mark.index <= key.end_mark.index


def bare_field(source: TextFile, pairs: Sequence[Pair], at: int) -> Problem:
    """Say that a comma has ended a text: what follows it is read as a field without a value."""
    closed = _CLOSED.intersection(str(key.value) for key, _ in pairs)
    bare = at
    while bare + 1 < len(pairs) and (
        is_bare(*pairs[bare + 1]) or (closed and not is_field(str(pairs[bare + 1][0].value)))
    ):
        bare += 1
    text, last = pairs[at - 1][1], pairs[bare][0 if is_bare(*pairs[bare]) else 1]
    span = span_of(source, pairs[at][0])
    glued = re.fullmatch(r"([^\W\d]\w*):(\S.*)", str(pairs[at][0].value))
    if glued:
        message = f"a space is missing behind the colon of {glued[1]}"
        put = Span(source.path, span.line, span.column + len(glued[1]) + 1, 0)
        help_ = f"write `{glued[1]}: {glued[2][:40]}`"
        return Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, " "),), safe=True))
    odd = re.search(f"[{ODD_SPACES}]+", str(pairs[at][0].value))
    if odd:
        return odd_space(source, pairs[at][0], odd)
    split = re.fullmatch(r"([^\W\d][\w-]*)( +(?:[=;] *)?)(\S+)", str(pairs[at][0].value))
    if split and (at == 0 or split[1] in FIELDS):
        message = f"{NO_COLON} {split[1]}"
        put = Span(source.path, span.line, span.column + len(split[1]), len(split[2]))
        help_ = f"write `{split[1]}: {split[3][:40]}`"
        return Problem(span, message, help_, UNREADABLE, Fix(help_, (Edit(put, ": "),), safe=True))
    if at == 0:
        message = f'"{pairs[0][0].value}" stands where a field belongs, and has neither colon nor '
        return Problem(span, f"{message}value", "within { } write `field: value`", UNREADABLE)
    return ended_by_comma(source, text, last.end_mark, "a field without a value")


def ended_by_comma(source: TextFile, text: yaml.Node, end: yaml.Mark, read_as: str) -> Problem:
    """Return the problem of a text that a comma has ended, and which goes on up to a mark."""
    message = f"a comma ends a text within {{ }}: what follows is read as {read_as}"
    start = text.start_mark
    scalar = isinstance(text, yaml.ScalarNode)
    if not scalar or start.line != end.line or not text.value:
        span = span_of(source, text)
        return Problem(span, message, "put the whole text into quotes", UNREADABLE)
    line = source.text.split("\n")[start.line]
    whole = line[start.column : end.column]
    put = Span(source.path, start.line + 1, start.column + 1, len(whole))
    safe = not getattr(text, "style", "")
    fix = Fix("put the text into quotes", (Edit(put, quoted(whole)),), safe=safe)
    return Problem(span_of(source, text), message, shown_quoted(whole), UNREADABLE, fix)
