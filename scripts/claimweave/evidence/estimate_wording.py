"""What is said of the numbers that sources report: how many, why none is pooled, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.finding_text import decimal_text, interval_text
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.estimates import (
        EstimateGroup,
        EstimateLine,
        Estimates,
        Kind,
        Undrawn,
    )
    from claimweave.review.fields import FiledStance
    from claimweave.review.study import Estimate
    from claimweave.review.vocabulary import Scale

NOT_POOLED = (
    "Nothing is pooled: the sources differ in what they looked at and how, they are counted here "
    "and not weighed, and one number for all of them would hide that."
)

ONE_SOURCE = "Nothing is pooled: all these numbers are of one source."

AXES: dict[Scale, str] = {
    "ratio": "The axis is logarithmic: half and twice lie equally far from 1. The line at 1 is no "
    "relation.",
    "difference": "The line at 0 is no relation.",
    "amount": "No value of this measure means that there is no relation, so no line is drawn.",
}

UNDRAWN: dict[Undrawn, str] = {
    "no-interval": "its source gives no interval",
    "alone": "no other of its kind can stand beside it",
    "impossible": "no ratio is 0 or less",
    "turned": "its source compares the two the other way round, and the number is as it has it",
    "no-measure": "the vocabulary does not say what sort of number it is",
}


def told(estimates: Estimates) -> str:
    """Say how many sources give a number, whether these are of one kind, and why none is pooled."""
    telling, of = estimates.telling, plural(estimates.sources, "source")
    gives = "gives" if telling == 1 else "give"
    text = f"{telling} of {of} {gives} a number for it, as far as we read."
    if len(estimates.groups) > 1:
        text += (
            f" The numbers are of {len(estimates.groups)} kinds: another question, measure or unit "
            "is never drawn on one axis."
        )
    if estimates.numbers == 1:
        return text
    return f"{text} {NOT_POOLED if telling > 1 else ONE_SOURCE}"


def kind_named(base: EvidenceBase, kind: Kind) -> str:
    """Return what numbers of one kind are: `gain in yield, in t/ha: effect on the yield`."""
    unit = f", in {kind.unit}" if kind.unit else ""
    return f"{kind.measure}{unit}: {wording.question_label(base, kind.question).lower()}"


def filed_in_words(line: EstimateLine) -> str:
    """Return how a source is filed: `for`, `for and against`, or that it is filed nowhere."""
    return listed(labels.STANCES[stance].label for stance in line.filed) or "not filed for it"


def filed_mark(stance: FiledStance | None) -> str:
    """Return the sign of how a source is filed; nothing where it is in no one way."""
    return labels.STANCES[stance].mark if stance else ""


def about_narrower(base: EvidenceBase, line: EstimateLine) -> str:
    """Return the terms of a line that its page does not name; "" without any."""
    return ", ".join(wording.term_label(base, axis, term) for axis, term in line.terms)


def number_alone(estimate: Estimate) -> str:
    """Return a number with its interval, without its measure: `1.8 (1.2 to 2.7)`."""
    value, interval = decimal_text(estimate.value), interval_text(estimate)
    return f"{value} ({interval})" if interval else value


def more_told(group: EstimateGroup) -> str:
    """Say how many lines found no room, and where they are; "" where all are shown."""
    if not group.more:
        return ""
    are = "is" if group.more == 1 else "are"
    return (
        f"{plural(group.more, 'number')} more of this kind {are} not shown here: the sheets of the "
        "works and the data have all of them."
    )


def samples_told(estimates: Estimates) -> str:
    """Say which sources report on the same sample; "" without any."""
    same = [listed(work.short_name for work in works) for works in estimates.same_sample]
    return "".join(f"{works} report on the same sample. " for works in same).rstrip()
