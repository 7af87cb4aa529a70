"""A citation key as a word that file names, addresses and attributes can hold: one word for each.

Bibliographies have keys that no file can be called by, and no two keys may share a page. Letters
and digits of ASCII, hyphens, underscores and most dots stay as they are. All else becomes `~` and
two hexadecimal digits for each byte of UTF-8: a key of 80 bytes fits any file system.
"""

from __future__ import annotations

import re

from claimweave.site_marks import is_own_id

TAKEN = frozenset({"index", "readme", "help-identify", "number", "other", "name"})
"""Pages of the site beside those of the references, and what MkDocs takes for an index."""

_STRANGE = re.compile(r"[^A-Za-z0-9_.-]|^\.|\.$|\.(?=(?:bib|ris|json|md|html?)$)", re.IGNORECASE)
"""What cannot stay. `a.bib` would be called as a file is that belongs to the page of `a`."""

_CODE = re.compile(r"(?:~[0-9A-F]{2})+")


def word_of(key: str) -> str:
    """Return the word that stands for a citation key in file names, addresses and attributes."""
    word = _STRANGE.sub(lambda sign: _encoded(sign[0]), key)
    if word.casefold() in TAKEN or is_own_id(word):
        return _encoded(word[0]) + word[1:]
    return word


def key_of(word: str) -> str:
    """Return the key that a word stands for; a word that is none stands for itself."""
    try:
        return _CODE.sub(lambda code: bytes.fromhex(code[0].replace("~", "")).decode(), word)
    except UnicodeDecodeError:
        return word


def _encoded(signs: str) -> str:
    return "".join(f"~{byte:02X}" for byte in signs.encode())
