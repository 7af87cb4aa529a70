"""What the HTML of all pages of a site tells, read once: faults, files, which to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from element_kinds import ARTICLE, WHOLE, Kind, blocks_of, covering, parts_of
from page_faults import page_faults
from page_tree import Element, parsed
from site_links import LinkedPage, linked


@dataclass(frozen=True, slots=True)
class Survey:
    """By each page's address below the site's own: its faults, and the files that it asks for.

    And pages that together hold all kinds of elements, each with what of it is to be looked at for
    that: a selector, of some blocks of its text or of the whole. And the number of kinds, and by
    page that of the elements in its text, and what it links to.
    """

    faults: dict[str, list[str]]
    files: dict[str, list[str]]
    covering: dict[str, str]
    kinds: int
    elements: dict[str, int]
    linked: dict[str, LinkedPage]

    @property
    def pages(self) -> list[str]:
        return list(self.faults)


def addresses(site: Path) -> list[str]:
    """Every page of the site, as its address below the site's own."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in found]


def file_of(page: str) -> str:
    """The file, below the site's folder, that a host serves for the address of a page."""
    return f"{page}index.html" if page.endswith("/") or not page else page


def files_of(page: str, tree: Element) -> list[str]:
    """The file of a page, and all of this site that its HTML asks for."""
    base = "/" if page == "404.html" else f"/{page}"
    asked = {urljoin(base, link).lstrip("/") for link in _loaded(tree) if ":" not in link}
    return [file_of(page), *sorted(asked)]


def _loaded(tree: Element) -> Iterator[str]:
    for element in tree.walk():
        if element.tag == "link" and element.get("rel") in ("stylesheet", "icon"):
            yield element.get("href")
        elif element.tag in ("script", "img") and element.get("src"):
            yield element.get("src")


def surveyed(site: Path) -> Survey:
    """Read each page of a site."""
    faults, files, parts, links = {}, {}, {}, {}
    for page in addresses(site):
        tree = parsed((site / file_of(page)).read_text(encoding="utf-8"))
        faults[page], files[page] = page_faults(tree), files_of(page, tree)
        parts[page], links[page] = parts_of(tree), linked(tree)
    texts = {page: found[ARTICLE][0] for page, found in parts.items()}
    elements = {page: found[ARTICLE][1] for page, found in parts.items()}
    looked_at, held = _blocks(site, covering(texts, elements))
    # Who looks at the whole page sees what is in no block, too.
    around = {page: parts[page][WHOLE][0] | (texts[page] - held) for page in parts}
    sizes = {page: found[WHOLE][1] for page, found in parts.items()}
    looked_at |= dict.fromkeys(covering(around, sizes), WHOLE)
    every = set().union(*texts.values(), *around.values())
    return Survey(faults, files, looked_at, len(every), elements, links)


def _blocks(site: Path, pages: list[str]) -> tuple[dict[str, str], frozenset[Kind]]:
    """Those blocks of the texts of pages that hold all that these do, by page; and the kinds."""
    kinds: dict[tuple[str, str], frozenset[Kind]] = {}
    sizes: dict[tuple[str, str], int] = {}
    for page in pages:
        tree = parsed((site / file_of(page)).read_text(encoding="utf-8"))
        for block, (own, number) in blocks_of(tree).items():
            kinds[page, block], sizes[page, block] = own, number
    found: dict[str, list[str]] = {}
    for page, block in covering(kinds, sizes):
        found.setdefault(page, []).append(block)
    return {page: ", ".join(found[page]) for page in found}, frozenset().union(*kinds.values())
