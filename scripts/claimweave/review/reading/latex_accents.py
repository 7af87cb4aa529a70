"""LaTeX's accents. Source: the LaTeX 2e reference manual, section 23.5."""

from __future__ import annotations

import unicodedata

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "u": "\u0306",
    "v": "\u030c", "b": "\u0331", "d": "\u0323", "t": "\u0361", "G": "\u030f", "U": "\u030e",
    "h": "\u0309", "f": "\u0311", "newtie": "\u0361", "textcommabelow": "\u0326",
    "textcommaabove": "\u0313", "textsubdot": "\u0323", "textsubring": "\u0325",
    "textogonekcentered": "\u0328", "textogonek": "\u0328", "textcircled": "\u20dd",
}  # fmt: skip
"""What each command puts onto the letter behind it."""

ACCENTS_OF_FORMULAS = {
    "bar": "\u0304", "overline": "\u0305", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "acute": "\u0301",
    "grave": "\u0300", "breve": "\u0306", "check": "\u030c", "mathring": "\u030a",
    "underline": "\u0332",
}  # fmt: skip

_ALONE = {
    "'": "´", "`": "`", "^": "^", "~": "~", '"': "¨", "=": "¯", ".": "˙", "H": "˝", "c": "¸",
    "k": "˛", "r": "˚", "u": "˘", "v": "ˇ", "b": "_", "d": ".",
}  # fmt: skip
"""What an accent prints over nothing, as in `\\~{}`."""

_DOTLESS = {"ı": "i", "ȷ": "j"}
_BELOW = frozenset("\u0327\u0328\u0331\u0323\u0326\u0325")


def accented(name: str, text: str) -> str | None:
    """Return a text with an accent on its first letter; None where it has nowhere to stand."""
    mark = ACCENTS[name]
    if not text or not text[0].isalpha():
        alone = _ALONE.get(name)
        return None if alone is None else alone + text
    return marked(mark, text)


def marked(mark: str, text: str) -> str:
    """Return a text with a combining mark on its first letter."""
    first = text[0] if mark in _BELOW else _DOTLESS.get(text[0], text[0])
    at = 1
    while at < len(text) and unicodedata.combining(text[at]):
        at += 1
    return unicodedata.normalize("NFC", first + text[1:at] + mark) + text[at:]
