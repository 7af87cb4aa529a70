"""An article as it was read, whichever its form: its blocks, its citations, and its list of works.

Each reader of a form returns one; `draft` makes a ledger of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimweave.article.marks import Marks

if TYPE_CHECKING:
    from claimweave.article.blocks import Block
    from claimweave.article.citations import Style
    from claimweave.references.incoming.incoming_entry import IncomingEntry


class NoArticleError(Exception):
    """A file is not an article that can be read; the message says what it is, and what to do."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at by hand, and its line; 0 where that cannot be told."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work of the article's list of references.

    `key` is what citations call it, `number` what is printed before it, `text` how it is printed.
    `entry` is what could be read of it; `more` are works that are printed under the same number.
    """

    key: str
    number: int | None = None
    text: str = ""
    entry: IncomingEntry | None = None
    more: tuple[IncomingEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyTable:
    """A table whose cells cite works: its caption, its heads, and its rows of cells with marks."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Article:
    """What was read of an article's file.

    `sure_paragraphs` says that the file itself tells where a paragraph ends. `unread` are
    citations that were seen and not understood, each as it is printed. `incomplete` says why the
    text is not whole, if it is not.
    """

    form: str
    blocks: list[Block]
    style: Style
    marks: Marks = field(default_factory=Marks)
    works: list[ListedWork] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    tables: list[StudyTable] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    sure_paragraphs: bool = True
    title: str = ""
