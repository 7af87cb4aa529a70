"""What compares two terms of one kind with each other, read both ways.

A question that turns (`turns: [crop, comparator]` in the vocabulary) asks how one term does
beside another. That A does better than B says of B that it does worse than A: the same result, with
the two terms in each other's place and the other sign. What has no sign keeps what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.review.study import SourceFinding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.claim import Topic
    from claimweave.review.fields import Direction

OPPOSITE: Mapping[Direction, Direction] = {"positive": "negative", "negative": "positive"}
"""The signs, each with the other one."""

_SWAPS = " ".join(f"WHEN '{sign}' THEN '{other}'" for sign, other in OPPOSITE.items())
TURNED_SIGN = f"CASE direction {_SWAPS} ELSE direction END"
"""The other sign of the column `direction`, in SQL; what has no sign keeps what it says."""

Turns = tuple[str, str]
"""The two axes that a question compares with each other."""

OneWay = frozenset[tuple[frozenset[tuple[str, str]], str | None, str | None]]
"""What a topic asks (terms, question, direction), the same whichever way round it is written.

A topic of several terms asks it of each of them.
"""


class TurnedFinding(SourceFinding, frozen=True, kw_only=True):
    """A finding that is read the other way round than its source reports it.

    Its number is left out, because nobody can turn a number whose measure is a word: that of the
    source stands in `as_reported`.
    """

    as_reported: SourceFinding
    """The finding as the study sheet has it."""


def turned(finding: SourceFinding, axes: Turns) -> TurnedFinding | None:
    """Return a finding the other way round; None for one without a term on both axes."""
    terms = turned_terms(finding.axes, axes)
    if terms is None:
        return None
    return TurnedFinding(
        question=finding.question,
        direction=OPPOSITE.get(finding.direction, finding.direction),
        says=finding.says,
        as_reported=finding,
        on_axes=dict(terms),
    )


def turned_terms(terms: Mapping[str, str], axes: Turns) -> dict[str, str] | None:
    """Return terms with those of two axes in each other's place; None where one of them has none.

    The axes keep their order.
    """
    first, second = axes
    if first not in terms or second not in terms:
        return None
    swapped = {first: terms[second], second: terms[first]}
    return {axis: swapped.get(axis, term) for axis, term in terms.items()}


def both_ways(terms: Mapping[str, str], axes: Turns | None) -> Iterator[Mapping[str, str]]:
    """Yield terms as they are, and turned round where they compare two."""
    yield terms
    if axes and (other := turned_terms(terms, axes)):
        yield other


def one_way(topic: Topic, turns: Mapping[str, Turns]) -> OneWay:
    """Return what a topic asks, so that two which say the same turned round are the same."""
    axes = turns.get(topic.question or "")
    found = set()
    for terms in topic.ways:
        direction = topic.direction
        other = turned_terms(terms, axes) if axes else None
        if axes and other and other[axes[0]] < terms[axes[0]]:
            direction = OPPOSITE.get(direction, direction) if direction else None
            found.add((frozenset(other.items()), topic.question, direction))
        else:
            found.add((frozenset(terms.items()), topic.question, direction))
    return frozenset(found)
