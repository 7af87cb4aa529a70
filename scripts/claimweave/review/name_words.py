"""The words of names: what parts them, which are a particle, and which a suffix."""

from __future__ import annotations

import re

from claimweave.review.reading.latex_text import plain_of_latex

SUFFIXES = frozenset(
    "jr sr junior senior fils père ii iii iv vi vii viii 2nd 3rd 4th phd md esq".split()  # noqa: SIM905 - a list of words reads best as words
)
"""What follows a name in lists of names, without its full stops."""

EXTENDED = re.compile(r"\s*(family|given|prefix|suffix)(-i)?\s*=", re.IGNORECASE)
"""How a name of biblatex's extended form begins."""

_OWNED = re.compile(r"[\\{}]")
_WORD_BREAK = re.compile(r"[\s~]")


def particle_of(family: str) -> str:
    """Return the words at the beginning of a family name that are a particle, as `van der`.

    The last word is none: of `van` alone nothing would be left.
    """
    words = family.split()
    count = next((i for i, word in enumerate(words) if not word[:1].islower()), len(words))
    return " ".join(words[: min(count, len(words) - 1)])


def parted(raw: str, sign: re.Pattern[str]) -> list[str]:
    """Return the parts of a text between signs that stand in no braces.

    A word such as `and` parts only where blanks stand around it.
    """
    if not _OWNED.search(raw):
        return _plainly_parted(raw, sign)
    parts, start, depth = [], 0, 0
    at = 0
    while at < len(raw):
        char = raw[at]
        if char == "\\":
            at += 2
            continue
        depth += (char == "{") - (char == "}" and depth > 0)
        found = sign.match(raw, at) if not depth else None
        if found and found[0].isalpha() and not _free(raw, found):
            found = None
        if found:
            parts.append(raw[start:at])
            start = at = found.end()
        else:
            at += 1
    return [*parts, raw[start:]]


def _plainly_parted(raw: str, sign: re.Pattern[str]) -> list[str]:
    """Return the same of a text without braces and commands: most names have none."""
    parts, start, at = [], 0, 0
    while found := sign.search(raw, at):
        if found[0].isalpha() and not _free(raw, found):
            at = found.start() + 1
            continue
        parts.append(raw[start : found.start()])
        start = at = found.end()
    return [*parts, raw[start:]]


def _free(raw: str, word: re.Match[str]) -> bool:
    before, after = raw[: word.start()][-1:], raw[word.end() :][:1]
    return (not before or before.isspace()) and (not after or after.isspace())


def name_words(text: str) -> list[str]:
    """Return the words of a part of a name; what stands in braces is one."""
    return [word for word in parted(text, _WORD_BREAK) if word]


def is_suffix(word: str) -> bool:
    """Whether a word follows names, as `Jr.` does."""
    return plain_of_latex(word).replace(".", "").strip().casefold() in SUFFIXES


def is_particle(word: str) -> bool:
    """Whether a word begins with a small letter; one in braces does not count as such."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    first = next((char for char in plain_of_latex(word) if char.isalpha()), "")
    return first.islower()
