"""Which references may have the title of another one: the others need not be compared.

Two titles that differ by one word have one third in common: the first, the middle or the last. So
each is known by its thirds, and only those that share one are compared word by word
(`same_work.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimweave.review.same_title import RETRACTED_TITLE
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.review.reference import Reference

_SUBTITLE = re.compile(r"[:?!.]\s|\s[-–—]\s")
_WORD = re.compile(r"\w+")
_RETRACTING = ("etract", "thdrawn", "emoved")
"""Parts of the words that `RETRACTED_TITLE` looks for: letters that have one capital each."""


def words_of_title(title: str) -> list[str]:
    """Return the words by which titles are compared."""
    lowered = title.lower()
    for part in _RETRACTING:
        if part in lowered:
            title = RETRACTED_TITLE.sub("", title, count=1)
            break
    return _WORD.findall(folded(title))


def before_subtitle(title: str) -> list[str]:
    """Return the words of a title without its subtitle."""
    return words_of_title(_SUBTITLE.split(title, maxsplit=1)[0])


def with_like_titles(references: Iterable[Reference]) -> set[str]:
    """Return the keys of the references whose title may be that of another one, by its words.

    No other reference is found by its title, whatever `same_work.first_like` holds it against.
    """
    marks = {reference.key: tuple(_marks(reference.title)) for reference in references}
    shared = Counter(mark for of_one in marks.values() for mark in of_one)
    return {key for key, of_one in marks.items() if any(shared[mark] > 1 for mark in of_one)}


def _marks(title: str) -> Iterator[str]:
    """Yield what at least one of two titles has in common with the other, if they are alike.

    Without its subtitle a title may be a whole one. Where a word was left out, each third is that
    of the other title, or moved by one word. One that has a word more is cut as the other one, too.
    """
    words = words_of_title(title)
    found = {" ".join(words)}
    if _SUBTITLE.search(title):
        found.add(" ".join(before_subtitle(title)))
    count = len(words)
    for third in {count // 3, (count - 1) // 3}:
        if third > 0:
            found |= {f"{' '.join(words[:third])} …", f"… {' '.join(words[-third:])}"}
    for first in range(count // 3 - 1, count // 3 + 2):
        middle = words[max(0, first) : first + count - 2 * (count // 3)]
        found.add(f"… {' '.join(middle)} …")
    yield from found - {"", "…  …"}
