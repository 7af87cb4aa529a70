"""What may be wrong with a line of YAML, each kind with its remedy: to be tried, the likely first.

A remedy is a guess. `yaml_faults` tries it, and takes the one with which the file can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimweave.review.axis import Axis
from claimweave.review.claim import Check, ClaimRecord, Evidence, Reading, Topic
from claimweave.review.ledger import Licence, ReviewSettings, Section, Sentence
from claimweave.review.lenses import Lens, LensesFile, Threshold, ThresholdsFile
from claimweave.review.record import record_fields
from claimweave.review.second_reading import (
    ClaimDifference,
    ReadClaims,
    ReadSheets,
    SecondReading,
    SheetDifference,
)
from claimweave.review.study import SourceFinding, StudyRecord
from claimweave.review.table import Relation, Table, TableEntry
from claimweave.review.vocabulary import DirectionWords, Question, Vocabulary
from claimweave.words.counting import plural
from claimweave.words.suggestions import one_sign_off

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

FIELDS = frozenset(
    name
    for model in (
        *(ClaimRecord, Topic, Evidence, Check, StudyRecord, SourceFinding, Vocabulary, Question),
        *(ReviewSettings, Section, Table, TableEntry, Sentence, Licence, Relation),
        *(Axis, DirectionWords),
        *(Reading, LensesFile, Lens, ThresholdsFile, Threshold),
        *(SecondReading, ReadClaims, ReadSheets, ClaimDifference, SheetDifference),
    )
    for name in record_fields(model)
)
"""Words that are known to be fields, and no part of a text."""

Put = tuple[int, int, int, str]
"""An edit: at a line and a column, counted from 1, so many characters become a text."""

_HYPHEN = re.compile(r"^( *)-(?=[^\s-])")
_GLUED = re.compile(r"(?:^ *(?:- +)?|[{,] *)([^\W\d]\w*)(:)(?=[^\s/,}\]:])")
_WORD = re.compile(r"^( *(?:- +)?)([^\W\d]\w*)((?: *[=;])? +(?=\S)|[ \t]*$)")
LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is wrong at a place, how to mend it, and the edits that do so."""

    line: int
    column: int
    length: int
    message: str
    help: str
    edits: tuple[Put, ...]
    sure: bool = True
    """Whether nothing but signs of YAML and blanks change."""


