"""Links and resources of built pages, and where they lead."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


class LinkedPage(HTMLParser):
    """Collects ids, links and resources of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        loads = tag == "link" and values.get("rel") not in ("canonical", "prev", "next", "edit")
        if loads and "href" in values:
            self.resources.append(values["href"])
        if tag in ("script", "img", "iframe", "source", "video", "object") and "src" in values:
            self.resources.append(values["src"])

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Count no lines: nobody asks for a place."""
        return j


def read(path: Path) -> LinkedPage:
    document = LinkedPage()
    document.feed(path.read_text(encoding="utf-8"))
    return document


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
