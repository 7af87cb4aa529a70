"""The place of a new entry in the bibliography: by its number or key, or where another one stood.

The new text is read again and compared: every other entry must be what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references.bibliography_form import UnreadableBibliographyError
from claimweave.references.bibtex import UnwritableEntryError
from claimweave.references.known_work import refuse_known
from claimweave.review.reading.bibtex_grammar import blocks_of
from claimweave.review.reading.bibtex_reader import BLOCK_KINDS, read_bibtex
from claimweave.review.reading.text_places import TextPlaces
from claimweave.review.reference import Reference
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.review.reading.bibtex_entry import BibtexEntry


def with_entry(bibliography: str, entry: str) -> str:
    """Return the bibliography with an entry more: behind the one with the number before its own.

    The number is that of the review. An entry without one stands behind the key that comes before
    its own in the alphabet: at the end, every two additions would conflict.

    Raises:
        UnwritableEntryError: when it is not one entry.
        UnreadableBibliographyError: when the other entries would not be read as they were.
        DuplicateError: when the work is there already.
    """
    _refuse_known(bibliography, one_entry(entry), but="")
    return with_entries(bibliography, [entry])


def with_entries(bibliography: str, entries: Iterable[str]) -> str:
    """Return the bibliography with several entries more, each where `with_entry` would put it.

    Whether a work is there already is for the caller to say.

    Raises:
        UnwritableEntryError, UnreadableBibliographyError: as `with_entry`.
    """
    new = sorted(((one_entry(text), text) for text in entries), key=lambda one: _rank(one[0]))
    lines = bibliography.split("\n")
    order = _Order(_places(bibliography))
    at: dict[int, list[str]] = {}
    last: list[str] = []
    for entry, text in new:
        after, above = order.neighbours(entry)
        if after:
            at.setdefault(after.last + 1, []).extend(["", *text.split("\n")])
        elif above:
            at.setdefault(_above(lines, above.first), []).extend([*text.split("\n"), ""])
        else:
            last += [*([""] if last or bibliography.strip() else []), text]
    if last:
        lines = [*([bibliography.rstrip()] if bibliography.strip() else []), *last, ""]
    whole = [line for index, old in enumerate(lines) for line in (*at.get(index, ()), old)]
    whole += at.get(len(lines), [])
    return _confirmed(bibliography, "\n".join(whole), [entry for entry, _ in new])


def _rank(entry: BibtexEntry) -> tuple[int, str]:
    """Sort key of new entries among themselves: by number, or else by key."""
    return Reference.of(entry).number or 0, entry.key.casefold()


class _Order:
    """The entries of a bibliography by their numbers, and by their keys."""

    def __init__(self, places: list[_Place]) -> None:
        numbered = [place for place in places if place.number]
        self._numbered = sorted(numbered, key=lambda place: (place.number, place.last))
        self._numbers = [place.number for place in self._numbered]
        works = [p for p in places if p.number or "added" in p.entry.fields]  # not the review
        self._works = sorted(works, key=lambda place: (place.entry.key.casefold(), place.first))
        self._keys = [place.entry.key.casefold() for place in self._works]

    def neighbours(self, new: BibtexEntry) -> tuple[_Place | None, _Place | None]:
        """Return the entry that a new one stands behind, or else the one that it stands above."""
        own = Reference.of(new).number or 0
        if own:
            before = bisect_left(self._numbers, own)
            behind = self._numbered[bisect_right(self._numbers, own) :]
            last = self._numbered[before - 1] if before else None
            return last, min(behind, key=lambda place: place.first, default=None)
        earlier = bisect_left(self._keys, new.key.casefold())
        return (self._works[earlier - 1] if earlier else None), next(iter(self._works), None)


def with_entry_replaced(bibliography: str, key: str, entry: str) -> str:
    """Return the bibliography with another entry in the place of the one with the key.

    Raises:
        UnwritableEntryError: as `with_entry`, or when there is no such entry.
        UnreadableBibliographyError, DuplicateError: as `with_entry`.
    """
    new = one_entry(entry)
    _refuse_known(bibliography, new, but=key)
    found = [place.raw for place in _places(bibliography) if place.entry.key == key]
    if len(found) != 1:
        raise UnwritableEntryError(f"the bibliography has no entry {key}")
    return _confirmed(bibliography, bibliography.replace(found[0], entry, 1), [new], without=key)


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


@lru_cache(maxsize=4096)  # who brings many in asks for each several times
def one_entry(entry: str) -> BibtexEntry:
    """Return the entry that a text is.

    Raises:
        UnwritableEntryError: when it is not one entry.
    """
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
    if may_be_in(unread_text(text), Reference.of(new)):
        raise UnreadableBibliographyError  # what cannot be read may be the very work


def unread_text(text: str) -> str:
    """Return the text of all entries that cannot be read."""
    blocks = blocks_of(text, BLOCK_KINDS)
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind == "broken")


def may_be_in(unread: str, new: Reference) -> bool:
    """Whether a text names an identifier of a work, or its title."""
    folded_text = " ".join(re.findall(r"\w+", folded(unread)))
    title = " ".join(re.findall(r"\w+", folded(new.title)))
    known = (new.field("doi"), new.field("pmid"))
    lowered = unread.casefold()
    named = any(text and text.casefold() in lowered for text in known)
    numbered = new.number and re.search(rf"reviewnumber\W+{new.number}\b", lowered)
    return bool(unread) and bool(named or numbered or (title and title in folded_text))


def _confirmed(before: str, after: str, new: list[BibtexEntry], without: str = "") -> str:
    """Return the new text, if it is read as the old entries and the new ones, and nothing else."""
    old, problems = read_bibtex(TextFile("", before))
    now, more = read_bibtex(TextFile("", after))
    wanted = sorted([*(_content(e) for e in old if e.key != without), *map(_content, new)])
    if sorted(_content(e) for e in now) != wanted or len(more) > len(problems):
        raise UnreadableBibliographyError
    return after


def _content(entry: BibtexEntry) -> tuple[object, ...]:
    return (entry.key, entry.kind, sorted(entry.fields.items()), entry.source_of("author"))
