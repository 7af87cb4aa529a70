"""An entry of a file that is brought in: what it says, where it stands, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.references import RefusedError
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord


class UnreadableFileError(RefusedError):
    """Nothing can be made of a file, or not one entry; the message says why."""


MOST_ENTRIES = 100_000
"""Entries that a file may hold, as many as the bibliography may."""


def refuse_too_many(count: int) -> None:
    """Refuse a file before more is read of it than there can be.

    Raises:
        UnreadableFileError: when it holds more than `MOST_ENTRIES`.
    """
    if count > MOST_ENTRIES:
        raise UnreadableFileError(f"the file has more than {MOST_ENTRIES:,} entries: split it")


def outside_said(lines: int) -> str:
    """Say that lines between records are passed over; there is one at least."""
    be = "is" if lines == 1 else "are"
    return f"{plural(lines, 'line')} outside of any record {be} passed over"


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """An entry as it stands in a file.

    `line` is where it begins, from 1, or 0 where that cannot be told. `record` is what it says, or
    None with a `fault`, the sentence that says why it cannot be read. `key` is the key that it has
    in the file. `left_out` are the names of its fields that are not taken over, as the file writes
    them. `number` is that which it has in the source review, where that is known. `printed` is how
    a list of references prints the work: where its parts cannot be told apart, it has nothing else.
    """

    line: int
    record: BibliographicRecord | None = None
    key: str = ""
    fault: str = ""
    left_out: tuple[str, ...] = ()
    number: int | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """The entries of a file in their order, and sentences about what stands between them."""

    entries: tuple[IncomingEntry, ...]
    passed_over: tuple[str, ...] = ()
