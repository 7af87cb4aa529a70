"""The canonical form of the bibliography.

Entries keep their order, and comments their places. Within an entry each field has a line,
`name = {value},`, in a fixed order and aligned. An entry is rewritten only if it is read as the
same entry, and the file only if all entries and comments are what they were.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry, ExplicitComment, ImplicitComment, String

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.record import FIELDS, OURS
from claimweave.review.reading.bibtex_reader import read_bibtex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.model import Block

WIDTH = len("metadatasource")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE = re.compile(r"[0-9]+")


class UnreadableBibliographyError(RefusedError):
    """The bibliography cannot be read, so that nothing in it is changed."""

    def __init__(self) -> None:
        super().__init__("the bibliography cannot be read: `claimweave check` says why")


def form_of_bibliography(text: str) -> str:
    """Return the bibliography in its canonical form.

    Raises:
        UnreadableBibliographyError: when an entry cannot be read.
    """
    tidy = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if read_bibtex(TextFile("", tidy))[1]:
        raise UnreadableBibliographyError
    result = "\n".join(_laid_out(tidy)).strip("\n") + "\n"
    return result if _content(result) == _content(tidy) else text


def _laid_out(text: str) -> Iterator[str]:
    """Yield the blocks with one empty line between them; a comment stays on the entry below it."""
    previous: Block | None = None
    for block in _blocks(text):
        if previous is not None and not _touch(previous, block):
            yield ""
        yield _entry(block) if isinstance(block, Entry) else _kept(block)
        previous = block


def _blocks(text: str) -> list[Block]:
    """Return the blocks as they stand, with the braces and quotes of their values."""
    return list(parse_string(text, parse_stack=[]).blocks)


def _touch(above: Block, below: Block) -> bool:
    """Whether a comment stands on the very line above a block, or a @string above another."""
    if isinstance(above, String) and not isinstance(below, String):
        return False
    if not isinstance(above, ImplicitComment | ExplicitComment | String):
        return False
    last = (above.start_line or 0) + (above.raw or "").rstrip("\n").count("\n")
    return (below.start_line or 0) <= last + 1


def _kept(block: Block) -> str:
    raw = block.raw or ""
    return "\n".join(line.rstrip() for line in raw.strip("\n").split("\n"))


def _entry(block: Entry) -> str:
    """Return an entry in its canonical form, or as it stands where that is not the same entry."""
    names = [field.key for field in block.fields]
    lowered = [name.lower() for name in names]
    if len(set(lowered)) < len(names) or not all(_NAME.fullmatch(name) for name in names):
        return _kept(block)
    values = dict(zip(lowered, (_value(str(f.value)) for f in block.fields), strict=True))
    lines = [f"@{block.entry_type.lower()}{{{block.key},"]
    lines += [f"  {name:<{WIDTH}} = {values[name]}," for name in sorted(values, key=_rank)]
    written = "\n".join([*lines, "}"])
    return written if _entries(written) == _entries(block.raw or "") else _kept(block)


def _rank(name: str) -> tuple[int, int, str]:
    """Sort key of a field: the usual ones, those of other names by name, and ours."""
    if name in FIELDS:
        return (0, FIELDS.index(name), "")
    return (2, OURS.index(name), "") if name in OURS else (1, 0, name)


def _value(raw: str) -> str:
    """Return a value in braces and on one line; a name of a @string stays as it is."""
    if _BARE.fullmatch(raw):
        return f"{{{raw}}}"
    inner = raw[1:-1]
    if raw.startswith('"') and raw.endswith('"') and len(raw) > 1 and '"' not in inner:
        return f"{{{_folded(inner)}}}"
    if raw.startswith("{") and raw.endswith("}"):
        return f"{{{_folded(inner)}}}"
    return raw


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    entries, _ = read_bibtex(TextFile("", text))
    return [(entry.kind, entry.key, entry.fields) for entry in entries]


def _content(text: str) -> tuple[object, list[str], int]:
    """Return all that a bibliography says: its entries, its other blocks, and its problems."""
    others = [_kept(block) for block in _blocks(text) if not isinstance(block, Entry)]
    return _entries(text), others, len(read_bibtex(TextFile("", text))[1])
