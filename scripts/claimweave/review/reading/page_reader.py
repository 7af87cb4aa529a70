"""Literate pages: Markdown by hand, claims woven in as [[id]], works named as [[@Key]]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Span
from claimweave.review.reading.code_blanking import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.disk.text_files import TextFile

WOVEN = re.compile(r"\[\[([^\[\]\n]{0,200})\]\]")
NAMING = "@"
"""With it before a key, as in [[@Adler2001]], a page names a work."""

HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
"""The line of a page's title."""

BLOCKS = (
    "table",
    "matrix",
    "evidence-map",
    "filed-and-found",
    "counts",
    "synthesis",
    "findings",
    "second-reading",
)
"""What a page can call for with [[!name]]; `claimweave.site.parts.blocks` renders each."""

TABLES = ("table", "matrix")
"""The blocks that show each cell of a table, with its claim."""

MATRICES = ("matrix", "evidence-map")
"""The blocks that show one table in three views: with several tables, a page has one of them."""

ONCE = ("filed-and-found",)
"""The blocks that a page has for one table alone."""

OF_A_TABLE = (*TABLES, "evidence-map", "synthesis", "filed-and-found")
"""The blocks that may name a table, as in [[!matrix T2]]; without a name it is the first."""

OF_THE_ENCODING = ("!second-reading",)
"""The blocks that tell how the claims were written, and nothing that the review asserts."""


class Page(NamedTuple):
    """A literate page: its path from the project's root, its title, text, and what it weaves in.

    `woven` has the claims and blocks, `named` the keys of the works that it names.
    """

    path: str
    title: str
    text: str
    woven: tuple[tuple[str, Span], ...]
    named: tuple[tuple[str, Span], ...] = ()


def read_page(source: TextFile) -> Page:
    """Read a page. What stands in code or in comments is neither prose nor a woven claim."""
    prose = blank_code(source.text)
    found = [
        (match.group(1).strip(), span_of(source.path, source.text, match.start(), match.end()))
        for match in WOVEN.finditer(prose)
    ]
    woven = tuple((name, span) for name, span in found if not name.startswith(NAMING))
    named = tuple((name[1:].strip(), span) for name, span in found if name.startswith(NAMING))
    heading = HEADING.search(prose)
    title = heading.group(1).strip() if heading else ""
    return Page(source.path, title, source.text, woven, named)


def block_named(name: str) -> tuple[str, str]:
    """Return the block that a page calls for, and the table that it names: `!matrix T2`."""
    block, _, table = name.removeprefix("!").partition(" ")
    return block, table.strip()


def tables_shown(page: Page, tables: Sequence[str]) -> Iterator[str]:
    """Yield the locator of each table that a page shows, of the review's tables in their order."""
    for name, _ in page.woven:
        block, table = block_named(name)
        if name.startswith("!") and block in TABLES and tables:
            yield table or tables[0]


def span_of(path: str, text: str, start: int, end: int) -> Span:
    """Turn offsets into a text into a line, a column and a length."""
    line = text.count("\n", 0, start) + 1
    return Span(path, line, start - text.rfind("\n", 0, start), max(1, end - start))


def prose_lines(page: Page) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, text) of a page without code, comments and woven claims."""
    text = WOVEN.sub(lambda m: " " * len(m.group()), blank_code(page.text))
    yield from enumerate(text.split("\n"), start=1)
