"""Splitting a paragraph into sentences, each with the line on which it begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from claimweave.article.article import NoArticleError
from claimweave.article.marks import MARK, bare

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.article.blocks import Block

_ABBREVIATIONS = (
    "al", "approx", "ca", "cf", "dr", "e.g", "eq", "eqs", "etc", "fig", "figs", "i.e", "no",
    "nos", "prof", "ref", "refs", "resp", "sp", "spp", "st", "subsp", "var", "viz", "vs",
)  # fmt: skip
_END = re.compile(
    r"(?<![.!?])[.!?]++[\"'”’)\]]*+"
    rf"(?P<cites>(?:\s?{MARK})+|\s?\[[\d,\s–-]+\]|\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}})*|[⁰¹²³⁴-⁹˒⁻,]+)?"
    r"(?=\s++[\"'“‘(\[]?[A-ZÀ-ÞΑ-Ω0-9\U0010fff9])"
)
_UNENDED = re.compile(
    r"(?<=[^\s.!?:;,(–-]) (?=(?:However|Moreover|Furthermore|Therefore|Nevertheless|Thus), )"
)


MOST_SENTENCES = 20_000
"""Sentences that an article may have; a long review has 2,000, and a book ten times as many."""

TOO_MANY = f"it has more than {MOST_SENTENCES:,} sentences, and an article has not"

_LAST_WORD = 40
"""Characters before a full stop in which an abbreviation is looked for."""

_TAIL = 400
"""Characters of a sentence in which its end is looked for, citations included."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence as it stands in the text, its line, and why its borders may be wrong."""

    text: str
    line: int
    doubt: str = ""


def split_sentences(block: Block, marked: Callable[[str], str] = str) -> list[Part]:
    """Return the sentences of a paragraph; `marked` puts marks, which keep the text's length.

    Raises:
        NoArticleError: when there are more than an article has.
    """
    text, starts = _joined(block)
    text = marked(text)
    numbers = [line.number for line in block.lines]
    ends = (match.end() for match in _END.finditer(text) if _is_end(match))
    cuts = dict.fromkeys(islice(ends, MOST_SENTENCES + 1), "")
    if len(cuts) > MOST_SENTENCES:
        raise NoArticleError(TOO_MANY)
    for match in _UNENDED.finditer(text):
        cuts[match.start()] = "the sentence before it has no full stop, and is ended here"
    places = [0, *sorted(cuts), len(text)]
    parts = []
    for start, end in pairwise(places):
        sentence = text[start:end].strip()
        if sentence:
            line = numbers[bisect_right(starts, text.index(sentence[0], start)) - 1]
            parts.append(Part(sentence, line, cuts.get(start, "") or _doubt(sentence)))
    return parts


def _joined(block: Block) -> tuple[str, list[int]]:
    """Return the paragraph in one line, and where each of its lines begins in it."""
    text, starts = "", []
    for line in block.lines:
        starts.append(len(text))
        text += line.text + " "
    return text.rstrip(), starts


def _is_end(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _LAST_WORD) : match.start()]
    word = (before.split() or [""])[-1] if before[-1:].strip() else ""
    word = word.lstrip("\"'“‘([").casefold()
    # "then-U.S. Secretary": what stands before a hyphen makes no other word of an abbreviation.
    word = re.split(r"[-\u2010-\u2015/]", word)[-1]
    if word in _ABBREVIATIONS or re.fullmatch(r"[a-z](?:\.[a-z])*", word):
        return False
    # "3.12 M": a figure with decimals, and not a citation behind a full stop.
    return not (match["cites"] and re.search(r"\d$", word))


def _doubt(marked: str) -> str:
    sentence = bare(marked)
    if not sentence:
        return "it has no word of its own"
    if not re.search(r"[.!?:][\"'”’)\]]*(?:\s?\[?[\d,\s–-]+\]?)?$|[⁰¹²³⁴-⁹]$", sentence[-_TAIL:]):
        return "it has no full stop at its end"
    if sentence[0].islower():
        return "it begins with a small letter"
    if len(sentence) > 500:  # noqa: PLR2004 - twice what a long sentence has
        return "it is very long: are these two?"
    return ""