def indent_of(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


class Change(NamedTuple):
    """An edit of a line: from a column, counted from 1, so many signs become a text."""

    column: int
    length: int
    text: str


@dataclass(frozen=True, slots=True)
class Mend:
    """What is wrong with a line by itself, and the edits that mend it; it is told at a column."""

    message: str
    help: str
    changes: tuple[Change, ...]
    column: int = 0


def changed(line: str, changes: Iterable[Change]) -> str:
    """Return a line with edits, of which none overlap."""
    for column, length, text in sorted(changes, reverse=True):
        line = line[: column - 1] + text + line[column - 1 + length :]
    return line


def mends(
    lines: Sequence[str], near: Iterable[int], mend: Callable[[str], Mend | None]
) -> Iterator[Remedy]:
    """Yield a remedy for each line alone near a fault, and one for all lines that have the same.

    Whoever pastes a text has the fault on each of its lines.
    """
    for number in near:
        found = mend(lines[number - 1])
        if found:
            yield _of_lines({number: found})
    every = {n: found for n, line in enumerate(lines, 1) if (found := mend(line))}
    if len(every) > 1:
        yield _of_lines(every)


def _of_lines(found: Mapping[int, Mend]) -> Remedy:
    number, first = next(iter(found.items()))
    change = first.changes[0]
    at, length = (first.column, 1) if first.column else (change.column, max(change.length, 1))
    puts = tuple((n, *one) for n, mend in found.items() for one in mend.changes)
    more = len(found) - 1
    help_ = f"{first.help}, and so in {plural(more, 'more line')}" if more else first.help
    return Remedy(number, at, length, first.message, help_, puts)


def of_hyphen(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a hyphen to which the first word is glued."""
    found = _HYPHEN.match(line)
    if found:
        column = found.end()
        word = line[column:].split(maxsplit=1)[0][:LONGEST_SHOWN]
        message = "a hyphen begins an item only with a space behind it"
        put = (number, column + 1, 0, " ")
        yield Remedy(number, column, 1, message, f"write `- {word}`", (put,))


def of_colon(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a field without its colon, or without the space behind it."""
    glued = [found for found in _GLUED.finditer(line) if line[found.end() : found.end() + 1]]
    if glued:
        first = glued[0]
        puts = tuple((number, found.end() + 1, 0, " ") for found in glued)
        message = f"a space is missing behind the colon of {first[1]}"
        help_ = f"write `{first[1]}: …`"
        yield Remedy(number, first.start(1) + 1, len(first[1]) + 1, message, help_, puts)
    found = _WORD.match(line)
    if not found or (found[2] in ("null", "true", "false")):
        return
    start = len(found[1])
    rest = found.end(3) - found.end(2)
    put = (number, found.end(2) + 1, rest, ": " if line[found.end(3) :].strip() else ":")
    message = f"a colon is missing behind {found[2]}"
    rest_of_it = line[found.end(3) :].strip()
    sure = is_field(found[2]) or "=" in found[3] or rest_of_it[:1] in ("[", "{")
    sure = sure or len(rest_of_it.split()) == 1
    help_ = f"write `{found[2]}: …`"
    yield Remedy(number, start + 1, len(found[2]), message, help_, (put,), sure=sure)


def is_field(word: str) -> bool:
    """Whether a word is a field, or a misspelt one."""
    return word in FIELDS or any(one_sign_off(word, field) for field in FIELDS)


def of_brackets(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a bracket or a brace that is not closed, or closes nothing."""
    if PROSE.match(line):
        return
    open_, end = [], len(line.rstrip())
    for column, sign in outside_quotes(line):
        if sign in "[{":
            open_.append((column, sign))
        elif sign in "]}":
            wanted = _CLOSER[open_[-1][1]] if open_ else ""
            if wanted == sign:
                open_.pop()
            elif len(open_) > 1 and _CLOSER[open_[-2][1]] == sign:
                yield _never_closed(number, *open_[-1], (number, column, 0, wanted))
                yield from _wrong_closer(number, line, column, open_[-1][1])
                return
            elif open_:
                yield from _wrong_closer(number, line, column, open_[-1][1])
                return
            else:
                yield from _unopened(number, line, column)
                message = f"{sign} closes nothing: there is no {_OPENER[sign]} before it"
                put = (number, column, 1, "")
                yield Remedy(number, column, 1, message, "remove it", (put,))
                return
    if open_:
        column, sign = open_[-1]
        closers = "".join(_CLOSER[one] for _, one in reversed(open_))
        comma = line[:end].endswith(",")
        put = (number, end + 1 - comma, int(comma), closers)
        yield _never_closed(number, column, sign, put)


def _wrong_closer(number: int, line: str, column: int, opener: str) -> Iterator[Remedy]:
    sign, wanted = line[column - 1], _CLOSER[opener]
    message = f"{sign} closes what {opener} has opened"
    yield Remedy(number, column, 1, message, f"write {wanted}", ((number, column, 1, wanted),))
    yield from _unopened(number, line, column)


def _never_closed(number: int, column: int, sign: str, put: Put) -> Remedy:
    message = f"this {'bracket' if sign == '[' else 'brace'} is never closed"
    return Remedy(number, column, 1, message, f"write {put[3]} at the end of its list", (put,))


def _unopened(number: int, line: str, column: int) -> Iterator[Remedy]:
    """Yield where a bracket or a brace may begin that is closed at a column."""
    opener = _OPENER[line[column - 1]]
    starts = [found.end() for found in re.finditer(r"(?:: |- )(?=\S)", line[:column])]
    for start in reversed(starts[-8:]):
        message = f"{line[column - 1]} closes nothing: its {opener} is missing"
        word = line[start:].split(maxsplit=1)[0][:LONGEST_SHOWN]
        help_ = (
            f"write {opener} before {word}" if start + 1 < column else f"write {opener} before it"
        )
        yield Remedy(number, column, 1, message, help_, ((number, start + 1, 0, opener),))


PROSE = re.compile(
    r" *(?:- +)?(?:claim|note|says|sql|limits|population|definition|label|title|subject): "
)
"""Fields that hold a text, whatever it begins with."""

_CLOSER = {"[": "]", "{": "}"}
_OPENER = {"]": "[", "}": "{"}


def outside_quotes(line: str) -> Iterator[tuple[int, str]]:
    """Yield each sign that stands in no quotes and no comment, with its column from 1."""
    quote = ""
    for at, sign in enumerate(line):
        before = line[:at].rstrip()
        if quote:
            quote = "" if sign == quote and line[at - 1] != "\\" else quote
        elif sign in "\"'" and (not before or before[-1] in ":-[{,"):
            quote = sign
        elif sign == "#" and line[at - 1 : at].isspace():
            return
        else:
            yield at + 1, sign
