"""Where the parts of an entry stand: its head, its kind, a field, and the text of a field."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Span
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.bibtex_entry import BibtexEntry

HEAD = pattern(r"@(\w+)\s*[{(]\s*([^,\s{}=]*)")


def head_span(source: TextFile, line: int) -> Span:
    """Return where the head of an entry stands: its kind and its key."""
    text = line_of(source, line)
    head = HEAD.search(text)
    if head is None:
        return Span(source.path, line, 1, max(1, len(text)))
    return Span(source.path, line, head.start() + 1, head.end() - head.start())


def word_span(source: TextFile, line: int, word: str) -> Span:
    """Return where a word stands in a line; the line's beginning where it does not."""
    column = line_of(source, line).find(word)
    return Span(source.path, line, max(column, 0) + 1, len(word) if column >= 0 else 1)


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def line_of(source: TextFile, line: int) -> str:
    """Return a line of a file, counted from 1; an empty text where there is none."""
    lines = _lines(source.text)
    return lines[line - 1] if line <= len(lines) else ""


def kind_span(source: TextFile, entry: BibtexEntry) -> Span:
    """Return where an entry's kind stands: what follows the @."""
    head = HEAD.search(line_of(source, entry.line))
    if head is None:
        return word_span(source, entry.line, "@")
    return Span(source.path, entry.line, head.start(1) + 1, len(head[1]))


def value_span(source: TextFile, entry: BibtexEntry, field: str) -> Span | None:
    """Return where a field's text stands between its braces or quotes, if it stands on one line."""
    name = field_span(source, entry, field)
    line = line_of(source, name.line)
    found = re.compile(r"\s*=\s*[{\"]([^{}\"]*)[}\"]").match(line, name.column - 1 + name.length)
    if found is None or " ".join(found[1].split()) != entry.fields.get(field):
        return None
    return Span(source.path, name.line, found.start(1) + 1, len(found[1]))


def field_span(source: TextFile, entry: BibtexEntry, field: str | None = None) -> Span:
    """Return where an entry's key stands, or the name of one of its fields."""
    if field is None or field not in entry.lines:
        return word_span(source, entry.line, entry.key)
    line = entry.lines[field]
    at = re.search(re.escape(field) + r"\s*=", line_of(source, line), re.IGNORECASE)
    column = at.start() if at else 0
    return Span(source.path, line, column + 1, len(field))
