"""Links and resources of built pages, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from page_tree import Element, parsed

LOADING = ("script", "img", "iframe", "source", "video", "object")
NAMED_ONLY = ("canonical", "prev", "next", "edit")
"""What a link in a page's head is when nothing is loaded from there."""


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """A page's ids, and the addresses of its links and of what it loads, in the order of its HTML.

    A name that stands twice is here twice.
    """

    ids: list[str]
    links: list[str]
    resources: list[str]


def linked(page: Element) -> LinkedPage:
    found = LinkedPage([], [], [])
    for element in page.walk():
        values = element.attributes
        if "id" in values:
            found.ids.append(values["id"])
        if element.tag == "a" and "href" in values:
            found.links.append(values["href"])
        if element.tag == "link" and "href" in values and values.get("rel") not in NAMED_ONLY:
            found.resources.append(values["href"])
        if element.tag in LOADING and "src" in values:
            found.resources.append(values["src"])
    return found


def read(path: Path) -> LinkedPage:
    return linked(parsed(path.read_text(encoding="utf-8")))


def broken_links(site: Path, documents: dict[str, LinkedPage]) -> list[tuple[str, str]]:
    """Return (page, link) of each link within the site that leads nowhere."""
    return [
        (page, link)
        for page, document in documents.items()
        if page != "404.html"
        for link in document.links
        if not _leads_somewhere(site, documents, page, link)
    ]


def _leads_somewhere(site: Path, documents: dict[str, LinkedPage], page: str, link: str) -> bool:
    parts = urlsplit(urljoin(f"http://site/{page}", link))
    if parts.netloc != "site":
        return parts.scheme in ("http", "https")
    path = unquote(parts.path).lstrip("/")
    if path.endswith("/") or not path:
        path += "index.html"
    if not (site / path).is_file():
        return False
    fragment = unquote(parts.fragment)
    return not fragment or path not in documents or fragment in documents[path].ids
