"""What may be wrong with how lines of YAML stand to each other: hyphens, headings, indentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.review.claim import Check, ClaimRecord, Evidence, Reading, Topic
from claimweave.review.ledger import ReviewSettings, Section
from claimweave.review.lenses import Lens, LensesFile, Threshold, ThresholdsFile
from claimweave.review.reading.yaml_remedies import LONGEST_SHOWN, Remedy, indent_of
from claimweave.review.reading.yaml_texts import KEY, VALUE
from claimweave.review.record import record_fields
from claimweave.review.study import SourceFinding, StudyRecord
from claimweave.review.table import Table, TableEntry
from claimweave.review.vocabulary import Vocabulary
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OUTER = frozenset(
    name
    for model in (ClaimRecord, StudyRecord, ReviewSettings, Vocabulary, LensesFile, ThresholdsFile)
    for name in record_fields(model)
)
INNER = frozenset(
    name
    for model in (
        *(Topic, Evidence, Check, Reading, SourceFinding, Section, Table, TableEntry),
        *(Lens, Threshold),
    )
    for name in record_fields(model)
)
"""Fields of a file itself, and of the groups in it: `note` is one of both."""


def of_heading(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedy of a word above a group of fields that has no colon."""
    found = re.fullmatch(r"( *(?:- +)?)([\w.-]*[\w.])[ \t]*", lines[number - 1])
    below = next((line for line in lines[number:] if line.strip()), "")
    if found and indent_of(below) > indent_of(lines[number - 1]):
        put = (number, found.end(2) + 1, 0, ":")
        message = f"a colon is missing behind {found[2]}"
        help_ = f"write `{found[2]}:`"
        yield Remedy(number, len(found[1]) + 1, len(found[2]), message, help_, (put,))


def of_item(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedy of an item whose hyphen was forgotten."""
    line = lines[number - 1]
    key = re.match(r"^ *([^\W\d][\w-]*):(?:\s|$)", line)
    if key is None:
        return
    at = next((i for i in range(number - 2, -1, -1) if re.match(r" *- +[^\s:]+:", lines[i])), None)
    if at is None or not any(
        re.match(rf" *(?:- +)?{re.escape(key[1])}:", one) for one in lines[at : number - 1]
    ):
        return
    column = indent_of(lines[at])
    here = indent_of(line)
    puts = [(number, 1, here, " " * column + "- ")]
    for below in range(number + 1, len(lines) + 1):
        text = lines[below - 1]
        if not text.strip() or text.lstrip().startswith("- ") or indent_of(text) < here:
            break
        if here > column or indent_of(text) < column + 2:
            deeper = indent_of(text) - here
            puts.append((below, 1, indent_of(text), " " * (column + 2 + deeper)))
    message = f"a second item begins here, and its hyphen is missing: {key[1]} stands above already"
    help_ = f"write `- {key[1]}:`"
    yield Remedy(number, key.start(1) + 1, len(key[1]), message, help_, tuple(puts))


def of_first_item(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedy of a list whose first item has no hyphen, and the others have."""
    hyphen = re.match(r"^( *)- +([^\s:]+):", lines[number - 1])
    if hyphen is None:
        return
    column, top = len(hyphen[1]), number - 1
    while top > 0 and (indent_of(lines[top - 1]) > column or not lines[top - 1].strip()):
        top -= 1
    key = re.match(r"^( *)([^\s:]+):", lines[top])
    if top < 1 or key is None or not lines[top - 1].rstrip().endswith(":"):
        return
    shift = column + 2 - len(key[1])
    puts = [(top + 1, 1, len(key[1]), " " * column + "- ")]
    puts += [
        (n, 1, indent_of(lines[n - 1]), " " * (indent_of(lines[n - 1]) + shift))
        for n in range(top + 2, number)
        if lines[n - 1].strip() and shift
    ]
    message = "the first item of this list begins here, and its hyphen is missing"
    help_ = f"write `- {key[2]}:`"
    yield Remedy(top + 1, len(key[1]) + 1, len(key[2]), message, help_, tuple(puts))


def of_continuation(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedy of a text's second line that is not indented."""
    line = lines[number - 1]
    above = lines[number - 2] if number > 1 else ""
    found = VALUE.match(above)
    if not line.strip() or not found or not found[1].rstrip().endswith(":"):
        return
    if KEY.match(line.lstrip(" -")):
        return
    wanted = indent_of(above) + 2
    put = (number, 1, indent_of(line), " " * wanted)
    message = "this line goes on with the text above, and is not indented"
    help_ = f"put {wanted} spaces before it, or join it to the line above"
    yield Remedy(number, indent_of(line) + 1, len(line.strip()), message, help_, (put,))


def of_indentation(lines: Sequence[str], number: int) -> Iterator[Remedy]:
    """Yield the remedies of a line that is indented by too few or too many spaces."""
    line = lines[number - 1]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    here, before = indent_of(line), levels_of(lines[: number - 1])
    if not here and not before:
        return  # the first line that says something: others are measured by it
    parent = next((indent_of(above) for above in reversed(lines[: number - 1]) if above.strip()), 0)
    levels = {*before, 0, parent + 2, *levels_of(lines[number : number + 60])}
    near = sorted(levels - {here}, key=lambda n: (abs(n - here), n))
    word = line.split()[0].rstrip(":")[:LONGEST_SHOWN]
    for level in near[:6]:
        runs = [number], _run(lines, number, _within(line)), _run(lines, number, here)
        message = f"this line is indented by {_spaces(here)}, and belongs at {level}"
        help_ = f"put {_spaces(level)} before `{word}`" if level else f"begin it with `{word}`"
        for numbers in runs:
            puts = tuple(
                (n, 1, indent_of(lines[n - 1]), " " * (indent_of(lines[n - 1]) - here + level))
                for n in numbers
                if lines[n - 1].strip()
            )
            more = ", and as many fewer or more before the lines below it" if len(puts) > 1 else ""
            yield Remedy(number, here + 1, len(word), message, help_ + more, puts)


def _within(line: str) -> int:
    """Return where the lines of an item, or of a group, begin at least."""
    item = re.match(r" *- +", line)
    return item.end() if item else indent_of(line) + 1


def _run(lines: Sequence[str], number: int, least: int) -> list[int]:
    """Return a line and those below it that are indented by so many spaces or more."""
    run = [number]
    for below in range(number + 1, len(lines) + 1):
        if lines[below - 1].strip() and indent_of(lines[below - 1]) < least:
            break
        run.append(below)
    return run


def _spaces(number: int) -> str:
    return plural(number, "space")


def levels_of(lines: Sequence[str]) -> list[int]:
    """Return where lines begin, and where the text behind a hyphen does."""
    levels = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            levels.append(indent_of(line))
            hyphen = re.match(r" *- +(?=\S)", line)
            levels += [hyphen.end()] if hyphen else []
    return levels


def of_document_mark(number: int, line: str) -> Iterator[Remedy]:
    """Yield the remedy of a mark that ends a document, or begins another one."""
    if re.match(r"(?:---|\.\.\.)(?:[ \t]|$)", line):
        message = "a second document begins here; a file holds one"
        help_ = "remove this line, or put what follows into a file of its own"
        yield Remedy(number, 1, 3, message, help_, ((number, 1, 3, ""),), sure=False)
