"""Running all rules over a review: diagnostics, and a ledger of what was checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

import claimweave.rules.bibliography
import claimweave.rules.claims
import claimweave.rules.claims_evidence
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
import claimweave.rules.ledger_citations
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
from claimweave.diagnostics.problem import AtKey, Diagnostic, Problem
from claimweave.evidence.base import EvidenceBase
from claimweave.review.paths import EXEMPTIONS
from claimweave.review.reading.renamed_review import under_new_names
from claimweave.rules.drafts import draft_to_end
from claimweave.rules.outcome import placed
from claimweave.rules.registry import RULES
from claimweave.rules.running import outcomes_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimweave.review.review import Review
    from claimweave.rules.registry import Tally


OF_FILES = "file-out-of-place"
"""The rule that says why nothing was read."""


class Count(NamedTuple):
    """How many things a rule checked, how many it skipped, by reason, and what a draft lacks."""

    checked: int
    skipped: Mapping[str, int]
    not_yet: int = 0

    @property
    def skipped_total(self) -> int:
        """All that was skipped, whatever the reason."""
        return sum(self.skipped.values())


class Report(Struct, frozen=True, dict=True):
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


def check(review: Review, *, two_processes: bool = False) -> Report:
    """Run every rule over a review, and look up the place of each problem.

    Two processes check a large review, where they may: the report is the same.

    Raises:
        UntoldProblemError: when a reader named a rule that does not exist, or does not tell.
    """
    review = under_new_names(review, review.renamed)
    base = EvidenceBase(review)
    rules = [RULES[OF_FILES]] if review.crowded else [*RULES.values()]
    outcomes = outcomes_of(base, rules, two_processes=two_processes)
    found = [diagnostic for one in outcomes for diagnostic in one.diagnostics]
    unread = Count(0, {"nothing was read: there are too many files": 1})
    counts = dict.fromkeys(RULES, unread)
    for one in outcomes:
        tally = one.tally(review)
        for problem in _needless(review, tally, found):
            # Each is looked for among those before it.
            found.append(placed(review, tally.rule, "error", problem))  # noqa: PERF401
        skipped = dict(sorted(tally.skipped.items()))
        counts[tally.rule] = Count(tally.checked, skipped, tally.not_yet)
    found += _needless_draft(review, counts, found)
    _refuse_untold(set(review.problems).difference(*(one.told for one in outcomes)))
    return Report(base, tuple(sorted(set(found), key=Diagnostic.order)), counts)


def _refuse_untold(untold: Collection[Problem]) -> None:
    if untold:
        first = min(untold, key=lambda problem: (problem.where.path, problem.message))
        named = f'the rule "{first.rule}"' if first.rule else "no rule"
        message = f"{len(untold)} found and not told, one of them under {named}"
        raise UntoldProblemError(f"{message}: {first.where.path}: {first.message}")


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
    return [placed(review, rule.id, rule.severity, draft_to_end())]


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
