"""What a review's tables answer, pair by pair: a row's term, a column's term, and its question.

Counting is counting: which way a count leans says nothing of how large an effect is. How firm it is
is tried twice: with each work left out once, and under each lens on the evidence. A pair for which
no claim stands, or no work is listed, is an answer, too: that there is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from claimweave.evidence.by_term import by_terms, finding_topics
from claimweave.evidence.sources_say import report_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimweave.evidence.audit.unlisted import CellWithResults
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.sources_say import SourceReport
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.claim import Claim
    from claimweave.review.table import Pair, Table

Lean = Literal["for", "against", "even", "nothing"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many works stand for and against."""

    for_: int
    against: int

    @property
    def total(self) -> int:
        """All works, each as often as it stands on a side."""
        return self.for_ + self.against

    @property
    def lean(self) -> Lean:
        """On which side more works stand."""
        if not self.total:
            return "nothing"
        if self.for_ == self.against:
            return "even"
        return "for" if self.for_ > self.against else "against"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a table, and the works in it, tell of one pair.

    Without a claim that stands for the pair there are no `synthesis` and no `report`. `turning` are
    the keys of the works without each of which the count would not lean as it does, `lenses` the
    count under each lens that could be put on. `studied` are the works that were read and report
    anything on the pair, and `added` says how many were added to its claim later: these count
    nowhere. `neither` are the works that the table files on no side.
    """

    table: Table
    pair: Pair
    question: str
    synthesis: Synthesis | None = None
    report: SourceReport | None = None
    count: Count = Count(0, 0)
    turning: tuple[str, ...] = ()
    lenses: Mapping[str, Count] = field(default_factory=dict)
    unlisted: CellWithResults | None = None
    studied: tuple[str, ...] = ()
    added: int = 0
    neither: int = 0

    @property
    def claim(self) -> Claim | None:
        """The claim that stands for the pair."""
        return self.synthesis.cell.claim if self.synthesis else None

    @property
    def elsewhere(self) -> Counter[str]:
        """How many works of the cell answer another question, and not the one that is asked."""
        reported = self.synthesis.reported if self.synthesis else ()
        return Counter(r.question for r in reported if r.question not in ("", self.question))


def answers(base: EvidenceBase) -> Iterator[Answer]:
    """Yield the answer for each pair of each table, row by row; nothing without a table."""
    known = {s.cell.pair: s for s in base.syntheses}
    for table in base.review.tables:
        studied = by_terms(base, (table.rows, table.columns), finding_topics(base))
        for pair in base.facts.asked_pairs(table):
            about = tuple(studied.get((pair.row, pair.column), ()))
            answer = Answer(table, pair, table.question, studied=about)
            synthesis = known.get(pair)
            yield _of_cell(base, answer, synthesis) if synthesis else answer


def _of_cell(base: EvidenceBase, answer: Answer, synthesis: Synthesis) -> Answer:
    cell = synthesis.cell
    for_, against = ({u.reference.key for u in s} for s in (cell.supports, cell.contradicts))
    under = base.lens_results.cells
    return replace(
        answer,
        synthesis=synthesis,
        report=report_on(base.facts, cell.claim, cell.supports + cell.contradicts),
        count=Count(len(for_), len(against)),
        turning=turning(for_, against),
        lenses={
            n: Count(*found[answer.pair]) for n, found in under.items() if answer.pair in found
        },
        unlisted=base.unlisted.get(answer.pair),
        neither=len({use.reference.key for use in cell.neither}),
        added=sum(not base.review.is_cited(u.evidence) for u in base.facts.citations(cell.claim)),
    )


def turning(for_: Collection[str], against: Collection[str]) -> tuple[str, ...]:
    """Return, sorted, each work without which the count would not lean as it does."""
    now = Count(len(for_), len(against)).lean
    return tuple(
        key
        for key in sorted({*for_, *against})
        if Count(len({*for_} - {key}), len({*against} - {key})).lean != now
    )
