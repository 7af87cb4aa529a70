"""What rests on a reference or on a claim: what cites it, which cells count it, what would turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.change import CellChange, VerdictFlip
from claimweave.evidence.changes.comparing import compare
from claimweave.evidence.what_if.withdrawal import withdrawals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.uses import Use
    from claimweave.review.review import Review


@dataclass(frozen=True, slots=True)
class Impact:
    """What rests on one reference or claim, and what would be otherwise if it went.

    `uses` are a reference's citations. `resting` are the ids of claims that rest, directly or
    through others, on the claim or on the claims that cite the reference; `opposing` those that
    oppose the claim. `cells` and `verdicts` are what would be otherwise without it.
    """

    key: str
    what: str
    text: str
    uses: tuple[Use, ...]
    resting: tuple[str, ...]
    opposing: tuple[str, ...]
    cells: tuple[CellChange, ...]
    verdicts: tuple[VerdictFlip, ...]


def impact_of_reference(base: EvidenceBase, key: str) -> Impact:
    """Return what rests on a reference of the bibliography."""
    uses = base.uses_by_reference[key]
    without = EvidenceBase(_without_reference(base.review, key))
    return Impact(
        key,
        "reference",
        base.review.references[key].short_name,
        uses,
        resting_on(base, {use.claim.id for use in uses}),
        (),
        compare(base, without).cells,
        _turned(base, key),
    )


def impact_of_claim(base: EvidenceBase, claim_id: str) -> Impact:
    """Return what rests on a claim. Its evidence goes with it, its references stay."""
    kept = {key: claim for key, claim in base.review.claims.items() if key != claim_id}
    change = compare(base, EvidenceBase(structs.replace(base.review, claims=kept)))
    return Impact(
        claim_id,
        "claim",
        base.review.claims[claim_id].text,
        (),
        resting_on(base, {claim_id}),
        base.opposing.get(claim_id, ()),
        change.cells,
        tuple(flip for flip in change.verdicts if flip.reading),
    )


def resting_on(base: EvidenceBase, claims: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all claims that rest on these, directly or through others, sorted."""
    found: set[str] = set()
    waiting = list(claims)
    while waiting:
        for claim_id in base.resting.get(waiting.pop(), ()):
            if claim_id not in found:
                found.add(claim_id)
                waiting.append(claim_id)
    return tuple(sorted(found))


def _without_reference(review: Review, key: str) -> Review:
    claims = {}
    for claim_id, claim in review.claims.items():
        kept = tuple(e for e in claim.evidence if e.cites != key)
        record = structs.replace(claim.record, evidence=kept)
        claims[claim_id] = structs.replace(claim, record=record)
    return structs.replace(review, claims=claims)


def _turned(base: EvidenceBase, key: str) -> tuple[VerdictFlip, ...]:
    """Return the readings that would turn; of the review itself nothing is withdrawn."""
    withdrawal = withdrawals(base.facts, base.check_results, [key]).get(key)
    return tuple(
        VerdictFlip(
            c.claim.id,
            c.claim.text,
            c.before,
            c.after,
            c.claim.record.check.readings[c.reading].verdict,
            c.reading,
        )
        for c in (withdrawal.verdicts if withdrawal else None) or ()
        if c.claim.record.check
    )
