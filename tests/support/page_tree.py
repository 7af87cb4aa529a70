"""A page as a tree of elements, read from its HTML as it stands: no script has run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain

# Elements that have no end tag. Source: HTML Living Standard, 13.1.2.
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
     "track", "wbr")
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag, its attributes, what it stands in, and what stands in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in the order of the page."""
        ahead = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead += [part for part in reversed(element.content) if isinstance(part, Element)]

    def ancestors(self) -> Iterator[Element]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.inner = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {}, self.inner)
        for name, value in attrs:
            element.attributes.setdefault(name, value or "")  # of two of a name the first counts
        self.inner.content.append(element)
        if tag not in VOID:
            self.inner = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for element in chain((self.inner,), self.inner.ancestors()):
            if element.tag == tag and element.parent:
                self.inner = element.parent
                return

    def handle_data(self, data: str) -> None:
        self.inner.content.append(data)

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - as HTMLParser calls it
        """Count no lines: nobody asks where an element stood."""
        return j


def parsed(html: str) -> Element:
    """Return the root, which has no tag, of the tree of a page."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root
