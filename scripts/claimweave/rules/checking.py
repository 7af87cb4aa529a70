"""Running all rules over a review: diagnostics, and a ledger of what was checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import claimweave.rules.bibliography
import claimweave.rules.claims
import claimweave.rules.comparisons
import claimweave.rules.drafts
import claimweave.rules.duplicates
import claimweave.rules.entry_fields
import claimweave.rules.entry_texts
import claimweave.rules.evidence_items
import claimweave.rules.executable
import claimweave.rules.files
import claimweave.rules.identities
import claimweave.rules.ledger
import claimweave.rules.lenses
import claimweave.rules.narrative
import claimweave.rules.notices
import claimweave.rules.oppositions
import claimweave.rules.outdated
import claimweave.rules.query_values
import claimweave.rules.relations
import claimweave.rules.site_addresses
import claimweave.rules.site_files
import claimweave.rules.studies
import claimweave.rules.table
import claimweave.rules.twins  # noqa: F401 - importing registers the rules
from claimweave.diagnostics.problem import AtKey, Diagnostic, Problem, Span
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.renamed_review import under_new_names
from claimweave.review.reading.yaml_reader import locate
from claimweave.review.review import EXEMPTIONS, SETTINGS
from claimweave.rules.drafts import draft_to_end
from claimweave.rules.registry import RULES, Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimweave.diagnostics.problem import Severity, Where
    from claimweave.review.review import Review
    from claimweave.rules.registry import Rule


OF_FILES = "file-out-of-place"
"""The rule that says why nothing was read."""

MOST_LISTED = 2_000
"""Problems of one rule that are listed: more would only fill a terminal and the memory."""


class Count(NamedTuple):
    """How many things a rule checked, how many it skipped, by reason, and what a draft lacks."""

    checked: int
    skipped: Mapping[str, int]
    not_yet: int = 0

    @property
    def skipped_total(self) -> int:
        """All that was skipped, whatever the reason."""
        return sum(self.skipped.values())


@dataclass(frozen=True)
class Report:
    """The result of a check: diagnostics in the order of their places, and the counts."""

    base: EvidenceBase
    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, Count]

    @property
    def errors(self) -> int:
        """How many diagnostics are errors."""
        return sum(d.severity == "error" for d in self.diagnostics)

    @property
    def not_yet(self) -> Mapping[str, int]:
        """Rule to how much it found that is not encoded yet, in a draft; in no other review any."""
        return {rule: count.not_yet for rule, count in self.counts.items() if count.not_yet}

    def passed(self, rule: str) -> int:
        """How many things a rule has checked, if it found and skipped nothing; else 0."""
        count = self.counts[rule]
        found = count.skipped or count.not_yet or any(d.rule == rule for d in self.diagnostics)
        return 0 if found else count.checked


class UntoldProblemError(Exception):
    """Readers found what no rule tells: a fault of the tool, which must not pass as clean."""


def check(review: Review) -> Report:
    """Run every rule over a review, and look up the place of each problem.

    Raises:
        UntoldProblemError: when a reader named a rule that does not exist, or does not tell.
    """
    review = under_new_names(review, review.renamed)
    base = EvidenceBase(review)
    found: list[Diagnostic] = []
    counts: dict[str, Count] = {}
    untold = set(review.problems)
    tallies: list[Tally] = []
    for rule in RULES.values():
        if review.crowded and rule.id != OF_FILES:
            counts[rule.id] = Count(0, {"nothing was read: there are too many files": 1})
            continue
        tally = Tally(review, rule.id)
        problems = list(rule.run(base, tally))
        untold.difference_update(problems)
        found += _listed(review, rule, list(_faults(review, tally, problems)))
        # Whatever the rule is about, a check of nothing and a needless exemption are errors.
        found += (_placed(review, rule.id, "error", problem) for problem in _empty(rule, tally))
        tallies.append(tally)
        counts[rule.id] = Count(tally.checked, tally.skipped)
    for tally in tallies:
        for problem in _needless(review, tally, found):
            found.append(_placed(review, tally.rule, "error", problem))
        skipped = dict(sorted(tally.skipped.items()))
        counts[tally.rule] = Count(tally.checked, skipped, tally.not_yet)
    found += _needless_draft(review, counts, found)
    _refuse_untold(untold)
    return Report(base, tuple(sorted(set(found), key=Diagnostic.order)), counts)


def _refuse_untold(untold: Collection[Problem]) -> None:
    if untold:
        first = min(untold, key=lambda problem: (problem.where.path, problem.message))
        named = f'the rule "{first.rule}"' if first.rule else "no rule"
        message = f"{len(untold)} found and not told, one of them under {named}"
        raise UntoldProblemError(f"{message}: {first.where.path}: {first.message}")


def _faults(review: Review, tally: Tally, problems: list[Problem]) -> Iterator[Problem]:
    """Yield what is wrong; what a draft only lacks yet is counted instead."""
    for problem in problems:
        if problem.not_yet and review.is_draft:
            tally.not_yet += 1
        elif problem.not_yet and review.may_be_draft:
            tally.skip(f"whether the review is a draft cannot be told: {SETTINGS} cannot be read")
        else:
            yield problem


def _needless_draft(
    review: Review, counts: Mapping[str, Count], found: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """Return that a review is called a draft in which nothing is missing.

    While something else is wrong, that cannot be told.
    """
    if not review.is_draft or review.broken or not review.sentences:
        return []
    waits = any(count.not_yet for count in counts.values())
    if waits or any(diagnostic.severity == "error" for diagnostic in found):
        return []
    rule = RULES["needless-draft"]
    return [_placed(review, rule.id, rule.severity, draft_to_end())]


def _listed(review: Review, rule: Rule, problems: list[Problem]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a rule: those that somebody will read, and the number of others."""
    for problem in problems[:MOST_LISTED]:
        yield _placed(review, rule.id, rule.severity, problem)
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


