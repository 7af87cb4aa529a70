"""Works that stand twice in a list, under two keys, or in two lists: found as everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from claimweave.references import RefusedError
from claimweave.references.addition import Placing, written_entry
from claimweave.references.entry_place import one_entry
from claimweave.references.normal_form import in_house_style
from claimweave.review.reference import Reference
from claimweave.review.same_work import first_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.references.incoming.incoming_entry import IncomingEntry
    from claimweave.review.same_work import Seen


def twins_among(entries: Iterable[IncomingEntry]) -> dict[int, tuple[int, str]]:
    """Return place to the place of an earlier entry that is the same work, and by what it is.

    What cannot be written as an entry is like none.
    """
    seen: Seen = {}
    found: dict[int, tuple[int, str]] = {}
    for place, entry in enumerate(entries):
        reference = reference_of(entry, f"\n{place}")
        first = first_like(reference, seen) if reference else None
        if first is not None:
            found[place] = (int(first[1].key), first[0])
    return found


def reference_of(entry: IncomingEntry, name: str) -> Reference | None:
    """Return an entry of a file as it would stand in the bibliography, under a name of its own."""
    if entry.record is None:
        return None
    try:
        written = written_entry(in_house_style(entry.record), "Twin", Placing("named"))
    except RefusedError:
        return None
    return Reference.of(replace(one_entry(written), key=name))
