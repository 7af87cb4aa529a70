"""The audit's first part: which conclusions are stable and which are not, and what would turn them.

Whatever is known of a conclusion's stability is shown here, and its summary leads the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.audit_addresses import CONCLUSIONS
from claimweave.evidence.audit.standing import conclusions
from claimweave.evidence.audit.wording import summaries
from claimweave.evidence.verdicts import verdict_wording
from claimweave.evidence.what_if.stability import stability
from claimweave.site.pages import long_lists
from claimweave.site.pages.audit_parts import AuditPart
from claimweave.site.pages.indexes import reading_order
from claimweave.site.pages.long_lists import LongList, divided
from claimweave.site.parts.readings import conclusion
from claimweave.site.publication import UNPUBLISHED
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.site.parts.readings import ShownReading


def conclusions_part(base: EvidenceBase) -> AuditPart:
    """Return the part of the audit about the executable conclusions, those that fail first."""
    order = ("fails", "depends", "undetermined", "own-citations", "holds")
    claims = sorted(
        conclusions(base),
        key=lambda claim: (order.index(base.verdict(claim)), reading_order(base, claim)),
    )
    counted = verdict_wording.counted_conclusions(base.check_results)
    summary = f"{counted} {verdict_wording.stability_summary(stability(base))}"
    items = [_conclusion(base, claim) for claim in claims]
    path = f"{CONCLUSIONS.removesuffix('.md')}/all.md"
    everyone = LongList("by their verdicts", "", "conclusions", path, items)
    lists = divided([everyone], long_lists.SIZE)
    told = summaries.of_conclusions(base)
    return AuditPart(
        CONCLUSIONS,
        "audit_conclusions.md.j2",
        title="The conclusions against the evidence",
        number=told.number,
        sentence=told.sentence,
        lists=lists,
        shown={"summary": summary, "total": len(items)},
    )


def _conclusion(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    check = conclusion(base, claim, UNPUBLISHED)
    return {
        "claim": claim,
        "verdict": base.verdict(claim),
        "check": check,
        "deciding": {reading.name: _deciding(base, reading) for reading in check.readings},
    }


def _deciding(base: EvidenceBase, reading: ShownReading) -> list[dict[str, Any]]:
    """Return the entries that change the verdict of a reading alone, and by which move."""
    found: dict[tuple[str, str], list[str]] = {}
    for claim_id, key, move in reading.deciding:
        found.setdefault((claim_id, key), []).append(move)
    moves = {"remove": "if it went", "flip": "if it changed sides"}
    return [
        {
            "claim": base.review.claims[claim_id],
            "reference": base.review.references[key],
            "moves": listed((moves[m] for m in moved), "or"),
        }
        for (claim_id, key), moved in found.items()
    ]
