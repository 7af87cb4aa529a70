"""What a review says, put together: uses of citations, table cells, and how each claim stands.

Nothing here runs a query or counts what sources report: that is computed on top of it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from claimweave.evidence.review_terms import ReviewTerms
from claimweave.evidence.uses import Cell, Use, cell_of, uses_of
from claimweave.review.fields import SIDES
from claimweave.review.reading.page_reader import tables_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.claim import Claim
    from claimweave.review.fields import Stance
    from claimweave.review.review import Review
    from claimweave.review.table import Pair, Table

Standing = Literal[
    "cited-in-support",
    "contested",
    "cited-against",
    "cited-neither",
    "asserted-only",
    "derived",
]
Cited = Literal["for", "both-ways", "against", "neither", "nothing"]
"""What the review cites for an assertion: it is no witness for itself."""


class Facts(Struct, frozen=True, dict=True, eq=False):
    """What the files of a review say, put together; each part once, when somebody asks."""

    review: Review
    made: dict[str, object] = field(default_factory=dict)
    """What others have made of these facts, by a name of their own, so that it is made once."""

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The names of the vocabulary's axes, in its order."""
        return tuple(self.review.axes)

    @cached_property
    def terms(self) -> ReviewTerms:
        """What the vocabulary says of the review's terms, and which of them are in use."""
        return ReviewTerms(self.review)

    def asked_pairs(self, table: Table) -> tuple[Pair, ...]:
        """Return the pairs of a table, but for those that only the mirrored cell answers.

        In a table that compares its rows with its columns, one of two mirrored cells will do: where
        a claim stands for the one and none for the other, the first answers for both.
        """
        if not table.turns:
            return table.pairs()
        filled = {cell.pair for cell in self.cells_of(table)}
        return tuple(
            pair for pair in table.pairs() if pair in filled or table.mirrored(pair) not in filled
        )

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Claim id to its uses, in the file's order. Unknown citation keys are left out."""
        return {claim.id: uses_of(self.terms, claim) for claim in self.review.claims.values()}

    @cached_property
    def uses_by_reference(self) -> Mapping[str, tuple[Use, ...]]:
        """Citation key to all uses of it, in the order of claim ids."""
        found: dict[str, list[Use]] = {key: [] for key in self.review.references}
        for claim_id in sorted(self.uses):
            for use in self.uses[claim_id]:
                found[use.reference.key].append(use)
        return {key: tuple(uses) for key, uses in found.items()}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the review's tables, each row by row; none when it has no table."""
        return tuple(
            cell_of(self.terms, table, pair, claims[0], self.cited_uses(claims[0].id))
            for table in self.review.tables
            for pair, claims in cell_claims(self.review, table).items()
            if claims
        )

    def cells_of(self, table: Table) -> tuple[Cell, ...]:
        """Return the cells of one table, row by row."""
        return tuple(cell for cell in self.cells if cell.table.locator == table.locator)

    @cached_property
    def table_pages(self) -> Mapping[str, str]:
        """Locator of each table to the page that shows it, as a path below `docs/`.

        Of several pages it is the one that is called like the table, or the first.
        """
        found: dict[str, list[str]] = {table.locator: [] for table in self.review.tables}
        for page in self.review.pages:
            for locator in tables_shown(page, tuple(found)):
                found.setdefault(locator, []).append(page.path.removeprefix("docs/"))
        pages: dict[str, str] = {}
        for table in self.review.tables:
            own, there = f"{table.file_stem}.md", found[table.locator]
            pages[table.locator] = own if own in there or not there else there[0]
        return pages

    @cached_property
    def locator_order(self) -> Mapping[str, int]:
        """Locator to its position in the review: the sentences first, then the tables' cells."""
        cells = (locator for table in self.review.tables for locator in table.locators())
        return {locator: index for index, locator in enumerate((*self.review.sentences, *cells))}

    @cached_property
    def cell_places(self) -> Mapping[str, tuple[str, str, str]]:
        """Locator of each cell of a table to its row term, relation and column term."""
        return {
            table.cell(row, relation, column): (row, relation, column)
            for table in self.review.tables
            for row in table.row_terms
            for relation in table.relations
            for column in table.column_terms
            if table.has_pair(row, column)
        }

    @cached_property
    def resting(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id to the ids of the claims that rest on it, sorted."""
        found: dict[str, list[str]] = {}
        for claim in self.review.claims.values():
            for other in claim.record.rests_on:
                found.setdefault(other, []).append(claim.id)
        return {claim_id: tuple(sorted(ids)) for claim_id, ids in found.items()}

    @cached_property
    def opposing(self) -> Mapping[str, tuple[str, ...]]:
        """Claim id to the ids of the claims that oppose it, whichever of the two says so."""
        found: dict[str, set[str]] = {}
        for claim in self.review.claims.values():
            for other in claim.record.opposes:
                found.setdefault(claim.id, set()).add(other)
                found.setdefault(other, set()).add(claim.id)
        return {claim_id: tuple(sorted(ids)) for claim_id, ids in found.items()}

    @cached_property
    def woven_in(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Claim id to (title, path) of each literate page that weaves it, in the pages' order."""
        found: dict[str, list[tuple[str, str]]] = {}
        for page in self.review.pages:
            for claim_id in dict.fromkeys(name for name, _ in page.woven):
                found.setdefault(claim_id, []).append((page.title, page.path))
        return {claim_id: tuple(places) for claim_id, places in found.items()}

    @cached_property
    def on_no_side(self) -> bool:
        """Whether the review files any citation on neither side: else no page speaks of that."""
        claims = self.review.claims.values()
        return any(e.stance == "neither" for claim in claims for e in claim.evidence)

    def citations(self, claim: Claim) -> tuple[Use, ...]:
        """Return a claim's uses in the file's order, but for the review's own: it is no witness."""
        uses = self.uses[claim.id]
        return tuple(use for use in uses if use.reference.key != self.review.source_key)

    def cited_uses(self, claim_id: str, *stances: Stance) -> tuple[Use, ...]:
        """Return what the review itself cites for a claim; without stances, in any of them.

        The review's own assertions are left out, and so is what was added later.
        """
        return tuple(
            use
            for use in self.uses.get(claim_id, ())
            if use.reference.key != self.review.source_key
            and self.review.is_cited(use.evidence)
            and (not stances or use.evidence.stance in stances)
        )

    def cited(self, claim: Claim) -> Cited:
        """What the review cites for a claim; what was added later is left out, and background."""
        source = self.review.source_key
        own = (e for e in claim.evidence if self.review.is_cited(e) and e.cites != source)
        filed = {e.stance for e in own} - {"background"}
        stances = filed.intersection(SIDES)
        if len(stances) > 1:
            return "both-ways"
        if not stances:
            return "neither" if filed else "nothing"
        return "for" if "supports" in stances else "against"

    def disputing(self, claim: Claim) -> tuple[str, ...]:
        """Ids of what the review asserts and what cannot hold together with a claim, sorted.

        None for a claim that the review does not assert: then the two are not both the review's.
        """
        if not claim.record.asserted:
            return ()
        opposing = self.opposing.get(claim.id, ())
        known = (self.review.claims[other] for other in opposing if other in self.review.claims)
        return tuple(other.id for other in known if other.record.asserted)

    def asserted_alone(self, claim: Claim) -> bool:
        """Whether the review asserts a claim as its own, and cites nothing for or against it."""
        own = any(self.review.is_cited(e) and e.stance != "background" for e in claim.evidence)
        return own and self.cited(claim) == "nothing"

    def standing(self, claim: Claim) -> Standing:
        """How the claim stands by the review's own citations, and by what it asserts beside it.

        Of two opposed claims neither is undisputed, whatever is cited for each. What was added
        later is left out.
        """
        cited = self.cited(claim)
        if cited == "both-ways" or (cited != "against" and self.disputing(claim)):
            return "contested"
        if cited == "neither":
            return "cited-neither"
        if cited == "nothing":
            return "asserted-only" if self.asserted_alone(claim) else "derived"
        return "cited-in-support" if cited == "for" else "cited-against"


def cell_claims(review: Review, table: Table) -> dict[tuple[str, str], list[Claim]]:
    """Return the claims that assert a cell of the table, by (row term, column term)."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for row, column, _ in table.pairs():
        found[row, column] = []
    cell_of = {
        table.cell(row, relation, column): (row, column)
        for row, column in found
        for relation in table.relations
    }
    for claim in review.claims.values():
        for place in dict.fromkeys(cell_of[at] for at in claim.record.asserted if at in cell_of):
            found[place].append(claim)
    return found
