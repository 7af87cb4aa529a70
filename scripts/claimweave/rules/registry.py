"""What a rule is: a documented function from a review to problems, with a tally of its work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from claimweave.review.paths import EXEMPTIONS

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Problem, Severity
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review

HEADINGS = ("What it checks", "Why", "Fails", "How to mend")


class Tally(Struct, eq=False):
    """How much a rule has checked, what it has skipped and why, and which exemptions it used.

    `not_yet` is what it found missing in a draft.
    """

    review: Review
    rule: str
    checked: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    not_yet: int = 0
    used_exemptions: set[str] = field(default_factory=set)

    def skip(self, reason: str, count: int = 1) -> None:
        """Note that something was not checked."""
        if count:
            self.skipped[reason] += count

    def exempt(self, subject: str) -> bool:
        """Whether the review lets this subject pass, with a reason; it then counts as skipped."""
        if EXEMPTIONS in self.review.broken:
            self.skip(f"{EXEMPTIONS} cannot be read")
            return True
        if not self.review.exemption(self.rule, subject):
            return False
        self.used_exemptions.add(subject)
        self.skip("exempted with a reason")
        return True


RuleFunction = Callable[["EvidenceBase", Tally], "Iterator[Problem]"]


class Rule(NamedTuple):
    """A rule: its id, severity, what it counts, and the function, whose docstring documents it.

    `optional` rules may have nothing to check; all others must, or the run is an error.
    """

    id: str
    severity: Severity
    counts: str
    optional: bool
    exemptable: bool
    reads: str
    run: RuleFunction

    @property
    def summary(self) -> str:
        """What is wrong where it finds something, in a sentence."""
        return _documented(self.run)[0]

    @property
    def documentation(self) -> dict[str, str]:
        """Heading to text."""
        return _documented(self.run)[1]


RULES: dict[str, Rule] = {}

SUCCESSORS: dict[str, str] = {}
"""Id of a rule that is gone, to the one that does its work: exemptions may still name the old."""


def rule(
    counts: str,
    *,
    severity: Severity = "error",
    optional: bool = False,
    exemptable: bool = False,
    reads: str = "",
) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule. Its id is the function's name in kebab case.

    Args:
        counts: what it counts as checked, in the plural.
        severity: `error`, or `warning` for what does not fail a build.
        optional: whether a review may have nothing for it to check.
        exemptable: whether `exemptions.yml` may let a subject pass.
        reads: the one file, or folder, that it judges; if that cannot be read, it is skipped.
    """

    def register(function: RuleFunction) -> RuleFunction:
        rule_id = _rule_id(function)
        RULES[rule_id] = Rule(rule_id, severity, counts, optional, exemptable, reads, function)
        return function

    return register


def _rule_id(function: RuleFunction) -> str:
    return function.__name__.replace("_", "-")


@cache  # a check reads none of them, and all together take a fiftieth of its time
def _documented(function: RuleFunction) -> tuple[str, dict[str, str]]:
    """Return the summary of a rule, and its documentation by heading, from its docstring.

    Raises:
        TypeError: when the docstring lacks a heading, or has them in another order.
    """
    from inspect import cleandoc, getdoc  # noqa: PLC0415 - what reads source code loads slowly

    rule_id, text = _rule_id(function), getdoc(function) or ""
    parts = re.split(r"^(What it checks|Why|Fails|How to mend):\n", text, flags=re.MULTILINE)
    if tuple(parts[1::2]) != HEADINGS:
        raise TypeError(f"rule {rule_id}: its docstring needs the headings {', '.join(HEADINGS)}")
    bodies = (cleandoc(body) for body in parts[2::2])
    return parts[0].strip(), dict(zip(HEADINGS, bodies, strict=True))


def exemptable_rules() -> dict[str, str]:
    """Return the id of each rule that lets a thing pass with a reason, and what the rule says."""
    assert RULES, "the rules are registered by whoever imports claimweave.rules.checking"
    return {rule.id: rule.summary for rule in RULES.values() if rule.exemptable}


def problems_read(review: Review, rule_id: str) -> Iterator[Problem]:
    """Yield what the readers found under a rule's id."""
    return (problem for problem in review.problems if problem.rule == rule_id)