def _needless(review: Review, tally: Tally, found: Sequence[Diagnostic]) -> Iterator[Problem]:
    """Yield the exemptions that let nothing pass; a broken file may be what they are for.

    Where another rule with exemptions finds the same thing, it is the one to be named.
    """
    if not RULES[tally.rule].exemptable:
        return  # the rule `invalid-ledger` tells it
    for subject in review.exemptions.exemptions.get(tally.rule, {}):
        if subject not in tally.used_exemptions and review.broken:
            tally.skip("an exemption cannot be judged while a file cannot be read")
        elif subject not in tally.used_exemptions:
            keys = ("exemptions", tally.rule, subject)
            where = AtKey(EXEMPTIONS, keys, on_key=True)
            message = f"the exemption for {subject} is no longer needed"
            other = _finds(subject, found)
            help_ = (
                f"{other} finds it now: move it there, with its reason" if other else "remove it"
            )
            yield Problem(where, message, help_)


def _finds(subject: str, found: Sequence[Diagnostic]) -> str:
    """Return the rule with exemptions that finds something about a subject."""
    word = re.compile(rf"(?<![\w-]){re.escape(subject)}(?![\w-])")
    of_file = f"/{subject}.yml"
    for diagnostic in found:
        named = word.search(diagnostic.message) or diagnostic.span.path.endswith(of_file)
        if named and RULES[diagnostic.rule].exemptable:
            return diagnostic.rule
    return ""


def _placed(review: Review, rule: str, severity: Severity, problem: Problem) -> Diagnostic:
    def span(where: Where) -> Span:
        if isinstance(where, Span):
            return where
        source = review.files.get(where.path)
        return locate(source, where) if source else Span(where.path)

    fix = problem.fix.placed(span) if problem.fix else None
    return Diagnostic(rule, severity, span(problem.where), problem.message, problem.help, fix)
