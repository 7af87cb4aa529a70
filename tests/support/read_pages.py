"""Built pages as a browser reads them: elements with their attributes, and the texts within."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VOID = ("meta", "link", "input", "br", "hr", "img")


@dataclass
class Element:
    """An element of a page: its name, its attributes, and where its text stands in the page's."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str]
    start: int
    end: int | None = None

    @property
    def text(self) -> str:
        """The text within, that of elements in it included."""
        return "".join(self.pieces[self.start : self.end])

    @property
    def form(self) -> tuple[str, ...]:
        """What no text of a field has a say in."""
        return (self.tag, *sorted(self.attributes), self.attributes.get("class", ""))


class Read(HTMLParser):
    """A page as a browser reads it: its elements in their order."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.elements: list[Element] = []
        self._pieces: list[str] = []
        self._within: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        element = Element(tag, known, self._pieces, len(self._pieces))
        self.elements.append(element)
        if tag in VOID:
            element.end = element.start
        else:
            self._within.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.elements[-1].end = self.elements[-1].start
        if tag not in VOID:
            self._within.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._within):
            while (element := self._within.pop()).tag != tag:
                element.end = len(self._pieces)
            element.end = len(self._pieces)

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the first element with these attributes."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return next(
            e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()
        )

    def meta(self, **attributes: str) -> str:
        return folded(self.one("meta", **attributes).attributes["content"])

    @property
    def title(self) -> str:
        return folded(self.one("title").text)

    @property
    def heading(self) -> str:
        return folded(self.one("h1").text.removesuffix("#"))

    @property
    def sticky(self) -> str:
        return folded(self.one("div", data_md_component="header-topic").text)

    @property
    def texts(self) -> str:
        """Return all that a reader may see, titles and labels of elements included."""
        shown = (
            e.attributes[name]
            for e in self.elements
            for name in ("title", "content", "aria-label", "label", "href")
            if name in e.attributes
        )
        return folded(" ".join([self.one("html").text, *shown]))


def folded(text: str) -> str:
    return " ".join(text.split())


def read_site(folder: Path) -> dict[str, Read]:
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        page = Read(file.relative_to(folder).as_posix().removesuffix("index.html"))
        page.feed(file.read_text(encoding="utf-8"))
        page.close()
        pages[page.path] = page
    return pages
