"""Finding the reference numbers that a sentence prints, in the style that its article uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Style = Literal["brackets", "superscripts", "plain"]

LONGEST = 60
"""Numbers that a printed range may stand for; a longer one is read as something else."""

NEAR = 60
"""Characters before and behind a number that tell what it is."""

_LIST = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*"
_BRACKETS = re.compile(rf"\[\s*({_LIST})\s*\]")
_RAISED = re.compile(r"\^?((?:[⁰¹²³⁴-⁹]++[,˒⁻–-]?)++)|\^(" + _LIST + r")\^")
_PLAIN = re.compile(
    rf"(?<![\w.,–/=<>±≈(-])({_LIST})(?![\w/%°€$£-]|[.,]\d)|(?<=[a-z]{{3}})({_LIST})(?=[.,;:)])"
)
_AFTER_STOP = re.compile(rf"(?<=[a-z)\]][.!?])({_LIST})$")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻–", "0123456789,--")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a quantity, and never before a citation.
_LEADS = _words(
    "a about after all almost an and another approximately around as at before between both by "
    "comprising each equation every exactly fig figure first for from in include included "
    "includes including involving last least less more most nearly no of on only or over per "
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


@dataclass(frozen=True, slots=True)
class Citations:
    """The numbers of a sentence in ascending order, and what may be wrong with them."""

    numbers: tuple[int, ...]
    doubts: tuple[str, ...] = ()


def style_of(text: str) -> Style:
    """Return the style in which a whole article cites: the most frequent of the clear ones."""
    brackets, raised = len(_BRACKETS.findall(text)), len(_RAISED.findall(text))
    if max(brackets, raised) < 2:  # noqa: PLR2004 - a single one is an exponent or an insertion
        return "plain"
    return "brackets" if brackets >= raised else "superscripts"


def find_citations(sentence: str, style: Style, highest: int) -> Citations:
    """Return the numbers that a sentence cites.

    Args:
        sentence: its text.
        style: how the article cites.
        highest: the highest number that the sentences before it cite. References are numbered
            in the order of their first mention, so a number far above it is doubtful.
    """
    numbers: set[int] = set()
    doubts: list[str] = []
    for printed, doubt in _printed(sentence, style):
        found = expand(printed)
        if found is None:
            doubts.append(f'"{printed}" is not a list of references that can be read')
            continue
        numbers |= set(found)
        if doubt:
            doubts.append(f'"{printed}" is taken for a citation: {doubt}')
    doubts += _strange(numbers, highest)
    if style == "plain":
        doubts += _passed_over(sentence, numbers)
    return Citations(tuple(sorted(numbers)), tuple(doubts))


def expand(printed: str) -> tuple[int, ...] | None:
    """Return `4-6, 9` as (4, 5, 6, 9), or None for a range that runs backwards or too far.

    Raised figures that are no reference's number, such as a long exponent, are None, too.
    """
    found: list[int] = []
    for part in re.split(r"\s*,\s*", printed.strip().translate(_DIGITS).strip(",-")):
        printed_ends = re.split(r"\s*-\s*", part)
        if not all(re.fullmatch(r"[0-9]{1,3}", number) for number in printed_ends):
            return None
        ends = [int(number) for number in printed_ends]
        first, last = ends[0], ends[-1]
        backwards = last <= first if len(ends) > 1 else False
        if len(ends) > 2 or backwards or last - first > LONGEST or first < 1:  # noqa: PLR2004
            return None
        found += range(first, last + 1)
    return tuple(found)


def _printed(sentence: str, style: Style) -> Iterator[tuple[str, str]]:
    """Yield each printed list with a doubt about it, or an empty text."""
    if style == "brackets":
        yield from ((match[1], "") for match in _BRACKETS.finditer(sentence))
    elif style == "superscripts":
        yield from ((match[1] or match[2], "") for match in _RAISED.finditer(sentence))
    else:
        behind = _AFTER_STOP.search(sentence)
        if behind:
            yield behind[1], ""
        for match in _PLAIN.finditer(sentence):
            doubt = _plain_doubt(sentence, match)
            if doubt is not None:
                yield match[1] or match[2], doubt


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


def _strange(numbers: Iterable[int], highest: int) -> Iterator[str]:
    jump = highest + 15
    for number in sorted(numbers):
        if number > jump:
            yield f"{number} is far above {highest}, the highest number before it"


def _passed_over(sentence: str, numbers: Iterable[int]) -> Iterator[str]:
    """Numbers that stand alone and were read as quantities."""
    known = set(numbers)
    for match in re.finditer(r"(?<= )\d{1,3}(?= [a-z])", sentence):
        following = re.match(r"\s+([^\W\d_]+)", sentence[match.end() : match.end() + NEAR])
        counted = following is not None and following[1].casefold() in _COUNTED
        if int(match[0]) not in known and not counted:
            yield f'"{match[0]}" is taken for a quantity'
