"""Putting many works into the bibliography at once: each is new, there already, or at fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.disk.text_files import TextFile
from claimweave.references import RefusedError
from claimweave.references.addition import with_source, written_entry
from claimweave.references.entry_place import may_be_in, one_entry, unread_text, with_entries
from claimweave.references.keys import citation_key
from claimweave.references.normal_form import in_house_style
from claimweave.references.printed_entry import printed_record, unidentified
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.review.same_work import BY_NUMBER, Seen, first_like

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimweave.references.addition import Placing
    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.references.record import BibliographicRecord

_LETTER = re.compile(r"(?<=[0-9])[a-z]\Z")
_NOT_MET = {
    "reviewnumber": "number in the review",
    "preprint": "title, and one of the two seems to be a preprint",
}
"""What `first_like` calls in one word."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the works of a file are brought in.

    `placing` is said of each, and so is `source`, where they were seen, beside what the file
    itself says. `keep_keys` leaves an entry the key that it has in the file.
    """

    placing: Placing
    source: str = ""
    keep_keys: bool = False


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work that joins the bibliography: its key and its entry, and what must be read of it."""

    incoming: IncomingEntry
    key: str
    entry: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work that is there already, or stands twice in the file: under which key, and by what."""

    incoming: IncomingEntry
    key: str
    by: str
    is_new: bool
    """Whether that key is one of the file's own."""


@dataclass(frozen=True, slots=True)
class FaultyWork:
    """An entry that cannot be added, and why."""

    incoming: IncomingEntry
    why: str


@dataclass(frozen=True, slots=True)
class ManyAdditions:
    """What becomes of each entry of a file, and the bibliography with all that are new."""

    new: tuple[NewWork, ...]
    known: tuple[KnownWork, ...]
    faulty: tuple[FaultyWork, ...]
    bibliography: str


def add_many(
    bibliography: str,
    incoming: Iterable[IncomingEntry],
    manner: Manner,
) -> ManyAdditions:
    """Return the bibliography with an entry for each work that is new.

    Args:
        bibliography: as it is.
        incoming: the entries of a file.
        manner: what is said of all of them.

    Raises:
        UnreadableBibliographyError: when the bibliography cannot be read.
    """
    adding = _Adding(bibliography, manner)
    for entry in incoming:
        adding.add(entry)
    text = bibliography
    if adding.new:
        text = with_entries(bibliography, [work.entry for work in adding.new])
    return ManyAdditions(tuple(adding.new), tuple(adding.known), tuple(adding.faulty), text)


class _Adding:
    """The works that were seen so far, in the bibliography and in the file."""

    def __init__(self, bibliography: str, manner: Manner) -> None:
        entries, _ = read_bibtex(TextFile("", bibliography))
        self._unread = unread_text(bibliography)
        self.new: list[NewWork] = []
        self.known: list[KnownWork] = []
        self.faulty: list[FaultyWork] = []
        self._manner = manner
        self._seen: Seen = {}
        self._own: dict[str, str] = {}
        self._taken: dict[str, dict[str, str]] = {}
        for entry in entries:
            first_like(Reference.of(entry), self._seen)
            self._take(entry.key)

    def add(self, incoming: IncomingEntry) -> None:
        """Say of one entry what becomes of it."""
        record = incoming.record or printed_record(incoming)
        if record is None:
            self.faulty.append(FaultyWork(incoming, incoming.fault))
            return
        try:
            tidy = in_house_style(with_source(record, self._manner.source))
            key, taken = self._key(incoming, tidy)
            entry = written_entry(tidy, key, self._placing(incoming))
        except RefusedError as error:
            self.faulty.append(FaultyWork(incoming, str(error)))
            return
        if self._is_known(incoming, entry, key):
            return
        if self._unread and may_be_in(self._unread, Reference.of(one_entry(entry))):
            why = "it may be an entry of the bibliography that cannot be read: mend that first"
            self.faulty.append(FaultyWork(incoming, f"{why}, `claimweave check` says where"))
            self._forget_last()
            return
        if taken:
            why = f'the key "{key}" is that of another work, {taken}: give it another one'
            self.faulty.append(FaultyWork(incoming, why))
            self._forget_last()
            return
        self._take(key)
        told = ("it has no key in the file, so that one was made",)
        made = told if self._manner.keep_keys and not incoming.key else ()
        self.new.append(NewWork(incoming, key, entry, (*tidy.remarks, *made)))

    def _placing(self, incoming: IncomingEntry) -> Placing:
        """Return what is said of an entry; one with a number of the review has no day."""
        placing = self._manner.placing
        if incoming.record is None:
            return unidentified(incoming)
        return replace(placing, number=incoming.number, added="") if incoming.number else placing

    def _is_known(self, incoming: IncomingEntry, entry: str, key: str) -> bool:
        """Whether the work was seen before; it is looked for under a key that nothing else has."""
        read = one_entry(entry)
        nameless = f"\n{len(self._own)}"
        found = first_like(Reference.of(structs.replace(read, key=nameless)), self._seen)
        self._own[nameless] = key
        if found is None:
            return False
        by, other = found
        if by == BY_NUMBER:
            same = Reference.of(structs.replace(read, key=nameless))
            again = first_like(same, dict(self._seen), (by, "key"))
            if again is None or again[1] is not other:
                why = f"{other.key} has the number {incoming.number}, and seems to be another work"
                way = "correct its number, or take it out if it is an example"
                self.faulty.append(FaultyWork(incoming, f"{why}: {way}, and import again"))
                return True
            by = again[0]
        by = _NOT_MET.get(by, by)
        named = self._own.get(other.key, other.key)
        self.known.append(KnownWork(incoming, named, by, is_new=other.key in self._own))
        return True

    def _forget_last(self) -> None:
        """Forget the work that was seen last: it is not added, so no other is its twin."""
        last = next(reversed(self._own))
        self._seen = {known: one for known, one in self._seen.items() if one.key != last}

    def _key(self, incoming: IncomingEntry, tidy: BibliographicRecord) -> tuple[str, str]:
        """Return the key of a work, and what has that key already, or an empty text."""
        if incoming.record is None:
            key = f"Ref{incoming.number}"
            return key, self._group(key).get(key.casefold(), "")
        if self._manner.keep_keys and incoming.key:
            return incoming.key, self._group(incoming.key).get(incoming.key.casefold(), "")
        first = citation_key(tidy.named, tidy.year, ())
        return citation_key(tidy.named, tidy.year, self._group(first).values()), ""

    def _take(self, key: str) -> None:
        self._group(key)[key.casefold()] = key

    def _group(self, key: str) -> dict[str, str]:
        """Return the keys that differ from one in a last letter only, letter case aside."""
        return self._taken.setdefault(_LETTER.sub("", key.casefold()), {})


def counted_fields(incoming: Collection[IncomingEntry]) -> dict[str, int]:
    """Return how many entries leave out each field, the most frequent first."""
    counts: dict[str, int] = {}
    for entry in incoming:
        for name in entry.left_out:
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
