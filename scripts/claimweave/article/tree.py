"""From pandoc's tree to the blocks of an article; what is no prose is counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from claimweave.article.article import StudyTable
from claimweave.article.blocks import NAMED, Block, Line
from claimweave.article.headings import numbered_title
from claimweave.article.marks import Marks
from claimweave.article.tree_text import TreeText, inlines_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.article.pandoc import Node

_LISTS = frozenset(
    {
        "references",
        "thebibliography",
        "csl-bib-body",
        "bibliography",
        "reflist",
        "ref-list",
        "citation-list",
    }
)
_NAMING = re.compile(
    r"(?P<doi>10\.[0-9]{4,9}/[^\s?#&]+)|"
    r"(?<=pubmed/)(?P<old>[0-9]{1,9})|(?<=pubmed\.ncbi\.nlm\.nih\.gov/)(?P<pmid>[0-9]{1,9})"
)
_LABELS = {"doi": "doi:", "old": "PMID: ", "pmid": "PMID: "}
_LEFT_OUT = {
    "CodeBlock": "block of code",
    "RawBlock": "block of code",
    "Figure": "figure",
    "HorizontalRule": "",
}


@dataclass
class TreeBlocks:
    """What was made of a tree: blocks in order, tables, the printed works, and what is left out."""

    text: TreeText
    blocks: list[Block] = field(default_factory=list)
    tables: list[StudyTable] = field(default_factory=list)
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Works of a list that the tree marks as one: the identifier and the text of each."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Of a paragraph, by its place: the number that it has in a list."""

    @classmethod
    def empty(cls) -> TreeBlocks:
        """Return one that has nothing yet."""
        return cls(TreeText(Marks(), Counter()))

    def add_all(self, blocks: Sequence[Node]) -> None:
        """Add all blocks of a tree, in their order."""
        for block in blocks:
            self._add(block)

    def heading(self, title: str, level: int) -> None:
        """Add a heading."""
        number, whole = numbered_title(" ".join(title.split()))
        self.blocks.append(Block("heading", (self._line(whole),), number, level))

    def paragraph(self, text: str) -> None:
        """Add a paragraph, unless it is empty; one that is no more than a heading is one."""
        if text.strip(" :").casefold() in NAMED:
            self.heading(text, 1)
        elif text.strip():
            self.blocks.append(Block("paragraph", (self._line(" ".join(text.split())),)))

    def _line(self, text: str) -> Line:
        return Line(0, text, 1)

    def _add(self, block: Node) -> None:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            self.paragraph(self.text.of(content))
        elif kind == "Header":
            self.heading(self.text.plain(content[2]), content[0])
        elif kind == "Div":
            self._division(content)
        elif kind == "BlockQuote":
            self.add_all(content)
        elif kind == "LineBlock":
            self.paragraph(" ".join(map(self.text.of, content)))
        elif kind == "BulletList":
            self._items(content)
        elif kind == "OrderedList":
            self._items(content[1], content[0][0])
        elif kind == "DefinitionList":
            self._definitions(content)
        elif kind == "Table":
            self._table(content)
        else:
            self.text.counted[_LEFT_OUT.get(kind, f"element {kind}")] += 1

    def _division(self, content: Node) -> None:
        (name, classes, _), inner = content
        if name == "refs" or _LISTS & set(classes):
            heads = [block for block in inner if block["t"] == "Header"]
            self.add_all(heads)
            self.listed += listed_works(inner)
        else:
            self.add_all(inner)

    def _items(self, items: Sequence[Node], start: int = 0) -> None:
        """Add the paragraphs of a list."""
        for place, item in enumerate(items):
            if start:
                self.numbers[len(self.blocks)] = start + place
            self.add_all(item)

    def _definitions(self, items: Sequence[Node]) -> None:
        for term, definitions in items:
            said = [self.text.of(inlines) for one in definitions for inlines in inlines_in(one)]
            self.paragraph(f"{self.text.of(term)}: {' '.join(said)}")

    def _table(self, content: Node) -> None:
        self.text.counted["table"] += 1
        caption = " ".join(self.text.plain(one) for one in inlines_in(content[1][1]))
        head = content[3][1]
        rows = [row for body in content[4] for row in (*body[2], *body[3])]
        cells = [tuple(self._cells(row)) for row in (*head, *rows)]
        if cells:
            self.tables.append(StudyTable(caption, cells[0], tuple(cells[1:])))

    def _cells(self, row: Node) -> Iterator[str]:
        for cell in row[1]:
            text = " ".join(self.text.of(inlines) for inlines in inlines_in(cell[4]))
            yield from [" ".join(text.split()), *[""] * (cell[3] - 1)]


def listed_works(blocks: Sequence[Node]) -> list[tuple[str, str]]:
    """Return the identifier and the text of each work of a list."""
    found: list[tuple[str, str]] = []
    plain = TreeBlocks.empty()
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Div":
            (name, _, _), inner = content
            if name and not any(one["t"] == "Div" and one["c"][0][0] for one in inner):
                found.append((name, _printed(inner, plain)))
            else:
                found += listed_works(inner)
        elif kind in ("OrderedList", "BulletList"):
            ordered = kind == "OrderedList"
            items, start = (content[1], content[0][0]) if ordered else (content, 0)
            for place, item in enumerate(items):
                name = next(identifiers_in(item), "")
                number = f"{start + place}. " if ordered else ""
                found.append((name, number + _printed(item, plain)))
        elif kind in ("Para", "Plain"):
            name = next(identifiers_in([block]), "")
            found.append((name, _printed([block], plain)))
        elif kind == "Table":
            found += _works_of_rows(content, plain)
    return found


def _works_of_rows(content: Node, plain: TreeBlocks) -> Iterator[tuple[str, str]]:
    for body in content[4]:
        for row in (*body[2], *body[3]):
            cells = [block for cell in row[1] for block in cell[4]]
            name = next(identifiers_in(cells), row[0][0])
            yield name, _printed(cells, plain)


def _printed(blocks: Sequence[Node], plain: TreeBlocks) -> str:
    """Return the text of a work, with the DOI or the PMID that a link has and nobody sees."""
    text = " ".join(" ".join(map(plain.text.plain, inlines_in(blocks))).split())
    hidden = [_NAMING.search(target) for target in _targets(blocks)]
    named = [found for found in hidden if found and found[0] not in text]
    return " ".join([text, *(_LABELS[found.lastgroup or ""] + found[0] for found in named)])


def _targets(element: Node) -> Iterator[str]:
    """Yield where the links of an element lead."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("t") == "Link":
                yield unquote(one["c"][2][0])
            waiting.append(one.get("c"))
        elif isinstance(one, list):
            waiting += one


def identifiers_in(element: Node) -> Iterator[str]:
    """Yield the identifiers of an element and of those within it, in their order."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            content = one.get("c") or []
            if content and one.get("t") in ("Span", "Div", "Header", "Link"):
                attributes = content[1] if one["t"] == "Header" else content[0]
                if attributes[0]:
                    yield attributes[0]
            if isinstance(content, list):
                waiting += reversed(content)
        elif isinstance(one, list):
            waiting += reversed(one)
