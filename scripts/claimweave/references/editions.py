"""Editions: their number, and how AMA prints it. The first edition is not named (AMA, 3.12.1)."""

from __future__ import annotations

import re

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_NUMBER = re.compile(r"([0-9]{1,4})(?:\.|st|nd|rd|th)?", re.IGNORECASE)
_WORD = re.compile(r"\s*\b(?:edition|ed)\b\.?\s*$", re.IGNORECASE)
_TEENS = (11, 12, 13)


def edition_number(edition: str) -> int | None:
    """Return the number of an edition, be it written `2`, `2nd ed.` or `Second`; else None."""
    bare = _WORD.sub("", edition.strip()).casefold()
    if bare in _ORDINALS:
        return _ORDINALS.index(bare) + 1
    found = _NUMBER.fullmatch(bare)
    return int(found[1]) if found else None


def edition_in_words(edition: str) -> str:
    """Return an edition as `2nd ed`; the first one is not named, and one without a number stays."""
    number = edition_number(edition)
    if number is not None:
        return "" if number == 1 else f"{_ordinal(number)} ed"
    bare = _WORD.sub("", edition.strip())
    return f"{bare} ed" if bare and re.fullmatch(r"[\w\s,&-]+", bare) else edition.strip()


def _ordinal(number: int) -> str:
    if number % 100 in _TEENS:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
