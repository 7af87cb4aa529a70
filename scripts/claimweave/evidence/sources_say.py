"""What the sources cited for and against a claim say of it, as far as they were read.

This is one of two facts about a claim: what the review does with its citations is the other. Only
what was read is compared, and what was not is counted as that.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.agreement import AGREEMENTS, comparable
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How many sources the review cites for and against a claim, and what those read report.

    `found` has, of the `read` ones, how many are of each agreement; it is empty where the claim's
    topic is not exact enough to be compared (`exact`). `partly` are those that answer on some of
    the claim's several terms only.
    """

    cited: int
    read: int
    exact: bool
    found: Mapping[Agreement, int]
    partly: int = 0

    @property
    def unread(self) -> int:
        """How many of the cited sources nobody has read."""
        return self.cited - self.read

    @property
    def agreeing(self) -> int:
        """How many of those that were read report what they are cited for."""
        return self.found.get("agrees", 0)


def source_report(facts: Facts, claim: Claim) -> SourceReport:
    """Count what the sources that the review cites for and against a claim report.

    The review itself, background, and evidence that was added here are left out.
    """
    return report_on(facts, claim, facts.cited_uses(claim.id, "supports", "contradicts"))


def report_on(facts: Facts, claim: Claim, uses: Sequence[Use]) -> SourceReport:
    """Count what some of a claim's sources report, such as those of a cell of the table."""
    read = [use for use in uses if use.study is not None]
    exact = comparable(claim.topic, facts.review.asked_axes(claim.topic.question))
    found = Counter(use.agreement for use in read if use.agreement)
    partly = sum(bool(use.uncovered) for use in read)
    return SourceReport(len(uses), len(read), exact, found, partly)


def sources_sentence(report: SourceReport) -> str:
    """Say in a sentence what the cited sources report; an empty text where none is cited."""
    if not report.cited:
        return ""
    if not report.read:
        if report.cited == 1:
            return "We have not read what this source reports."
        return f"We have read none of these {report.cited} sources."
    if not report.exact:
        unread = f" {plural(report.unread, 'was', 'were')} not read." if report.unread else ""
        it = "it reports" if report.cited == 1 else "they report"
        return f"What {it} is not compared: the claim is too general for that.{unread}"
    return f"{_opening(report)} {_results(report)}{_partly(report)}."


def _partly(report: SourceReport) -> str:
    """Say how many answer on some of several terms only."""
    if not report.partly:
        return ""
    only = "on some of the claim’s terms only"
    return f", {only}" if report.cited == 1 else f"; {report.partly} {only}"


def _opening(report: SourceReport) -> str:
    if report.cited == 1:
        return "As far as we read it, it"
    if not report.unread:
        return f"As far as we read these {report.cited},"
    return f"Of these {report.cited} we read {report.read}, and as far as we did,"


def _results(report: SourceReport) -> str:
    """Return how many report what, those that agree first: `2 report …, and 1 …`."""
    if report.cited == 1:
        (agreement,) = report.found
        return labels.REPORTS[agreement][0]
    parts = [
        f"{count} {labels.REPORTS[agreement][count > 1]}"
        for agreement in AGREEMENTS
        if (count := report.found.get(agreement, 0))
    ]
    none = "" if report.agreeing else f"none {labels.REPORTS['agrees'][0]}: "
    return none + listed(parts)
