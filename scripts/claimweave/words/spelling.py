"""Spellings: names with and without their accents are one name.

Unicode sorts the marks that follow a letter, in a time that grows with the square of their
number. A letter has a few; some hundred thousand in a row would keep a check busy for hours.
"""

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
    # Marks go first: sorting them takes time that grows with their square.
    spelt = _without_marks(text.translate(_LETTERS))
    return _without_marks(unicodedata.normalize("NFKD", spelt)).translate(_LETTERS)


class _Marks(dict[int, str | None]):
    """What becomes of each sign where marks are left out: looked up once, when it is first met."""

    def __missing__(self, code: int) -> str | None:
        """Return nothing for a mark, and any other sign as it is."""
        self[code] = kept = None if unicodedata.combining(chr(code)) else chr(code)
        return kept


_MARKS = _Marks()


def _without_marks(text: str) -> str:
    return text.translate(_MARKS)


_MOST_MARKS = 30
"""Marks in a row that are sorted together. Source: the Stream-Safe Text Format of UAX 15."""


def composed(text: str) -> str:
    """Return a text in composed form (NFC); marks beyond thirty in a row are not sorted."""
    if text.isascii():
        return text
    pieces, start, marks = [], 0, 0
    for at, char in enumerate(text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MOST_MARKS:
            pieces.append(text[start:at])
            start, marks = at, 1
    pieces.append(text[start:])
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


def folded(text: str) -> str:
    """Lower-case without accents: `Więdłocha` and `Wiedlocha` are one name."""
    return unaccented(text).casefold()
