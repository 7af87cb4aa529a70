r"""The grammar of BibTeX as BibTeX and biber have it: blocks, fields, and the pieces of a value.

A brace counts whatever stands before it, a value is joined of pieces with `#`, and `%` begins a
comment between the parts of an entry, but not within a value. Reading is strict within an entry
and goes on behind one that cannot be read, with the next line that begins another.

Sources: Patashnik, "BibTeXing"; the grammar of btparse, which biber reads with. bibtexparser's
splitter was left for this: it takes `\}` for no brace, joins nothing, and drops what stands twice.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimweave.review.reading.bibtex_values import (
    BRACED,
    Fault,
    Piece,
    UnreadableError,
    ValueScanner,
)
from claimweave.words.pattern import pattern

_AT = re.compile(r"^[^\S\n]*%[^\n]*|@[^\S\n]*([A-Za-z][\w.+:-]*)\s*([{(])", re.MULTILINE)
"""A comment of one line, or the beginning of a block."""

_NEXT = pattern(r"^[^\S\n]*@[^\S\n]*[A-Za-z][\w.+:-]*\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"[^\s,={}]*(?:[^\S\n]+[^\s,={}]+)*")
_NAME = pattern(r"[^\s\"#%'(),={}]+(?:[^\S\n]+[^\s\"#%'(),={}]+)*")
_PLAIN_FIELD = re.compile(rf"([A-Za-z][\w-]*)\s*+=\s*+({BRACED.pattern})\s*+,\s*+(?!%)")
"""A field in braces with a comma and no comment behind it, as nearly all are."""

_FIELD_WITHIN = re.compile(
    r"[\n,][^\S\n]*(author|title|journal|journaltitle|booktitle|publisher|year|date|volume|pages|"
    r"editor|doi|url|pmid|issn|isbn|reviewnumber|metadatasource)\s*=\s*[{\"]",
    re.IGNORECASE,
)
"""The beginning of a field within another one, whose brace or quote was never closed."""

_ENTRY_WITHIN = pattern(r"^[^\S\n]*@[^\S\n]*([A-Za-z]+)\s*[{(]\s*[^\s,={}]*\s*,", re.MULTILINE)


class RawField(NamedTuple):
    """A field as it stands: its name, where that begins, its pieces, and where they end."""

    name: str
    at: int
    pieces: tuple[Piece, ...]
    end: int


class Block(NamedTuple):
    """A part of a bibliography between two places.

    `kind` is `entry`, `string`, `preamble`, `comment`, `text` (what stands between the others) or
    `broken`. `type` is what follows the @ of an entry. `faults` of what is not broken are such as
    leave it readable.
    """

    kind: str
    start: int
    end: int
    type: str = ""
    key: str = ""
    key_at: int = 0
    fields: tuple[RawField, ...] = ()
    faults: tuple[Fault, ...] = ()


def blocks_of(text: str, kinds: frozenset[str]) -> list[Block]:
    """Return all blocks of a bibliography in their order, those of text between them included.

    `kinds` are the types of entries that there are: one of them at the beginning of a line, with
    a key, is an entry also where a brace above it was never closed.
    """
    blocks: list[Block] = []
    scanner = _Scanner(text, kinds)
    at = 0
    while found := _AT.search(text, at if not blocks else blocks[-1].end):
        if found[1] is None:  # a comment: what stands in it is none
            at = found.end()
            if blocks and blocks[-1].kind == "text":
                blocks[-1] = Block("text", blocks[-1].start, at)
            else:
                start = blocks[-1].end if blocks else 0
                blocks.append(Block("text", start, at))
            continue
        _text_before(blocks, found.start())
        blocks.append(scanner.block(found))
    _text_before(blocks, len(text))
    return blocks


def _text_before(blocks: list[Block], at: int) -> None:
    """Add what stands between the last block and a place."""
    start = blocks[-1].end if blocks else 0
    if blocks and blocks[-1].kind == "text":
        blocks[-1] = Block("text", blocks[-1].start, at)
    elif at > start:
        blocks.append(Block("text", start, at))


class _Scanner(ValueScanner):
    """Reads the blocks of one text, each from its @ on."""

    def __init__(self, text: str, kinds: frozenset[str]) -> None:
        super().__init__(text)
        self.kinds = kinds
        self.faults: list[Fault] = []

    def block(self, found: re.Match[str]) -> Block:
        """Return the block that begins at a match of its head."""
        self.faults = []
        start, type_, at = found.start(), found[1].lower(), found.end()
        close = "}" if found[2] == "{" else ")"
        try:
            if type_ == "comment":
                return Block("comment", start, self._comment(start, at, close))
            if type_ == "preamble":
                return Block("preamble", start, self.closed(self.value(at)[1], close))
            if type_ == "string":
                name, end = self._field(self.gap(at), close)
                return Block("string", start, self.closed(end, close), fields=(name,))
            return self._entry(start, type_, at, close)
        except UnreadableError as error:
            return self._broken(start, type_, at, error.fault)

    def _broken(self, start: int, type_: str, at: int, fault: Fault) -> Block:
        following = _NEXT.search(self.text, at)
        end = following.start() if following else len(self.text)
        while end > at and self.text[end - 1].isspace():
            end -= 1
        key = _KEY.match(self.text, self.gap(at))
        name = key[0].strip() if key else ""
        behind = self.text[self.gap(key.end()) :][:1] if key else ""
        return Block(
            "broken", start, end, type_, name if behind != "=" else "", at, faults=(fault,)
        )

    def _comment(self, start: int, at: int, close: str) -> int:
        """Return the end of a comment; one that is never closed ends with its line."""
        end = self.braces(at - 1) if close == "}" else self.text.find(")", at) + 1
        following = _ENTRY_WITHIN.search(self.text, at, max(end, 0)) if end > 0 else None
        if end > 0 and not (following and following[1].lower() in self.kinds):
            return end
        line = self.text.find("\n", start)
        return line if line >= 0 else len(self.text)

    def _entry(self, start: int, type_: str, at: int, close: str) -> Block:
        key_at = self.gap(at)
        found = _KEY.match(self.text, key_at)
        key = found[0].strip() if found else ""
        at = self.gap(key_at + len(key))
        if self.text.startswith("=", at):
            raise UnreadableError(
                key_at, "it has no key", "write a key and a comma behind the first brace"
            )
        fields: list[RawField] = []
        if self.text.startswith(",", at):
            at = self.gap(at + 1)
            while not self.text.startswith(close, at):
                field, at = self._plain_field(at) or self._separate_field(at, close)
                fields.append(field)
        end = self.closed(at, close)
        return Block("entry", start, end, type_, key, key_at, tuple(fields), tuple(self.faults))

    def _plain_field(self, at: int) -> tuple[RawField, int] | None:
        """Return the field at a place, and where the next one begins; None for one of its own."""
        found = _PLAIN_FIELD.match(self.text, at)
        if found is None:
            return None
        value = Piece(found[2][1:-1], bare=False)
        field = RawField(found[1], at, (value,), found.end(2))
        if "=" in value.text or "@" in value.text:
            self._look(field, found.end(1))
        return field, found.end()

    def _separate_field(self, at: int, close: str) -> tuple[RawField, int]:
        """Return the field at a place piece by piece, and where the next one begins."""
        field, end = self._field(at, close)
        return field, self._separated(end, close, field)

    def _separated(self, at: int, close: str, field: RawField) -> int:
        """Return where the next field begins; a comma that is missing before it is told."""
        at = self.gap(at)
        if self.text.startswith(",", at):
            return self.gap(at + 1)
        name = _NAME.match(self.text, at)
        if name and self.text.startswith("=", self.gap(name.end())):
            message = f"the field {field.name} has no comma behind it, before {name[0]}"
            self.faults.append(Fault(field.at, message, "put a comma behind its brace or quote"))
        elif not self.text.startswith(close, at):
            if field.pieces[-1].bare and not self.text.startswith("@", at):
                message = f"its field {field.name} stands neither in braces nor in straight quotes"
                raise UnreadableError(field.at, message, "put its text into braces")
            if self.text.startswith("@", at) or at == len(self.text):
                self.closed(at, close)
            raise UnreadableError(
                field.at,
                f"something is missing or too many behind its field {field.name}",
                "look for a brace, a quote or a comma that is missing or too many",
            )
        return at

    def _field(self, at: int, close: str) -> tuple[RawField, int]:
        """Return the field that begins at a place, and the place behind it."""
        found = _NAME.match(self.text, at)
        name = " ".join(found[0].split()) if found else ""
        sign = self.gap(found.end() if found else at)
        if not self.text.startswith("=", sign):
            if name.startswith("@") or at == len(self.text):
                self.closed(at, close)
            raise UnreadableError(
                at,
                f'there is no = behind "{name[:60]}"' if name else "a comma or a sign is too many",
                "a field is a name, then =, then a value in braces, then a comma",
            )
        pieces, end = self.value(sign + 1)
        field = RawField(name, at, pieces, end)
        self._look(field, sign)
        return field, end

    def _look(self, field: RawField, sign: int) -> None:
        """Note a name that cannot be one, and another entry in a value that was never closed."""
        if not field.name or " " in field.name or not field.name[0].isalpha():
            what = f'the name "{field.name[:60]}" of a field' if field.name else ""
            message = f"{what or 'a field without a name'} cannot be read"
            help_ = "a field is a name without spaces, then =, then a value in braces"
            self.faults.append(Fault(field.at if field.name else sign, message, help_))
        within = None
        if self.text.find("@", sign, field.end) >= 0:
            within = _ENTRY_WITHIN.search(self.text, sign, field.end)
        if within and within[1].lower() in self.kinds:
            message = f"its field {field.name} is not closed before the next entry"
            raise UnreadableError(field.at, message, "close the field with `},`")
        if len(field.pieces) == 1 and "=" in field.pieces[0].text:
            swallowed = _FIELD_WITHIN.search(field.pieces[0].text)
            if swallowed:
                message = f"its field {field.name} is not closed, and runs on into {swallowed[1]}"
                raise UnreadableError(field.at, message, "close its brace or quote")
