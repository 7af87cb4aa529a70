"""A page for each reference: who it is, what it reports, and what it is cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.render import wording
from claimweave.render.citation_style import plain
from claimweave.render.claim_pages import front_matter_text
from claimweave.render.environment import page
from claimweave.render.links import TABLE_PAGE, reference_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.model.reference import Reference
    from claimweave.model.study import Study


def reference_pages(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of each reference's page."""
    for reference in base.review.references.values():
        path = reference_page(reference.key)
        study = base.review.studies.get(reference.key)
        yield (
            path,
            page(
                "reference.md.j2",
                path,
                base,
                reference=reference,
                heading=_heading(reference),
                description=front_matter_text(plain(reference)),
                doi=_address(reference, "doi", "https://doi.org/"),
                pubmed=_address(reference, "pmid", "https://pubmed.ncbi.nlm.nih.gov/"),
                url=_web_page(reference),
                study=study,
                design=wording.design_label(base, study.record.design) if study else "",
                cohort=_cohort(base, study),
                axes=_axis_labels(base),
                findings=_findings(base, study),
                uses=base.uses_by_reference[reference.key],
                cells=_cells(base, reference),
                table=base.review.settings.table if base.review.settings else None,
                table_page=TABLE_PAGE,
            ),
        )


def _heading(reference: Reference) -> str:
    number = reference.number
    return f"{reference.short_name} [{number}]" if number else reference.short_name


def _address(reference: Reference, field: str, host: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - beside its one use

    value = reference.field(field)
    return host + quote(value, safe="/()<>;:._-") if value else ""


def _web_page(reference: Reference) -> str:
    url = reference.field("url")
    return url if url.startswith(("https://", "http://")) else ""


def _cohort(base: EvidenceBase, study: Study | None) -> list[Reference]:
    if study is None or study.record.cohort is None:
        return []
    return [
        base.review.references[key]
        for key, other in sorted(base.review.studies.items())
        if other.record.cohort == study.record.cohort
        and key != study.key
        and key in base.review.references
    ]


def _axis_labels(base: EvidenceBase) -> list[str]:
    vocabulary = base.review.vocabulary
    return [axis.label for axis in vocabulary.axes.values()] if vocabulary else []


def _findings(base: EvidenceBase, study: Study | None) -> list[dict[str, Any]]:
    if study is None:
        return []
    return [
        {
            "terms": [wording.term_label(base, a, finding.axes.get(a, "")) for a in base.axes],
            "question": wording.question_label(base, finding.question),
            "direction": wording.direction(finding),
            "says": finding.says,
        }
        for finding in study.record.findings
    ]


def _cells(base: EvidenceBase, reference: Reference) -> list[tuple[str, str]]:
    table = base.review.settings.table if base.review.settings else None
    if table is None:
        return []
    return [
        (locator, wording.place(base, locator))
        for use in base.uses_by_reference[reference.key]
        for locator in use.evidence.at
        if locator.startswith(f"{table.locator}.")
    ]
