"""The bibliography, through bibtexparser 2: entries with places, and nothing dropped in silence."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    MiddlewareErrorBlock,
    ParsingFailedBlock,
)

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.reading.latex_text import plain_of_latex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.disk.text_files import TextFile

MOST_ENTRIES, MOST_FIELDS = 100_000, 500_000
"""What a bibliography may hold: each entry takes up to 1.5 KB of memory, and each field 0.4."""

# The parser logs what it also returns in `failed_blocks`; here each becomes a diagnostic.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_:.+-]{0,79}")
_HEAD = re.compile(r"@(\w+)\s*[{(]\s*([^,\s{}=]*)")
_FIELD_NAME = re.compile(r"[^\W\d_][^\s\"#%'(),={}]*")
_FIELD_SIGN = re.compile(r"[={}]")
_SWALLOWED = re.compile(r"[}\"]\s{0,200}\b([A-Za-z][\w-]{0,40})\s{0,20}=\s{0,20}[{\"0-9]")
_BARE = re.compile(r"[0-9]+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
"""What BibTeX takes without braces: a number, and the months that it knows."""

_MACRO = re.compile(r"[A-Za-z][\w:.+-]*")


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry as it stands in the file: its type, key, fields and the line of each field."""

    kind: str
    key: str
    fields: dict[str, str]
    lines: dict[str, int]
    line: int
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The fields as they stand in the file, LaTeX and braces included: names are read of them."""

    def source_of(self, name: str) -> str:
        """Return a field as it stands in the file; empty when there is none."""
        return self.sources.get(name) or self.fields.get(name, "")


def read_bibtex(source: TextFile) -> tuple[list[BibtexEntry], list[Problem]]:
    """Return the readable entries in file order, and a problem for each unreadable block.

    Problems carry the rule `invalid-bibtex` or `duplicate-reference`. After an entry that
    cannot be read, reading goes on with the next line that begins one.
    """
    for most, sign in (MOST_ENTRIES, "@"), (MOST_FIELDS, "="):
        if source.text.count(sign) > most:
            message = f"this file has more than {most:,} signs {sign}"
            span = Span(source.path)
            return [], [Problem(span, message, "split or shorten it", "invalid-bibtex")]
    library = parse_string(source.text)
    problems = [_failure(source, block) for block in library.failed_blocks]
    for before, block in zip([None, *library.blocks], library.blocks, strict=False):
        told = isinstance(before, ParsingFailedBlock) or (
            isinstance(before, Entry) and not before.key
        )
        if (
            isinstance(block, ImplicitComment)
            and not told
            and (fault := _passed_over(source, block))
        ):
            problems.append(fault)
    entries: list[BibtexEntry] = []
    for block in library.entries:
        problem = _oddity(source, block)
        if problem:
            problems.append(problem)
        if block.key:
            entries.append(_entry(block))
    more = unlisted(source.path, len(problems) - MOST_FAULTS, "invalid-bibtex")
    return entries, problems[:MOST_FAULTS] + more


def is_key(text: str) -> bool:
    """Whether a text can be the key of an entry that is cited."""
    return _KEY.fullmatch(text) is not None


def _entry(block: Entry) -> BibtexEntry:
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    sources: dict[str, str] = {}
    for one in block.fields:
        name = one.key.lower()
        if name not in fields:
            fields[name] = plain_of_latex(str(one.value))
            lines[name] = one.start_line + 1
            sources[name] = str(one.value)
    line = (block.start_line or 0) + 1
    return BibtexEntry(block.entry_type.lower(), block.key, fields, lines, line, sources)


def _failure(source: TextFile, block: ParsingFailedBlock) -> Problem:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateBlockKeyBlock):
        if not block.key:
            return _no_usable_key(source, line, block.key)
        first = (block.previous_block.start_line or 0) + 1
        return Problem(
            _word_span(source, line, block.key),
            f'the key "{block.key}" is already taken by the entry on line {first}',
            "give one of the two another key, or remove it",
            "duplicate-reference",
        )
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        return Problem(
            _head_span(source, line),
            f"this entry has a field twice: {names}",
            "keep one of them",
            "invalid-bibtex",
        )
    assert isinstance(block, ParsingFailedBlock | MiddlewareErrorBlock)
    head = _HEAD.search(block.raw or "")
    name = f'the entry "{head.group(2)}"' if head and head.group(2) else "this entry"
    return Problem(
        _head_span(source, line),
        f"{name} cannot be read: a brace, a quote or a comma is missing",
        "close each field with `},` and the entry with `}`; the next entry is read again",
        "invalid-bibtex",
    )


def _passed_over(source: TextFile, block: ImplicitComment) -> Problem | None:
    """Say that text between entries looks like a part of one; lines that begin with % do not."""
    for number, line in enumerate((block.raw or "").split("\n"), start=(block.start_line or 0) + 1):
        if _FIELD_SIGN.search(line) and not line.lstrip().startswith("%"):
            whole = _line(source, number)
            column = whole.find(line.strip()) + 1
            return Problem(
                Span(source.path, number, max(column, 1), max(len(line.strip()), 1)),
                "this stands outside of any entry, and is passed over",
                "look for a brace too many above it, or an @ that is missing",
                "invalid-bibtex",
            )
    return None


def _oddity(source: TextFile, block: Entry) -> Problem | None:
    line = (block.start_line or 0) + 1
    if not _KEY.fullmatch(block.key):
        return _no_usable_key(source, line, block.key)
    bare = block.parser_metadata.get("removed_enclosing", {})
    for one in block.fields:
        if not _FIELD_NAME.fullmatch(one.key):
            span = _word_span(source, one.start_line + 1, one.key or "=")
            name = " ".join(one.key.split())[:60]
            what = f'the name "{name}" of a field' if name else "a field without a name"
            help_ = "a field is a name without spaces, then =, then a value in braces"
            return Problem(span, f"{what} cannot be read", help_, "invalid-bibtex")
        fault = _value_fault(str(one.value), bare=bare.get(one.key) == "no-enclosing")
        if fault:
            span = _word_span(source, one.start_line + 1, one.key)
            return Problem(span, f"the field {one.key} {fault[0]}", fault[1], "invalid-bibtex")
    return None


def _value_fault(value: str, *, bare: bool) -> tuple[str, str] | None:
    """Return what is wrong with a field's value, and how to mend it; `bare` is without braces."""
    swallowed = _SWALLOWED.search(value)
    if swallowed:
        message = f"is not closed: it runs on into {swallowed[1]}"
        return message, "put a comma after its brace or quote"
    if (bare and "#" in value) or (re.search(r'["}]?\s#\s["{]?', value) and '"' in value):
        return "joins texts with #, which is not supported", "write the text out"
    if bare and not _BARE.fullmatch(value):
        what = "names a macro that is not defined"
        if not _MACRO.fullmatch(value):
            what = "stands neither in braces nor in straight quotes"
        return what, "put its text into braces"
    return None


