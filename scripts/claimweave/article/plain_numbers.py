"""Reference numbers that stand in a sentence like any other number: `resistant 1`, `markers4-6`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.article.marks import LEVEL, RAISED, Mark
from claimweave.article.printed_lists import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.article.marks import Marks

NEAR = 60
"""Characters before and behind a number that tell what it is."""

_LIST = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*"
_PLAIN = re.compile(
    rf"(?<![\w.,–/=<>±≈({{\[-])({_LIST})(?![\w/%°€$£}}\]>-]|[.,]\d)|(?<=[a-z]{{3}})({_LIST})(?=[.,;:)])"
)
_AFTER_STOP = re.compile(rf"(?<=[a-z)\]][.!?])({_LIST})$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a quantity, and never before a citation.
_LEADS = _words(
    "a about after all almost an and another approximately around as at before between both by "
    "comprising each equation every exactly fig figure first for from in include included "
    "includes including involving last least less more most nearly no of on only or over page per "
    "phase table than that the these those to total type under until up with within"
)
# What a quantity counts or measures.
_COUNTED = _words(
    "animals birds cases centimetres cm countries crops days degrees experiments farms fields g "
    "genes groups ha hectares hours individuals items kg kilometres km m mg metres mice min "
    "minutes ml mm months nests observations papers participants patients people percent plants "
    "plots points publications samples seconds sessions sites species studies subjects sites "
    "times trials weeks women men years"
)
# What goes on with a sentence behind a citation.
_GOES_ON = _words(
    "and also are as but can could did do does examined for found had has have in indicated "
    "indicates is investigated may might observed on or reported reports revealed should showed "
    "shows suggest suggested suggests that was were when where whereas which while who with "
    "would"
)


def mark_plain(sentence: str, marks: Marks) -> str:
    """Return a sentence with each number that is taken for a citation as a mark."""
    sentence = re.sub(f"[{RAISED}{LEVEL}]", "", sentence)
    spans: list[tuple[int, int, str]] = []
    behind = _AFTER_STOP.search(sentence)
    if behind:
        spans.append((*behind.span(1), ""))
    for match in _PLAIN.finditer(sentence):
        doubt = _plain_doubt(sentence, match)
        if doubt is not None and not (behind and match.end() > behind.start(1)):
            spans.append((*match.span(1 if match[1] else 2), doubt))
    for start, end, doubt in sorted(spans, reverse=True):
        printed = sentence[start:end]
        mark = Mark(expand(printed) or (), printed, doubt)
        sentence = sentence[:start] + marks.put(mark) + sentence[end:]
    return sentence


def count_plain(text: str) -> int:
    """Return how many numbers of a text are citations without a doubt."""
    return sum(_plain_doubt(text, match) == "" for match in _PLAIN.finditer(text))


def _plain_doubt(sentence: str, match: re.Match[str]) -> str | None:
    """Return None for a quantity, an empty text for a sure citation, or a doubt."""
    if match[2]:
        return "it follows its word without a space"
    before = sentence[max(0, match.start() - NEAR) : match.start()].rstrip()
    after = sentence[match.end() : match.end() + NEAR]
    word = re.search(r"([^\W\d_]+)\.?$", before)
    following = re.match(r"\s+([^\W\d_]+)", after)
    next_word = following[1].casefold() if following else ""
    several = not match[1].isdecimal()
    if not before or before.endswith(("-", "–", "=", "<", ">", "±")) or next_word in _COUNTED:
        return None
    if word and word[1].casefold() in _LEADS:
        return "a list, and the word before it leads to a quantity" if several else None
    named = re.search(r"(?:\bal\.|\((?:19|20)\d\d[a-z]?\))$", before)
    return "" if several or named or not next_word or next_word in _GOES_ON else None


def passed_over(sentence: str, numbers: Iterable[int]) -> Iterator[str]:
    """Say which numbers that stand alone were read as quantities."""
    known = set(numbers)
    for match in re.finditer(r"(?<= )\d{1,3}(?= [a-z])", sentence):
        following = re.match(r"\s+([^\W\d_]+)", sentence[match.end() : match.end() + NEAR])
        counted = following is not None and following[1].casefold() in _COUNTED
        if int(match[0]) not in known and not counted:
            yield f'"{match[0]}" is taken for a quantity'
