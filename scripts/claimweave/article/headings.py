"""The locators of sections: by the numbers that headings print, or else by their levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimweave.article.blocks import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.article.blocks import Block

ABSTRACT = ("abstract", "summary")


class Located(NamedTuple):
    """Where a section lies, its title without its number, and what is unsure about it."""

    locator: str
    title: str
    doubt: str = ""


def title_of(block: Block) -> str:
    """Return a heading without its number and marks."""
    title = block.text.strip("# :")
    return title.removeprefix(block.number).lstrip(". ") if block.number else title


class SectionNumbers:
    """The numbers of an article's sections, as its headings come."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        levels = [block.level for block in blocks if block.kind == "heading" and block.level]
        self._top = min(levels, default=1)
        self._taken: set[str] = set()
        self._highest = 0
        self._path: list[tuple[int, str, int]] = []
        """Of each heading above: its level, its locator, and how many lie below it so far."""

    def next_one(self) -> str:
        """Return the next locator of a section that lies under none."""
        self._highest += 1
        return self._note(f"S{self._highest}", self._top)

    def locator(self, block: Block) -> Located:
        """Return the locator of a heading."""
        title = title_of(block)
        level = block.level or self._top
        if title.casefold() in ABSTRACT and "S0" not in self._taken:
            return Located(self._note("S0", level), title)
        printed = f"S{block.number}" if block.number else ""
        if printed and printed not in self._taken:
            self._highest = max(self._highest, int(printed[1:].split(".", maxsplit=1)[0]))
            return Located(self._note(printed, level), title)
        doubt = ""
        if printed:
            doubt = f"a second section {printed}: its sentences are added under a new number"
        return Located(self._by_level(level) if not printed else self._free(level), title, doubt)

    def _free(self, level: int) -> str:
        self._highest += 1
        return self._note(f"S{self._highest}", level)

    def _by_level(self, level: int) -> str:
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        if not self._path:
            return self._free(level)
        above, locator, below = self._path[-1]
        self._path[-1] = (above, locator, below + 1)
        found = f"{locator}.{below + 1}"
        return self._note(found, level) if found not in self._taken else self._by_level(level)

    def _note(self, locator: str, level: int) -> str:
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, locator, 0))
        self._taken.add(locator)
        return locator


def numbered_title(text: str) -> tuple[str, str]:
    """Return the number that a heading prints, and the whole heading."""
    match = NUMBERED.match(text) or re.match(r"((?:[0-9]+\.)+[0-9]+|[0-9]+)\.?\s+", text)
    return (match[1], text) if match else ("", text)
