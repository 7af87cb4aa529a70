"""The audit's first part: which conclusions are stable and which are not, and what would turn them.

Whatever is known of a conclusion's stability is shown here, and its summary leads the audit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.evidence.audit import summaries
from claimweave.evidence.audit.standing import conclusions
from claimweave.site.audit_addresses import CONCLUSIONS
from claimweave.site.pages import long_lists
from claimweave.site.pages.audit_parts import AuditPart
from claimweave.site.pages.indexes import reading_order
from claimweave.site.pages.long_lists import LongList, divided

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim


def conclusions_part(base: EvidenceBase) -> AuditPart:
    """Return the part of the audit about the executable conclusions, those that fail first."""
    order = ("fails", "undetermined", "holds")
    claims = sorted(
        conclusions(base),
        key=lambda claim: (order.index(base.verdict(claim)), reading_order(base, claim)),
    )
    counted = Counter(base.verdict(claim) for claim in claims)
    summary = (
        f"{counted['holds']} hold, {counted['fails']} fail, and {counted['undetermined']} cannot "
        "be decided."
    )
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
    firm = base.robustness.get(claim.id)
    deciding: dict[tuple[str, str], list[str]] = {}
    for claim_id, key, move in firm.deciding if firm else ():
        deciding.setdefault((claim_id, key), []).append(move)
    moves = {"remove": "if it went", "flip": "if it changed sides"}
    return {
        "claim": claim,
        "verdict": base.verdict(claim),
        "robustness": wording.robustness(firm),
        "deciding": [
            {
                "claim": base.review.claims[claim_id],
                "reference": base.review.references[key],
                "moves": " or ".join(moves[m] for m in found),
            }
            for (claim_id, key), found in deciding.items()
        ],
    }
