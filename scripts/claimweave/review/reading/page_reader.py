"""Literate pages: Markdown by hand, with claims woven in as [[claim-id]]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Span
from claimweave.review.reading.code_blanking import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.disk.text_files import TextFile

WOVEN = re.compile(r"\[\[([^\[\]\n]{0,200})\]\]")
HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
"""The line of a page's title."""

BLOCKS = ("table", "matrix", "evidence-map", "counts", "synthesis", "findings")
"""What a page can call for with [[!name]]; `claimweave.site.parts.blocks` renders each."""

TABLES = ("!table", "!matrix")
"""The blocks that show each cell of the review's table, with its claim."""


class Page(NamedTuple):
    """A literate page: its path from the project's root, its title, text, and woven claims."""

    path: str
    title: str
    text: str
    woven: tuple[tuple[str, Span], ...]


def read_page(source: TextFile) -> Page:
    """Read a page. What stands in code or in comments is neither prose nor a woven claim."""
    prose = blank_code(source.text)
    woven = tuple(
        (match.group(1).strip(), span_of(source.path, source.text, match.start(), match.end()))
        for match in WOVEN.finditer(prose)
    )
    heading = HEADING.search(prose)
    return Page(source.path, heading.group(1).strip() if heading else "", source.text, woven)


def span_of(path: str, text: str, start: int, end: int) -> Span:
    """Turn offsets into a text into a line, a column and a length."""
    line = text.count("\n", 0, start) + 1
    return Span(path, line, start - text.rfind("\n", 0, start), max(1, end - start))


def prose_lines(page: Page) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, text) of a page without code, comments and woven claims."""
    text = WOVEN.sub(lambda m: " " * len(m.group()), blank_code(page.text))
    yield from enumerate(text.split("\n"), start=1)
