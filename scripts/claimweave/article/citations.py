"""Finding the reference numbers that a text prints, in the style that its article uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimweave.article.marks import LEVEL, RAISED, Mark, Marks, bare
from claimweave.article.plain_numbers import mark_plain, passed_over
from claimweave.article.printed_lists import LIST, RANGE, expand, numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.article.marks import Cite

Style = Literal["brackets", "superscripts", "parentheses", "plain", "names", "marked"]
"""How an article cites: `[1]`, raised, `(1)`, bare numbers, `(Adler 2001)`, or as its file says."""

_IN_BRACKETS = r"\[[^\[\]\n]{1,120}\]"
_CHAIN = rf"{_IN_BRACKETS}(?:(?:\s?[,;]?\s?|{RANGE}|\s(?:and|&)\s){_IN_BRACKETS})*"
_BRACKETS = re.compile(rf"\^?{_CHAIN}\^?")
_PARENTHESES = re.compile(r"\(([^()\n]{1,120})\)")
_RAISED = re.compile(
    r"\^?([⁰¹²³⁴-⁹]++(?:[,˒⁻–-]\s?[⁰¹²³⁴-⁹]++)*+)|"
    r"\^((?:" + LIST + r"(?=\^))|\((?:[^()^\n]|\([^()\n]{1,30}\)){1,80}\))\^?|"
    rf"{RAISED}([^{RAISED}{LEVEL}]*){LEVEL}"
)

_BEFORE_EXPONENT = re.compile(
    r"(?:(?<![^\W_])(?:[kcdmnµμ]?m|in|ft|s|R|r|I|[xyn]|[χηωφσr])|Ca|Mg|Fe|Cu|Zn)\s?\Z"
)
_ENUMERATED = re.compile(r"(?:^|[:;,.]\s|\b(?:and|or)\s)\([0-9]\)\s+[a-z]")
_INTERVAL = re.compile(r"\b(?:CIs?|CrI|IQR|range|interval|SD|n|N|p|P)\s*[:=,]?\s*\Z")


@dataclass(frozen=True, slots=True)
class Citations:
    """What a sentence cites, in ascending order where it is numbers, and what may be wrong.

    `text` is the sentence without its citations, `marked` with each as a mark.
    """

    cites: tuple[Cite, ...]
    doubts: tuple[str, ...] = ()
    text: str = ""
    marked: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The printed numbers, in ascending order."""
        return tuple(cite for cite in self.cites if isinstance(cite, int))


def style_of(text: str) -> Style:
    """Return the style in which a whole article cites by numbers: the most frequent clear one."""
    counts: dict[Style, int] = {
        "brackets": _in_turn(_listed(_BRACKETS, text, "brackets")),
        "superscripts": _in_turn(_listed(_RAISED, text, "superscripts")),
        "parentheses": _in_turn(_listed(_PARENTHESES, text, "parentheses")),
    }
    found: Style = max(counts, key=lambda style: counts[style])
    # A single one is an exponent or an insertion.
    return found if counts[found] > 1 else "plain"


def _listed(form: re.Pattern[str], text: str, style: Style) -> Iterator[tuple[int, ...]]:
    for match in form.finditer(text):
        numbers = _numbers_of(match, style)
        if numbers and not _is_something_else(match, style):
            yield numbers


def _in_turn(lists: Iterable[tuple[int, ...]]) -> int:
    """Count lists; references are numbered by first mention, or by an alphabet that begins at 1.

    Lists that never come to small numbers are quantities.
    """
    found = list(lists)
    low = any(min(numbers) <= 3 for numbers in found)  # noqa: PLR2004 - the first references
    return len(found) if low else 0


def mark_numbers(text: str, style: Style, marks: Marks) -> str:
    """Return a text with each list of numbers as a mark; of bare numbers each sentence is asked."""
    forms = {"brackets": _BRACKETS, "superscripts": _RAISED, "parentheses": _PARENTHESES}
    form = forms.get(style)
    if form is None:
        return text

    def marked(match: re.Match[str]) -> str:
        if _is_something_else(match, style):
            return match[0]
        numbers = _numbers_of(match, style)
        if numbers is None:
            return match[0]
        return marks.put(Mark(numbers, match[0], _doubt(match, style)), len(match[0]))

    return form.sub(marked, text)


