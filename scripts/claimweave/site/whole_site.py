"""The whole site as text: `render(report)` returns each page and data file by its path.

It is made of parts, each of which renders on its own: what serves the site while it is being
edited renders only those whose sources have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from claimweave.addresses.links import claim_page
from claimweave.site.data.ask_data import ASK_DATA, ask_data
from claimweave.site.data.data_files import data_files
from claimweave.site.pages.answer_pages import answer_files
from claimweave.site.pages.audit_pages import audit_pages
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.pages.downloads import DATABASE, downloads_page, linked_data
from claimweave.site.pages.former_pages import former_page_text
from claimweave.site.pages.indexes import index_pages
from claimweave.site.pages.reference_pages import reference_files
from claimweave.site.pages.rule_pages import rule_pages
from claimweave.site.pages.term_pages import term_files
from claimweave.site.pages.workbench import workbench_page
from claimweave.site.parts.blocks import BLOCK_RENDERERS
from claimweave.site.parts.draft_notice import with_draft_notice
from claimweave.site.parts.synonyms import search_words_file
from claimweave.site.parts.weave import weave
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.site.site_assets import site_assets

if TYPE_CHECKING:
    from claimweave.rules.checking import Report

Files = Iterable[tuple[str, str | bytes]]
"""(path below `docs/`, content) of some of the site's pages and data files."""

Part = Callable[["Report"], Files]
"""Renders a part of the site. It depends on the report and on nothing else."""


def render(report: Report, publication: Publication = UNPUBLISHED) -> dict[str, str | bytes]:
    """Return path (below `docs/`) to content, for all that is computed from the review.

    The literate pages are among them, under their own paths, with their claims woven in.
    """
    pages: dict[str, str | bytes] = {}
    for part in parts(report, publication).values():
        pages |= dict(part(report))
    return dict(sorted(pages.items()))


def parts(report: Report, publication: Publication = UNPUBLISHED) -> dict[str, Part]:
    """Return name to part. Of two parts that render one path, the later counts."""
    review = report.base.review
    found: dict[str, Part] = {}
    for page in review.pages:
        found[f"page {page.path}"] = partial(_literate, page.path)
    for claim_id in review.claims:
        found[f"claim {claim_id}"] = partial(_claim, claim_id, publication)
    for old in review.former_ids:
        found[f"former claim {old}"] = partial(_former_claim, old)
    for key in review.references:
        found[f"reference {key}"] = partial(_reference, key, publication)
    found["indexes"] = lambda report: index_pages(report.base, publication)
    found["answers"] = lambda report: answer_files(report.base, publication)
    found["terms"] = lambda report: term_files(report.base, publication)
    found["audit"] = lambda report: audit_pages(report.base)
    found["rules"] = lambda report: rule_pages(report.base, report.counts)
    found["data"] = lambda report: _data(report, publication)
    found["search words"] = lambda report: search_words_file(report.base)
    found["assets"] = lambda _: site_assets().items()
    return found


def _literate(path: str, report: Report) -> Files:
    page = next(page for page in report.base.review.pages if page.path == path)
    place = path.removeprefix("docs/")
    yield place, with_draft_notice(report.base, place, weave(report.base, page, BLOCK_RENDERERS))


def _claim(claim_id: str, publication: Publication, report: Report) -> Files:
    claim = report.base.review.claims[claim_id]
    yield claim_page(claim_id), claim_page_text(report.base, claim, publication)


def _former_claim(old: str, report: Report) -> Files:
    yield claim_page(old), former_page_text(report.base, old)


def _reference(key: str, publication: Publication, report: Report) -> Files:
    return reference_files(report.base, report.base.review.references[key], publication)


def _data(report: Report, publication: Publication) -> Files:
    data = dict(data_files(report.base)) | dict(linked_data(report.base, publication))
    yield from data.items()
    yield from downloads_page(report.base, data, publication)
    database = data[DATABASE]
    assert isinstance(database, bytes)
    yield ASK_DATA, ask_data(report.base)
    yield from workbench_page(report.base, DATABASE, database)
