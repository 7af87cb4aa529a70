"""The indexes: claims in the review's order, references by number, those nobody can look up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.render import wording, words
from claimweave.render.environment import page
from claimweave.render.index_filter import IndexedClaim, filters, indexed
from claimweave.render.notices import shown_status, summary
from claimweave.render.site_assets import INDEX_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.model.claim import Claim
    from claimweave.model.reference import Reference


def index_pages(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of each index."""
    sections = _sections(base)
    yield (
        "claims/index.md",
        page(
            "claims_index.md.j2",
            "claims/index.md",
            base,
            sections=sections,
            filters=filters(base, (item for *_, items in sections for item in items)),
            verdicts=list(words.VERDICTS),
            script=INDEX_SCRIPT,
            wording=wording,
        ),
    )
    references = base.review.references.values()
    counted = [(r, len({u.claim.id for u in base.uses_by_reference[r.key]})) for r in references]
    numbered = sorted(
        ((r, n) for r, n in counted if r.number), key=lambda pair: pair[0].number or 0
    )
    yield (
        "references/index.md",
        page(
            "references_index.md.j2",
            "references/index.md",
            base,
            numbered=numbered,
            others=[(r, n) for r, n in counted if not r.number],
            statuses={key: shown_status(base, r) for key, r in base.review.references.items()},
            noticed=summary(base, references),
            counts=_identity_counts([r for r, _ in numbered]),
            wording=wording,
        ),
    )
    yield (
        "references/help-identify.md",
        page(
            "help_identify.md.j2",
            "references/help-identify.md",
            base,
            unidentified=_unidentified(base),
            wording=wording,
        ),
    )


def reading_order(base: EvidenceBase, claim: Claim) -> tuple[int, str]:
    """Sort key: where the review first asserts the claim, then its id."""
    order = base.locator_order
    places = [order[locator] for locator in claim.record.asserted if locator in order]
    return (min(places, default=len(order)), claim.id)


def _sections(base: EvidenceBase) -> list[tuple[str, str, list[IndexedClaim]]]:
    settings = base.review.settings
    if settings is None:
        return []
    result = []
    for section in settings.sections.values():
        claims = [c for c in base.review.claims.values() if c.folder == section.folder]
        claims.sort(key=lambda claim: reading_order(base, claim))
        if claims:
            items = [indexed(base, claim) for claim in claims]
            result.append((section.title, section.folder, items))
    return result


def _identity_counts(references: list[Reference]) -> str:
    found = Counter(reference.identity for reference in references)
    return (
        f"{found['named']} are named by author and year in the review, {found['inferred']} are "
        f"inferred from the sentence that cites them, and {found['unidentified']} cannot be "
        "looked up yet."
    )


def _unidentified(base: EvidenceBase) -> list[tuple[Reference, list[dict[str, Any]]]]:
    found = [
        r for r in base.review.references.values() if r.identity == "unidentified" and r.number
    ]
    return [
        (
            reference,
            [
                {"claim": use.claim, "cited_with": _cited_with(base, use.claim, reference)}
                for use in base.uses_by_reference[reference.key]
            ],
        )
        for reference in sorted(found, key=lambda r: r.number or 0)
    ]


def _cited_with(base: EvidenceBase, claim: Claim, reference: Reference) -> list[Reference]:
    others = (use.reference for use in base.uses[claim.id])
    return [r for r in others if r.key not in (reference.key, base.review.source_key)]
