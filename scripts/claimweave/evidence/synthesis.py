"""What the sources of a table cell report, counted honestly.

Counting significant results is no way to combine studies: the Cochrane Handbook for Systematic
Reviews of Interventions, chapter 12 (McKenzie and Brennan, "Synthesizing and presenting findings
using other methods"), calls vote counting by significance unacceptable, and accepts a sign test
on the *direction* of effects. So the review's counts are shown as the review's, and the sign test
is made only on directions that sources report for the very question the cell asks.

Oracles: 9 of 9 give 0.00390625; 5 of 6 give 0.21875; 6 of 6 give 0.03125.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimweave.evidence.relevance import answering, together
from claimweave.evidence.uses import about_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.relevance import About
    from claimweave.evidence.uses import Cell, Use
    from claimweave.review.study import SourceFinding

FEWEST = 6
"""Informative studies below which nothing is tested: with five, no result reaches 0.05."""

Z_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def sign_test(positive: int, negative: int) -> float | None:
    """Return the exact two-sided p of a sign test, or None when there are too few to test.

    The p is twice the smaller tail of a binomial distribution with probability one half, at most
    1. Source: Conover, Practical Nonparametric Statistics, section 3.4.
    """
    total = positive + negative
    if total < FEWEST:
        return None
    tail = sum(math.comb(total, k) for k in range(max(positive, negative), total + 1))
    return min(1.0, tail / float(2 ** (total - 1)))


def wilson_interval(successes: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a proportion, in [0, 1]; `total` is at least 1.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    share, spread = successes / total, Z_95**2 / total
    centre = (share + spread / 2) / (1 + spread)
    half = Z_95 / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, centre - half), min(1.0, centre + half)


class Reported(NamedTuple):
    """What one entry's source reports on the cell's terms: a direction for each question.

    The cell's own question comes first, then the others in the vocabulary's order. A direction is
    that of the finding, or `mixed` when findings differ. A source that is silent or not read has
    one pair, without a question, whose direction is `silent` or `not-read`.
    """

    use: Use
    reports: tuple[tuple[str, str], ...]

    @property
    def question(self) -> str:
        """The first question that the source answers; the cell's own if it answers that."""
        return self.reports[0][0]

    @property
    def direction(self) -> str:
        """What the source answers to the first question."""
        return self.reports[0][1]


class Synthesis(NamedTuple):
    """One cell: the review's counts, what the sources report, and the sign test if there is one."""

    cell: Cell
    question: str
    reported: tuple[Reported, ...]
    positive: int
    negative: int

    @property
    def informative(self) -> int:
        """Samples with a sign for the cell's question, each sample counted once."""
        return self.positive + self.negative

    @property
    def p(self) -> float | None:
        """The sign test's exact two-sided p, or None when there are too few to test."""
        return sign_test(self.positive, self.negative)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval of the share of positive directions, when there is a test."""
        if self.informative < FEWEST:
            return None
        return wilson_interval(self.positive, self.informative)

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many entries report each (question, direction), each with its first question."""
        return Counter((r.question, r.direction) for r in self.reported)

    @property
    def both_ways(self) -> bool:
        """Whether sources that answer the question point in opposite directions."""
        signs = {r.direction for r in self.reported if r.question == self.question}
        return {"positive", "negative"} <= signs

    @property
    def to_remove(self) -> int | None:
        """How many entries must go before "more for than against" becomes its opposite."""
        return entries_to_remove(len(self.cell.supports), len(self.cell.contradicts))

    @property
    def to_flip(self) -> int | None:
        """How many entries must change sides before it does."""
        return entries_to_flip(len(self.cell.supports), len(self.cell.contradicts))


def entries_to_remove(supports: int, contradicts: int) -> int | None:
    """Return the fewest entries whose removal changes whether `supports > contradicts`.

    None when no removal can: where nothing supports, nothing will.
    """
    margin = supports - contradicts
    if margin > 0:
        return margin
    return 1 - margin if supports else None


def entries_to_flip(supports: int, contradicts: int) -> int | None:
    """Return the fewest entries that must change sides to change `supports > contradicts`.

    None when there is nothing to change sides.
    """
    margin = supports - contradicts
    if margin > 0:
        return math.ceil(margin / 2)
    return 1 + -margin // 2 if contradicts else None


def synthesise(facts: Facts, cell: Cell) -> Synthesis:
    """Count what the sources of a cell report, the cell's own question first."""
    question = cell.table.question
    questions = [question, *(other for other in facts.review.questions if other != question)]
    meant = about_cell(facts.terms, cell)
    reported = tuple(_reported(use, meant, questions) for use in cell.entries)
    signs = _signs_by_sample(r for r in reported if r.question == question)
    return Synthesis(cell, question, reported, signs.count("positive"), signs.count("negative"))


def _reported(use: Use, meant: About, questions: Sequence[str]) -> Reported:
    if use.study is None:
        return Reported(use, (("", "not-read"),))
    found = tuple(reports(use.study.record.results, meant, questions))
    return Reported(use, found or (("", "silent"),))


def reports(
    findings: Sequence[SourceFinding], meant: About, questions: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield (question, direction) for each question that findings answer on these terms."""
    for question in questions:
        answers = answering(findings, meant, question)
        direction = together(finding.direction for finding in answers)
        if direction:
            yield question, direction


def _signs_by_sample(reported: Iterable[Reported]) -> list[str]:
    """Return one sign a sample: reports of one cohort count once, and not if they differ.

    A report without a sign, or whose result was not seen, does not differ from one that has it.
    """
    samples: dict[str, set[str]] = {}
    for item in reported:
        study = item.use.study
        name = (study.record.cohort if study else None) or item.use.reference.key
        samples.setdefault(name, set()).add(item.direction)
    found = (together(directions) for directions in samples.values())
    return [sign for sign in found if sign in ("positive", "negative")]
