"""Entries that a table prints without their number: what they are taken as, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.finding import Finding
from claimweave.review.table import Pair

if TYPE_CHECKING:
    from claimweave.evidence.facts import Facts
    from claimweave.review.table import Table, TableEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutNumber(Finding):
    """An entry that a table prints without its number, at `locator`: author and year as printed.

    `references` is what the claims take it as, and `reason` why; empty where nobody has said so.
    """

    kind: ClassVar[str] = "without-number"

    table: str
    locator: str
    author: str
    year: int
    reason: str

    @property
    def says(self) -> tuple[str, ...]:
        """Why it is taken so."""
        return (self.reason,) if self.reason else ()


def entries_without_number(facts: Facts, table: Table) -> list[TableEntry]:
    """Return a table's entries that are printed without their number."""
    printed = facts.review.entries_of.get(table.locator, ())
    return [entry for entry in printed if entry.number is None]


def printed_without_number(facts: Facts) -> list[WithoutNumber]:
    """Return the entries that are printed without their number, table by table."""
    return [
        _without_number(facts, table, entry)
        for table in facts.review.tables
        for entry in entries_without_number(facts, table)
    ]


def _without_number(facts: Facts, table: Table, entry: TableEntry) -> WithoutNumber:
    taken = facts.review.references_by_number.get(entry.taken_as or 0)
    pair = Pair(entry.row, entry.column, table.locator)
    return WithoutNumber(
        claims=tuple(cell.claim.id for cell in facts.cells_of(table) if cell.pair == pair),
        references=(taken.key,) if taken else (),
        cells=(pair,),
        table=table.locator,
        locator=table.place_of(entry),
        author=entry.author,
        year=entry.year,
        reason=entry.reason or "",
    )
