"""A finding of a source as pages show it: its question, its direction, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.finding_text import finding_text
from claimweave.evidence.use_wording import narrower_labels, relevant_findings

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.study import SourceFinding
    from claimweave.words.labels import Wording


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `terms` are its terms, one for each axis of the vocabulary, with their labels.

    `narrower` has the labels of those that are narrower than what a claim is about.
    """

    terms: tuple[tuple[str, str, str], ...]
    """(axis, term, label)"""
    question: str
    direction: Wording
    says: str
    narrower: str = ""
    seen: bool = True
    """Whether what was found was seen, be it that nothing was found."""


def finding_row(base: EvidenceBase, finding: SourceFinding) -> FindingRow:
    """Return a finding as pages show it."""
    return FindingRow(
        tuple(_term(base, axis, finding.axes.get(axis, "")) for axis in base.axes),
        wording.question_label(base, finding.question),
        wording.direction(base, finding),
        finding_text(finding),
        seen=finding.direction != "not-reported",
    )


def _term(base: EvidenceBase, axis: str, term: str) -> tuple[str, str, str]:
    return axis, term, wording.term_label(base, axis, term)


def relevant_rows(base: EvidenceBase, use: Use) -> list[FindingRow]:
    """Return the findings of a use's source that are about what the claim is about."""
    return [
        replace(finding_row(base, finding), narrower=narrower_labels(base, use, finding))
        for finding in relevant_findings(base, use)
    ]
