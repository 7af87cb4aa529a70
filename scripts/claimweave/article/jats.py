"""An article in JATS XML, the form of PubMed Central and of most journals.

It is read without pandoc, which drops what a mixed citation holds, all but one of several works
that a link names, and the numbers of the list. A document type is allowed and never loaded;
declared entities are refused.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING

from claimweave.article.article import Article, Doubt, ListedWork, NoArticleError, StudyTable
from claimweave.article.blocks import Block, Line
from claimweave.article.groups import Groups
from claimweave.article.headings import numbered_title
from claimweave.article.jats_groups import joined_block, joined_table, with_printed_numbers
from claimweave.article.jats_text import JatsText, local, own_text
from claimweave.article.left_out import left_out_doubts
from claimweave.article.marks import Marks
from claimweave.article.plain_text import text_style
from claimweave.disk.strict_xml import UnreadableXmlError, strict_xml
from claimweave.references.incoming.jats_works import read_jats_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_TAGS = 1_000_000
"""Tags of a file: each takes many times its bytes in memory. A long review has 50,000."""

DEEPEST = 100
"""Elements one within the other; an article has some ten."""

_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_WITHIN = frozenset({"list", "list-item", "disp-quote", "statement", "verse-group", "speech",
                     "def-list", "def-item", "def", "question", "answer", "explanation",
                     "question-wrap", "answer-set", "styled-content", "named-content"})  # fmt: skip
_PARAGRAPHS = ("p", "verse-line", "attrib", "term")
_SIBLINGS = frozenset({"list", "disp-quote", "def-list", "statement", "verse-group"})
"""What may stand within a paragraph, and has paragraphs of its own."""


def read_jats(text: str) -> Article:
    """Return the article of a text of JATS.

    Raises:
        NoArticleError: when it is no XML, declares entities, or holds no article.
    """
    root = _article_element(_parsed(text))
    reading = _JatsReading(root)
    try:
        return reading.article()
    except RecursionError:
        raise NoArticleError("too many elements lie one within the other") from None


def _parsed(text: str) -> Element:
    try:
        return strict_xml(_ENTITY.sub(_resolved, text), MOST_TAGS)
    except UnreadableXmlError as error:
        said = {
            "tags": f"it has more than {MOST_TAGS:,} tags, and an article has not",
            "declares": "the XML declares entities of its own, which are not followed: take them "
            "out",
            "none": str(error),
        }
        raise NoArticleError(said[error.because]) from None


def _resolved(match: re.Match[str]) -> str:
    """Write an entity that the document type names, and nobody loads, as its sign."""
    sign = html5.get(f"{match[1]};")
    return match[0] if sign is None or match[1] in _OF_XML else html.escape(sign)


def _article_element(root: Element) -> Element:
    found = [one for one in root.iter() if local(one) == "article"]
    if not found:
        name = local(root)[:40]
        raise NoArticleError(f"it is XML that begins with <{name}>, and no article in JATS")
    if len(found) > 1:
        raise NoArticleError(f"it holds {len(found)} articles: save the one that is meant alone")
    return found[0]


@dataclass
class _JatsReading:
    """An article while it is read."""

    root: Element
    blocks: list[Block] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    tables: list[StudyTable] = field(default_factory=list)

    def article(self) -> Article:
        """Return it."""
        self._leave_out_further()
        listed = read_jats_list(one for one in self.root.iter() if local(one) == "ref")
        works = [
            ListedWork(one.key, one.number, one.text, one.entries[0], one.entries[1:])
            for one in listed
        ]
        marks = Marks()
        self.text = JatsText(marks, self.counted, frozenset(work.key for work in works))
        self._abstracts()
        for body in self._children(self.root, "body"):
            self._all(body, 1)
        self._back()
        works = with_printed_numbers(works, marks)
        numbers = {work.key: work.number for work in works if work.number is not None}
        groups = Groups(marks, [work.key for work in works], numbers)
        blocks = [joined_block(block, groups) for block in self.blocks]
        tables = [joined_table(table, groups) for table in self._tables()]
        title = next((own_text(o) for o in self.root.iter() if local(o) == "article-title"), "")
        cited = {c for mark in marks.known for c in mark.cites if isinstance(c, str)}
        strange = sorted(cited - {work.key for work in works if work.entry})
        doubts = [
            Doubt(0, f'"{key}" is cited, and the list of references has no such work')
            for key in strange
        ]
        doubts += left_out_doubts(self.counted)
        text = " ".join(block.text for block in blocks)
        style = "marked" if cited else text_style(text, works)
        return Article(
            "JATS XML", blocks, style, marks, works, doubts, tables, groups.unread, title=title
        )

    def _children(self, element: Element, name: str) -> Iterator[Element]:
        return (child for child in element if local(child) == name)

    def _leave_out_further(self) -> None:
        for name in ("sub-article", "response"):
            for one in list(self._children(self.root, name)):
                self.counted["further article within the file, such as a letter"] += 1
                self.root.remove(one)

    def _abstracts(self) -> None:
        """Add the abstract; one for children, in another language or in a picture is counted."""
        meta = [m for front in self._children(self.root, "front") for m in front]
        for one in (child for m in meta for child in m):
            if local(one) == "abstract" and one.get("abstract-type", "main") in (
                "main",
                "structured",
                "section",
                "sections",
                "normal",
                "abstract",
                "Abstract",
            ):
                self._heading("Abstract", 1)
                self._all(one, 2)
            elif local(one) in ("abstract", "trans-abstract"):
                kind = one.get("abstract-type") or "in another language"
                self.counted[f"further abstract ({kind})"] += 1

    def _back(self) -> None:
        for back in self._children(self.root, "back"):
            for child in back:
                if local(child) != "ref-list":
                    titles = [own_text(t) for t in child if local(t) == "title"]
                    what = titles[0] if titles and titles[0] else local(child)
                    self.counted[f'part behind the text ("{what[:60]}")'] += 1
        for group in self._children(self.root, "floats-group"):
            for child in group:
                self.counted["table" if local(child).startswith("table") else "figure"] += 1

    def _all(self, element: Element, level: int) -> None:
        for child in element:
            self._block(child, level)

    def _block(self, element: Element, level: int) -> None:
        name = local(element)
        if level > DEEPEST:
            raise RecursionError
        if name == "sec":
            self._all(element, level + 1)
        elif name == "title":
            title = own_text(element)
            if title.casefold().strip(" .:") != "abstract":
                self._heading(title, level - 1)
        elif name in _PARAGRAPHS:
            self._paragraph(element, level)
        elif name in _WITHIN:
            self._all(element, level)
        else:
            self.text.of(_wrapped(element))  # counted there

    def _heading(self, title: str, level: int) -> None:
        number, whole = numbered_title(title)
        if whole:
            self.blocks.append(Block("heading", (Line(0, whole.strip(), 1),), number, level))

    def _paragraph(self, element: Element, level: int) -> None:
        """Add a paragraph; a list or a quotation within it parts it."""
        if not any(local(child) in _SIBLINGS for child in element):
            self._add(self.text.of(element))
            return
        part = type(element)("p")
        part.text = element.text
        for child in element:
            if local(child) in _SIBLINGS:
                self._add(self.text.of(part))
                self._all(child, level)
                part = type(element)("p")
                part.text = child.tail
            else:
                part.append(child)
        self._add(self.text.of(part))

    def _add(self, text: str) -> None:
        folded = " ".join(text.split())
        if folded:
            self.blocks.append(Block("paragraph", (Line(0, folded, 1),)))

    def _tables(self) -> Iterator[StudyTable]:
        for wrap in self.root.iter():
            if local(wrap) != "table-wrap":
                continue
            caption = " ".join(own_text(o) for o in wrap if local(o) in ("label", "caption"))
            rows = [row for row in wrap.iter() if local(row) == "tr"]
            cells = [tuple(self._cells(row)) for row in rows]
            if cells:
                yield StudyTable(caption, cells[0], tuple(cells[1:]))

    def _cells(self, row: Element) -> Iterator[str]:
        for cell in row:
            if local(cell) in ("td", "th"):
                text = " ".join(self.text.of(cell).split())
                span = cell.get("colspan", "1")
                yield from [text, *[""] * (int(span) - 1 if re.fullmatch("[1-9]", span) else 0)]


def _wrapped(element: Element) -> Element:
    """Return an element within another, for a reader that looks at what lies within."""
    outer = type(element)("outer")
    outer.append(element)
    return outer
