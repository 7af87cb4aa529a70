"""What is about which terms, gathered in one walk: a term stands for all that is narrower, too."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeVar

from claimweave.evidence.turning import both_ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

T = TypeVar("T")


def by_terms(
    base: EvidenceBase, axes: tuple[str, ...], items: Iterable[tuple[T, Mapping[str, str]]]
) -> dict[tuple[str, ...], list[T]]:
    """Return, for each set of terms, one an axis, what is about all of them, in its order, once.

    `items` are things with the terms that each is about. What is about a term is about the
    broader ones, too.
    """
    found: dict[tuple[str, ...], dict[T, None]] = {}
    for item, topic in items:
        if all(axis in topic for axis in axes):
            meant = (upwards(base, axis, topic[axis]) for axis in axes)
            for terms in product(*meant):
                found.setdefault(terms, {})[item] = None
    return {terms: list(about) for terms, about in found.items()}


def upwards(base: EvidenceBase, axis: str, term: str) -> tuple[str, ...]:
    """Return a term and all broader ones."""
    spec = base.review.axes.get(axis)
    return (term, *spec.broader(term)) if spec and term in spec.terms else (term,)


def at_home(
    base: EvidenceBase, axis: str, items: Iterable[tuple[T, Mapping[str, str]]]
) -> Iterator[tuple[T, Mapping[str, str]]]:
    """Yield things with the terms that they have on an axis, and on those with the same terms."""
    axes = base.facts.terms.axes_with_terms_of(axis)
    for item, topic in items:
        for name in axes:
            if name in topic:
                yield item, {axis: topic[name]}


def claim_topics(base: EvidenceBase) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the id of each claim with its topic, in the order of the ids.

    One of several terms comes once for each; what compares two terms comes both ways.
    """
    turns = base.review.turns
    for claim_id, claim in sorted(base.review.claims.items()):
        axes = turns.get(claim.topic.question or "")
        for terms in claim.topic.ways:
            for topic in both_ways(terms, axes):
                yield claim_id, topic


def finding_topics(base: EvidenceBase) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the key of each work that was read with the topic of each finding, by its number.

    What compares two terms comes both ways.
    """
    references, source = base.review.references, base.review.source_key
    known = (key for key in base.review.studies if key in references and key != source)
    for key in sorted(known, key=lambda key: (references[key].number or 10**9, key)):
        for finding in base.review.studies[key].record.results:
            for topic in both_ways(finding.axes, base.review.turns.get(finding.question)):
                yield key, topic


def basis(claims: Mapping[str, Claim], claim: Claim) -> tuple[Claim, ...]:
    """Return a claim and all that it rests on, at any depth."""
    passed = {claim.id: claim}
    waiting = [claim]
    while waiting:
        for below in waiting.pop().record.rests_on:
            if below in claims and below not in passed:
                passed[below] = claims[below]
                waiting.append(claims[below])
    return tuple(passed.values())
