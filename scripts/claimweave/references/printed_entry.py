"""The entry of a work of which nothing but its printed form is known: `Ref7`, unidentified.

What cites it is not lost, and nothing is guessed: its title is what is printed, and its note has
all of it. `claimweave cite --identifies Ref7` puts the work in its place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.references.addition import Placing
from claimweave.references.record import BibliographicRecord

if TYPE_CHECKING:
    from claimweave.references.incoming.incoming_entry import IncomingEntry

LONGEST = 1_000
"""Letters of a printed work that are kept."""

AS_PRINTED = "its parts cannot be told apart: it is kept as it is printed, as unidentified"

_ADDRESS = re.compile(r"[\s.,;:(]*(?:https?://|www\.)\S+.*\Z")


def printed_record(incoming: IncomingEntry) -> BibliographicRecord | None:
    """Return what is known of a work by its printed form alone; None without a form or a number."""
    printed = _shortened(incoming.printed)
    title = _ADDRESS.sub("", printed).strip(" .,;") or printed
    if not incoming.number or not re.search(r"[^\W\d_]", title):
        return None
    return BibliographicRecord("misc", fields={"title": title}, remarks=(AS_PRINTED,))


def unidentified(incoming: IncomingEntry) -> Placing:
    """Return what is said of such an entry beside what it is."""
    note = f"Its parts were not told apart when it was brought in. Printed: {incoming.printed}"
    return Placing("unidentified", incoming.number, note=_shortened(note))


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= LONGEST else f"{folded[:LONGEST].rsplit(' ', 1)[0]} …"
