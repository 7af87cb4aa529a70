"""The canonical form of the bibliography.

Entries keep their order, and comments their places. Within an entry each field has a line,
`name = {value},`, in a fixed order and aligned. An entry is rewritten only if it is read as the
same entry, and the file only if all entries and comments are what they were. An entry that cannot
be read stays as it is, and so does one with comments between its fields.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.record import FIELDS, OURS
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_reader import BLOCK_KINDS, read_bibtex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimweave.review.reading.bibtex_grammar import Block, RawField

Said = tuple[list[tuple[str, str, "Mapping[str, str]"]], int]
"""What entries say: kind, key and fields of each; and how many problems there are."""

WIDTH = len("metadatasource")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE = re.compile(r"[0-9]+")


class UnreadableBibliographyError(RefusedError):
    """The bibliography cannot be read, so that nothing in it is changed."""

    def __init__(self) -> None:
        super().__init__("the bibliography cannot be read: `claimweave check` says why")


def form_of_bibliography(text: str) -> str:
    """Return the bibliography in its canonical form."""
    tidy = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    said = cache(_said)  # a text of one entry is asked for as a whole, and as an entry
    result = "\n".join(_laid_out(tidy, said)).strip("\n") + "\n"
    return result if _content(result, said) == _content(tidy, said) else text


def unread_entries(text: str) -> int:
    """Return how many entries of a bibliography cannot be read: they stay as they are."""
    return sum(block.kind == "broken" for block in blocks_of(text, BLOCK_KINDS))


def keys_in(text: str) -> set[str]:
    """Return all keys of a bibliography, those of entries that cannot be read and of sets too."""
    return {block.key for block in blocks_of(text, BLOCK_KINDS) if block.key}


def _laid_out(text: str, said: Callable[[str], Said]) -> Iterator[str]:
    """Yield the blocks with one empty line between them; a comment stays on the entry below it."""
    above: Block | None = None
    for block in _blocks(text):
        if above is not None and not _touch(text, above, block):
            yield ""
        yield _entry(text, block, said) if block.kind == "entry" else _kept(text, block)
        above = block


def _blocks(text: str) -> list[Block]:
    """Return the blocks that hold more than blanks."""
    return [block for block in blocks_of(text, BLOCK_KINDS) if _raw(text, block).strip()]


def _raw(text: str, block: Block) -> str:
    return text[block.start : block.end]


def _touch(text: str, above: Block, below: Block) -> bool:
    """Whether a comment stands on the very line above a block, or a @string above another."""
    if above.kind == "string" and below.kind != "string":
        return False
    if above.kind not in ("text", "comment", "string"):
        return False
    last = above.start + len(_raw(text, above).rstrip())
    first = below.start + len(_raw(text, below)) - len(_raw(text, below).lstrip())
    return text.count("\n", last, first) <= 1


def _kept(text: str, block: Block) -> str:
    raw = _raw(text, block)
    if block.kind == "broken":
        return raw
    return "\n".join(line.rstrip() for line in raw.strip().split("\n"))


def _entry(text: str, block: Block, said: Callable[[str], Said]) -> str:
    """Return an entry in its canonical form, or as it stands where that is not the same entry."""
    raw = _raw(text, block)
    names = [field.name.lower() for field in block.fields]
    commented = raw.count("%") > sum(p.text.count("%") for f in block.fields for p in f.pieces)
    if commented or block.faults or len(set(names)) < len(names):
        return raw
    if not all(_NAME.fullmatch(name) for name in names):
        return raw
    values = {field.name.lower(): _value(_source(text, field)) for field in block.fields}
    lines = [f"@{block.type}{{{block.key},"]
    lines += [f"  {name:<{WIDTH}} = {values[name]}," for name in sorted(values, key=_rank)]
    written = "\n".join([*lines, "}"])
    return written if said(written)[0] == said(raw.strip("\n"))[0] else raw


def _source(text: str, field: RawField) -> str:
    """Return a value as it stands, with its braces or quotes."""
    return text[field.at : field.end].partition("=")[2].strip()


def _rank(name: str) -> tuple[int, int, str]:
    """Sort key of a field: the usual ones, those of other names by name, and ours."""
    if name in FIELDS:
        return (0, FIELDS.index(name), "")
    return (2, OURS.index(name), "") if name in OURS else (1, 0, name)


def _value(raw: str) -> str:
    """Return a value in braces and on one line; one of macros or of several pieces stays."""
    if _BARE.fullmatch(raw):
        return f"{{{raw}}}"
    inner = raw[1:-1]
    quoted = raw.startswith('"') and raw.endswith('"') and len(raw) > 1 and '"' not in inner
    if quoted or (raw.startswith("{") and _closes_last(raw)):
        return f"{{{_folded(inner)}}}"
    return raw


def _closes_last(raw: str) -> bool:
    """Whether the brace at the beginning is closed by the one at the end."""
    depth = 0
    for at, char in enumerate(raw):
        depth += (char == "{") - (char == "}")
        if not depth:
            return at == len(raw) - 1
    return False


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _said(text: str) -> Said:
    """Return what the entries of a text say, as it stands but for blanks, and its problems."""
    entries, problems = read_bibtex(TextFile("", text))
    return [
        (entry.kind, entry.key, {n: _folded(v) for n, v in entry.sources.items()})
        for entry in entries
    ], len(problems)


def _content(text: str, said: Callable[[str], Said]) -> tuple[Said, list[str]]:
    """Return all that a bibliography says: its entries, its problems, and its other blocks."""
    others = [_kept(text, block) for block in _blocks(text) if block.kind != "entry"]
    return said(text.strip("\n")), others
