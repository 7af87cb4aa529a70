"""A claim's id proposed from its statement: its first words of substance, in plain letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claimweave.spelling import composed, folded

if TYPE_CHECKING:
    from collections.abc import Collection

WORDS, LONGEST = 6, 60
"""Words and characters that a proposed id has at most."""

_FUNCTION_WORDS = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "such", "it", "its", "they", "their"),
        *("them", "there", "then", "we", "who", "which", "what", "when", "where", "while", "how"),
        *("and", "or", "but", "if", "so", "than", "as", "more", "most"),
        *("at", "by", "for", "from", "in", "into", "of", "on", "through", "to", "with"),
        *("am", "are", "be", "been", "is", "was", "were", "do", "does", "did", "has", "have"),
        *("had", "can", "could", "may", "might", "will", "would", "very"),
    }
)
"""Words that are left out. `not` and `no` are none: without them an id would say the opposite."""

_GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")


def proposed_id(statement: str, taken: Collection[str]) -> str:
    """Return an id that is not taken: `nitrate-feeds-barley`, or with a number at its end."""
    words = [word for word in _words(statement) if word not in _FUNCTION_WORDS]
    chosen = words[:WORDS] or ["claim"]
    while len("-".join(chosen)) > LONGEST and len(chosen) > 1:
        chosen.pop()
    stem = "-".join(chosen)[:LONGEST].strip("-")
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _words(statement: str) -> list[str]:
    """Return the words in small Latin letters; `α` is alpha, and `B-12` one word."""
    spelt = folded("".join(_spelt(char) for char in composed(statement)))
    joined = re.sub(r"(?<=[a-z])-(?=\d)", "", spelt.replace("'", "").replace("\u2019", ""))
    return re.findall(r"[a-z0-9]+", joined)


def _spelt(char: str) -> str:
    found = _GREEK.match(unicodedata.name(char, ""))
    return found[1].lower() if found else char
