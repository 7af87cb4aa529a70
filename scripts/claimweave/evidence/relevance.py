"""Which findings of a source are about what a claim is about, and what they say together.

A finding is about a topic when it has the topic's term on each axis that counts, or a narrower one.
Findings on the topic's own terms go first: those on narrower terms count only where the source
tells nothing of the former. What is reported of a broader term says nothing of a narrower one.
A finding that compares two terms with each other is about a topic also when it does so the other
way round: it is then read that way, with the other sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from claimweave.evidence.turning import turned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimweave.evidence.turning import Turns
    from claimweave.review.fields import Direction
    from claimweave.review.study import SourceFinding


class About(Struct, frozen=True):
    """What is meant: on each axis the terms that are named (`own`), and in `terms` all narrower.

    Of several own terms any will do. `turns` has the two axes that a question compares.
    """

    own: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, tuple[str, ...]]
    turns: Mapping[str, Turns] = field(default_factory=dict)


SIGNED: frozenset[Direction] = frozenset({"positive", "negative", "mixed"})
"""Directions that say which way a relation goes."""


def about(
    terms: Mapping[str, str | tuple[str, ...]],
    narrower: Mapping[str, Mapping[str, tuple[str, ...]]],
    turns: Mapping[str, Turns] | None = None,
) -> About:
    """Return what terms mean; `narrower` has for each axis a term's narrower ones."""
    own = {axis: (named,) if isinstance(named, str) else named for axis, named in terms.items()}
    meant = {
        axis: (*named, *(below for term in named for below in narrower.get(axis, {}).get(term, ())))
        for axis, named in own.items()
    }
    return About(own, meant, turns or {})


def findings_about(findings: Iterable[SourceFinding], meant: About) -> Iterator[SourceFinding]:
    """Yield the findings about these terms, or narrower ones, each as it reads in their order.

    One that would do both as it is and turned round says nothing of the two: that a narrower term
    does better than another says nothing of two that both are in.
    """
    for finding in findings:
        axes = meant.turns.get(finding.question)
        other = turned(finding, axes) if axes else None
        if other is None or not _is_about(other, meant):
            if _is_about(finding, meant):
                yield finding
        elif not _is_about(finding, meant):
            yield other
        elif not (set(axes or ()) <= set(meant.terms) and narrower_terms(finding, meant)):
            yield finding


def _is_about(finding: SourceFinding, meant: About) -> bool:
    return all(finding.axes.get(axis) in terms for axis, terms in meant.terms.items())


def narrower_terms(finding: SourceFinding, meant: About) -> tuple[str, ...]:
    """Return the terms of a finding that are narrower than the ones meant."""
    named = ((finding.axes.get(axis, ""), axis) for axis in meant.terms)
    return tuple(t for t, axis in named if t in meant.terms[axis] and t not in meant.own[axis])


def answering(
    findings: Iterable[SourceFinding], meant: About, question: str | None
) -> tuple[SourceFinding, ...]:
    """Return what a source tells of these terms on a question; nothing where it is silent.

    A finding whose result was not seen is returned only where there is no other, on narrower terms
    neither; one without a sign only where none has a sign.
    """
    asked = (f for f in findings if f.question == question)
    found = tuple(findings_about(asked, meant))
    own = told([f for f in found if not narrower_terms(f, meant)])
    others = told([f for f in found if narrower_terms(f, meant)])
    seen = [part for part in (own, others) if any(f.direction != "not-reported" for f in part)]
    return seen[0] if seen else own or others


def told(findings: Sequence[SourceFinding]) -> tuple[SourceFinding, ...]:
    """Return the findings that say something beside the others."""
    kept = _kept({f.direction for f in findings})
    return tuple(f for f in findings if f.direction in kept)


def together(directions: Iterable[str]) -> str | None:
    """Return what directions say together: `mixed` when they differ, None when there are none."""
    kept = _kept(set(directions))
    if not kept:
        return None
    return kept.pop() if len(kept) == 1 else "mixed"


def _kept(seen: Collection[str]) -> set[str]:
    """Return the directions that say something beside the others."""
    kept = set(seen)
    if len(kept) > 1:
        kept.discard("not-reported")
    if kept & SIGNED:
        kept.discard("unsigned")
    return kept
