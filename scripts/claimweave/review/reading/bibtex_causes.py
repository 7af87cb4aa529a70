"""The causes of what a parser of BibTeX could not read, and the entries as they are meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from operator import attrgetter

from msgspec.structs import replace

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.bibtex_faults import Cause, cause_of

RULE = "invalid-bibtex"

Read = Callable[[TextFile], tuple[list[BibtexEntry], list[Problem]]]
"""What reads a text as the parser does."""

_NO_AT = re.compile(r"^[ \t]*[A-Za-z]+[ \t]*[{(]")
_FIELD = re.compile(r"(?:^|[,}\"])\s*[A-Za-z][\w-]*[ \t]*=[ \t]*(?=[{\"0-9])", re.MULTILINE)


def with_causes(
    source: TextFile, entries: list[BibtexEntry], problems: list[Problem], read: Read
) -> tuple[list[BibtexEntry], list[Problem]]:
    """Return the entries as they are meant, and one problem for each whose one slip is found."""
    lines = source.text.split("\n")
    starts = [n for n, line in enumerate(lines, start=1) if line.lstrip().startswith("@")]
    mended: dict[int, BibtexEntry] = {}
    left = [problem for problem in problems if problem.rule != RULE]
    faults: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.rule == RULE:
            line = problem.where.line if isinstance(problem.where, Span) else 1
            at = bisect_right(starts, line)
            own = _NO_AT.match(lines[line - 1]) is not None
            faults.setdefault(line if own else starts[at - 1] if at else line, []).append(problem)
    for start, group in list(faults.items())[:MOST_CAUSES]:
        at = bisect_right(starts, start)
        block = lines[start - 1 : starts[at] - 1 if at < len(starts) else len(lines)]
        cause = cause_of(block, partial(_is_whole, read=read))
        if cause is None:
            left += group
            continue
        (entry,), _ = read(TextFile(source.path, cause.mended(block)))
        moved = {name: line + start - 1 for name, line in entry.lines.items()}
        mended[start] = replace(entry, line=start, lines=moved)
        left.append(_told(source.path, cause, start - 1))
    left += [problem for group in list(faults.values())[MOST_CAUSES:] for problem in group]
    others = [entry for entry in entries if entry.line not in mended]
    return sorted([*others, *mended.values()], key=attrgetter("line")), left


MOST_CAUSES = 50
"""Entries of which the cause is looked for: whoever has more of them has another fault."""


def _told(path: str, cause: Cause, above: int) -> Problem:
    line, column, length, text = cause.edit
    edit = Edit(Span(path, line + above, column, length), text)
    fix = Fix(cause.help, (edit,), safe=True)
    where = Span(path, cause.line + above, cause.column)
    return Problem(where, cause.message, cause.help, RULE, fix)


def _is_whole(text: str, *, read: Read) -> bool:
    entries, problems = read(TextFile("", text))
    return len(entries) == 1 and not problems and len(entries[0].fields) == _fields_in(text)


def _fields_in(text: str) -> int:
    """Return how many fields a text seems to have: a comma that is missing hides one."""
    return len(_FIELD.findall(text))
