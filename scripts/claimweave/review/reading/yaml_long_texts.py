"""Texts that go on over several lines, and need quotes: the fault, and its remedy.

To YAML such a text is one, so that quotes go round all of its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimweave.review.reading.yaml_quotes import (
    NEVER_CLOSED,
    PRINT_QUOTES,
    ends_early,
    how_to_quote,
    quote_signs,
    without_quotes,
)
from claimweave.review.reading.yaml_remedies import PROSE, Remedy, indent_of, is_field
from claimweave.review.reading.yaml_texts import (
    COLON_IN_TEXT,
    escaped,
    needs_quotes,
    quote_for,
    shown_start,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = re.compile(r"( *(?:- +)*)([\w.-]*\w):(?:[ \t]+(?=\S)|[ \t]*$)")
_KEY = re.compile(r" *(?:- +)*([\w.-]*\w):(?:\s|$)")
_COMMENT = re.compile(r"(?:^|[ \t])[ \t]*(?=#)")
_FLOW_VALUE = re.compile(r"(?<=[{,])[ \t]*[\w-]+:[ \t]+(?=[^\s\"'{\[])")
_MOST_IN_FLOW = 6
"""Lines of a text within brackets that are looked at."""

Part = tuple[int, int, str]
"""A line of a text: its number, the column at which it begins, counted from 1, and what it says."""

_LONGEST_TEXT = 60
"""Lines of a text that are looked at."""

CUT = "the text is cut here: a # behind a space begins a comment, and the text goes on below"


@dataclass(frozen=True, slots=True)
class LongText:
    """Where a text begins, with its column from 1, and on which line it ends."""

    field: str
    first: int
    column: int
    last: int

    def parts(self, lines: Sequence[str]) -> Iterator[Part]:
        """Yield (line, column from 1, what stands there) of each line that says something."""
        for number in range(self.first, self.last + 1):
            line = lines[number - 1].rstrip()
            start = self.column - 1 if number == self.first else indent_of(line)
            if line[start:]:
                yield number, start + 1, line[start:]


def long_text(lines: Sequence[str], number: int) -> LongText | None:
    """Return the text of several lines to which a line belongs; None where it is none."""
    for head in range(number, max(0, number - _LONGEST_TEXT), -1):
        found = _HEAD.match(lines[head - 1])
        if found is None or (
            found.end() == len(lines[head - 1]) and not _of_prose(lines[head - 1])
        ):
            continue
        column, last = len(found[1]), head
        for below in range(head + 1, min(len(lines), head + _LONGEST_TEXT) + 1):
            line = lines[below - 1]
            key = _KEY.match(line)
            if line.strip() and (indent_of(line) <= column or (key and is_field(key[1]))):
                break
            last = below if line.strip() else last
        return _between(lines, head, found, last) if last >= max(number, head + 1) else None
    return None


def _of_prose(line: str) -> bool:
    return bool(PROSE.match(f"{line.rstrip()} "))


def _between(lines: Sequence[str], head: int, found: re.Match[str], last: int) -> LongText | None:
    column = found.end()
    if lines[head - 1][column : column + 1] in ("[", "{", "|", ">", "#"):
        return None
    if column < len(lines[head - 1].rstrip()):
        return LongText(found[2], head, column + 1, last)
    first = next(n for n in range(head + 1, last + 1) if lines[n - 1].strip())
    at = indent_of(lines[first - 1]) + 1
    return LongText(found[2], first, at, last) if first < last else None


def of_long_text(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedies of a text of several lines: quotes round all of it."""
    text = long_text(lines, number)
    if text is None:
        return
    parts = list(text.parts(lines))
    opening = parts[0][2][0]
    place = text.first, text.column, 1
    if opening in "\"'":
        yield from _of_quotes(parts)
        return
    for line, column, part in parts[:-1]:
        if found := _COMMENT.search(part):
            yield _quoted(parts, (line, column + found.end(), 1), CUT, sure=False)
            return
    if opening in PRINT_QUOTES and parts[-1][2][-1] in PRINT_QUOTES:
        said = [part for _, _, part in parts]
        said = [said[0][1:], *said[1:-1], said[-1][:-1]]
        yield _quoted(parts, place, f"{opening} is no quote of YAML", said=said)
    if needs_quotes(parts[0][2]):
        yield _quoted(parts, place, f"a text that begins with {opening} needs quotes")
    for line, column, part in parts if _of_prose(f"{text.field}:") else ():
        if found := re.search(r":(?=\s|$)", part):
            yield _quoted(parts, (line, column + found.start(), 1), COLON_IN_TEXT)
            return


