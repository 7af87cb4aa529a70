"""A change of the evidence in words: sections of items, with what others wrote kept apart.

The forms (text, Markdown) differ only in how they show what others wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.evidence.changes.alteration import Alteration
    from claimweave.evidence.changes.change import CellChange, Change, RecordChange, VerdictFlip

UNCHANGED = "The evidence is as it was."


@dataclass(frozen=True, slots=True)
class Theirs:
    """Text that somebody wrote into a file: never markup, whatever it holds."""

    text: str


Line = tuple["str | Theirs", ...]
"""Our own words, and theirs among them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is different, and its details."""

    line: Line
    details: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one sort that are different, under a heading that counts them."""

    title: str
    items: tuple[Item, ...]


def sections(change: Change) -> list[Section]:
    """Return the sections that have something to tell: what decides most comes first."""
    told = [
        Section("Files that cannot be read", tuple(Item((Theirs(p),)) for p in change.unreadable)),
        Section("Verdicts that change", tuple(_flip(flip) for flip in change.verdicts)),
        Section("Table cells that change", tuple(_cell(cell) for cell in change.cells)),
        Section(_counted("Claims", change.claims), tuple(map(_record, change.claims))),
        Section(_counted("References", change.references), tuple(map(_record, change.references))),
        Section(
            "References that lose their last use",
            tuple(Item((Theirs(key),)) for key in change.unused),
        ),
        Section(_counted("Study sheets", change.studies), tuple(map(_record, change.studies))),
        Section("Sources that fit their use otherwise", tuple(_agreements(change))),
    ]
    return [section for section in told if section.items]


def summary(change: Change) -> str:
    """Return one sentence of our own words: how many things of each sort are different."""
    counts = [
        (len(change.claims), "claim"),
        (len(change.cells), "table cell"),
        (len(change.verdicts), "verdict"),
        (len(change.references), "reference"),
        (len(change.studies), "study sheet"),
    ]
    parts = [plural(number, name) for number, name in counts if number]
    if change.unused:
        last = "loses its last use" if len(change.unused) == 1 else "lose their last use"
        parts.append(f"{plural(len(change.unused), 'reference')} that {last}")
    if change.agreements:
        parts.append(f"{plural(len(change.agreements), 'source')} read otherwise")
    if change.unreadable:
        unread = plural(len(change.unreadable), "file")
        parts.append(f"{unread} that cannot be read, so this is not all")
    return f"Different: {', '.join(parts)}." if parts else UNCHANGED


def _counted(name: str, records: Iterable[RecordChange]) -> str:
    kinds = [record.kind for record in records]
    told = [f"{kinds.count(k)} {k}" for k in ("added", "renamed", "changed", "gone") if k in kinds]
    return f"{name}: {', '.join(told)}"


def _record(record: RecordChange) -> Item:
    named: Line = (f"{record.kind} ", Theirs(record.id))
    if record.before:
        named = (f"{record.kind} ", Theirs(record.before), " → ", Theirs(record.id))
    reworded = any(alteration.what == "wording" for alteration in record.alterations)
    line = (*named, ": ", Theirs(record.text)) if record.text and not reworded else named
    told = _fact if record.kind in ("added", "gone") else _alteration
    return Item(line, tuple(told(a) for a in record.alterations))


def _fact(alteration: Alteration) -> Line:
    return (Theirs(alteration.what), ": ", Theirs(alteration.after))


def _alteration(alteration: Alteration) -> Line:
    what: Line = (Theirs(alteration.what), ": ")
    if not alteration.before:
        return (*what, "added ", Theirs(alteration.after))
    if not alteration.after:
        return (*what, "removed ", Theirs(alteration.before))
    return (*what, Theirs(alteration.before), " → ", Theirs(alteration.after))


def _cell(cell: CellChange) -> Item:
    counts = f"{_counts(cell.before)} → {_counts(cell.after)}"
    line: Line = (Theirs(cell.row), " and ", Theirs(cell.column), f": {counts}")
    gained = [("added ", Theirs(key), f" ({labels.STANCES[s].label})") for s, key in cell.gained]
    lost = [("removed ", Theirs(key), f" ({labels.STANCES[s].label})") for s, key in cell.lost]
    return Item(line, (*gained, *lost))


def _counts(counts: tuple[int, int] | None) -> str:
    return f"{counts[0]}:{counts[1]}" if counts else "no cell"


def _flip(flip: VerdictFlip) -> Item:
    before, after = labels.VERDICTS[flip.before].label, labels.VERDICTS[flip.after].label
    details: list[Line] = [(Theirs(flip.text),)]
    if flip.recorded and flip.recorded != flip.after:
        details.append((f"its file still records “{flip.recorded}”, and the check fails",))
    reading: Line = (", read as ", Theirs(flip.reading)) if flip.reading else ()
    return Item((Theirs(flip.claim), *reading, f": {before} → {after}"), tuple(details))


def _agreements(change: Change) -> Iterator[Item]:
    for item in change.agreements:
        before, after = labels.AGREEMENTS[item.before].label, labels.AGREEMENTS[item.after].label
        yield Item((Theirs(item.reference), " for ", Theirs(item.claim), f": {before} → {after}"))
