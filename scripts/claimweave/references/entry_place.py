"""The place of a new entry in the bibliography: by its number, or where another one stood.

The new text is read again and compared: every other entry must be what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry

from claimweave.disk.text_files import TextFile
from claimweave.references.new_entry import UnwritableEntryError
from claimweave.review.reading.bibtex_reader import BibtexEntry, read_bibtex

_IDENTIFIERS = ("doi", "pmid")
_UNREADABLE = "the bibliography cannot be read: `claimweave check` says why"


def with_entry(bibliography: str, entry: str, number: int | None = None) -> str:
    """Return the bibliography with an entry more: behind the one with the number before its own.

    The number is that of the review, the entry's own if none is given. Without one it stands at
    the end.

    Raises:
        UnwritableEntryError: when the key, the DOI or the PMID is there already, or the other
            entries would not be read as they were.
    """
    new = _single(entry)
    _refuse_known(bibliography, new, but="")
    lines = bibliography.split("\n")
    own = number or _number(new)
    before = [place for place in _places(bibliography) if own and 0 < place.number < own]
    behind = [place for place in _places(bibliography) if own and place.number > own]
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
        return _number(self.entry)


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
        # What cannot be read may be the very work.
        raise UnwritableEntryError(_UNREADABLE)
    for other in entries:
        if other.key == but:
            continue
        if other.key.casefold() == new.key.casefold():
            raise UnwritableEntryError(f"the key {new.key} is taken: see {other.key}")
        for name in _IDENTIFIERS:
            value = new.fields.get(name, "").casefold()
            if value and other.fields.get(name, "").casefold() == value:
                raise UnwritableEntryError(
                    f"this work is there already: {other.key} has its {name}"
                )


def _confirmed(before: str, after: str, new: BibtexEntry, without: str = "") -> str:
    """Return the new text, if it is read as the old entries and the new one, and nothing else."""
    old, problems = read_bibtex(TextFile("", before))
    now, more = read_bibtex(TextFile("", after))
    wanted = sorted([*(_content(e) for e in old if e.key != without), _content(new)])
    if sorted(_content(e) for e in now) != wanted or len(more) > len(problems):
        raise UnwritableEntryError(_UNREADABLE)
    return after


def _content(entry: BibtexEntry) -> tuple[object, ...]:
    return (entry.key, entry.kind, sorted(entry.fields.items()), entry.bodies)


def _number(entry: BibtexEntry) -> int:
    """Return the number in the source review; 0 when it has none."""
    text = entry.fields.get("reviewnumber", "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
