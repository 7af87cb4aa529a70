"""A citation key as a word that file names, addresses and attributes can hold: one word for each.

Bibliographies have keys that no file can be called by, and no two keys may share a page, also on a
disk that takes `Smith2020` and `smith2020` for one name. Letters and digits of ASCII, hyphens,
underscores and most dots stay as they are. All else becomes `~` and two hexadecimal digits for
each byte of UTF-8. A key whose letters are not in the usual case, `Smith2020`, says so at its end,
as in `smith2020~-1`. A key that is too long for a file name ends in a number made of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.words.site_marks import is_own_id

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_WORD = 120
"""Signs of a word: with its ending it is a file's name, and many are in a path."""

TAKEN = frozenset({"index", "readme", "help-identify", "number", "other", "name"})
"""Pages of the site beside those of the references, and what MkDocs takes for an index."""

_STRANGE = re.compile(r"[^A-Za-z0-9_.-]|^\.|\.$|\.(?=(?:bib|ris|json|md|html?)$)", re.IGNORECASE)
"""What cannot stay. `a.bib` would be called as a file is that belongs to the page of `a`."""

_NO_LETTER = re.compile(r"[^A-Za-z]+")
_CODE = re.compile(r"(?:~[0-9A-F]{2})+")
_CASE = re.compile(r"~-[0-9a-f]+\Z")
_DEVICE = re.compile(r"(?:con|nul|prn|aux|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
"""Source: Microsoft, "Naming Files, Paths, and Namespaces"."""

_USUAL_END = "review"
"""The key of a source review is called so: `SourceReview`."""


def is_device(name: str) -> bool:
    """Whether Windows takes a file of this name for a device, whatever its ending is."""
    return _DEVICE.match(name) is not None


def word_of(key: str) -> str:
    """Return the word that stands for a citation key in file names, addresses and attributes."""
    word = _STRANGE.sub(lambda sign: _encoded(sign[0]), key)
    case = _case(key)
    if word.casefold() in TAKEN or is_own_id(word) or is_device(word):
        word = _encoded(word[0]) + word[1:]
    word = f"{word}~-{case:x}" if case else word
    if len(word) <= LONGEST_WORD:
        return word
    from hashlib import sha256  # noqa: PLC0415 - few keys are so long, and it loads slowly

    return f"{word[: LONGEST_WORD - 20].rstrip('.')}~~{sha256(key.encode()).hexdigest()[:16]}"


def sheet_name(key: str) -> str:
    """Return what the study sheet of a work is called, without its ending: its word, or its key.

    Who writes a sheet by hand calls it after the key, `VanDerBerg2020`; two keys that differ in
    case only are told as one work, so that no two sheets meet.
    """
    return _CASE.sub("", word_of(key))


def key_of(word: str, keys: Iterable[str] = ()) -> str:
    """Return the key that a word stands for; a word that is none stands for itself.

    A word that was too long does not hold its key, which is looked for among the known `keys`.
    """
    if "~~" in word:
        return next((key for key in keys if word_of(key) == word), word)
    try:
        return _CODE.sub(
            lambda code: bytes.fromhex(code[0].replace("~", "")).decode(), _CASE.sub("", word)
        )
    except UnicodeDecodeError:
        return word


def _case(key: str) -> int:
    """Return which letters of a key are not in the usual case, as bits; 0 when all are.

    Usual is a capital at the beginning and small letters behind it. For all keys that differ in
    case only it is the same, so that one of them at most has no bits.
    """
    letters = _NO_LETTER.sub("", key)
    usual = letters.capitalize()
    if key.lower().endswith(_USUAL_END) and len(letters) > len(_USUAL_END):
        end = len(usual) - len(_USUAL_END)
        usual = usual[:end] + usual[end:].capitalize()
    if letters == usual:
        return 0
    differing = (a != b for a, b in zip(letters, usual, strict=True))
    return sum(1 << at for at, differs in enumerate(differing) if differs)


def _encoded(signs: str) -> str:
    return "".join(f"~{byte:02X}" for byte in signs.encode())
