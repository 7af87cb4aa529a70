"""Two cells of one table that say the same of each other, turned round, and do not agree.

Where a table compares its rows with its columns, the cell of A and B and that of B and A are about
one comparison. What the table files in the one can gainsay what it files in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.turning import OPPOSITE
from claimweave.review.fields import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Cell

Bond = Literal["same", "opposed", "other"]
"""What two mirrored claims are to each other: one assertion, two that cannot both hold, or else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredCells(Finding):
    """Two mirrored cells that part ways, in the order of their table.

    `contrary` are the works that the one cell files against what the other does, `apart` those
    that only one of the two lists, though both list some. `leaning` says that what the one comes
    to by its entries cannot hold with what the other does.
    """

    kind: ClassVar[str] = "mirrored-cells"

    bond: Bond
    contrary: tuple[str, ...]
    leaning: bool
    apart: tuple[str, ...]


def mirrored_cells(facts: Facts) -> list[MirroredCells]:
    """Return the pairs of mirrored cells that part ways, in the order of the tables."""
    found = (_parting(one, other) for one, other in _mirrors(facts))
    return [item for item in found if item]


def mirrored_claims(facts: Facts) -> frozenset[frozenset[str]]:
    """Return the ids of each two claims whose cells mirror each other."""
    return frozenset(frozenset((one.claim.id, other.claim.id)) for one, other in _mirrors(facts))


def _mirrors(facts: Facts) -> Iterator[tuple[Cell, Cell]]:
    """Yield each two cells that mirror each other and have a claim each."""
    for table in facts.review.tables:
        known = {cell.pair: cell for cell in facts.cells_of(table)} if table.turns else {}
        passed: set[object] = set()
        for pair, cell in known.items():
            passed.add(pair)
            other = table.mirrored(pair)
            if other in known and other not in passed and known[other].claim is not cell.claim:
                yield cell, known[other]


def _parting(one: Cell, other: Cell) -> MirroredCells | None:
    bond = _bond(one, other)
    mine, theirs = ({u.reference.key: u.evidence.stance for u in c.entries} for c in (one, other))
    both = [key for key in mine if key in theirs]
    contrary = tuple(key for key in both if _gainsays(bond, mine[key], theirs[key]))
    single = [key for key in (*mine, *theirs) if key not in both] if mine and theirs else []
    leaning = _gainsays(bond, _lean(one), _lean(other))
    if not (contrary or single or leaning):
        return None
    return MirroredCells(
        claims=(one.claim.id, other.claim.id),
        references=(*contrary, *single),
        cells=(one.pair, other.pair),
        bond=bond,
        contrary=contrary,
        leaning=leaning,
        apart=tuple(single),
    )


def _bond(one: Cell, other: Cell) -> Bond:
    claimed, there = one.claim.topic.direction, other.claim.topic.direction
    turned = OPPOSITE.get(there, there) if there else None
    if claimed == turned:
        return "same"
    return "opposed" if claimed in OPPOSITE and turned in OPPOSITE else "other"


def _gainsays(bond: Bond, here: str, there: str) -> bool:
    """Whether two sides cannot go together: `supports`, `contradicts`, or none of them."""
    if bond == "opposed":
        return here == there == "supports"
    return bond == "same" and {here, there} == {*SIDES}


def _lean(cell: Cell) -> str:
    """Return the side of a cell on which more entries stand; "" where there is none."""
    margin = len(cell.supports) - len(cell.contradicts)
    return "" if not margin else SIDES[margin < 0]
