"""The parts of an article's text: headings, paragraphs, and what is neither, with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["heading", "paragraph", "caption", "keywords"]

NAMED = (
    "abstract", "summary", "introduction", "background", "methods", "materials and methods",
    "results", "results and discussion", "discussion", "conclusion", "conclusions", "limitations",
    "acknowledgements", "acknowledgments", "references", "bibliography", "literature cited",
    "funding", "conflict of interest", "conflicts of interest",
)  # fmt: skip
"""Headings that are known without a number."""

MOST_WORDS = 10
"""Words that a heading without a number has at most."""

_NO_HEADING = re.compile(r"[.!?,;:)\]]$|\t|\s{3,}|@|https?://|[0-9]$")

SHORT = 0.75
"""A line below this share of its neighbours' width ends a paragraph in double-spaced text."""

NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÀ-Þ])")
"""How a numbered heading begins."""

ENDED = re.compile(r"[.!?][\"'”’)\]]*(?:\s?[\[(]?[\d,;\s–-]+[\])]?|[⁰¹²³⁴-⁹˒⁻,–]+)?$")
"""How a line ends behind which a paragraph may end: a full stop, and a citation."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text: its number in the file, its text, and the empty lines after it."""

    number: int
    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    A heading has its number, such as `3.1`, if it prints one, and its level, if its file has that.
    """

    kind: Kind
    lines: tuple[Line, ...]
    number: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(line.text for line in self.lines)


def read_blocks(text: str) -> list[Block]:
    """Split a text with broken lines into blocks; see `wrapped_blocks`."""
    return wrapped_blocks(filled_lines(text))


def wrapped_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of broken lines, in their order.

    A numbered heading must follow from the last one. What stands below a table's caption and is no
    prose belongs to the caption.
    """
    blocks: list[Block] = []
    last, start, in_table = "", 0, False
    while start < len(lines):
        number = _heading_number(lines, start, last, blocks)
        if number is not None:
            end = _heading_end(lines, start)
            block = Block("heading", tuple(lines[start:end]), number)
            last, in_table = number or last, False
        else:
            kind = kind_of_line(lines[start].text)
            end = _paragraph_end(lines, start, last, loose=in_table or kind != "paragraph")
            block = Block(kind, tuple(lines[start:end]))
            in_table = block.text.startswith("Table") if kind == "caption" else in_table
            in_table = in_table and not (kind == "paragraph" and prose(block))
        if in_table and block.kind == "paragraph":
            blocks[-1] = Block("caption", blocks[-1].lines + block.lines)
        else:
            blocks.append(block)
        start = end
    return blocks


def filled_lines(text: str) -> list[Line]:
    """Return the lines with text."""
    filled = [(i, raw.strip()) for i, raw in enumerate(text.splitlines(), start=1) if raw.strip()]
    following = [number for number, _ in filled[1:]] + [number + 1 for number, _ in filled[-1:]]
    return [
        Line(number, line, after - number - 1)
        for (number, line), after in zip(filled, following, strict=True)
    ]


def kind_of_line(first: str) -> Kind:
    """Return what a block is that begins with a line, and is no heading."""
    if re.match(r"(?:Table|Figure|Fig\.?)\s*\d+\s*[:.|]", first):
        return "caption"
    return "keywords" if re.match(r"key\s?words\b", first, re.IGNORECASE) else "paragraph"


def _heading_number(
    lines: Sequence[Line], index: int, last: str, before: Sequence[Block]
) -> str | None:
    """Return a heading's number, an empty text for one without, or None for no heading."""
    line = lines[index].text
    if line.startswith("#"):
        bare = line.lstrip("#").strip()
        match = NUMBERED.match(bare)
        return match.group(1) if match else ""
    match = NUMBERED.match(line)
    if match and not ENDED.search(line) and follows(match.group(1), last):
        return match.group(1)
    bare = line.rstrip(":").casefold()
    alone = not before or before[-1].kind != "paragraph" or lines[index - 1].gap > 0
    return "" if alone and (bare in NAMED or _stands_apart(lines, index)) else None


def _stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether a line between empty ones is a heading, in a text whose lines are single-spaced."""
    if index == 0 or index + 1 >= len(lines) or not lines[index].gap or not lines[index - 1].gap:
        return False
    line, after, last = lines[index].text, lines[index + 1].text, lines[index - 1].text
    near = [*lines[max(0, index - 12) : index], *lines[index + 1 : index + 12]]
    single = 3 * sum(not one.gap for one in near) > len(near)
    plain = line[0].isupper() and len(line.split()) <= MOST_WORDS and not _NO_HEADING.search(line)
    begins = after[0].isupper() and kind_of_line(line) == "paragraph"
    ended = ENDED.search(last) is not None or len(last.split()) <= MOST_WORDS
    return single and plain and begins and ended


def follows(number: str, last: str) -> bool:
    """Whether a heading's number can come after another: 3.1 after 3, 3.3 after 3.2, 4 after 3.2.

    So a line that begins with a quantity is not taken for a heading.
    """
    new = [int(part) for part in number.split(".")]
    old = [int(part) for part in last.split(".")] if last else [0]
    if new == [*old, 1]:
        return True
    depth = len(new) - 1
    return depth < len(old) and new[:-1] == old[:depth] and new[-1] == old[depth] + 1


def _heading_end(lines: Sequence[Line], start: int) -> int:
    """A heading goes on while the next line begins with a small letter."""
    end = start + 1
    while end < len(lines) and lines[end].text[0].islower() and lines[start].text[0] != "#":
        end += 1
    return end


def _paragraph_end(lines: Sequence[Line], start: int, last: str, *, loose: bool) -> int:
    """Return where a paragraph ends; a loose one (cells, keywords) needs no full stop for it."""
    end = start + 1
    while end < len(lines):
        before = lines[end - 1]
        ended = ENDED.search(before.text) is not None
        goes_on = loose and lines[end].text[0].islower()
        if (
            (ended or loose)
            and not goes_on
            and _is_break(lines, start, end - 1, short=ended and not loose)
        ):
            break
        if kind_of_line(lines[end].text) == "keywords" or (
            (ended or before.gap > 0) and _interrupts(lines, end, last)
        ):
            break
        end += 1
    return end


def _interrupts(lines: Sequence[Line], index: int, last: str) -> bool:
    """Whether a line cannot belong to the paragraph before it: a heading, or a caption."""
    number = _heading_number(lines, index, last, ())
    return number is not None or kind_of_line(lines[index].text) != "paragraph"


def _is_break(lines: Sequence[Line], start: int, index: int, *, short: bool) -> bool:
    """Whether the gap behind a line is more than the spacing of the lines before or after it."""
    line = lines[index]
    near = lines[index - 1] if index > start else lines[min(index + 1, len(lines) - 1)]
    return line.gap > 0 and (
        line.gap > near.gap or (short and len(line.text) < SHORT * len(near.text))
    )


def prose(block: Block) -> bool:
    """Whether a block reads like sentences, and not like the cells of a table."""
    words = re.findall(r"[^\W\d_]+", block.text)
    small = sum(word.islower() for word in words)
    ends = re.search(r"[.!?][\"'”’)\]\d,–-]*$", block.lines[-1].text) is not None
    return ends and len(words) >= 8 and small >= 0.6 * len(words)  # noqa: PLR2004
