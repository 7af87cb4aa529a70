"""What one rule gives on a review: diagnostics at their places, and how much it checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Diagnostic, Problem, Span
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.yaml_places import locate
from claimweave.rules.registry import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.diagnostics.problem import Severity, Where
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review
    from claimweave.rules.registry import Rule

MOST_LISTED = 2_000
"""Problems of one rule that are listed: more would only fill a terminal and the memory."""


class Outcome(NamedTuple):
    """What a rule found, what of it readers had found, and its tally.

    It holds nothing of the review, so that one process can send it to another.
    """

    rule: str
    diagnostics: list[Diagnostic]
    told: frozenset[Problem]
    checked: int
    skipped: Mapping[str, int]
    not_yet: int
    used_exemptions: frozenset[str]

    def tally(self, review: Review) -> Tally:
        """Return the tally as the rule left it."""
        skipped, used = Counter(self.skipped), {*self.used_exemptions}
        return Tally(review, self.rule, self.checked, skipped, self.not_yet, used)


def outcome_of(base: EvidenceBase, rule: Rule) -> Outcome:
    """Run one rule over a review, and look up the place of each problem."""
    review, tally = base.review, Tally(base.review, rule.id)
    problems = list(rule.run(base, tally))
    told = frozenset(review.problems).intersection(problems) if problems else frozenset()
    found = list(_listed(review, rule, list(_faults(review, tally, problems))))
    # Whatever the rule is about, a check of nothing is an error.
    found += (placed(review, rule.id, "error", problem) for problem in _empty(rule, tally))
    used = frozenset(tally.used_exemptions)
    return Outcome(rule.id, found, told, tally.checked, {**tally.skipped}, tally.not_yet, used)


def _faults(review: Review, tally: Tally, problems: list[Problem]) -> Iterator[Problem]:
    """Yield what is wrong; what a draft only lacks yet is counted instead."""
    for problem in problems:
        if problem.not_yet and review.is_draft:
            tally.not_yet += 1
        elif problem.not_yet and review.may_be_draft:
            tally.skip(f"whether the review is a draft cannot be told: {SETTINGS} cannot be read")
        else:
            yield problem


def _listed(review: Review, rule: Rule, problems: list[Problem]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a rule: those that somebody will read, and the number of others."""
    for problem in problems[:MOST_LISTED]:
        yield placed(review, rule.id, rule.severity, problem)
    others = len(problems) - MOST_LISTED
    if others > 0:
        where = Span(problems[MOST_LISTED].where.path)
        message = f"{others:,} more of this kind, from this file on, are not listed"
        yield Diagnostic(rule.id, rule.severity, where, message, "mend those that are listed")


def _empty(rule: Rule, tally: Tally) -> Iterator[Problem]:
    """Fail closed: a rule with nothing to check, where there should be something, is an error."""
    if tally.review.is_broken(rule.reads) and not tally.checked:
        tally.skip(f"{rule.reads} cannot be read")
    elif tally.review.is_draft and not rule.optional and not tally.checked and not tally.skipped:
        tally.skip(f"the review is a draft, and has no {rule.counts} yet")
    elif not rule.optional and not tally.checked and not tally.skipped:
        message = f"no {rule.counts} were found, so this rule checked nothing"
        yield Problem(Span("claims"), message, "a result without a check is not a green one")


def placed(review: Review, rule: str, severity: Severity, problem: Problem) -> Diagnostic:
    """Return a problem of a rule with its place, and that of its fix, looked up."""

    def span(where: Where) -> Span:
        if isinstance(where, Span):
            return where
        source = review.files.get(where.path)
        return locate(source, where) if source else Span(where.path)

    fix = problem.fix.placed(span) if problem.fix else None
    return Diagnostic(rule, severity, span(problem.where), problem.message, problem.help, fix)
