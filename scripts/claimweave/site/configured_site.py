"""What a site's configuration knows of it: its name, its address, and where each page is edited."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from claimweave.addresses.links import claim_page, reference_page
from claimweave.addresses.term_addresses import answer_pages, term_pages
from claimweave.review.paths import BIBLIOGRAPHY, LEDGER
from claimweave.review.reading.history import read_history
from claimweave.site.publication import Publication

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from claimweave.rules.checking import Report


def publication_of(config: MkDocsConfig) -> Publication:
    """Return what is known of the site, with the history of each file."""
    history = read_history(Path(config.config_file_path).parent)
    return replace(known_addresses(config), history=history)


def known_addresses(config: MkDocsConfig) -> Publication:
    """Return the same without what Git knows of each file."""
    repository = (config.repo_url or "").rstrip("/")
    edit = urljoin(f"{repository}/", config.edit_uri) if repository and config.edit_uri else ""
    site = config.site_url or ""
    return Publication(config.site_name, site, edit, commit_time(), repository)


def commit_time() -> str:
    """Return when the commit that is built was made, by `SOURCE_DATE_EPOCH`: no clock is read."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdecimal() or seconds == "0":
        return ""
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}"


def edit_addresses(report: Report) -> dict[str, str]:
    """Return where a page is edited: in docs/, or in the file below claims/ that it is made of."""
    review = report.base.review
    pages = (page.path.removeprefix("docs/") for page in review.pages)
    claims = {claim_page(claim.id): f"../{quote(claim.path)}" for claim in review.claims.values()}
    facts = report.base.facts
    references = dict.fromkeys(map(reference_page, review.references), f"../{BIBLIOGRAPHY}")
    terms = dict.fromkeys(term_pages(facts).values(), f"../{LEDGER}/vocabulary.yml")
    stands_for = {cell.pair: cell.claim.path for cell in facts.cells}
    answers = {
        path: f"../{quote(stands_for[pair])}"
        for pair, path in answer_pages(facts).items()
        if pair in stands_for
    }
    return claims | references | terms | answers | {path: quote(path) for path in pages}
