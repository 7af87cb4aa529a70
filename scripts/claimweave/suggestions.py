"""Did you mean: the known word nearest to a misspelt one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 80
"""Longer words are not compared: the time would grow with their square."""

MOST = 2_000
"""At most so many candidates are compared in full, those of similar length first."""


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word most like `word`, or None when none is close.

    Letter case does not count. Ties go to the alphabetically first word.
    """
    if not word or len(word) > LONGEST:
        return None
    lowered = word.casefold()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(lowered)
    best: tuple[float, str] = (0.0, "")
    candidates = [k for k in known if abs(len(k) - len(word)) <= max(3, len(word) // 2)]
    for candidate in sorted(candidates, key=lambda k: (abs(len(k) - len(word)), k))[:MOST]:
        matcher.set_seq1(candidate.casefold())
        if matcher.quick_ratio() > max(best[0], 0.6) and matcher.ratio() > max(best[0], 0.6):
            best = (matcher.ratio(), candidate)
    return best[1] or None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return `did you mean "…"?`, or an empty string."""
    found = nearest(word, known)
    return f'did you mean "{found}"?' if found else ""


def one_sign_off(word: str, other: str) -> bool:
    """Whether one sign too many, too few, wrong or in its neighbour's place makes one the other."""
    short, long = sorted((word, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return long[at:] == swapped or long[at + 1 :] == short[at + 1 :]
