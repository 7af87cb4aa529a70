"""A review as it would be if something in it were otherwise, in memory: nothing is read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs

from claimweave.evidence.base import EvidenceBase
from claimweave.review.claim import Topic
from record_data import as_record

if TYPE_CHECKING:
    from claimweave.review.review import Review


def with_claim(base: EvidenceBase, claim_id: str, **changes: Any) -> EvidenceBase:  # noqa: ANN401
    """Return the base with fields of one claim changed."""
    claim = base.review.claims[claim_id]
    changed = structs.replace(claim, record=structs.replace(claim.record, **changes))
    return _with(base, claims={**base.review.claims, claim_id: changed})


def without_claim(base: EvidenceBase, claim_id: str) -> EvidenceBase:
    """Return the base without one claim."""
    return _with(base, claims={k: v for k, v in base.review.claims.items() if k != claim_id})


def without_citation(base: EvidenceBase, claim_id: str, key: str) -> EvidenceBase:
    """Return the base with one work no longer cited for a claim."""
    kept = tuple(e for e in base.review.claims[claim_id].evidence if e.cites != key)
    assert len(kept) < len(base.review.claims[claim_id].evidence), f"{claim_id} cites {key}"
    return with_claim(base, claim_id, evidence=kept)


def with_citation(
    base: EvidenceBase, claim_id: str, key: str, stance: str, like: str
) -> EvidenceBase:
    """Return the base with a work cited for a claim, where another one is cited for it."""
    evidence = base.review.claims[claim_id].evidence
    (model,) = (e for e in evidence if e.cites == like)
    added = structs.replace(model, cites=key, stance=stance)
    return with_claim(base, claim_id, evidence=(*evidence, added))


def with_topic(base: EvidenceBase, claim_id: str, **topic: str) -> EvidenceBase:
    """Return the base with another topic of a claim."""
    return with_claim(base, claim_id, topic=as_record(Topic, topic))


def with_sheet(base: EvidenceBase, key: str, **changes: Any) -> EvidenceBase:  # noqa: ANN401
    """Return the base with fields of one study sheet changed."""
    study = base.review.studies[key]
    changed = study._replace(record=structs.replace(study.record, **changes))
    return _with(base, studies={**base.review.studies, key: changed})


def without_findings(base: EvidenceBase, key: str, **axes: str) -> EvidenceBase:
    """Return the base with a sheet that has no finding on these terms."""
    findings = base.review.studies[key].record.findings
    kept = tuple(f for f in findings if f.axes != axes)
    assert len(kept) < len(findings), f"{key} reports on {axes}"
    return with_sheet(base, key, findings=kept)


def with_settings(base: EvidenceBase, **changes: Any) -> EvidenceBase:  # noqa: ANN401
    """Return the base with fields of review.yml changed."""
    assert base.review.settings is not None
    return _with(base, settings=structs.replace(base.review.settings, **changes))


def without_role(base: EvidenceBase, role: str) -> EvidenceBase:
    """Return the base of a review that does not say which section has a role."""
    sections = {
        name: structs.replace(section, **({"role": None} if section.role == role else {}))
        for name, section in base.review.sections.items()
    }
    return with_settings(base, sections=sections)


def _with(base: EvidenceBase, **changes: Any) -> EvidenceBase:  # noqa: ANN401
    review: Review = structs.replace(base.review, **changes)
    return EvidenceBase(review)
