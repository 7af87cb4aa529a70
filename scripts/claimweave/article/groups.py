"""Citations that a file marks one by one, put together as they are printed: `[1–3]`, `(A; B)`.

Of a range often the ends alone are marked, and of a list some numbers are not. What stands around
citations in brackets belongs to them, if it is no more than `see` and a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimweave.article.asides import is_aside
from claimweave.article.blocks import Block, Line
from claimweave.article.marks import LEVEL, RAISED, Mark
from claimweave.article.printed_lists import RANGE, numbers_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.article.article import ListedWork
    from claimweave.article.marks import Marks

_M = "[\U000f0000-\U000ffffd]"
_DASH = r"[-\u2010-\u2014\u2212]"
_BETWEEN = rf"(?:[\s,;/{RAISED}{LEVEL}]|{_DASH}|\band\b|&|\bto\b|\][\s,;]*\[|\)[\s,;]*\()*"
_LOOSE = r"(?:[\s,;]*[0-9]{1,3}(?![0-9%.]))"
_CHAIN = re.compile(rf"{_M}(?:{_BETWEEN}{_M})*")
_RAISED = re.compile(rf"{RAISED}([^{RAISED}{LEVEL}]*{_M}[^{RAISED}{LEVEL}]*){LEVEL}")
_BRACKETED = re.compile(rf"[\[(]([^\[\]()]*{_M}[^\[\]()]*)[\])]")
_YEARS = r"(?:(?:1[5-9]|20)[0-9]{2}[a-z]?|in press|n\.d\.)"
_TOLD = re.compile(rf"(?P<names>.*?[^\W\d_.,’']\.?)(?:['’]s?)?[,\s]*[(\[]?\s*{_YEARS}.*")
_WORDS = re.compile(rf"(?![(\[]|{_YEARS}).*[^\W\d_]{{2}}")
"""What a link prints that is read with its sentence: neither in brackets, nor a year."""

_YEAR_BEHIND = re.compile(rf"\s*[(\[]\s*{_YEARS}(?:\s*[,;]\s*{_YEARS})*\s*[)\]]")
_JOINED = re.compile(rf"[\s,;]*(?:\b(?:see|cf\.|e\.g\.,?|also|and|&)\s*)*({_M})")


@dataclass
class Groups:
    """Puts marks together.

    `numbers` has the printed number of each key, `order` the keys as the list has them. `unread`
    gathers what stands in a group and is understood by nobody.
    """

    marks: Marks
    order: Sequence[str]
    numbers: dict[str, int]
    unread: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Turn the numbers round."""
        self._keys = {number: key for key, number in self.numbers.items()}
        self._places = {key: place for place, key in enumerate(self.order)}

    def joined(self, text: str) -> str:
        """Return a text with each group of citations as one mark."""
        if not self.marks.of(text):
            return text
        text = _RAISED.sub(lambda match: self._group(match[0], match[1]), text)
        text = _BRACKETED.sub(lambda match: self._group(match[0], match[1]), text)
        return self._alone(text)

    def _group(self, whole: str, inner: str) -> str:
        """Return the mark of a group; what is more than a citation stays in its brackets."""
        numbered = self._by_number(inner)
        if numbered:
            return self.marks.put(Mark(numbered, self.marks.printed(whole)))
        rest = re.sub(_M, "", inner)
        if is_aside(rest):
            return self._mark(inner, self.marks.printed(whole))
        if whole.startswith(RAISED):
            return self._mark(inner, self.marks.printed(whole))
        kept = _CHAIN.sub(lambda match: self._mark(match[0], match[0]), inner)
        return whole[0] + _JOINED.sub(r"\1", kept) + whole[-1]

    def _by_number(self, inner: str) -> tuple[str, ...]:
        """Return the keys of a group that prints numbers, ranges and unmarked ones included."""
        numbers = numbers_in(self.marks.printed(inner))
        if numbers is None or not all(number in self._keys for number in numbers):
            return ()
        return tuple(self._keys[number] for number in numbers)

    def _mark(self, text: str, printed: str) -> str:
        """Return one mark for all marks of a text; a dash between two is a range."""
        signs = list(re.finditer(_M, text))
        keys: list[str] = []
        for place, sign in enumerate(signs):
            own = [str(cite) for mark in self.marks.of(sign[0]) for cite in mark.cites]
            before = text[signs[place - 1].end() : sign.start()] if place else ""
            if keys and own and re.fullmatch(rf"\s*{RANGE.strip()}\s*", before):
                keys += self._between(keys[-1], own[0])
            keys += own
        return self.marks.put(Mark(tuple(dict.fromkeys(keys)), printed))

    def _between(self, first: str, last: str) -> list[str]:
        """Return the keys between two, as the list has them."""
        start, end = self._places.get(first, 0), self._places.get(last, 0)
        return list(self.order[start + 1 : end]) if 0 < end - start <= 60 else []  # noqa: PLR2004

    def _alone(self, text: str) -> str:
        """Return a text in which citations without brackets are put together, too.

        Names that are read aloud stay: `Adler (2001) found`.
        """
        made, at = [], 0
        for match in _CHAIN.finditer(text):
            made.append(text[at : match.start()])
            printed = self.marks.printed(match[0])
            kept = self._kept(match[0])
            keys = () if kept else self._by_number(match[0])
            sign = self.marks.put(Mark(keys, printed)) if keys else self._mark(match[0], printed)
            year = _YEAR_BEHIND.match(text, match.end()) if kept else None
            made.append(f"{kept} {sign}" if kept else sign)
            at = year.end() if year else match.end()
        return "".join([*made, text[at:]])

    def _kept(self, chain: str) -> str:
        """Return what of printed citations is read with the sentence: names without their years."""
        kept: list[str] = []
        for mark in self.marks.of(chain):
            printed = mark.printed.strip()
            told = None if printed.startswith(("(", "[")) else _TOLD.fullmatch(printed)
            if told:
                kept.append(told["names"].strip(" ,(["))
            elif _WORDS.match(printed) and not is_aside(printed):
                kept.append(printed)
        return " and ".join(kept)


def grouped_blocks(
    blocks: Sequence[Block], works: Sequence[ListedWork], marks: Marks
) -> list[Block]:
    """Return the blocks of an article with each group of its citations as one mark."""
    numbers = {work.key: work.number for work in works if work.number is not None}
    groups = Groups(marks, [work.key for work in works], numbers)
    return [
        replace(b, lines=tuple(Line(x.number, groups.joined(x.text), x.gap) for x in b.lines))
        if b.kind == "paragraph"
        else b
        for b in blocks
    ]
