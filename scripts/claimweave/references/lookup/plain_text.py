"""Texts of registries as plain text: without tags, entities and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

from claimweave.words.markup import without_markup
from claimweave.words.printable import JOINERS, carries_joiner
from claimweave.words.spelling import composed

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain_text(found: object) -> str:
    """Return a text on one line, without markup of HTML, JATS or MathML; empty for what is none."""
    if not isinstance(found, str):
        return ""
    return without_hidden(without_markup(found))


def without_hidden(text: str) -> str:
    """Return a text on one line, composed (NFC), without control and direction characters.

    A joiner stays where the letter before it can have one: there it is a part of the word.
    """
    spaced = re.sub(r"\s+", " ", composed(text))
    return "".join(
        char
        for before, char in zip(f" {spaced}", spaced, strict=False)
        if unicodedata.category(char) not in _HIDDEN or (char in JOINERS and carries_joiner(before))
    ).strip()
