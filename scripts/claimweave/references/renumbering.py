"""Numbers of the review for entries that are there: an import knows which number a work has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.references.twin_works import reference_of
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.review.same_work import BY_NUMBER, first_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.review.reading.bibtex_entry import BibtexEntry
    from claimweave.review.same_work import Seen

_ADDED = re.compile(r"\s*added\s*=\s*[{\"]?[^{}\"]*[}\"]?\s*,?\s*")


def with_numbers(bibliography: str, entries: Iterable[IncomingEntry]) -> tuple[str, list[str]]:
    """Return the bibliography with the numbers of works that are there, and what was changed.

    A work that has none, and a day, gets the one that the article gives it; any other stays.
    """
    lines = bibliography.split("\n")
    known, _ = read_bibtex(TextFile("", bibliography))
    references = {entry.key: Reference.of(entry) for entry in known}
    seen: Seen = {}
    for reference in references.values():
        first_like(reference, seen, (BY_NUMBER,))
    places = {entry.key: entry for entry in known}
    taken = {reference.number for reference in references.values()}
    said: list[str] = []
    for place, entry in enumerate(entries):
        own = reference_of(entry, f"\n{place}") if entry.number else None
        found = first_like(own, dict(seen), (BY_NUMBER,)) if own else None
        twin = references.get(found[1].key) if found else None
        if twin is None or twin.number is not None or entry.number in taken:
            continue
        line = f"  reviewnumber   = {{{entry.number}}},"
        if _written(lines, places[twin.key], "added", _ADDED, line):
            said.append(f"{twin.key} has the number {entry.number} now")
    return "\n".join(lines), said


def _written(
    lines: list[str], entry: BibtexEntry, name: str, form: re.Pattern[str], line: str
) -> bool:
    """Put a line in the place of a field that stands on a line of its own."""
    at = entry.lines.get(name, 0) - 1
    if at < 0 or not form.fullmatch(lines[at]):
        return False
    lines[at] = line
    return True
