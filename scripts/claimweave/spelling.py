"""Spellings: names with and without their accents are one name.

Unicode sorts the marks that follow a letter, in a time that grows with the square of their
number. A letter has a few; some hundred thousand in a row would keep a check busy for hours.
"""

from __future__ import annotations

import unicodedata

# Letters of their own, which Unicode does not take apart, as keys spell them.
_WITHOUT_ACCENT = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "þ": "th",
    }
)


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
    if text.isascii():
        return text.casefold()
    spelt = _without_marks(text.translate(_WITHOUT_ACCENT))
    return _without_marks(unicodedata.normalize("NFKD", spelt)).casefold()


def _without_marks(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))
