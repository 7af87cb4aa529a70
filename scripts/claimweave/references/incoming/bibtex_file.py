"""A file of BibTeX or biblatex that is brought in: the same reader as that of the bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Span
from claimweave.disk.text_files import TextFile
from claimweave.references.incoming.incoming_entry import IncomingEntry, IncomingFile
from claimweave.references.incoming.source_fields import with_one_address
from claimweave.references.lookup.plain_text import without_hidden
from claimweave.references.record import FIELDS, OURS, ROLES, BibliographicRecord
from claimweave.review.reading.bibtex_reader import is_key, read_bibtex
from claimweave.review.reference import Reference
from claimweave.review.work_date import read_date
from claimweave.review.work_fields import work_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.diagnostics.problem import Problem
    from claimweave.review.names import NameList
    from claimweave.review.reading.bibtex_entry import BibtexEntry

_HEAD = re.compile(
    r"^([^\S\n]*@(?!comment|string|preamble)\w+\s*[{(])([^,={}\n]*),", re.IGNORECASE | re.MULTILINE
)
_FORBIDDING = frozenset({"invalid-bibtex", "duplicate-reference"})
"""Rules under which the reader says that something cannot be read; others are remarks."""


def read_bibtex_file(text: str) -> IncomingFile:
    """Return the entries of a text of BibTeX; LaTeX is decoded, and ours are left out.

    Some exports have no key, or one with spaces, or one twice: such a key is kept as it stands, and
    the entry is read under another.
    """
    keyed, written = _with_usable_keys(text)
    read, problems = read_bibtex(TextFile("", keyed))
    own: dict[int, list[Problem]] = {}
    entries: list[IncomingEntry] = []
    for problem in problems:
        line = _holding(read, _line(problem))
        if line is None:
            entries.append(IncomingEntry(_line(problem), fault=_said(problem)))
        else:
            own.setdefault(line, []).append(problem)
    for entry in read:
        key = written.get(entry.key, entry.key)
        entries.append(_incoming(entry, key, own.get(entry.line, [])))
    return IncomingFile(tuple(sorted(entries, key=lambda entry: entry.line)))


def _with_usable_keys(text: str) -> tuple[str, dict[str, str]]:
    """Return the text with a key of ours wherever there is none to read an entry under.

    Lines stay where they are. The second part is our key to what stands in the file.
    """
    seen: set[str] = set()
    written: dict[str, str] = {}
    prefix = "entry"
    while f"{prefix}-" in text:
        prefix += "x"

    def usable(head: re.Match[str]) -> str:
        key = head[2].strip()
        if is_key(key) and key not in seen:
            seen.add(key)
            return head[0]
        name = f"{prefix}-{len(written) + 1}"
        written[name] = key
        return f"{head[1]}{name},"

    return _HEAD.sub(usable, text), written


def _holding(entries: list[BibtexEntry], line: int) -> int | None:
    """Return the line of the entry that a line belongs to; None for none of them."""
    found = (e.line for e in entries if e.line <= line <= max([e.line, *e.lines.values()]))
    return next(found, None)


def _incoming(entry: BibtexEntry, key: str, problems: list[Problem]) -> IncomingEntry:
    forbidding = [problem for problem in problems if problem.rule in _FORBIDDING]
    if forbidding:
        where = _line(forbidding[0]) or entry.line
        return IncomingEntry(where, key=key, fault=_said(forbidding[0]))
    reference = Reference.of(entry)
    fields = _usual_names(entry.kind, entry.fields)
    kept, dropped = _kept(fields)
    people = {role: _shown_names(reference.names(role)) for role in ROLES if role in fields}
    remarks = [f"{problem.message}; {problem.help}" for problem in problems]
    named = {"author": reference.names("author"), **people}
    remarks += [f"{role}: {fault}" for role, names in named.items() for fault in names.faults]
    record = BibliographicRecord(
        entry.kind,
        _shown_names(reference.names("author")).names,
        kept,
        remarks=tuple(remarks),
        more_authors=reference.more_authors,
        people={role: names for role, names in people.items() if names.names},
    )
    return IncomingEntry(entry.line, record, key, left_out=tuple(dropped))


def _shown_names(found: NameList) -> NameList:
    """Return names without signs that nobody sees, as the other fields are without them."""
    names = (
        name._replace(
            family=without_hidden(name.family),
            given=without_hidden(name.given),
            suffix=without_hidden(name.suffix),
        )
        for name in found.names
    )
    return found._replace(names=tuple(names))


def _line(problem: Problem) -> int:
    return problem.where.line if isinstance(problem.where, Span) else 0


def _said(problem: Problem) -> str:
    return f"the BibTeX cannot be read: {problem.message}; {problem.help}"


def _usual_names(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return fields by the names of BibTeX; a date that says more than a day stays as it is."""
    usual = dict(work_fields(kind, fields))
    date = read_date(fields.get("date", ""))
    if date.season or date.end or date.open_range or date.unsure:
        usual = {n: text for n, text in usual.items() if n not in ("year", "month", "day")}
        usual["date"] = fields["date"]
    return usual


def _kept(fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields that an entry has here but names, and the names of those left out.

    Ours are said anew, and never taken over.
    """
    names = ("author", *ROLES)
    kept = {n: without_hidden(v) for n, v in fields.items() if n in FIELDS and n not in OURS}
    texts, _ = with_one_address({n: v for n, v in kept.items() if n not in names})
    dropped = sorted(n for n in fields if n not in texts and n not in names and fields[n])
    return texts, dropped
