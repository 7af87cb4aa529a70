"""Showing text of strangers: control and direction characters are shown, not obeyed."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""Return the text with each invisible or direction-changing character written as `\u202e`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def reason(error: Exception) -> str:
    """Return in words why something did not work: of the system, in its own words, and which file.

    Python names some failures without a word about them.
    """
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    if isinstance(error, RecursionError):
        return "too many things lie in it, one within the other"
    if not isinstance(error, OSError):
        return str(error) or type(error).__name__
    why = error.strerror or type(error).__name__
    return printable(f"{why}: {error.filename}" if error.filename else why)


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _HIDDEN:
        return char
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - plane 0


JOINERS = frozenset("\u200c\u200d")
"""Signs without a form that part or join letters, as Persian and the scripts of India need them."""

_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
_CARRYING = frozenset({"Lo", "Mn", "Mc", "So", "Sm", "Sk", "Po", "Pd"})
"""Letters without case, their marks, pictures and signs: joiners and selectors belong to them."""


def carries_joiner(sign: str) -> bool:
    """Whether a sign can have a joiner or a selector behind it; an empty text cannot."""
    if not sign or sign.isascii() or sign in _ACCENTS:
        return False
    return unicodedata.category(sign) in _CARRYING
