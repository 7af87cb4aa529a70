"""An abstract that states a conclusion, and names nothing that speaks against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.citing import asserted_in, basis
from claimweave.evidence.audit.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Claim
    from claimweave.review.table import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSidedAbstract(Finding):
    """A claim of the abstract against which the review has something that the abstract omits.

    The first of `claims` is the claim; `opposing` are the claims that oppose it or what it is
    drawn from. `references` are the works that the review cites against what it is drawn from,
    and `cells` the tables' cells on its terms that have entries against.
    """

    kind: ClassVar[str] = "one-sided-abstract"

    opposing: tuple[str, ...]


def one_sided_abstract(facts: Facts) -> list[OneSidedAbstract]:
    """Return the claims of the abstract that have contrary results which it does not name, by id.

    It names one when it asserts a claim that opposes what another of its claims is drawn from, or
    one whose direction is that there is no relation, on its terms.
    """
    stated = asserted_in(facts, "abstract")
    here = {claim.id for claim in stated}
    return [
        found
        for claim in stated
        if not _is_contrary(claim) and (found := _one_sided(facts, claim, stated, here))
    ]


def _one_sided(
    facts: Facts, claim: Claim, stated: list[Claim], here: set[str]
) -> OneSidedAbstract | None:
    chain = (claim.id, *basis(facts, claim))
    opposing = tuple(
        dict.fromkeys(
            other
            for one in chain
            for other in facts.opposing.get(one, ())
            if other in facts.review.claims and other not in chain
        )
    )
    if here.intersection(opposing) or any(_speaks_against(other, claim) for other in stated):
        return None
    cells = [pair for pair, entries in _contrary_cells(facts, claim, chain) if entries]
    if not opposing and not cells:
        return None
    return OneSidedAbstract(claims=(claim.id, *opposing), opposing=opposing, cells=tuple(cells))


def _is_contrary(claim: Claim) -> bool:
    return claim.topic.direction == "none"


def _speaks_against(other: Claim, claim: Claim) -> bool:
    """Whether a claim says that there is no relation, on terms that another one has, too."""
    named = claim.topic.named
    shared = any(set(terms) & set(named.get(axis, ())) for axis, terms in other.topic.named.items())
    return _is_contrary(other) and shared


def _contrary_cells(
    facts: Facts, claim: Claim, chain: tuple[str, ...]
) -> Iterator[tuple[Pair, int]]:
    """Yield the cells that a claim is drawn from or that have its terms, with entries against.

    A cell has its terms when each term that the table knows is the cell's: a claim about a row
    and no column of the table is about all cells of the row.
    """
    for cell in facts.cells:
        table = cell.table
        known = {table.rows: table.row_terms, table.columns: table.column_terms}
        own = table.axes_of(cell.pair)
        terms = {
            axis: listed
            for axis, named in claim.topic.named.items()
            if (listed := [term for term in named if term in known.get(axis, ())])
        }
        has_them = bool(terms) and all(own.get(axis) in listed for axis, listed in terms.items())
        if cell.claim.id in chain or has_them:
            yield cell.pair, len(cell.contradicts)
