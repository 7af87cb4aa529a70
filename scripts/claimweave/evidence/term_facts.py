"""What a review says of its terms: their claims, the works that studied them, what uses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.by_term import (
    at_home,
    basis,
    by_terms,
    claim_topics,
    finding_topics,
)
from claimweave.evidence.turning import turned_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_CELLS = re.compile(r"\bcells\b", re.IGNORECASE)

Place = tuple[str, str]
"""An axis, and a term of it."""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What is known of a term and of all narrower ones.

    `claims` are those about them, `studied` the keys of the works whose sheets have a finding on
    them, by number, `unread` how many more works are cited on these claims and were not read, and
    `conclusions` the claims with a check that use the term.
    """

    narrower: tuple[str, ...]
    claims: tuple[Claim, ...]
    studied: tuple[str, ...]
    unread: int
    conclusions: tuple[Claim, ...]


def all_term_facts(base: EvidenceBase) -> dict[Place, TermFacts]:
    """Return what the review says of each term that is in use; claims come by their ids."""
    using = Conclusions(base)
    found = {}
    for axis, terms in base.facts.terms.in_use.items():
        claims = by_terms(base, (axis,), at_home(base, axis, claim_topics(base)))
        studied = by_terms(base, (axis,), at_home(base, axis, finding_topics(base)))
        for term in terms:
            own = [base.review.claims[claim_id] for claim_id in claims.get((term,), ())]
            cited = {use.reference.key for claim in own for use in base.facts.cited_uses(claim.id)}
            found[axis, term] = TermFacts(
                base.facts.terms.narrower.get(axis, {}).get(term, ()),
                tuple(own),
                tuple(studied.get((term,), ())),
                sum(key not in base.review.studies for key in cited),
                using.of({axis: term}),
            )
    return found


class Conclusions:
    """The claims that have a check, with what each is about, rests on and counts."""

    def __init__(self, base: EvidenceBase) -> None:
        self._base = base
        claims = base.review.claims
        checked = [claim for _, claim in sorted(claims.items()) if claim.record.check]
        self._basis = [(claim, basis(claims, claim)) for claim in checked]
        self._terms = {name: frozenset(axis.terms) for name, axis in base.review.axes.items()}

    def of(self, terms: Mapping[str, str]) -> tuple[Claim, ...]:
        """Return, by id, those that use a term, or a cell: terms of several axes.

        Such a claim is about it, rests on a claim about it, at any depth, or a query counts it.
        Where two axes have the same terms, what one of them has is used, too.
        """
        ways = list(self._ways(terms))
        return tuple(
            claim for claim, below in self._basis if any(self._use(claim, below, w) for w in ways)
        )

    def _ways(self, terms: Mapping[str, str]) -> Iterator[Mapping[str, frozenset[str]]]:
        """Yield what is meant, as the terms of each axis that has them, and turned round."""
        facts = self._base.facts
        found: list[Mapping[str, str]] = [terms]
        if len(terms) == 1:
            ((axis, term),) = terms.items()
            found = [{name: term} for name in facts.terms.axes_with_terms_of(axis)]
        for axes in dict.fromkeys(self._base.review.turns.values()):
            if {*axes} == {*terms} and (other := turned_terms(terms, axes)):
                found.append(other)
        for each in found:
            yield {
                axis: frozenset((term, *facts.terms.narrower.get(axis, {}).get(term, ())))
                for axis, term in each.items()
            }

    def _use(
        self, claim: Claim, below: tuple[Claim, ...], meant: Mapping[str, frozenset[str]]
    ) -> bool:
        for each in below:
            named = each.topic.named
            if all(terms.intersection(named.get(axis, ())) for axis, terms in meant.items()):
                return True
        readings = claim.record.check.readings if claim.record.check else {}
        return any(self._counts(reading.sql, meant) for reading in readings.values())

    def _counts(self, sql: str, meant: Mapping[str, frozenset[str]]) -> bool:
        """Whether a query counts what is meant: it names it, or it counts all cells.

        Terms are known by their quotes: `'barley'`. A query on cells that names no term of an axis
        counts all of that axis. That is told of a cell, and not of each term.
        """
        quoted = {text.replace("''", "'") for text in _QUOTED.findall(sql)}
        named = {axis: not terms.isdisjoint(quoted) for axis, terms in meant.items()}
        if all(named.values()):
            return True
        if len(meant) == 1 or not _CELLS.search(sql) or self._elsewhere(quoted, {*meant}):
            return False
        return all(
            named[axis] or self._terms.get(axis, frozenset()).isdisjoint(quoted) for axis in meant
        )

    def _elsewhere(self, quoted: set[str], axes: set[str]) -> bool:
        """Whether a query on cells names another table, or a term that no cell of this one has."""
        tables = self._base.review.tables
        named = quoted.intersection(table.locator for table in tables)
        if named:
            return all({t.rows, t.columns} != axes for t in tables if t.locator in named)
        own = {term for axis in axes for term in self._terms.get(axis, ())}
        others = (terms for axis, terms in self._terms.items() if axis not in axes)
        return len(tables) > 1 and any(not quoted.isdisjoint(terms - own) for terms in others)
