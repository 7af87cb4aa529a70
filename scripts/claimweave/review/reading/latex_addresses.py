"""DOIs and addresses: decoded by rules of their own, and never shortened.

BibTeX's users write them as LaTeX, biblatex takes them as they stand. So only what no address has
is decoded: commands for signs, escaped signs, and braces around either.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimweave.review.reading.latex_signs import SIGNS
from claimweave.review.reading.latex_source import LatexSource
from claimweave.words.pattern import pattern

_ESCAPED = pattern(r"\\([%&#_$~^{}/:;,.=?@!+*-])(?:\{\})?")
_WORD = pattern(r"\\([A-Za-z]+)(?:\{\}|\s+(?=\S)|(?![A-Za-z]))")
_FORMULA = pattern(r"\$\s*(\\[A-Za-z]+|\\?[^\w\s$\\])\s*\$")
_BRACED = pattern(r"\{\s*([^{}\\\s\w]|\\[^{}\s]+(?:\s*\{\})?|\$[^{}$]{1,20}\$)\s*\}")
_ENSURED = pattern(r"\\(?:ensuremath|mathrm|text|textnormal|url|path|nolinkurl)\{([^{}]*)\}")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|#38|#60|#62|#x26|#x3[CcEe]);")
_ENTITIES = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#38": "&", "#60": "<",
    "#62": ">", "#x26": "&", "#x3c": "<", "#x3e": ">",
}  # fmt: skip
_OF_ADDRESSES = {"sim": "~", "slash": "/", "backslash": "\\", "textbackslash": "\\"}
_LEFT = pattern(r"\\[A-Za-z]+|\\")


class PlainAddress(NamedTuple):
    """An address, and the commands in it that have no plain form."""

    text: str
    as_written: tuple[str, ...] = ()


def plain_address(value: str) -> PlainAddress:
    """Return a DOI or an address without LaTeX; what is not understood stays as written."""
    text = " ".join(value.split())
    while text.startswith("{") and LatexSource.of(text).closing.get(0) == len(text) - 1:
        text = text[1:-1].strip()
    if "\\" in text or "$" in text:
        text, left = _without_commands(text)
    else:
        left = ()
    if "&" in text:
        text = _ENTITY.sub(lambda entity: _ENTITIES[entity[1].lower()], text)
    return PlainAddress(text.strip(), left)


def _parted(found: re.Match[str]) -> str:
    """Return what stood in braces, parted from letters that follow."""
    return f"{found[1]}{{}}" if found[1].startswith("\\") and found[1][-1].isalpha() else found[1]


def _without_commands(text: str) -> tuple[str, tuple[str, ...]]:
    text = _ENSURED.sub(r"\1", text)
    for _ in range(3):  # a command in braces, and those in braces
        text = _BRACED.sub(_parted, text)
    text = _FORMULA.sub(_parted, text)
    pieces, left, at = [], [], 0
    while at < len(text):
        step = text.find("\\", at)
        if step < 0:
            break
        pieces.append(text[at:step])
        found = _ESCAPED.match(text, step)
        word = None if found else _WORD.match(text, step)
        if found:
            pieces.append(found[1])
            at = found.end()
        elif word and (word[1] in _OF_ADDRESSES or word[1] in SIGNS):
            pieces.append(_OF_ADDRESSES.get(word[1]) or SIGNS[word[1]])
            at = word.end()
        else:
            command = _LEFT.match(text, step)
            left.append(command[0] if command else "\\")
            pieces.append(left[-1])
            at = step + len(left[-1])
    return "".join([*pieces, text[at:]]), tuple(dict.fromkeys(left))
