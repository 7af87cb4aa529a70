"""Spellings: names with and without their accents are one name."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    "æ": "ae", "ƀ": "b", "ɓ": "b", "ƈ": "c", "ð": "d", "đ": "d", "ɖ": "d", "ɗ": "d", "ə": "e",
    "ǝ": "e", "ɛ": "e", "ƒ": "f", "ɠ": "g", "ǥ": "g", "ħ": "h", "ı": "i", "ɨ": "i", "ȷ": "j",
    "ĸ": "k", "ƙ": "k", "ł": "l", "ƚ": "l", "ɲ": "n", "ŋ": "ng", "ø": "o", "ɔ": "o", "ɵ": "o",
    "œ": "oe", "ƥ": "p", "ß": "ss", "þ": "th", "ŧ": "t", "ƭ": "t", "ʉ": "u", "ʋ": "v", "ƿ": "w",
    "ƴ": "y", "ƶ": "z",
}  # fmt: skip
"""Letters of living spellings that Unicode does not take apart, as keys and indexes spell them."""

_CAPITALS = {
    letter.upper(): plain.capitalize()  # the first letter alone: Þórsson is Thorsson
    for letter, plain in _PLAIN.items()
    if len(letter.upper()) == 1 and not letter.upper().isascii() and letter.upper() != letter
}
_LETTERS = str.maketrans(_PLAIN | _CAPITALS | {"ẞ": "SS"})


def unaccented(text: str) -> str:
    """Return text without accents, its capitals kept: `Þórsson` is `Thorsson`."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)


def folded(text: str) -> str:
    """Lower-case without accents: `Więdłocha` and `Wiedlocha` are one name."""
    return unaccented(text).casefold()