def _of_quotes(parts: Sequence[Part]) -> Iterator[Remedy]:
    """Yield the remedies of a text that begins with a quote, and is not ended by the next one."""
    whole = "\n".join(part for _, _, part in parts)
    if len(quote_signs(whole)) == 1:
        line, column, part = parts[-1]
        put = (line, column + len(part), 0, whole[0])
        help_ = f"close it with {whole[0]} at the text's end, in line {line}"
        yield Remedy(*parts[0][:2], 1, NEVER_CLOSED, help_, (put,))
    elif early := ends_early(whole):
        at = early.at
        for line, column, part in parts:
            if at < len(part):
                place = line, column + at, 1
                said = without_quotes([one for _, _, one in parts], early)
                found = _quoted(parts, place, early.message, said=said, sure=early.sure)
                whole_help = early.opens and early.sure
                help_ = how_to_quote(whole[0], "\n".join(said), early) if whole_help else found.help
                yield replace(found, help=help_)
                return
            at -= len(part) + 1


def _quoted(
    parts: Sequence[Part],
    place: tuple[int, int, int],
    message: str,
    *,
    said: Sequence[str] = (),
    sure: bool = True,
) -> Remedy:
    """Return the remedy that puts quotes round a text; `said` is what it is to say, if another."""
    said = said or [part for _, _, part in parts]
    sign = quote_for("\n".join(said))
    new = [escaped(one, sign) for one in said]
    new = [f"{sign}{new[0]}", *new[1:-1], f"{new[-1]}{sign}"]
    puts = tuple(
        (line, column, len(part), one)
        for (line, column, part), one in zip(parts, new, strict=True)
        if one != part
    )
    help_ = f"put quotes round the whole text: {sign} before {shown_start(said[0])}, and {sign} at "
    help_ += f"its end, in line {parts[-1][0]}"
    if sign == '"' and any('"' in one for one in said):
        help_ += ', and write \\" for each " within it'
    return Remedy(*place, message, help_, puts, sure=sure)


def of_cut_in_flow(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedy of a text within brackets that a comment cuts, and that goes on below."""
    line = lines[number - 1]
    comment = re.search(r"[ \t](?=#)", line)
    if comment is None:
        return
    for head in range(number, max(0, number - _MOST_IN_FLOW), -1):
        until = comment.start() if head == number else len(lines[head - 1])
        starts = [one.end() for one in _FLOW_VALUE.finditer(lines[head - 1], 0, until)]
        if starts:
            break
    else:
        return
    for end in range(number + 1, min(len(lines), number + _MOST_IN_FLOW) + 1):
        if close := re.search(r"[ \t]*[,}\]]", lines[end - 1]):
            within = [n for n in range(head, end + 1) if lines[n - 1].strip()]
            parts = [(n, indent_of(lines[n - 1]) + 1, lines[n - 1].strip()) for n in within]
            parts[0] = head, starts[-1] + 1, lines[head - 1].rstrip()[starts[-1] :]
            parts[-1] = end, parts[-1][1], lines[end - 1][: close.start()].strip()
            yield _quoted(parts, (number, comment.end() + 1, 1), CUT, sure=False)
            return
