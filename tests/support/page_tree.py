"""A page as a tree of elements, read from its HTML as it stands: no script has run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

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
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [part for part in reversed(element.content) if isinstance(part, Element)]

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
            if name not in element.attributes:  # of two of a name the first counts
                element.attributes[name] = value or ""
        self.inner.content.append(element)
        if tag not in VOID:
            self.inner = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self.inner
        while element is not None:
            if element.tag == tag and element.parent:
                self.inner = element.parent
                return
            element = element.parent

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002
        """Count no lines: nobody asks for a place."""
        return j

    def handle_data(self, data: str) -> None:
        self.inner.content.append(data)


def parsed(html: str) -> Element:
    """Return the root, which has no tag, of the tree of a page."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root
