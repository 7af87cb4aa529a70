"""Running rules over a review: one after the other, or, if it is not small, in two processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.rules.outcome import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.rules.outcome import Outcome
    from claimweave.rules.registry import Rule

WORTH_A_CHILD = 250
"""Claims and references from which on a second process saves more time than it takes."""

_OF_ENTRIES = frozenset(
    {"bibliography", "duplicates", "entry_fields", "entry_texts", "identities", "notices"}
)
"""Modules of rules that ask for the decoded fields of entries: one process decodes them."""

_OF_USES = frozenset({"executable", "lenses", "oppositions", "query_values"})
"""Modules of rules that ask for the uses of citations, and run queries: this process has their
database, and whoever reports may ask what they came to."""


def outcomes_of(
    base: EvidenceBase, rules: Sequence[Rule], *, two_processes: bool = False
) -> list[Outcome]:
    """Run rules over a review; return what each gives, in their order."""
    size = len(base.review.claims) + len(base.review.references)
    if two_processes and size >= WORTH_A_CHILD:
        return _shared(base, rules)
    return _run(base, rules)


def _shared(base: EvidenceBase, rules: Sequence[Rule]) -> list[Outcome]:
    """Run rules in two processes; those stay together that ask for the same."""
    import pickle  # noqa: PLC0415 - a small review needs none

    from claimweave.disk.two_processes import SharedJobs  # noqa: PLC0415 - the same

    groups = _grouped(rules)
    own = groups.pop("uses", [])
    listed = list(groups.values())

    def run(number: int) -> list[Outcome]:
        return _run(base, listed[number])

    with SharedJobs(len(listed), run, pickle) as jobs:
        found = _run(base, own)
        for outcomes in jobs.results():
            found += outcomes
    by_rule = {one.rule: one for one in found}
    return [by_rule[rule.id] for rule in rules]


def _run(base: EvidenceBase, rules: Iterable[Rule]) -> list[Outcome]:
    return [outcome_of(base, rule) for rule in rules]


def _grouped(rules: Sequence[Rule]) -> dict[str, list[Rule]]:
    """Return the rules by what they ask for, or else by their modules."""
    groups: dict[str, list[Rule]] = {"entries": []}  # the longest: whoever is free begins with it
    for rule in rules:
        module = rule.run.__module__.rpartition(".")[2]
        if module in _OF_USES:
            module = "uses"
        elif module in _OF_ENTRIES:
            module = "entries"
        groups.setdefault(module, []).append(rule)
    return groups
