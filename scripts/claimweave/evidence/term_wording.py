"""What the page of a term says first: what it is, how else it is called, how much is said of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.term_facts import TermFacts
    from claimweave.review.claim import Claim

UNDEFINED = "The review has no definition for it."


def term_said(base: EvidenceBase, axis: str, name: str, facts: TermFacts) -> str:
    """Say in a sentence what a term is, and in one how much the review says of it."""
    return f"{term_defined(base, axis, name)} {term_counted(base, facts)}"


def term_defined(base: EvidenceBase, axis: str, name: str) -> str:
    """Return a term with its other names and its definition, or say that it has none."""
    spec = base.review.axes[axis]
    term = spec.terms[name]
    others = f" ({', '.join(term.synonyms)})" if term.synonyms else ""
    if term.definition:
        return f"{term.label}{others}: {term.definition}"
    return f"{term.label}{others}: {UNDEFINED}"


def term_counted(base: EvidenceBase, facts: TermFacts) -> str:
    """Say how many claims are about a term and how they stand, and how many works studied it."""
    if facts.claims:
        verb = "is" if len(facts.claims) == 1 else "are"
        counted = f"{plural(len(facts.claims), 'claim')} {verb} about it"
        counted = f"{counted} ({_standing(base, facts.claims)})"
    else:
        counted = "No claim is about it alone"
    return f"{counted}; {_works(len(facts.studied), facts.unread)}."


def _standing(base: EvidenceBase, claims: Sequence[Claim]) -> str:
    checked = sum(claim.record.check is not None for claim in claims)
    parts = [
        f"{len(found)} {labels.VERDICTS[verdict].label.lower()}"
        for verdict, found in by_standing(base, [c for c in claims if not c.record.check]).items()
    ]
    return listed([*parts, f"{checked} with a check"] if checked else parts)


def _works(studied: int, unread: int) -> str:
    if studied:
        works = plural(studied, "work")
        said = f"{works} that we read {'reports' if studied == 1 else 'report'} on it"
    else:
        said = "none of the works that we read reports on it"
    if not unread:
        return said
    return f"{said}, and {unread} more {'is' if unread == 1 else 'are'} cited on it and not read"


def by_standing(base: EvidenceBase, claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return verdict to the claims that have it, in the order in which the site tells of them."""
    verdicts = {claim.id: base.verdict(claim) for claim in claims}
    counted = Counter(verdicts.values())
    return {
        verdict: [claim for claim in claims if verdicts[claim.id] == verdict]
        for verdict in labels.VERDICTS
        if counted[verdict]  # type: ignore[index]
    }


def narrower_said(base: EvidenceBase, axis: str, facts: TermFacts) -> str:
    """Say which narrower terms count with a term; "" where it has none."""
    if not facts.narrower:
        return ""
    names = listed(wording.term_label(base, axis, term) for term in facts.narrower)
    return f"What is said here counts what is said of {names}, too."
