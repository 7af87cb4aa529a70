"""Titles of books in capitals, as AMA prints them.

Source: AMA Manual of Style, 11th edition, 3.9 and 10.2: major words are capitalised; articles,
`and`, `but`, `or`, `nor`, `for`, `to` and prepositions of up to three letters are not, unless they
begin the title or what follows a colon; nor is what follows a prefix with a hyphen.
"""

from __future__ import annotations

import re

_SMALL = re.compile(r"an?|and|as|at|but|by|for|in|nor|o[fnr]|off|per|the|to|up|via|vs")
_JOINED = re.compile(
    r"anti|bi|co|counter|de|extra|hyper|hypo|inter|intra|mega|meta|micro|mid|mini|multi|neo|non|"
    r"over|para|peri|poly|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|tri|ultra|un|under"
)
"""What is joined to a word by a hyphen: `Meta-analysis`, `Non-profit`."""

_ONE_WORD = re.compile(r"being|rays?|term|time|up")
"""What makes one word of a compound: `Long-term`, `Follow-up`, `X-ray`."""

_WORD = re.compile(r"[^\W\d_][\w’'.]*")
_BEGINS = re.compile(r"(?:[:?!—]\s|(?<!\b[A-Z])\.\s|[“‘\"(\[/]|—)$")
"""What stands before a word that begins a title, a subtitle or a quotation."""

_GREEK = re.compile(r"[α-ω]")
_SPECIES = re.compile(r"\b[A-Z]\.\s$")
"""Before the second name of a species: `E. coli`."""

_ENGLISH = re.compile(r"(?:|en\b.*|american|british|.*english)", re.IGNORECASE)


def title_case(title: str, language: str = "") -> str:
    """Return a title with its major words in capitals; one in another language stays as it is.

    Only a word in small letters throughout is changed: `mRNA` and `DNA` stay.
    """
    if not _ENGLISH.fullmatch(language.strip()):
        return title
    return _WORD.sub(lambda found: _cased(found, title), title)


def _cased(found: re.Match[str], title: str) -> str:
    word = found[0]
    if word != word.lower() or not word[0].islower() or any(char.isdigit() for char in word):
        return word
    before = title[: found.start()]
    if _GREEK.fullmatch(word):
        return word
    if not before.strip() or _BEGINS.search(before):
        return word[0].upper() + word[1:]
    if before[-1].isdigit() or before[-1] in "’'@_.&\\{" or _SPECIES.search(before):
        return word
    if _SMALL.fullmatch(word) or (before.endswith("-") and _stays_small(word, before)):
        return word
    return word[0].upper() + word[1:]


def _stays_small(word: str, before: str) -> bool:
    """Whether a word after a hyphen makes one word with what stands before it."""
    first = re.split(r"[^\w]", before[:-1])[-1].casefold()
    return bool(_JOINED.fullmatch(first) or _ONE_WORD.fullmatch(word))
