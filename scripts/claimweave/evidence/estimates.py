"""The numbers that sources report for one question, put beside each other where they are of a kind.

They are of a kind where the question, the measure and the unit are the same. Nothing is pooled: one
number for all of them would say how far each source can be trusted, and that is not known here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimweave.review.fields import FiledStance
    from claimweave.review.reference import Reference
    from claimweave.review.study import Estimate, SourceFinding
    from claimweave.review.vocabulary import Measure, Question, Scale

Undrawn = Literal["no-interval", "alone", "impossible", "no-measure", "turned"]
"""Why an estimate is not drawn: it has no interval; no other of its kind can be drawn; it is a
ratio of 0 or less; the vocabulary does not say what sort of number it is; or its source compares
the two the other way round."""

MOST = 60
"""Lines of one kind that a page shows: of more, the rest is counted."""

ORDER: tuple[FiledStance | None, ...] = ("supports", "contradicts", "neither", None)


class Kind(NamedTuple):
    """What makes estimates comparable: the question that they answer, the measure and the unit."""

    question: str
    measure: str
    unit: str | None


FEWEST = 2
"""Lines of one kind that are drawn together: one alone stands beside nothing."""


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One number of one source: where the review files the source here, and what it is about.

    `filed` is empty where no claim in question cites it, and has several stances where the review
    files it in more than one way. `terms` are those of the finding that the page does not name.
    """

    reference: Reference
    finding: SourceFinding
    estimate: Estimate
    filed: tuple[FiledStance, ...]
    terms: tuple[tuple[str, str], ...]
    cohort: str | None = None
    undrawn: Undrawn | None = None

    @property
    def kind(self) -> Kind:
        """What it may be drawn together with."""
        return Kind(self.finding.question, self.estimate.measure, self.estimate.unit)

    @property
    def stance(self) -> FiledStance | None:
        """The one way in which it is filed; None where there is none, or more than one."""
        return self.filed[0] if len(self.filed) == 1 else None


@dataclass(frozen=True, slots=True)
class EstimateGroup:
    """Estimates of one kind, those filed for first; `more` counts those that found no room."""

    kind: Kind
    scale: Scale | None
    lines: tuple[EstimateLine, ...]
    more: int = 0

    @property
    def drawn(self) -> tuple[EstimateLine, ...]:
        """The lines that can be drawn on one axis."""
        return tuple(line for line in self.lines if line.undrawn is None)


@dataclass(frozen=True, slots=True)
class Estimates:
    """All numbers that the sources in play report, by kind; `sources` counts the sources."""

    groups: tuple[EstimateGroup, ...]
    sources: int

    @property
    def drawn(self) -> tuple[EstimateGroup, ...]:
        """The kinds of which at least two numbers can be drawn on one axis."""
        return tuple(group for group in self.groups if group.drawn)

    @property
    def undrawn(self) -> tuple[EstimateGroup, ...]:
        """The kinds of which none is drawn."""
        return tuple(group for group in self.groups if not group.drawn)

    @property
    def numbers(self) -> int:
        """How many numbers there are, with those that found no room."""
        return sum(len(group.lines) + group.more for group in self.groups)

    @property
    def telling(self) -> int:
        """How many sources report a number."""
        lines = (line for group in self.groups for line in group.lines)
        return len({line.reference.key for line in lines})

    @property
    def same_sample(self) -> tuple[tuple[Reference, ...], ...]:
        """The sources that report on one sample, where several of them are shown."""
        samples: dict[str, dict[str, Reference]] = {}
        for line in (line for group in self.groups for line in group.lines):
            if line.cohort:
                samples.setdefault(line.cohort, {})[line.reference.key] = line.reference
        return tuple(tuple(found.values()) for found in samples.values() if len(found) > 1)


def grouped(
    lines: Iterable[EstimateLine],
    questions: Mapping[str, Question],
    measures: Mapping[str, Measure],
) -> tuple[EstimateGroup, ...]:
    """Return lines by their kind: the questions in the vocabulary's order, then as they come."""
    kinds: dict[Kind, list[EstimateLine]] = {}
    for line in lines:
        kinds.setdefault(line.kind, []).append(line)
    order = {question: index for index, question in enumerate(questions)}
    return tuple(
        _group(kind, kinds[kind], measures)
        for kind in sorted(kinds, key=lambda kind: order.get(kind.question, len(order)))
    )


def _group(kind: Kind, lines: list[EstimateLine], measures: Mapping[str, Measure]) -> EstimateGroup:
    measure = measures.get(kind.measure)
    scale = measure.scale if measure else None
    judged = [
        replace(line, undrawn=line.undrawn or _undrawn(line.estimate, scale)) for line in lines
    ]
    if sum(line.undrawn is None for line in judged) < FEWEST:
        judged = [replace(line, undrawn=line.undrawn or "alone") for line in judged]
    judged.sort(key=_place)
    return EstimateGroup(kind, scale, tuple(judged[:MOST]), max(0, len(judged) - MOST))


def _undrawn(estimate: Estimate, scale: Scale | None) -> Undrawn | None:
    if scale is None:
        return "no-measure"
    if estimate.low is None or estimate.high is None:
        return "no-interval"
    return "impossible" if scale == "ratio" and estimate.low <= 0 else None


def _place(line: EstimateLine) -> tuple[int, float, str]:
    """Sort key: filed for, against, on no side, in no one way; then by the work's number."""
    reference = line.reference
    return ORDER.index(line.stance), reference.number or math.inf, reference.key
