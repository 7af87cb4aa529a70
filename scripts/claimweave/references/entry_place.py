"""The place of a new entry in the bibliography: by its number, or where another one stood.

The new text is read again and compared: every other entry must be what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references.bibliography_form import UnreadableBibliographyError
from claimweave.references.bibtex import UnwritableEntryError
from claimweave.references.same_work import refuse_known
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_reader import BLOCK_KINDS, read_bibtex
from claimweave.review.reading.text_places import TextPlaces
from claimweave.review.reference import Reference
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from claimweave.review.reading.bibtex_entry import BibtexEntry


def with_entry(bibliography: str, entry: str) -> str:
    """Return the bibliography with an entry more: behind the one with the number before its own.

    The number is that of the review. Without one it stands at the end.

    Raises:
        UnwritableEntryError: when it is not one entry.
        UnreadableBibliographyError: when the other entries would not be read as they were.
        DuplicateError: when the work is there already.
    """
    new = _single(entry)
    _refuse_known(bibliography, new, but="")
    lines = bibliography.split("\n")
    places, own = _places(bibliography), Reference.of(new).number or 0
    before = [place for place in places if own and 0 < place.number < own]
    behind = [place for place in places if own and place.number > own]
    if before:
        last = max(before, key=lambda place: (place.number, place.last)).last
        result = [*lines[: last + 1], "", *entry.split("\n"), *lines[last + 1 :]]
    elif behind:
        first = _above(lines, min(place.first for place in behind))
        result = [*lines[:first], *entry.split("\n"), "", *lines[first:]]
    else:
        old = bibliography.rstrip()
        result = [*([old, ""] if old else []), entry, ""]
    return _confirmed(bibliography, "\n".join(result), new)


def with_entry_replaced(bibliography: str, key: str, entry: str) -> str:
    """Return the bibliography with another entry in the place of the one with the key.

    Raises:
        UnwritableEntryError: as `with_entry`, or when there is no such entry.
        UnreadableBibliographyError, DuplicateError: as `with_entry`.
    """
    new = _single(entry)
    _refuse_known(bibliography, new, but=key)
    found = [place.raw for place in _places(bibliography) if place.entry.key == key]
    if len(found) != 1:
        raise UnwritableEntryError(f"the bibliography has no entry {key}")
    return _confirmed(bibliography, bibliography.replace(found[0], entry, 1), new, without=key)


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry as it stands: its text, and its first and last line, counted from 0."""

    entry: BibtexEntry
    raw: str
    first: int
    last: int

    @property
    def number(self) -> int:
        """The number in the source review; 0 when it has none."""
        return Reference.of(self.entry).number or 0


def _places(text: str) -> list[_Place]:
    known = {entry.line: entry for entry in read_bibtex(TextFile("", text))[0]}
    lines = TextPlaces("", text)
    found = []
    for block in blocks_of(text, BLOCK_KINDS):
        first = lines.line(block.start)
        if block.kind == "entry" and first in known:
            raw = text[block.start : block.end]
            found.append(_Place(known[first], raw, first - 1, first - 1 + raw.count("\n")))
    return found


def _single(entry: str) -> BibtexEntry:
    entries, problems = read_bibtex(TextFile("", entry))
    if problems or len(entries) != 1:
        raise UnwritableEntryError(problems[0].message if problems else "this is not one entry")
    return entries[0]


def _above(lines: list[str], first: int) -> int:
    """Return the line at which the comments begin that touch an entry from above."""
    while first and lines[first - 1].strip():
        first -= 1
    return first


def _refuse_known(text: str, new: BibtexEntry, but: str) -> None:
    entries, _ = read_bibtex(TextFile("", text))
    refuse_known(Reference.of(new), (Reference.of(one) for one in entries if one.key != but))
    if _may_be_in(_unread(text), Reference.of(new)):
        raise UnreadableBibliographyError  # what cannot be read may be the very work


def _unread(text: str) -> str:
    """Return the text of all entries that cannot be read."""
    blocks = blocks_of(text, BLOCK_KINDS)
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind == "broken")


def _may_be_in(unread: str, new: Reference) -> bool:
    """Whether a text names an identifier of a work, or its title."""
    folded_text = " ".join(re.findall(r"\w+", folded(unread)))
    title = " ".join(re.findall(r"\w+", folded(new.title)))
    known = (new.field("doi"), new.field("pmid"))
    lowered = unread.casefold()
    named = any(text and text.casefold() in lowered for text in known)
    numbered = new.number and re.search(rf"reviewnumber\W+{new.number}\b", lowered)
    return bool(unread) and bool(named or numbered or (title and title in folded_text))


def _confirmed(before: str, after: str, new: BibtexEntry, without: str = "") -> str:
    """Return the new text, if it is read as the old entries and the new one, and nothing else."""
    old, problems = read_bibtex(TextFile("", before))
    now, more = read_bibtex(TextFile("", after))
    wanted = sorted([*(_content(e) for e in old if e.key != without), _content(new)])
    if sorted(_content(e) for e in now) != wanted or len(more) > len(problems):
        raise UnreadableBibliographyError
    return after


def _content(entry: BibtexEntry) -> tuple[object, ...]:
    return (entry.key, entry.kind, sorted(entry.fields.items()), entry.source_of("author"))
