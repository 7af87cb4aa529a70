"""What a source reports on a claim, and on which terms: narrower ones, or not on all of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.relevance import findings_about, narrower_terms
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.study import SourceFinding


def relevant_findings(base: EvidenceBase, use: Use) -> tuple[SourceFinding, ...]:
    """Return what the source reports about the claim's terms, and about narrower ones.

    For an open topic that is all of it. Findings on the claim's own terms come first.
    """
    if use.study is None:
        return ()
    meant = base.facts.terms.about(use.claim.topic)
    found = findings_about(use.study.record.results, meant)
    return tuple(sorted(found, key=lambda finding: bool(narrower_terms(finding, meant))))


def narrower_terms_said(base: EvidenceBase, use: Use) -> str:
    """Say on which narrower terms a use was compared, and on which of several it does not answer.

    `on a narrower term: Barley`, `without Beans, on which it does not answer`, or "".
    """
    several = "a narrower term" if len(use.narrower) == 1 else "narrower terms"
    on = f"on {several}: {_labels(base, use.narrower)}" if use.narrower else ""
    uncovered = uncovered_labels(base, use)
    off = f"without {uncovered}, on which it does not answer" if uncovered else ""
    return "; ".join(filter(None, (on, off)))


def uncovered_labels(base: EvidenceBase, use: Use) -> str:
    """Return the claim's terms on which a source does not answer, where it does on others."""
    return _labels(base, use.uncovered)


def narrower_labels(base: EvidenceBase, use: Use, finding: SourceFinding) -> str:
    """Return the terms of a finding that are narrower than the claim's, or an empty text."""
    return _labels(base, narrower_terms(finding, base.facts.terms.about(use.claim.topic)))


def _labels(base: EvidenceBase, terms: Iterable[str]) -> str:
    axes = base.review.axes.values()
    known = {name: term.label for axis in axes for name, term in axis.terms.items()}
    each = ([known.get(part, part) for part in term.split(" ")] for term in terms)
    return listed(" with ".join(parts) for parts in each)
