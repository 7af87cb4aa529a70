"""Spellings: names with and without their accents are one name."""

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


def folded(text: str) -> str:
    """Lower-case without accents: `Więdłocha` and `Wiedlocha` are one name."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_ACCENT))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
