"""A finding in words: what it says, and the number that its source reports for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.turning import OPPOSITE, TurnedFinding
from claimweave.words.counting import digits

if TYPE_CHECKING:
    from claimweave.review.study import Estimate, SourceFinding


TURNED = "Reported the other way round: its sign here is turned."
SAME_BOTH_WAYS = "Reported the other way round, which comes to the same."


def finding_text(finding: SourceFinding) -> str:
    """Return what a finding says, with its number behind it if it has one.

    Of one that is read the other way round, that is said: its words and its number are not turned.
    """
    if isinstance(finding, TurnedFinding):
        said = TURNED if finding.direction in OPPOSITE else SAME_BOTH_WAYS
        return f"{finding_text(finding.as_reported)} {said}"
    if finding.estimate is None:
        return finding.says
    return f"{finding.says} Its number: {number_text(finding.estimate)}."


def number_text(estimate: Estimate) -> str:
    """Return an estimate in words: `hazard ratio 1.8 (interval 1.2 to 2.7)`."""
    unit = f" {estimate.unit}" if estimate.unit else ""
    said = f"{estimate.measure} {decimal_text(estimate.value)}{unit}"
    interval = interval_text(estimate)
    return f"{said} (interval {interval})" if interval else said


def interval_text(estimate: Estimate) -> str:
    """Return the interval of an estimate: `1.2 to 2.7`; empty where its source gives none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{decimal_text(estimate.low)} to {decimal_text(estimate.high)}"


def decimal_text(number: float) -> str:
    """Return a number as it is printed: `−0.5`, and `2` for 2.0."""
    return digits(number).removesuffix(".0").replace("-", "\u2212")
