"""The page of a reference: who it is, what it reports, and what it is cited for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimweave.addresses.links import Links, reference_page
from claimweave.evidence import wording
from claimweave.evidence.place_wording import named_places
from claimweave.evidence.source_words import source_words
from claimweave.evidence.use_wording import narrower_terms_said
from claimweave.identifiers.doi import doi_address
from claimweave.identifiers.pubmed import pubmed_address
from claimweave.references.ama_style import plain
from claimweave.references.record import BibliographicRecord
from claimweave.references.work import Work
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.site.data.structured_data import reference_data
from claimweave.site.environment import page
from claimweave.site.pages.long_lists import LongList, divided, list_pages
from claimweave.site.parts.citation_formats import reference_citation
from claimweave.site.parts.finding_rows import finding_row
from claimweave.site.parts.front_matter import description_text, what_it_is
from claimweave.site.parts.notices import shown_status
from claimweave.site.parts.second_reading import two_readers_of_sheet
from claimweave.site.publication import UNPUBLISHED, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.study import Study
    from claimweave.review.table import Table
    from claimweave.site.parts.finding_rows import FindingRow


def reference_files(
    base: EvidenceBase, reference: Reference, publication: Publication = UNPUBLISHED
) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of a reference's page, and the files of its citation."""
    path = reference_page(reference.key)
    study = base.review.studies.get(reference.key)
    citation = reference_citation(reference) if _citable(reference) else None
    cited_for = _cited_for(base, reference)
    yield (
        path,
        page(
            "reference.md.j2",
            path,
            base,
            reference=reference,
            wording=wording,
            heading=_heading(reference),
            description=description_text(plain(reference)),
            doi=doi_address(doi) if (doi := reference.field("doi")) else "",
            pubmed=pubmed_address(reference.field("pmid")),
            url=_web_page(reference),
            seen=seen_at(reference),
            study=study,
            cited_version=reference.field("version"),
            design=wording.design_and_size(base, study),
            called=source_words(reference),
            cohort=_cohort(base, study),
            two_readers=two_readers_of_sheet(base, reference.key) if study else "",
            axes=_axis_labels(base, study),
            findings=list(_findings(base, study)) if study else [],
            uses=len(base.uses_by_reference[reference.key]),
            cited_for=cited_for,
            cells=_cells(base, reference),
            notices=shown_status(base, reference),
            withdrawal=base.withdrawals.get(reference.key),
            unidentified=reference.identity == "unidentified",
            edit=publication.edit_url(BIBLIOGRAPHY),
            edit_study=publication.edit_url(study.path) if study else "",
            mistake_in_study=publication.mistake_url(study.path) if study else "",
            identify=publication.identify_url(reference.key),
            what_it_is=what_it_is(base, _what_it_is(reference)),
            citation=citation,
            files={ending: Links(path).to(name) for ending, name in _files(reference).items()},
            data=reference_data(reference, publication),
        ),
    )
    yield from list_pages(base, path, reference.short_name, [cited_for])
    if citation:
        texts = {ending: text for _, ending, text in citation.formats()}
        yield from ((name, texts[ending]) for ending, name in _files(reference).items())


def _what_it_is(reference: Reference) -> str:
    cited = "that a scientific review cites" if reference.number else "beside a scientific review"
    mark = source_words(reference).mark
    what = "and what was found in it" if mark else "and what it reports itself"
    return f"One {mark or 'work'} {cited}, {what}."


def _citable(reference: Reference) -> bool:
    return reference.identity != "unidentified"


def _files(reference: Reference) -> dict[str, str]:
    """Return the ending of each file of a reference's citation to its path."""
    stem = reference_page(reference.key).removesuffix(".md")
    return {ending: f"{stem}.{ending}" for ending in ("bib", "ris", "json")}


def _cited_for(base: EvidenceBase, reference: Reference) -> LongList:
    """Return the list of uses, each with its places and the narrower terms it was compared on."""
    uses = [
        (use, named_places(base, use.evidence.at), narrower_terms_said(base, use))
        for use in base.uses_by_reference[reference.key]
    ]
    path = f"{reference_page(reference.key).removesuffix('.md')}/cited-for.md"
    return divided([LongList("cited for", "cited-for", "cited_for", path, uses)])[0]


def _heading(reference: Reference) -> str:
    number = reference.number
    return f"{reference.short_name} [{number}]" if number else reference.short_name


def _web_page(reference: Reference) -> str:
    url = Work.of(BibliographicRecord.of(reference)).url
    return url if url.startswith(("https://", "http://")) else ""


def seen_at(reference: Reference) -> list[tuple[str, str]]:
    """Return (address or "", text) of each place where the record was seen."""
    places = (part.strip() for part in reference.field("metadatasource").split(";"))
    return [(place, host) if (host := _host(place)) else ("", place) for place in places if place]


def _host(place: str) -> str:
    """Return the host of an address; empty for what is none, such as `http://[::1`."""
    try:
        return (urlsplit(place).hostname or "") if place.startswith(("https://", "http://")) else ""
    except ValueError:
        return ""


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


def _axis_labels(base: EvidenceBase, study: Study | None) -> list[str]:
    """Return what the axes are called on which a sheet reports anything."""
    return [base.review.axes[axis].label for axis in _axes(base, study)]


def _axes(base: EvidenceBase, study: Study | None) -> list[str]:
    named = {axis for finding in study.record.findings for axis in finding.named} if study else {}
    return [axis for axis in base.axes if axis in named]


def _findings(base: EvidenceBase, study: Study) -> Iterator[FindingRow]:
    """Yield the findings of a sheet, each with its terms on the axes that the sheet uses."""
    axes = _axes(base, study)
    for finding in study.record.results:
        row = finding_row(base, finding)
        yield replace(row, terms=tuple(term for term in row.terms if term[0] in axes))


def _cells(base: EvidenceBase, reference: Reference) -> list[tuple[Table, str, list[Any]]]:
    """Return each table that lists a work, its page, and the work's places in it."""
    places = [at for use in base.uses_by_reference[reference.key] for at in use.evidence.at]
    found = (
        (
            table,
            base.facts.table_pages[table.locator],
            named_places(base, filter(table.has_cell, places)),
        )
        for table in base.review.tables
    )
    return [item for item in found if item[2]]