def _numbers_of(match: re.Match[str], style: Style) -> tuple[int, ...] | None:
    if style == "superscripts":
        return numbers_in(_raised_text(match))
    if style == "parentheses":
        return numbers_in(match[1])
    parts = re.split(r"\]([^\[\]]*)\[", match[0].strip("^")[1:-1])
    lists = [numbers_in(part) for part in parts[::2]]
    if any(numbers is None for numbers in lists):
        return None
    if any(re.fullmatch(RANGE, between) for between in parts[1::2]):
        joined = "".join(
            part if i % 2 == 0 or re.fullmatch(RANGE, part) else ", "
            for i, part in enumerate(parts)
        )
        return expand(joined)
    return tuple(dict.fromkeys(number for numbers in lists for number in numbers or ()))


def _raised_text(match: re.Match[str]) -> str:
    """Return what is raised, without the brackets around it."""
    text = match[1] or match[2] or match[3] or ""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _is_something_else(match: re.Match[str], style: Style) -> bool:
    """Whether numbers are an exponent, an interval or a point of a list, by what stands before."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if style == "superscripts":
        printed = _raised_text(match)
        follows = match.string[match.end() : match.end() + 1]
        charged = follows in ("⁺", "⁻", "+") or printed.startswith(("⁻", "-", "−", "–"))
        small = numbers_in(printed) in ((2,), (3,), (4,))
        figure = before[-1:].isdigit()
        unit = small and _BEFORE_EXPONENT.search(before)
        return charged or figure or bool(unit)
    if style == "parentheses" and _ENUMERATED.match(match.string, max(0, match.start() - 2)):
        window = match.string[max(0, match.start() - 200) : match.end() + 200]
        return len(_ENUMERATED.findall(window)) > 1
    return bool(_INTERVAL.search(before))


def _doubt(match: re.Match[str], style: Style) -> str:
    if style == "parentheses" and re.search(
        r"\b(?:equation|eq\.?|model|step)\s\Z", match.string[: match.start()][-12:]
    ):
        return "the word before it leads to something else"
    return ""


def read_citations(sentence: str, style: Style, highest: int, marks: Marks) -> Citations:
    """Return what a sentence with marks cites.

    Args:
        sentence: its text, its citations as marks, but for bare numbers.
        style: how the article cites.
        highest: the highest number that the sentences before it cite. References are numbered
            in the order of their first mention, so a number far above it is doubtful.
        marks: the marks of the article.
    """
    marked = mark_plain(sentence, marks) if style == "plain" else sentence
    found = marks.of(marked)
    doubts = [
        f'"{mark.printed}" is not a list of references that can be read'
        for mark in found
        if not mark.cites
    ]
    doubts += [f'"{m.printed}" is taken for a citation: {m.doubt}' for m in found if m.doubt]
    cites = tuple(dict.fromkeys(cite for mark in found for cite in mark.cites))
    numbers = sorted(cite for cite in cites if isinstance(cite, int))
    doubts += _strange(numbers, highest)
    if style == "plain":
        doubts += passed_over(sentence, numbers)
    keys = [cite for cite in cites if isinstance(cite, str)]
    return Citations((*numbers, *keys), tuple(doubts), bare(marked), marked)


def find_citations(sentence: str, style: Style, highest: int) -> Citations:
    """Return what a sentence cites that stands alone; see `read_citations`."""
    marks = Marks()
    return read_citations(mark_numbers(sentence, style, marks), style, highest, marks)


def _strange(numbers: Iterable[int], highest: int) -> Iterator[str]:
    jump = highest + 15
    for number in numbers:
        if number > jump:
            yield f"{number} is far above {highest}, the highest number before it"
