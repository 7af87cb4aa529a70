"""Blocks of a text that has one line a paragraph, as programs save it: headings have no number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimweave.article.blocks import (
    ENDED,
    NAMED,
    NUMBERED,
    Block,
    Line,
    follows,
    kind_of_line,
    prose,
)
from claimweave.article.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

PROSE_WORDS = 8
"""Words from which on a line may be one of prose; a heading has at most twice as many."""

MOST_ENDED = 0.8
"""Share of the lines of prose that end with a full stop where no line is broken."""

_TITLE = re.compile(r"[^\W_]")
_NO_TITLE = re.compile(r"[.!?,;]$|^[•\-–—*·]\s|\t|\s{3,}|@|https?://")


def is_unwrapped(lines: Sequence[Line]) -> bool:
    """Whether each line of prose is a whole: it ends with a full stop, and begins like one."""
    long = [line for line in lines if len(line.text.split()) >= PROSE_WORDS]
    whole = [line for line in long if ENDED.search(line.text) and not line.text[0].islower()]
    broken = [b for a, b in pairwise(lines) if b.text[0].islower() and not ENDED.search(a.text)]
    return bool(long) and len(whole) >= MOST_ENDED * len(long) and 10 * len(broken) <= len(long)


def unwrapped_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of lines of which none is broken, in their order."""
    by_sentence = _sentence_a_line(lines)
    blocks: list[Block] = []
    last, table = "", False
    for index, line in enumerate(lines):
        number = _heading(lines, index, last, in_table=table)
        kind = kind_of_line(line.text)
        if number is not None:
            blocks.append(Block("heading", (line,), number))
            last, table = number or last, False
        elif kind != "paragraph":
            blocks.append(Block(kind, (line,)))
            table = line.text.startswith("Table")
        elif table and not prose(Block("paragraph", (line,))):
            blocks[-1] = Block("caption", (*blocks[-1].lines, line))
        elif by_sentence and blocks and _goes_on(blocks[-1], lines[index - 1]):
            blocks[-1] = Block("paragraph", (*blocks[-1].lines, line))
        else:
            blocks.append(Block("paragraph", (line,)))
            table = False
    return blocks


def _goes_on(block: Block, before: Line) -> bool:
    return block.kind == "paragraph" and before.gap == 0


def _sentence_a_line(lines: Sequence[Line]) -> bool:
    """Whether a line holds one sentence, so that an empty line ends a paragraph."""
    long = [line for line in lines if len(line.text.split()) >= PROSE_WORDS]
    gaps = [a.gap for a, b in pairwise(lines) if a in long and b in long]
    sentences = sum(len(split_sentences(Block("paragraph", (line,)))) for line in long)
    return 0 in gaps and any(gaps) and sentences <= 1.2 * len(long)


def _heading(lines: Sequence[Line], index: int, last: str, *, in_table: bool) -> str | None:
    """Return a heading's number, an empty text for one without, or None for no heading."""
    line = lines[index].text
    bare = line.lstrip("#").strip()
    match = NUMBERED.match(bare)
    if line.startswith("#"):
        return match[1] if match else ""
    if bare.rstrip(":").casefold() in NAMED:
        return ""
    if not _like_a_title(bare) or index + 1 == len(lines):
        return None
    if match and follows(match[1], last):
        return match[1]
    if in_table and not prose(Block("paragraph", (lines[index + 1],))):
        return None
    return "" if bare[0].isupper() or bare[0].isdigit() else None


def _like_a_title(text: str) -> bool:
    few = len(text.split()) <= 2 * PROSE_WORDS
    plain = kind_of_line(text) == "paragraph" and not _NO_TITLE.search(text)
    return few and plain and bool(_TITLE.search(text)) and not ENDED.search(text)