def _no_usable_key(source: TextFile, line: int, key: str) -> Problem:
    what = f'the key "{key}"' if key else "an entry without a key"
    help_ = "a key begins with a letter and holds letters, digits and - _ : . + only"
    return Problem(_head_span(source, line), f"{what} cannot be cited", help_, "invalid-bibtex")


def _head_span(source: TextFile, line: int) -> Span:
    text = _line(source, line)
    head = _HEAD.search(text)
    if head is None:
        return Span(source.path, line, 1, max(1, len(text)))
    return Span(source.path, line, head.start() + 1, head.end() - head.start())


def _word_span(source: TextFile, line: int, word: str) -> Span:
    column = _line(source, line).find(word)
    return Span(source.path, line, max(column, 0) + 1, len(word) if column >= 0 else 1)


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def _line(source: TextFile, line: int) -> str:
    lines = _lines(source.text)
    return lines[line - 1] if line <= len(lines) else ""


def kind_span(source: TextFile, entry: BibtexEntry) -> Span:
    """Return where an entry's kind stands: what follows the @."""
    head = _HEAD.search(_line(source, entry.line))
    if head is None:
        return _word_span(source, entry.line, "@")
    return Span(source.path, entry.line, head.start(1) + 1, len(head[1]))


def value_span(source: TextFile, entry: BibtexEntry, field: str) -> Span | None:
    """Return where a field's text stands between its braces or quotes, if it stands on one line."""
    name = field_span(source, entry, field)
    line = _line(source, name.line)
    found = re.compile(r"\s*=\s*[{\"]([^{}\"]*)[}\"]").match(line, name.column - 1 + name.length)
    if found is None or " ".join(found[1].split()) != entry.fields.get(field):
        return None
    return Span(source.path, name.line, found.start(1) + 1, len(found[1]))


def field_span(source: TextFile, entry: BibtexEntry, field: str | None = None) -> Span:
    """Return where an entry's key stands, or the name of one of its fields."""
    if field is None or field not in entry.lines:
        return _word_span(source, entry.line, entry.key)
    line = entry.lines[field]
    at = re.search(re.escape(field) + r"\s*=", _line(source, line), re.IGNORECASE)
    column = at.start() if at else 0
    return Span(source.path, line, column + 1, len(field))
