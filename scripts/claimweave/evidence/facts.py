"""What a review says, put together: uses of citations, table cells, and how each claim stands.

Nothing here runs a query or counts what sources report: that is computed on top of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimweave.evidence.agreement import Agreement, comparable, compare_each
from claimweave.evidence.relevance import about
from claimweave.review.fields import SIDES
from claimweave.review.ledger import Pair
from claimweave.review.reading.page_reader import tables_shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.evidence.relevance import About
    from claimweave.review.claim import Claim, Evidence, Topic
    from claimweave.review.fields import Stance
    from claimweave.review.ledger import Table
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review
    from claimweave.review.study import Study

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


class Use(NamedTuple):
    """One citation used for one claim, with the source's own report beside it.

    `agreement` is None where nothing can be compared: background, or a topic without a question.
    `narrower` are the terms that it was compared on, where the source reports only on narrower
    ones than the claim's; `uncovered` the claim's terms on which it does not answer, where it does
    on others of a list.
    """

    claim: Claim
    evidence: Evidence
    reference: Reference
    study: Study | None
    agreement: Agreement | None
    narrower: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()


class Cell(NamedTuple):
    """One cell of a table: a row term, a column term, and its claim's entries.

    `neither` are the entries that are filed on no side; they are counted apart.
    """

    table: Table
    row: str
    column: str
    claim: Claim
    supports: tuple[Use, ...]
    contradicts: tuple[Use, ...]
    neither: tuple[Use, ...] = ()

    @property
    def pair(self) -> Pair:
        """Its terms, and its table's locator."""
        return Pair(self.row, self.column, self.table.locator)

    @property
    def entries(self) -> tuple[Use, ...]:
        """All entries of the cell: for, against, and on neither side."""
        return self.supports + self.contradicts + self.neither

    def filed(self, relation: str) -> tuple[Use, ...]:
        """Return the entries that stand in the row of a relation, in the file's order."""
        place = self.table.cell(self.row, relation, self.column)
        stance = self.table.relations[relation].stance
        return tuple(
            use
            for use in self.entries
            if use.evidence.stance == stance and place in use.evidence.at
        )


@dataclass(frozen=True)
class Facts:
    """What the files of a review say, put together; each part once, when somebody asks."""

    review: Review
    made: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What others have made of these facts, by a name of their own, so that it is made once."""

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The names of the vocabulary's axes, in its order."""
        return tuple(self.review.axes)

    @cached_property
    def narrower(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Axis to term to the terms that are narrower than it."""
        return {name: axis.narrower for name, axis in self.review.axes.items()}

    @cached_property
    def terms_in_use(self) -> Mapping[str, tuple[str, ...]]:
        """Axis to its terms that the table, a claim or a sheet uses, with all broader ones.

        A term stands with the axis whose own it is: one that has another's terms has none here.
        """
        used: dict[str, set[str]] = {axis: set() for axis in self.review.axes}
        for table in self.review.tables:
            used.setdefault(self.home(table.rows), set()).update(table.row_terms)
            used.setdefault(self.home(table.columns), set()).update(table.column_terms)
        topics = [way for claim in self.review.claims.values() for way in claim.topic.ways]
        topics += [f.axes for study in self.review.studies.values() for f in study.record.results]
        for topic in topics:
            for axis, term in topic.items():
                used.setdefault(self.home(axis), set()).add(term)
        found: dict[str, tuple[str, ...]] = {}
        for axis, spec in self.review.axes.items():
            known = [term for term in used[axis] if term in spec.terms]
            used[axis].update(above for term in known for above in spec.broader(term))
            found[axis] = tuple(term for term in spec.terms if term in used[axis])
        return found

    def home(self, axis: str) -> str:
        """Return the axis whose own the terms of an axis are: most often itself."""
        vocabulary = self.review.vocabulary
        return vocabulary.home(axis) if vocabulary else axis

    def with_terms_of(self, axis: str) -> tuple[str, ...]:
        """Return the axes that have the terms of one: itself, and each that says `same_as`."""
        return tuple(name for name in self.review.axes if self.home(name) == axis) or (axis,)

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

    def about(self, topic: Topic) -> About:
        """Return what a topic is about: its terms, with the narrower ones of each."""
        return about(topic.named, self.narrower, self.review.turns)

    def about_cell(self, cell: Cell) -> About:
        """Return what a cell is about: what its claim is, on the cell's own two terms."""
        named = cell.claim.topic.named
        for axis, term in cell.table.axes_of(cell.pair).items():
            if axis in named:
                named[axis] = (term,)
        return about(named, self.narrower, self.review.turns)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Claim id to its uses, in the file's order. Unknown citation keys are left out."""
        return {claim.id: self._uses_of(claim) for claim in self.review.claims.values()}

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
            self._cell(table, row, column, claims[0])
            for table in self.review.tables
            for (row, column), claims in cell_claims(self.review, table).items()
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

    def _uses_of(self, claim: Claim) -> tuple[Use, ...]:
        references = self.review.references
        known = (e for e in claim.evidence if e.cites in references)
        return tuple(self._use(claim, e, references[e.cites]) for e in known)

    def _use(
        self,
        claim: Claim,
        evidence: Evidence,
        reference: Reference,
        within: Mapping[str, str] | None = None,
    ) -> Use:
        """Return a use; of a claim about several terms, as far as it is about those `within`."""
        study = self.review.studies.get(reference.key)
        topic = claim.topic
        asked = self.review.asked_axes(topic.question)
        if (
            evidence.stance not in SIDES
            or reference.key == self.review.source_key
            or not comparable(topic, asked)
        ):
            return Use(claim, evidence, reference, study, None)
        if study is None:  # whatever it is about
            return Use(claim, evidence, reference, None, "not-read")
        found = compare_each(topic, evidence, study, self._meant(topic, asked, within or {}))
        return Use(
            claim, evidence, reference, study, found.agreement, found.narrower, found.uncovered
        )

    def _meant(
        self, topic: Topic, asked: Sequence[str], within: Mapping[str, str]
    ) -> list[tuple[tuple[str, ...], About]]:
        """Return each choice of terms that a topic is about, with those that only it has."""
        several = [axis for axis in asked if len(topic.named[axis]) > 1]
        own = [way for way in topic.ways if within.items() <= way.items()] or topic.ways
        chosen = {tuple(way[axis] for axis in asked): way for way in own}
        return [
            (
                tuple(way[axis] for axis in several),
                about({a: way[a] for a in asked}, self.narrower, self.review.turns),
            )
            for way in chosen.values()
        ]

    def _cell(self, table: Table, row: str, column: str, claim: Claim) -> Cell:
        entries = self.cited_uses(claim.id)
        places = set(table.places(row, column))
        here = [use for use in entries if places.intersection(use.evidence.at)]
        if claim.topic.has_lists:
            own = table.axes_of(Pair(row, column, table.locator))
            here = [self._use(claim, use.evidence, use.reference, own) for use in here]
        for_, against, neither = (
            tuple(use for use in here if use.evidence.stance == stance)
            for stance in (*SIDES, "neither")
        )
        return Cell(table, row, column, claim, for_, against, neither)


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
