"""The whole site as text: `render(report)` returns each page and data file by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.render.audit_pages import audit_pages
from claimweave.render.blocks import BLOCK_RENDERERS
from claimweave.render.claim_pages import claim_pages
from claimweave.render.data_files import data_files
from claimweave.render.downloads import downloads_page, linked_data
from claimweave.render.indexes import index_pages
from claimweave.render.publication import UNPUBLISHED, Publication
from claimweave.render.reference_pages import reference_pages
from claimweave.render.rule_pages import rule_pages
from claimweave.render.site_assets import site_assets
from claimweave.render.weave import weave

if TYPE_CHECKING:
    from claimweave.checking import Report


def render(report: Report, publication: Publication = UNPUBLISHED) -> dict[str, str | bytes]:
    """Return path (below `docs/`) to content, for all that is computed from the review.

    The literate pages are among them, under their own paths, with their claims woven in.
    """
    base = report.base
    pages: dict[str, str | bytes] = {}
    for literate in base.review.pages:
        pages[literate.path.removeprefix("docs/")] = weave(base, literate, BLOCK_RENDERERS)
    pages |= claim_pages(base, publication)
    pages |= reference_pages(base, publication)
    pages |= index_pages(base)
    pages |= audit_pages(base)
    pages |= rule_pages(base, report.counts)
    data = dict(data_files(base)) | dict(linked_data(base, publication))
    pages |= data
    pages |= downloads_page(base, data, publication)
    pages |= site_assets()
    return dict(sorted(pages.items()))
