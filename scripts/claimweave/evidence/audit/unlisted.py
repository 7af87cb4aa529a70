"""Results that cited works report on a table's own pairs, and the table does not list.

A work that the review cites may have looked at a pair of a table, and have answered its very
question, without standing in that cell: often because it found nothing. Each such result is named,
and so is what the cell would read with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.agreement import compare
from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.relevance import answering, together
from claimweave.evidence.uses import about_cell
from claimweave.review.claim import Evidence
from claimweave.review.fields import SIDES, FiledStance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.relevance import About
    from claimweave.evidence.uses import Cell
    from claimweave.review.study import Study
    from claimweave.review.table import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedResult(Finding):
    """What one cited work reports for a cell in which it does not stand, or stands otherwise.

    `claims` is the cell's claim, `references` the work. `side` is where an entry of it would
    stand by what it reports: `neither` for mixed results, and for those whose sign was not seen.
    `listed` is the side on which the cell has it: None where the cell does not list it.
    """

    kind: ClassVar[str] = "unlisted-result"

    question: str
    direction: str
    side: FiledStance
    listed: FiledStance | None
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellWithResults:
    """A cell's entries for and against, and what it would read with the results that it lacks."""

    cell: Cell
    results: tuple[UnlistedResult, ...]

    @property
    def printed(self) -> tuple[int, int]:
        """The entries for and against, as the table has them."""
        return len(self.cell.supports), len(self.cell.contradicts)

    @property
    def with_results(self) -> tuple[int, int]:
        """The entries for and against, with each result on the side on which it would stand."""
        sides = [(result.side, result.listed) for result in self.results]
        for_, against = (
            number
            + sum(side == stance for side, _ in sides)
            - sum(listed == stance and side not in (stance, "neither") for side, listed in sides)
            for number, stance in zip(self.printed, SIDES, strict=True)
        )
        return for_, against

    @property
    def on_neither(self) -> int:
        """How many of the results stand on neither side."""
        return sum(result.side == "neither" for result in self.results)


def unlisted_results(facts: Facts) -> Mapping[Pair, CellWithResults]:
    """Return cell to what it would read with the results that it lacks; without any, it is out.

    Read are the study sheets of works that the review cites; what is added to it later is left
    out. What a work reports on the pair is combined as in `evidence.synthesis`: results that
    differ are mixed. What stands in a mirrored cell is listed. Results are by the works' numbers.
    """
    if not facts.cells:
        return {}
    works = [study for key, study in facts.review.studies.items() if _is_cited(facts, key)]
    works.sort(key=lambda study: (facts.review.references[study.key].number or 10**9, study.key))
    found = {
        cell.pair: CellWithResults(cell, tuple(_results(facts, cell, works)))
        for cell in facts.cells
    }
    return {pair: cell for pair, cell in found.items() if cell.results}


def _is_cited(facts: Facts, key: str) -> bool:
    uses = facts.uses_by_reference.get(key, ())
    cited = any(facts.review.is_cited(use.evidence) for use in uses)
    return cited and key != facts.review.source_key


def _results(facts: Facts, cell: Cell, works: Sequence[Study]) -> Iterator[UnlistedResult]:
    question = cell.table.question
    listed = {use.reference.key: use.evidence.stance for use in cell.entries}
    mirrored = _in_mirrored(facts, cell)
    meant = about_cell(facts.terms, cell)
    for study in works:
        findings = answering(study.record.results, meant, question)
        stance = listed.get(study.key)
        if not findings or stance == "background" or (stance is None and study.key in mirrored):
            continue
        direction = together(finding.direction for finding in findings) or "not-reported"
        side = "neither" if direction == "mixed" else _side(cell, study, meant)
        if stance is None or side not in (stance, "neither"):
            yield UnlistedResult(
                claims=(cell.claim.id,),
                references=(study.key,),
                cells=(cell.pair,),
                question=question,
                direction=direction,
                side=side,
                listed=stance,
                says=tuple(finding.says for finding in findings),
            )


def _in_mirrored(facts: Facts, cell: Cell) -> frozenset[str]:
    """Return the works that the table lists in the cell that says the same turned round."""
    pair = cell.table.mirrored(cell.pair)
    others = (c for c in facts.cells_of(cell.table) if c.pair == pair) if pair else ()
    return frozenset(use.reference.key for other in others for use in other.entries)


def _side(cell: Cell, study: Study, meant: About) -> FiledStance:
    """Return the side for which an entry of the work would agree with what it reports."""
    for stance in SIDES:
        supposed = Evidence(cites=study.key, stance=stance, at=(cell.table.locator,))
        if compare(cell.claim.topic, supposed, study, meant).agreement == "agrees":
            return stance
    return "neither"
