"""Rules about addresses: each has one page, links lead somewhere, the navigation is whole."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.paths import PAGES
from claimweave.review.site_settings import CONFIGURATION
from claimweave.rules.link_faults import dead_links
from claimweave.rules.navigation import navigation_faults
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.rules.site_paths import OWN_ADDRESSES, OWN_FOLDERS, address_of, below_docs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

_FILE = re.compile(r"\.[a-z]{2,5}$")
"""A page lies in a folder of its name: `index.html.md` would lie where the front page lies."""


@rule("files", optional=True)
def address_taken(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file of `docs/` would lie at an address that the site has already.

    What it checks:
        No two files below `docs/` come to lie at one address, and no two have names that differ in
        capital and small letters only; a README.md and an index.md are the same page. The addresses
        `answers/`, `audit/`, `claims/`, `data/`, `references/`, `rules/`, `search/`, `terms/` and
        `downloads/` belong to the site itself. No page is called like a file, as in
        `index.html.md`, and no file lies in `docs/templates`, which MkDocs passes over.
    Why:
        One of the two would be lost without a word.
    Fails:
        docs/soil.md and docs/soil/index.md
    How to mend:
        Rename one of the two.
    """
    taken: dict[str, str] = {}
    files = [page.path for page in base.review.pages]
    files += [file.path for file in base.review.docs if file.kind != "schema"]
    for path in sorted(files, key=lambda path: (path.count("/"), path)):
        tally.checked += 1
        fault = _fault(below_docs(path), taken)
        if fault:
            yield Problem(Span(path), *fault)


def _fault(path: str, taken: dict[str, str]) -> tuple[str, str] | None:
    """Return what is wrong with where a file would lie, or note that it lies there."""
    address = unicodedata.normalize("NFC", address_of(path)).casefold()
    file = "/" + unicodedata.normalize("NFC", path).casefold()
    parts = address.split("/")
    if path.startswith("templates/"):
        return "MkDocs passes over the folder docs/templates", "move it to another folder"
    if parts[0] in OWN_FOLDERS or address in OWN_ADDRESSES:
        shown = f"{parts[0]}/" if parts[0] in OWN_FOLDERS else OWN_ADDRESSES[address]
        return f"the site itself makes {shown}: this file would be lost", "rename or move it"
    if path.endswith((".md", ".py")) and any(_FILE.search(part) for part in parts):
        return "this page would lie in a folder that is called like a file", "rename it"
    if address in taken:
        other = f"{PAGES}/{taken[address]}"
        return f"this file and {other} would lie at one address", "rename one of the two"
    if file in taken:
        other = f"{PAGES}/{taken[file]}"
        return f"many disks take this file and {other} for one", "rename one of the two"
    taken[address] = taken[file] = path
    return None


@rule("links", optional=True)
def dead_link(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A link or a picture of a page leads to what is not there.

    What it checks:
        Each link and picture on the pages of `docs/` that leads to a place within the site names a
        page, a picture or a heading that is there, as seen from the page's own file. Addresses of
        other sites are only read, and nobody is asked. An anchor within what the site makes itself
        is looked at when the site is built.
    Why:
        Readers end nowhere, and the site is not built.
    Fails:
        See [the soil](soils.md).
    How to mend:
        Correct the address: a page is named by its file, such as `soil.md` or `../soil.md#sand`.
    """
    yield from dead_links(base, tally)


@rule("pages in the navigation", optional=True, reads=CONFIGURATION)
def invalid_navigation(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """`mkdocs.yml` cannot be read, or its navigation does not fit the pages.

    What it checks:
        Each page that `nav` names is there. Each page that is there stands in `nav`, or in
        `not_in_nav`, where `validation` asks for that.
    Why:
        Nobody finds a page that the navigation leaves out, and the site is not built.
    Fails:
        `- Soil: soil.md` in mkdocs.yml, and no docs/soil.md
    How to mend:
        Correct the path under `nav`, or add a line for the page.
    """
    yield from problems_read(base.review, "invalid-navigation")
    yield from navigation_faults(base, tally)
