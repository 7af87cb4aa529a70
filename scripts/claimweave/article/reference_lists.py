"""The list of references at the end of a plain text, with or without a heading: it is no prose."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimweave.article.article import ListedWork
from claimweave.article.blocks import NAMED, Line
from claimweave.article.marks import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

ENDING = (
    "references", "bibliography", "literature cited", "literature", "reference list",
    "references cited", "works cited", "cited literature", "cited references", "list of references",
    "notes and references",
)  # fmt: skip
"""Headings behind which an article has no more sentences of its own."""

YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")

_NUMBERED = re.compile(r"\[?([0-9]{1,3})(?:\]|[.)]|(?=\s{2,}|\t))\s*(?=\S)")
_NUMBERED_BARE = re.compile(r"([0-9]{1,3})\s+(?=[A-ZÀ-Þ{])")
_NAMED = re.compile(
    r"[-•*]?\s*(?:(?:[a-zà-þ]{1,4}['’]?\s){0,3}[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,3},\s|"
    r"(?:[a-zà-þ]{1,4}\s){0,2}[A-ZÀ-Þ][\w'’-]+\s[A-Z][A-Z-]{0,3}[,.\s]|"
    r"[A-ZÀ-Þ][\w'’-]+(?:\s[\w'’&-]+){0,6}[.,]?\s\(?(?:1[5-9]|20)[0-9]{2}[a-z]?[).:]|[-—_]{3,}\.?)"
)
_SHORTEST, _LONGEST = 20, 1200


def without_list(lines: Sequence[Line]) -> tuple[list[Line], list[ListedWork], list[Line]]:
    """Return the lines of the text, the works of its list, and what stands behind the list."""
    start, end = _below_heading(lines)
    if start is None:
        start, end = _unheaded(lines), len(lines)
        body = lines[:start]
    else:
        body = lines[: start - 1]
    return list(body), _works(lines[start:end]), list(lines[end:])


def numbered_text(text: str) -> tuple[int | None, str]:
    """Return the number before a printed work, if it has one, and the rest."""
    return _number(text), text[_number_before(text) :].strip()


def is_ending(title: str) -> bool:
    """Whether a heading is that of the list of references."""
    return re.sub(r"^[\d.\s#]+", "", title).strip("# :").casefold() in ENDING


def _below_heading(lines: Sequence[Line]) -> tuple[int | None, int]:
    """Return where the lines below the last heading of a list begin and end."""
    heads = [i for i, line in enumerate(lines) if is_ending(line.text)]
    if not heads:
        return None, len(lines)
    start = heads[-1] + 1
    for at in range(start, len(lines)):
        title = lines[at].text.strip("# :").casefold()
        if title in NAMED or re.match(r"(?:appendix|figure legends|supplementary)\b", title):
            return start, at
    return start, len(lines)


def _unheaded(lines: Sequence[Line]) -> int:
    """Return where a list begins that goes to the end of the text; its length where none does."""
    starts = [at for at, line in enumerate(lines) if _number(line.text) == 1]
    for start in reversed(starts):
        works = _works(lines[start:])
        numbers = [work.number for work in works]
        dated = sum(bool(YEAR.search(work.text)) for work in works)
        if (
            len(works) > 1
            and numbers == list(range(1, len(works) + 1))
            and dated >= 0.8 * len(works)
        ):
            return start
    at = len(lines)
    while at and _like_a_work(lines[at - 1].text):
        at -= 1
    return at if len(lines) - at > 1 and _in_order(lines[at:]) else len(lines)


def _like_a_work(text: str) -> bool:
    cites = re.search(rf"{MARK}|\[[0-9,;\s–-]+\]", text)
    sized = _SHORTEST < len(text) < _LONGEST
    return sized and not cites and bool(_NAMED.match(text) and YEAR.search(text))


def _in_order(lines: Sequence[Line]) -> bool:
    """Whether lines stand as in an alphabet, but for one in ten."""
    names = [re.sub(r"[^\w ]", "", line.text).casefold() for line in lines]
    named = [name for name in names if name]
    wrong = sum(a[:3] > b[:3] for a, b in pairwise(named))
    return 10 * wrong <= len(named)


def _number(text: str) -> int | None:
    found = _NUMBERED.match(text) or _NUMBERED_BARE.match(text)
    return int(found[1]) if found else None


def _number_before(text: str) -> int:
    """Return where the text of a work begins behind its number."""
    found = _NUMBERED.match(text) or _NUMBERED_BARE.match(text)
    return found.end() if found else 0


def _works(lines: Sequence[Line]) -> list[ListedWork]:
    """Return the works of a list; a line that begins none goes on with the one before it."""
    numbered = sum(_number(line.text) is not None for line in lines) * 3 >= len(lines)
    whole = not numbered and sum(_like_a_work(line.text) for line in lines) * 2 >= len(lines)
    parts: list[tuple[int | None, list[str]]] = []
    for index, line in enumerate(lines):
        number = _number(line.text) if numbered else None
        if numbered:
            begins = number is not None and number == len(parts) + 1
        else:
            begins = not index or whole or lines[index - 1].gap > line.gap
            begins = begins and _like_a_work(line.text) if parts else True
        if begins or not parts:
            text = line.text
            if begins and numbered:
                text = text[_number_before(text) :]
            parts.append((number if begins else None, [text]))
        else:
            parts[-1][1].append(line.text)
    return [
        ListedWork(f"{number or at}", number, " ".join(texts).strip())
        for at, (number, texts) in enumerate(parts, start=1)
    ]
