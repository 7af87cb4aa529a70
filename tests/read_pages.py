"""Built pages as a browser reads them: elements with their attributes, and the texts within."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VOID = ("meta", "link", "input", "br", "hr", "img")


@dataclass
class Element:
    """An element of a page: its name, its attributes, and the text within."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def form(self) -> tuple[str, ...]:
        """What no text of a field has a say in."""
        return (self.tag, *sorted(self.attributes), self.attributes.get("class", ""))


@dataclass
class Read(HTMLParser):
    """A page as a browser reads it: its elements in their order."""

    path: str
    elements: list[Element] = field(default_factory=list)
    within: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.within.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.within):
            while self.within.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self.within:
            element.text += data

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the first element with these attributes."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return next(e for e in self.elements
                    if e.tag == tag and wanted.items() <= e.attributes.items())  # fmt: skip

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
