"""A query asked of a review as the one reading of a conclusion, whatever its files ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from claimweave.evidence.database import tables
from claimweave.evidence.verdicts.claim_verdicts import run_checks
from claimweave.review.claim import Check, Reading

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.verdicts.claim_verdicts import CheckResult


def asked(base: EvidenceBase, **queries: str) -> dict[str, CheckResult]:
    """Return what queries come to that are asked in place of those of some conclusion.

    Each keyword is the name of a reading. The claim is the first by its id, without its own check.
    """
    claim = base.review.claims[min(base.review.claims)]
    readings = {
        name: Reading(says="It is so.", sql=sql, verdict="holds") for name, sql in queries.items()
    }
    record = structs.replace(claim.record, check=Check(readings=readings))
    return run_checks(lambda: tables(base.facts), [structs.replace(claim, record=record)])
