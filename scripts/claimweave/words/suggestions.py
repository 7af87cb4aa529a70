"""Did you mean: the known word nearest to a misspelt one, and the one that it surely misspells.

`nearest` is for who reads a list of commands, and chooses. What points at something, as an id, a
key or a stance does, is followed blindly: there only a misspelling counts (`misspelling_of`), since
the nearest word may well be another thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.words.pattern import pattern
from claimweave.words.spelling import folded

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
    from difflib import SequenceMatcher  # noqa: PLC0415 - only who has a fault compares words

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


_BETWEEN = pattern(r"(?<![0-9])[-_ .]+|[-_ .]+(?![0-9])")
"""What stands between words; between two digits it makes another number of them."""

_WORDS = pattern(r"[^\W\d_]+|[0-9]+|[\W_]+")
_SHORTEST = 4
"""Letters of a word in which one more or less is a slip: in shorter ones it is another word."""

_LONGEST_NAME = 200
_MOST_SLIPS = 2
_LONG_ENOUGH = 12
"""Signs of a name in which two words may have a slip."""


def misspelling_of(word: str, known: Collection[str]) -> str | None:
    """Return the one known word of which `word` is a misspelling; None when it is not sure.

    Letter case, accents and what stands between words do not count. Else each word differs by at
    most one letter, two words at most do, and the numbers are the same: `Adler2001` is no
    misspelling of `Adler2002`, nor `hay-2-falls` of `hay-3-falls`.
    """
    if not word or len(word) > _LONGEST_NAME:
        return None
    plain = _plain(word)
    alike = [k for k in known if len(k) <= _LONGEST_NAME and _plain(k) == plain]
    if alike:
        return alike[0] if len(alike) == 1 else None
    ends = [k for k in known if abs(len(k) - len(word)) <= _MOST_SLIPS and _same_end(k, word)]
    slips = [(count, k) for k in ends if (count := _slips(word, k))]
    best = [k for count, k in slips if count == min(slips)[0]]
    return best[0] if len(best) == 1 else None


def slip_of(word: str, words: Collection[str]) -> str | None:
    """Return which of the engine's own few words is meant: those are all far from each other."""
    meant = misspelling_of(word, words)
    if meant or word[:2].casefold() in _NEGATIVE:
        return meant
    return near if (near := nearest(word, words)) and alike(word, near) else None


_NEGATIVE = ("un", "no", "in", "di")
"""How words begin that say the contrary of what follows."""

_ALIKE = 0.8


def alike(word: str, other: str) -> bool:
    """Whether two texts have four fifths of their letters in the same order."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - as above

    return SequenceMatcher(None, word.casefold(), other.casefold(), autojunk=False).ratio() > _ALIKE


def _plain(word: str) -> str:
    return _BETWEEN.sub("", folded(word))


def _same_end(word: str, other: str) -> bool:
    """Whether two names begin or end alike: the others need not be looked at letter by letter."""
    return word[:2].casefold() == other[:2].casefold() or word[-2:] == other[-2:]


def _slips(word: str, other: str) -> int:
    """Return in how many words two names differ by one letter; 0 when they differ by more."""
    pairs = _WORDS.findall(folded(word)), _WORDS.findall(folded(other))
    if len(pairs[0]) != len(pairs[1]):
        return 0
    differing = [(a, b) for a, b in zip(*pairs, strict=True) if a != b]
    most = _MOST_SLIPS if len(word) >= _LONG_ENOUGH else 1
    return len(differing) if len(differing) <= most and all(map(_slip, differing)) else 0


def _slip(pair: tuple[str, str]) -> bool:
    """Whether one word is the other with a slip: a letter more, less, wrong or out of its place."""
    word, other = pair
    if not word.isalpha() or not other.isalpha():
        return False
    swapped = sorted(word) == sorted(other)
    return (swapped or max(len(word), len(other)) >= _SHORTEST) and one_sign_off(word, other)
