"""What stands how: claims without a citation, executable ones, and uses that do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim


def disagreements(facts: Facts) -> list[Use]:
    """Return the uses whose source, as far as it was read, does not report what it is used for."""
    return [
        use
        for _, uses in sorted(facts.uses.items())
        for use in uses
        if use.agreement is not None and use.agreement not in ("agrees", "not-read")
    ]


def asserted_only(facts: Facts) -> list[Claim]:
    """Return the claims for which the review cites nothing, by id."""
    claims = (claim for _, claim in sorted(facts.review.claims.items()))
    return [claim for claim in claims if facts.asserted_alone(claim)]


def conclusions(base: EvidenceBase) -> list[Claim]:
    """Return the executable claims, by id."""
    return [base.review.claims[claim_id] for claim_id in sorted(base.check_results)]
