"""Does the cited source report what the review uses it for?

Stance (how the review uses a citation) and finding (what the source reports) are two axes.
Nobody writes down whether they agree: it is computed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimweave.review.claim import Evidence, Topic
    from claimweave.review.fields import Direction
    from claimweave.review.study import SourceFinding, Study

Agreement = Literal[
    "agrees",
    "another-question",
    "opposite",
    "null",
    "mixed",
    "not-reported",
    "silent",
    "not-read",
]
AGREEMENTS: tuple[Agreement, ...] = get_args(Agreement)

_SIGNS: tuple[Direction, ...] = ("positive", "negative", "mixed")
_OPPOSITE: dict[Direction, Direction] = {"positive": "negative", "negative": "positive"}


def comparable(topic: Topic, axes: Collection[str]) -> bool:
    """Whether a topic is exact enough to compare: a term on each axis, and a question."""
    return topic.question is not None and all(axis in topic.axes for axis in axes)


def agreement_of(topic: Topic, evidence: Evidence, study: Study | None) -> Agreement:
    """Compare the use of a citation with what its source reports.

    Args:
        topic: the claim's topic, complete (see `comparable`).
        evidence: the citation and its stance; not `background`.
        study: the study sheet of the cited source, or None when nobody has read it.

    Returns:
        `agrees`; `another-question` (the source reports on these terms, but answers another
        question); `opposite`, `null` or `mixed` (it answers the question otherwise);
        `not-reported` (its result was not seen, or has no sign); `silent` (it does not report
        on these terms); `not-read`.
    """
    if study is None:
        return "not-read"
    about = [f for f in study.record.findings if f.axes == topic.axes]
    if not about:
        return "silent"
    answers = [f for f in about if f.question == topic.question]
    if not answers:
        return "another-question"
    return _combined(_one(f, topic, evidence) for f in answers)


def _one(finding: SourceFinding, topic: Topic, evidence: Evidence) -> Agreement:
    direction = finding.direction
    if direction == "not-reported":
        return "not-reported"
    if direction in _expected(topic.direction, against=evidence.stance == "contradicts"):
        return "agrees"
    if direction == "none":
        return "null"
    return "mixed" if direction == "mixed" else "opposite"


def _expected(direction: Direction | None, *, against: bool) -> tuple[Direction, ...]:
    """Directions that a source would have to report for the use made of it."""
    if not against:
        return (direction,) if direction else _SIGNS
    if direction is None:
        return ("none",)
    if direction == "none":
        return _SIGNS
    return ("none", _OPPOSITE[direction]) if direction in _OPPOSITE else ("none",)


def _combined(results: Iterable[Agreement]) -> Agreement:
    seen = set(results)
    if len(seen) > 1:
        seen.discard("not-reported")
    return seen.pop() if len(seen) == 1 else "mixed"
