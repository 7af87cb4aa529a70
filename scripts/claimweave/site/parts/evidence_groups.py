"""The evidence on a claim's page: by its side, each use with what its source reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.evidence.place_wording import named_places
from claimweave.evidence.source_words import source_words
from claimweave.evidence.use_wording import narrower_terms_said, uncovered_labels
from claimweave.site.parts.finding_rows import relevant_rows
from claimweave.site.parts.notices import shown_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim

_GROUPS = (
    ("supports", "For", "for"),
    ("contradicts", "Against", "against"),
    ("neither", "Neither", "neither"),
    ("background", "Background", "background"),
)


def evidence_groups(base: EvidenceBase, claim: Claim) -> Iterator[dict[str, Any]]:
    """Yield the evidence by stance; the review is no witness for itself, and shown as none."""
    citations = base.facts.citations(claim)
    for stance, title, anchor in _GROUPS:
        uses = [_shown(base, claim, u) for u in citations if u.evidence.stance == stance]
        if uses:
            yield {"title": f"{title} ({len(uses)})", "anchor": anchor, "uses": uses}


def _shown(base: EvidenceBase, claim: Claim, use: Use) -> dict[str, Any]:
    """Return a use as its card shows it: what answers the claim's question first.

    Places are shown where they are others than those at which the claim is asserted.
    """
    study, notices = use.study, shown_status(base, use.reference)
    rows = relevant_rows(base, use)
    question = claim.topic.question
    asked = wording.question_label(base, question) if question else ""
    asked_for = [row for row in rows if not asked or row.question == asked]
    own = [row for row in asked_for if row.seen] or asked_for
    places = [p for p in named_places(base, use.evidence.at) if p[0] not in claim.record.asserted]
    others = [row for row in rows if row not in own]
    limits = study is not None and study.record.limits
    marked = notices.marked or notices.state == "no-notice"
    return {
        "evidence": use.evidence,
        "reference": use.reference,
        "study": study,
        "agreement": use.agreement,
        "narrower": narrower_terms_said(base, use),
        "not_covered": uncovered_labels(base, use),
        "design": wording.design_and_size(base, study),
        "words": source_words(use.reference),
        "places": places,
        "notices": notices,
        "findings": own,
        "others": others,
        "more": bool((own and others) or limits or places or marked or use.agreement),
    }
