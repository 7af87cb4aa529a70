"""Findings that name what stands how: uses that do not agree, and what nobody can follow up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.audit.standing import asserted_only, disagreements

if TYPE_CHECKING:
    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Facts
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.fields import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDiffers(Finding):
    """A use of a citation whose source, as far as it was read, does not report what it is for."""

    kind: ClassVar[str] = "source-differs"

    stance: Stance
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsBothWays(Finding):
    """A cell that counts together sources that point in opposite directions on its question."""

    kind: ClassVar[str] = "points-both-ways"

    question: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutCitation(Finding):
    """A claim for which the review cites nothing."""

    kind: ClassVar[str] = "without-citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unidentified(Finding):
    """A reference of the review that nobody can look up yet; `claims` lean on it."""

    kind: ClassVar[str] = "unidentified"


def sources_that_differ(facts: Facts) -> list[SourceDiffers]:
    """Return the uses that do not agree with their sources, by claim."""
    return [
        SourceDiffers(
            claims=(use.claim.id,),
            references=(use.reference.key,),
            stance=use.evidence.stance,
            agreement=use.agreement,
        )
        for use in disagreements(facts)
        if use.agreement
    ]


def cells_both_ways(base: EvidenceBase) -> list[PointsBothWays]:
    """Return the cells whose sources point in opposite directions, row by row."""
    return [_both_ways(synthesis) for synthesis in base.syntheses if synthesis.both_ways]


def _both_ways(synthesis: Synthesis) -> PointsBothWays:
    cell, asked = synthesis.cell, synthesis.question
    pointing = {
        direction: tuple(
            item.use.reference.key
            for item in synthesis.reported
            if (item.question, item.direction) == (asked, direction)
        )
        for direction in ("positive", "negative")
    }
    return PointsBothWays(
        claims=(cell.claim.id,),
        references=(*pointing["positive"], *pointing["negative"]),
        cells=(cell.pair,),
        question=asked,
        **pointing,
    )


def without_citation(facts: Facts) -> list[WithoutCitation]:
    """Return the claims for which the review cites nothing, by id."""
    return [WithoutCitation(claims=(claim.id,)) for claim in asserted_only(facts)]


def unidentified(facts: Facts) -> list[Unidentified]:
    """Return the references of the review that nobody can look up yet, by number."""
    found = [
        reference
        for reference in facts.review.references.values()
        if reference.number is not None and reference.identity == "unidentified"
    ]
    return [
        Unidentified(
            claims=tuple(dict.fromkeys(u.claim.id for u in facts.uses_by_reference[r.key])),
            references=(r.key,),
        )
        for r in sorted(found, key=lambda r: r.number or 0)
    ]
