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
