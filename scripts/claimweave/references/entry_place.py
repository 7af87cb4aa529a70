"""The place of a new entry in the bibliography: by its number or key, or where another one stood.

The new text is read again and compared: every other entry must be what it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry

from claimweave.disk.text_files import TextFile
from claimweave.references.bibliography_form import UnreadableBibliographyError
from claimweave.references.bibtex import UnwritableEntryError
from claimweave.references.same_work import refuse_known
from claimweave.review.reading.bibtex_reader import BibtexEntry, read_bibtex
from claimweave.review.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable


def with_entry(bibliography: str, entry: str) -> str:
    """Return the bibliography with an entry more: behind the one with the number before its own.

    The number is that of the review. An entry without one stands behind the key that comes before
    its own in the alphabet: at the end, every two additions would conflict.

    Raises:
        UnwritableEntryError: when it is not one entry.
        UnreadableBibliographyError: when the other entries would not be read as they were.
        DuplicateError: when the work is there already.
    """
    _refuse_known(bibliography, _single(entry), but="")
    return with_entries(bibliography, [entry])


def with_entries(bibliography: str, entries: Iterable[str]) -> str:
    """Return the bibliography with several entries more, each where `with_entry` would put it.

    Whether a work is there already is for the caller to say.

    Raises:
        UnwritableEntryError, UnreadableBibliographyError: as `with_entry`.
    """
    new = sorted(((_single(text), text) for text in entries), key=lambda one: _rank(one[0]))
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
    new = _single(entry)
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
    blocks = [b for b in parse_string(text, parse_stack=[]).blocks if isinstance(b, Entry)]
    return [
        _Place(known[first + 1], raw, first, first + raw.count("\n"))
        for block in blocks
        if (first := block.start_line or 0) + 1 in known and (raw := (block.raw or "").strip())
    ]


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
    entries, problems = read_bibtex(TextFile("", text))
    if any(problem.rule == "invalid-bibtex" for problem in problems):
        raise UnreadableBibliographyError  # what cannot be read may be the very work
    refuse_known(Reference.of(new), (Reference.of(one) for one in entries if one.key != but))


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
