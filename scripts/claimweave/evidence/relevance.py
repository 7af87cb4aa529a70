"""Which findings of a source are about what a claim is about, and what they say together.

A finding is about a topic when it has the topic's term on each axis that counts, or a narrower one.
Findings on the topic's own terms go first: those on narrower terms count only where the source
tells nothing of the former. What is reported of a broader term says nothing of a narrower one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from claimweave.review.fields import Direction
    from claimweave.review.study import SourceFinding

About = dict[str, tuple[str, ...]]
"""Axis to the term that is meant, and behind it all that are narrower."""

SIGNED: frozenset[Direction] = frozenset({"positive", "negative", "mixed"})
"""Directions that say which way a relation goes."""


def about(terms: Mapping[str, str], narrower: Mapping[str, Mapping[str, tuple[str, ...]]]) -> About:
    """Return what terms mean, one an axis; `narrower` has for each axis a term's narrower ones."""
    return {axis: (term, *narrower.get(axis, {}).get(term, ())) for axis, term in terms.items()}


def is_about(finding: SourceFinding, meant: About) -> bool:
    """Whether a finding is about these terms, or narrower ones."""
    return all(finding.axes.get(axis) in terms for axis, terms in meant.items())


def narrower_terms(finding: SourceFinding, meant: About) -> tuple[str, ...]:
    """Return the terms of a finding that are narrower than the ones meant."""
    named = ((finding.axes.get(axis, ""), terms) for axis, terms in meant.items())
    return tuple(term for term, terms in named if term in terms[1:])


def answering(
    findings: Iterable[SourceFinding], meant: About, question: str | None
) -> tuple[SourceFinding, ...]:
    """Return what a source tells of these terms on a question; nothing where it is silent.

    A finding whose result was not seen is returned only where there is no other, on narrower terms
    neither; one without a sign only where none has a sign.
    """
    found = [f for f in findings if f.question == question and is_about(f, meant)]
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
