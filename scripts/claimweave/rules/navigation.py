"""Whether the navigation of `mkdocs.yml` and the pages of the site fit one another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.paths import PAGES
from claimweave.review.site_settings import CONFIGURATION
from claimweave.rules.page_links import alike
from claimweave.rules.site_files import NOTEBOOK_PLUGIN
from claimweave.rules.site_paths import INDEXES, audit_pages, below_docs, own_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review
    from claimweave.review.site_settings import SiteSettings
    from claimweave.rules.registry import Tally


def navigation_faults(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Yield what the navigation names and is not there, and what is there and it does not name."""
    review, site = base.review, base.review.site
    if site is None:
        return
    pages = _pages(review, site)
    yield from _hidden(base, site, pages)
    if site.navigation is None:
        return
    there = pages.keys() | own_pages(base.facts)
    named = set()
    for word, span in site.navigation:
        if _leads_elsewhere(word):
            continue
        tally.checked += 1
        named.add(word)
        if word not in there and f"{PAGES}/{word}" not in review.broken:
            near = alike(word, there)
            help_ = f'did you mean "{near}"?' if near else f"name a file below {PAGES}/"
            yield Problem(span, f'the navigation names "{word}", which is not there', help_)
    if site.complete:
        own = (*INDEXES, *audit_pages(review))
        yield from _left_out(site, named, pages, own, tally)


def _hidden(base: EvidenceBase, site: SiteSettings, pages: dict[str, Span]) -> Iterator[Problem]:
    """Yield each setting that keeps pages off the site which the check has counted."""
    if not site.hidden:
        return
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - MkDocs' own; most reviews need none

    files = [below_docs(file.path) for file in base.review.docs]
    there = dict.fromkeys((*pages, *files, *sorted(own_pages(base.facts))))
    for key, patterns in site.hidden:
        spec = GitIgnoreSpec.from_lines(patterns.splitlines())
        lost = [path for path in there if spec.match_file(path)]
        if lost:
            more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
            message = f'{key} keeps "{lost[0]}"{more} off the site'
            help_ = f"take the line out of {key}, or the file out of {PAGES}/"
            yield Problem(Span(CONFIGURATION), message, help_)


def _left_out(
    site: SiteSettings,
    named: set[str],
    pages: dict[str, Span],
    own: Iterable[str],
    tally: Tally,
) -> Iterator[Problem]:
    missing = [path for path in (*pages, *own) if path not in named]
    if not missing:
        return
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - MkDocs' own; most reviews need none

    left_out = GitIgnoreSpec.from_lines(site.left_out.splitlines())
    for path in missing:
        tally.checked += 1
        if not left_out.match_file(path):
            where = pages.get(path, Span(CONFIGURATION))
            help_ = f"add a line under `nav` of {CONFIGURATION}: `- A title: {path}`"
            yield Problem(where, f'the navigation leaves the page "{path}" out', help_)


def _pages(review: Review, site: SiteSettings) -> dict[str, Span]:
    """Return each page of `docs/`, notebooks included, with its place."""
    paths = [page.path for page in review.pages]
    if NOTEBOOK_PLUGIN in site.words:
        paths += [file.path for file in review.docs if file.kind == "notebook"]
    return {below_docs(path): Span(path) for path in paths}


def _leads_elsewhere(word: str) -> bool:
    try:
        scheme, host, *_ = urlsplit(word)
    except ValueError:
        return False
    return bool(scheme or host)
