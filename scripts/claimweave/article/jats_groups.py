"""The citations of JATS put together, and the numbers that only they print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.article.article import ListedWork, StudyTable
from claimweave.article.blocks import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.article.groups import Groups
    from claimweave.article.marks import Marks


def with_printed_numbers(works: Iterable[ListedWork], marks: Marks) -> list[ListedWork]:
    """Return the works with the numbers that citations print, where the list prints none."""
    printed = {
        str(mark.cites[0]): int(found[0])
        for mark in marks.known
        if len(mark.cites) == 1
        and (found := re.fullmatch(r"\W*([0-9]{1,3})\W*", mark.printed))
        and (found := re.search(r"[0-9]+", mark.printed))
    }
    listed = [
        work if work.number is not None else replace(work, number=printed.get(work.key))
        for work in works
    ]
    known = {work.key for work in listed}
    return listed + [ListedWork(key, n) for key, n in printed.items() if key not in known]


def joined_block(block: Block, groups: Groups) -> Block:
    """Return a block with each group of its citations as one mark."""
    lines = tuple(Line(line.number, groups.joined(line.text), line.gap) for line in block.lines)
    return Block(block.kind, lines, block.number, block.level)


def joined_table(table: StudyTable, groups: Groups) -> StudyTable:
    """Return a table with each group of its citations as one mark."""
    rows = tuple(tuple(map(groups.joined, row)) for row in table.rows)
    return StudyTable(table.caption, tuple(map(groups.joined, table.head)), rows)
