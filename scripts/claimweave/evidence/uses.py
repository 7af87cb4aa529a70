"""The use of a citation for a claim, beside what its source reports, and the cell that files it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimweave.evidence.agreement import Agreement, comparable, compare_each
from claimweave.evidence.relevance import about
from claimweave.review.fields import SIDES
from claimweave.review.table import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimweave.evidence.relevance import About
    from claimweave.evidence.review_terms import ReviewTerms
    from claimweave.review.claim import Claim, Evidence, Topic
    from claimweave.review.reference import Reference
    from claimweave.review.study import Study
    from claimweave.review.table import Table


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


def uses_of(terms: ReviewTerms, claim: Claim) -> tuple[Use, ...]:
    """Return a claim's uses, in the file's order. Unknown citation keys are left out."""
    known = terms.review.references
    return tuple(_use(terms, claim, e, {}) for e in claim.evidence if e.cites in known)


def cell_of(
    terms: ReviewTerms, table: Table, pair: tuple[str, str], claim: Claim, entries: Iterable[Use]
) -> Cell:
    """Return the cell of a pair for which a claim stands, with those of the entries filed in it."""
    places = set(table.places(*pair))
    here = [use for use in entries if places.intersection(use.evidence.at)]
    if claim.topic.has_lists:
        own = table.axes_of(Pair(*pair, table.locator))
        here = [_use(terms, claim, use.evidence, own) for use in here]
    for_, against, neither = (
        tuple(use for use in here if use.evidence.stance == stance)
        for stance in (*SIDES, "neither")
    )
    return Cell(table, *pair, claim, for_, against, neither)


def about_cell(terms: ReviewTerms, cell: Cell) -> About:
    """Return what a cell is about: what its claim is, on the cell's own two terms."""
    named = {**cell.claim.topic.named}
    for axis, term in cell.table.axes_of(cell.pair).items():
        if axis in named:
            named[axis] = (term,)
    return about(named, terms.narrower, terms.review.turns)


def _use(terms: ReviewTerms, claim: Claim, evidence: Evidence, within: Mapping[str, str]) -> Use:
    """Return a use; of a claim about several terms, as far as it is about those `within`."""
    review, topic = terms.review, claim.topic
    reference = review.references[evidence.cites]
    study = review.studies.get(reference.key)
    asked = review.asked_axes(topic.question)
    if (
        evidence.stance not in SIDES
        or reference.key == review.source_key
        or not comparable(topic, asked)
    ):
        return Use(claim, evidence, reference, study, None)
    if study is None:  # whatever it is about
        return Use(claim, evidence, reference, None, "not-read")
    found = compare_each(topic, evidence, study, _meant(terms, topic, asked, within))
    return Use(claim, evidence, reference, study, found.agreement, found.narrower, found.uncovered)


def _meant(
    terms: ReviewTerms, topic: Topic, asked: Sequence[str], within: Mapping[str, str]
) -> list[tuple[tuple[str, ...], About]]:
    """Return each choice of terms that a topic is about, with those that only it has."""
    several = [axis for axis in asked if len(topic.named[axis]) > 1]
    own = [way for way in topic.ways if within.items() <= way.items()] or topic.ways
    chosen = {tuple(way[axis] for axis in asked): way for way in own}
    return [
        (
            tuple(way[axis] for axis in several),
            about({a: way[a] for a in asked}, terms.narrower, terms.review.turns),
        )
        for way in chosen.values()
    ]
