"""A page for each rule, from its docstring, and an index with the counts of this build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.addresses.links import rule_page
from claimweave.rules.registry import RULES
from claimweave.site.environment import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.rules.checking import Count


def rule_pages(base: EvidenceBase, counts: Mapping[str, Count]) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the rules' index and of each rule's page."""
    rules = list(RULES.values())
    index = "rules/index.md"
    yield index, page("rules_index.md.j2", index, base, rules=rules, counts=counts)
    for rule in rules:
        path = rule_page(rule.id)
        yield path, page("rule.md.j2", path, base, rule=rule)
