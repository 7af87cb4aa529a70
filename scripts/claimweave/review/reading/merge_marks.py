"""Marks that Git leaves in a file where it could not join two versions of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span
from claimweave.review.reading.code_blanking import blank_code
from claimweave.words.counting import listed
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.disk.text_files import TextFile

RULE = "unfinished-merge"

_SIDE = pattern(r"(?:<{7}|>{7})(?: .*)?")
_BETWEEN = pattern(r"={7}|\|{7}(?: .*)?")
_ALONE = pattern(r"={7}[ \t]*")
_BASE = pattern(r"\|{7} [^|]*")
"""The mark above the text that both sides began with; a row of a table has more bars behind it."""

_NO_HEADING = ("#", "---", "...")
"""How a line begins that is not the text of a heading's paragraph."""

_MOST_LISTED = 5


def unfinished_merge(source: TextFile) -> Problem | None:
    """Say where a file holds marks of an unfinished merge: at the first, with the others' lines.

    A line of seven `=` counts between other marks. Alone it does in YAML, where it is nothing
    else, and on a page where it underlines no heading.
    """
    text = source.text
    if not ("<<<<<<<" in text or "=======" in text or ">>>>>>>" in text or "|||||||" in text):
        return None
    lines = source.text.split("\n")
    sides = [number for number, line in enumerate(lines, start=1) if _SIDE.fullmatch(line)]
    if not sides:
        return _left_over(source, lines)
    within = enumerate(lines[sides[0] : sides[-1] - 1], start=sides[0] + 1)
    between = [number for number, line in within if _BETWEEN.fullmatch(line)]
    first, *others = sorted((*sides, *between))
    message = f"a mark of an unfinished merge{_listed(others)}"
    help_ = "join the two versions, or keep the right one, and remove these lines"
    return Problem(Span(source.path, first, 1, 7), message, help_, RULE)


def _listed(lines: list[int]) -> str:
    if not lines:
        return ""
    if len(lines) > _MOST_LISTED:
        return f", and {len(lines)} more of them below"
    return f", as in line{'s' if len(lines) > 1 else ''} {listed(map(str, lines))}"


def _left_over(source: TextFile, lines: Sequence[str]) -> Problem | None:
    """Say where a single `=======` stands that means nothing: the other marks were removed."""
    what = "a mark that a merge has left"
    alone: Iterator[int]
    base = [number for number, line in enumerate(lines, start=1) if _BASE.fullmatch(line)]
    if base:
        return Problem(Span(source.path, base[0], 1, 7), what, "remove this line", RULE)
    if source.path.endswith(".yml"):
        alone = (number for number, line in enumerate(lines, start=1) if _ALONE.fullmatch(line))
    elif source.path.endswith(".md"):
        alone = _under_no_heading(blank_code(source.text).split("\n"))
        what = f"{what}, or a line under no heading"
    else:
        return None
    for number in alone:
        return Problem(Span(source.path, number, 1, 7), what, "remove this line", RULE)
    return None


def _under_no_heading(lines: Sequence[str]) -> Iterator[int]:
    """Yield where `=======` stands and is not the second line of a paragraph."""
    padded = ["", "", *lines]
    for number, line in enumerate(lines, start=1):
        if _ALONE.fullmatch(line):
            before, title = padded[number - 1 : number + 1]
            begins = not before.strip() or before.startswith(_NO_HEADING)
            if not (title.strip() and begins):
                yield number
