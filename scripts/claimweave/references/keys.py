"""The key of a reference, made of its first author and its year: `Adler2001`.

A key spells what readers see. The particles of a name belong to it, as they do in the lists of the
AMA and in a family name of CSL (`van der Berg` is listed under v), and each word has a capital:
`VanDerBerg2020`. A body such as a ministry is spelt in whole words, as many as are not too long.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from claimweave.references import NotInFormError
from claimweave.words.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimweave.review.reference import Author

LONGEST_NAME = 24
"""Letters of a name in a key: as many whole words as have no more, and one in any case."""


def citation_key(authors: Collection[Author], year: str, taken: Collection[str]) -> str:
    """Return a key such as Adler2001; where that is taken, Adler2001a, and so on.

    Letter case does not make two keys of one. Nothing is put in the place of a missing author or
    year: whoever adds the work says which key it gets.

    Raises:
        NotInFormError: when there is no author or no year to make it of.
    """
    name = _letters(next(iter(authors)).family) if authors else ""
    if not name or not year:
        what = "a year" if name else "an author whose name can be spelt in plain letters"
        way = "add it, or give a key with --key"
        message = f"no key can be made: the entry has not {what}; {way}"
        raise NotInFormError(message, "year" if name else "author")
    known = {key.casefold() for key in taken}
    for suffix in ("", *ascii_lowercase):
        key = f"{name}{year}{suffix}"
        if key.casefold() not in known:
            return key
    raise NotInFormError(f"all keys from {name}{year} to {name}{year}z are taken: give --key")


def _letters(family: str) -> str:
    """Return a name in plain letters, each of its words with a capital."""
    words = re.findall(r"[A-Za-z]+", re.sub(r"['\u2019\u02bc]", "", unaccented(family)))
    name = ""
    for word in words:
        if name and len(name) + len(word) > LONGEST_NAME:
            break
        name += word[0].upper() + word[1:]
    return name
