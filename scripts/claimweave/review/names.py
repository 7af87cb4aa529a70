"""Names of persons and bodies: what one is, and how a list of them is read.

Source: the name forms of BibTeX, `First von Last`, `von Last, First` and `von Last, Jr, First`
(Patashnik, "Designing BibTeX styles", section 4), and the extended form of biblatex
(`family=Berg, given=Ann, prefix=van`; its manual, section 3.4).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from claimweave.review.name_faults import name_faults
from claimweave.review.name_words import (
    EXTENDED,
    SUFFIXES,
    is_particle,
    is_suffix,
    name_words,
    parted,
    particle_of,
)
from claimweave.review.reading.latex_text import plain_of_latex
from claimweave.words.pattern import pattern

_AND = re.compile(r"\band\b", re.IGNORECASE)
_COMMA = re.compile(",")
_SEMICOLON = re.compile(";")
_LETTERS = r"[^\W\d_]+"
_PLAIN = re.compile(rf"([^\W_]+(?:-[^\W_]+)*), ({_LETTERS}\.?(?:[ -]{_LETTERS}\.?)*)")
"""`Family, Given` in letters, stops and hyphens alone, as most names are."""

_PART = pattern(r"\s*([A-Za-z][\w-]*)\s*=\s*(.*)", re.DOTALL)
_ET_AL = re.compile(r"et[\s~.]+al(ii|iae|ia|\.)?\.?", re.IGNORECASE)


class Author(NamedTuple):
    """A name of a person or a body.

    `family` is the name as it is cited, with its particle: `van der Berg`. `whole` says that it
    stands in braces, and has no particle that could be taken from it. `suffix` is as it was seen:
    `Jr.`, `III`. A body such as a ministry has `family` alone.
    """

    family: str
    given: str = ""
    suffix: str = ""
    whole: bool = False

    @property
    def literal(self) -> str:
        """The whole name of a body, or of somebody with one name only; else empty."""
        return "" if self.given or self.suffix else self.family

    @property
    def particle(self) -> str:
        """The words at the beginning of the family name that are a particle: `van der`."""
        return "" if self.whole or self.literal else particle_of(self.family)

    @property
    def stem(self) -> str:
        """The family name without its particle: `Berg`."""
        return self.family[len(self.particle) :].lstrip()


class NameList(NamedTuple):
    """The names of a field, whether it leaves some out (`and others`), and what is wrong with it.

    `faults` are sentences about what is no list of names; the names are as good as can be.
    """

    names: tuple[Author, ...] = ()
    more: bool = False
    faults: tuple[str, ...] = ()


@lru_cache(maxsize=4096)  # a page asks for the same names several times
def read_names(raw: str) -> NameList:
    """Return the names in a field of BibTeX as it stands in the file, LaTeX and braces included."""
    if not raw.strip():
        return NameList()
    names: list[Author] = []
    faults: list[str] = []
    parts, more = parted(raw, _AND), False
    for index, part in enumerate(parts):
        text = " ".join(part.split())
        if plain := _plain_name(text):
            names.append(plain)
        elif not text:
            faults.append('it has a name without a word: look for an "and" too many')
        elif text.casefold() == "others":
            more = True
            if index + 1 < len(parts):
                faults.append('"others" stands before other names: it ends a list')
        elif _ET_AL.fullmatch(text):
            more = True
            faults.append(f'"{text}" is no name: write "and others" at the end of the list')
        else:
            # A semicolon parts no names, which is told; they are shown as they are meant.
            found = [_name(one.strip()) for one in parted(text, _SEMICOLON) if one.strip()]
            names += [name for name in found if name.family or name.given]
            if not all(name.family or name.given for name in found):
                faults.append(_without_words(text))
            faults += name_faults(text)
    return NameList(tuple(names), more, tuple(dict.fromkeys(faults)))


def _plain_name(text: str) -> Author | None:
    """Return a name that is `Family, Given` and nothing else; None for one that is looked into."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    words = found[2].replace(".", "").replace("-", " ").casefold().split()
    looked_into = words[-1] in SUFFIXES or "al" in words  # as in `et al`
    return None if looked_into else Author(found[1], found[2])


def _without_words(text: str) -> str:
    shown = f'"{text[:60]}" has a name' if text.strip("{} ") else "it has a name"
    return f"{shown} without a word: take it out, or write the name"


def with_suffix_apart(name: Author) -> Author:
    """Return a name whose suffix does not stand in its family name or among its given names."""
    if name.suffix or name.literal or name.whole:
        return name
    family, given = name.family.replace(",", " ").split(), name.given.replace(",", " ").split()
    if len(family) > 1 and is_suffix(family[-1]):
        return Author(" ".join(family[:-1]), name.given, family[-1])
    if len(given) > 1 and is_suffix(given[-1]):
        return Author(name.family, " ".join(given[:-1]), given[-1])
    return name


def _name(text: str) -> Author:
    """Return one name; `text` is its source on one line."""
    if EXTENDED.match(text):
        return _extended(text)
    body = re.fullmatch(r"\{((?:[^{}]|\{[^{}]*\})*)\}", text)
    if body:
        return Author(plain_of_latex(body[1]))
    parts = [part.strip() for part in parted(text, _COMMA)]
    parts = parts if any(parts[1:]) else parts[:1]
    if len(parts) == 1:
        return _first_last(name_words(parts[0]))
    family = name_words(parts[0])
    given, suffix = parts[-1], ", ".join(parts[1:-1])
    if suffix and is_suffix(given) and not is_suffix(suffix):
        given, suffix = suffix, given
    elif not suffix and is_suffix(given):
        given, suffix = "", given
    given_words = name_words(given)
    return _made(given if given_words else "", family, suffix)


def _first_last(words: list[str]) -> Author:
    """Return a name in the form `First von Last`."""
    suffix = ""
    if len(words) > 2 and is_suffix(words[-1]):  # noqa: PLR2004 - a given and a family name remain
        *words, suffix = words
    first = next((i for i, word in enumerate(words[:-1]) if is_particle(word)), len(words) - 1)
    return _made(" ".join(words[:first]), words[first:], suffix)


def _made(given: str, family: list[str], suffix: str) -> Author:
    name, own = plain_of_latex(" ".join(family)), plain_of_latex(given)
    found = Author(name, own, plain_of_latex(suffix))
    if found.particle and not is_particle(family[0]):
        return found._replace(whole=True)
    return found if any("{" in word for word in family) else with_suffix_apart(found)


def _extended(text: str) -> Author:
    """Return a name of biblatex's extended form; initials and options are left to styles."""
    parts: dict[str, str] = {}
    for piece in parted(text, _COMMA):
        found = _PART.fullmatch(piece.strip())
        if found:
            parts[found[1].casefold()] = plain_of_latex(found[2].strip().strip('"'))
    particle, family = parts.get("prefix", ""), parts.get("family", "")
    name = f"{particle} {family}".strip()
    return Author(name, parts.get("given", ""), parts.get("suffix", ""))
