"""The bibliography: entries with places, and nothing dropped in silence.

The grammar is in `bibtex_grammar.py`. A fault of one entry is told and stays with it: all others
are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import MOST_FAULTS, Problem, Span, unlisted
from claimweave.review.entry_words import KINDS
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_macros import Macros
from claimweave.review.reading.bibtex_places import field_span
from claimweave.review.reading.entry_values import EntryValues
from claimweave.review.reading.inheritance import with_inherited
from claimweave.review.reading.text_places import TextPlaces
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.bibtex_grammar import Block, RawField

MOST_ENTRIES, MOST_FIELDS = 100_000, 500_000
"""What a bibliography may hold: each entry takes up to 1.5 KB of memory, and each field 0.4."""

UNREAD = "invalid-bibtex"
MISREAD = "misread-entry"
"""The rules that tell what cannot be read, and what is read otherwise than it may be meant."""

BLOCK_KINDS = frozenset({*KINDS, "comment", "string", "preamble"})

_HEAD = pattern(r"@\s*(\w+)\s*[{(]\s*([^,\s{}=]*)")
_KEY = re.compile(r"[^\s,={}()\"#%'\\\x00-\x20\x7f]{1,400}")
_PART_OF_AN_ENTRY = re.compile(
    r"^[^\S\n]*(?:[A-Za-z][\w-]*[^\S\n]*(?:=[^\S\n]*[{\"]|[{(][^\S\n]*[^\s,={}]+[^\S\n]*,[^\S\n]*$)"
    r"|[})][^\S\n]*,?[^\S\n]*$)",
    re.MULTILINE,
)
"""A line between two entries that looks like one of an entry; other text there is a comment."""

_SAYS_WHICH = frozenset({"author", "title", "year", "date", "doi", "pmid", "reviewnumber", "added",
                         "identity", "metadatasource"})  # fmt: skip
"""Fields that say which work it is, and what is known of it: twice, with two values, is a fault."""


def read_bibtex(source: TextFile) -> tuple[list[BibtexEntry], list[Problem]]:
    """Return the readable entries in file order, and a problem for each fault.

    Problems carry the rule `invalid-bibtex`, `duplicate-reference` or `misread-entry`. After an
    entry that cannot be read, reading goes on with the next line that begins one.
    """
    for most, sign in (MOST_ENTRIES, "@"), (MOST_FIELDS, "="):
        if source.text.count(sign) > most:
            message = f"this file has more than {most:,} signs {sign}"
            return [], [Problem(Span(source.path), message, "split or shorten it", UNREAD)]
    entries, problems = _read(source)
    if any(problem.rule == UNREAD for problem in problems):
        # Who has no fault does without what looks for its cause.
        from claimweave.review.reading.bibtex_causes import with_causes  # noqa: PLC0415

        entries, problems = with_causes(source, entries, problems, _read)
    more = unlisted(source.path, len(problems) - MOST_FAULTS, UNREAD)
    return entries, problems[:MOST_FAULTS] + more


def _read(source: TextFile) -> tuple[list[BibtexEntry], list[Problem]]:
    """Return what can be read, and what cannot, at the places where the reader stumbles."""
    reader = _Reader(source)
    return reader.entries(), reader.problems


def is_key(text: str) -> bool:
    """Whether a text can be the key of an entry that is cited."""
    return _KEY.fullmatch(text) is not None


def is_whole(problems: list[Problem]) -> bool:
    """Whether all entries of a bibliography could be read; `problems` are those of its reader."""
    return not any(problem.rule == UNREAD for problem in problems)


class _Reader:
    """Reads one bibliography from its first block to its last."""

    def __init__(self, source: TextFile) -> None:
        self.source = source
        self.places = TextPlaces(source.path, source.text)
        self.problems: list[Problem] = []
        self.macros = Macros()

    def entries(self) -> list[BibtexEntry]:
        """Return all entries that can be read, with what they take from others."""
        blocks = blocks_of(self.source.text, BLOCK_KINDS)
        self.macros.announce(block.fields[0] for block in blocks if block.kind == "string")
        found: dict[str, BibtexEntry] = {}
        broken = False
        for block in blocks:
            if block.kind == "entry":
                self._add(block, found)
            elif block.kind == "broken":
                self._tell_broken(block)
            elif block.kind == "string":
                self._define(block)
            elif block.kind == "text" and not broken:
                self._tell_text(block)
            broken = block.kind == "broken" or (broken and block.kind == "text")
        entries, untaken = with_inherited(found.values())
        for entry, name, key in untaken:
            message = f'{entry.key} names "{key}" under {name}, and there is no such entry'
            help_ = "correct the key, or add the entry"
            self._tell(field_span(self.source, entry, name), message, help_)
        return entries

    def _tell(self, where: Span, message: str, help_: str, rule: str = UNREAD) -> None:
        self.problems.append(Problem(where, message, help_, rule))

    def _add(self, block: Block, found: dict[str, BibtexEntry]) -> None:
        """Read an entry, and add it if its key is none that was seen before."""
        head = self.places.head(block.start)
        if not _KEY.fullmatch(block.key):
            self._tell_key(head, block.key)
        for at, message, help_ in block.faults:
            self._tell(self.places.name(at), message, help_)
        entry = self._entry(block)
        if not entry.key:
            return
        first = found.setdefault(entry.key, entry)
        if first is not entry:
            message = f'the key "{entry.key}" is already taken by the entry on line {first.line}'
            where = self.places.span(block.key_at, len(entry.key))
            help_ = "give one of the two another key, or remove it"
            self._tell(where, message, help_, "duplicate-reference")

    def _entry(self, block: Block) -> BibtexEntry:
        sources: dict[str, str] = {}
        lines: dict[str, int] = {}
        first = line = self.places.line(block.start)
        at = block.start
        for one in block.fields:
            name = one.name.lower()
            value = self._value(one)
            line += self.source.text.count("\n", at, one.at)  # most are on the next line
            at = one.at
            if name in sources:
                self._tell_twice(one, lines[name], same=value.split() == sources[name].split())
                continue
            sources[name] = value
            lines[name] = line
        return BibtexEntry(block.type, block.key, EntryValues(sources), lines, first, sources)

    def _value(self, one: RawField) -> str:
        """Return a value with its macros written out; one that is not defined is told."""
        if len(one.pieces) == 1 and not one.pieces[0].bare:
            return one.pieces[0].text
        value, unknown = self.macros.value(one.pieces)
        for name in unknown:
            what = f"names a macro that is not defined: {name}"
            if not name.isidentifier() and not re.fullmatch(r"[A-Za-z][\w:.+-]*", name):
                what = "stands neither in braces nor in straight quotes"
            where = self.places.word(one.at)
            self._tell(where, f"the field {one.name} {what}", "put its text into braces")
        return value

    def _define(self, block: Block) -> None:
        one = block.fields[0]
        before = self.macros.define(one.name, self._value(one))
        if before:
            message = (
                f'the macro "{one.name}" is defined a second time: this one counts from here on'
            )
            self._tell(self.places.word(one.at), message, "keep one of the two", MISREAD)

    def _tell_twice(self, one: RawField, first: int, *, same: bool) -> None:
        rule = UNREAD if one.name.lower() in _SAYS_WHICH and not same else MISREAD
        message = f"this entry has a field twice: {one.name}; the one on line {first} counts"
        self._tell(self.places.word(one.at), message, "keep one of them", rule)

    def _tell_key(self, where: Span, key: str) -> None:
        what = f'the key "{key}"' if key else "an entry without a key"
        help_ = "a key has no blanks and none of the signs , = { } ( ) \" # % ' and \\"
        self._tell(where, f"{what} cannot be cited", help_)

    def _tell_broken(self, block: Block) -> None:
        fault = block.faults[0]
        name = f'the entry "{block.key}"' if block.key else "this entry"
        if block.type in ("string", "preamble"):
            name = f"this @{block.type}"
        line = self.places.line(fault.at)
        message = f"{name} cannot be read: {fault.message}"
        if line != self.places.line(block.start):
            message += f" (line {line})"
        help_ = f"{fault.help}; the next entry is read again"
        self._tell(self.places.head(block.start), message, help_)

    def _tell_text(self, block: Block) -> None:
        """Say that text between entries looks like a part of one."""
        found = _PART_OF_AN_ENTRY.search(self.source.text, block.start, block.end)
        if found is None:
            return
        text = self.places.text_of(self.places.line(found.start()))
        column = len(text) - len(text.lstrip())
        where = Span(
            self.source.path, self.places.line(found.start()), column + 1, len(text.strip())
        )
        message = "this stands outside of any entry, and is passed over"
        self._tell(where, message, "look for a brace too many above it, or an @ that is missing")
