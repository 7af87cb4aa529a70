"""An entry more in the bibliography, or one in another's place; all else stays as it is.

The new text is read again and compared: every other entry and comment must be what it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry

from claimweave.formatting.bibliography import form_of_bibliography
from claimweave.formatting.yaml_form import UnformattedError
from claimweave.sources.bibtex_reader import read_bibtex
from claimweave.sources.files import TextFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.sources.bibtex_reader import BibtexEntry

IDENTIFIERS = ("doi", "pmid")
_UNREADABLE = "the bibliography cannot be read: `claimweave check` says why"
_WHOLE_TITLES = ("title", "booktitle")
"""Fields whose capital letters a reader must keep."""


class RefusedEntryError(ValueError):
    """An entry that cannot be written, or that is there already; the message says why."""


def entry_text(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry in its canonical form.

    Args:
        kind: its type, such as `article`.
        key: its citation key.
        fields: name to text as it is to be read back. Only an author that is a body, such as a
            ministry, stands in braces.

    Raises:
        RefusedEntryError: when it would not be read back as it is.
    """
    values = {name: _value(name, text) for name, text in fields.items() if text}
    lines = [f"  {name} = {{{value}}}," for name, value in values.items()]
    raw = "\n".join([f"@{kind}{{{key},", *lines, "}"])
    entries, problems = read_bibtex(TextFile("", raw))
    wanted = {name: _bare(text) if name == "author" else text for name, text in fields.items()}
    wanted = {name: text for name, text in wanted.items() if text}
    if problems or [(e.kind, e.key, e.fields) for e in entries] != [(kind, key, wanted)]:
        odd = [n for n, text in wanted.items() if not entries or entries[0].fields.get(n) != text]
        raise RefusedEntryError(
            f"{', '.join(odd) or key} cannot be written in BibTeX as it is: "
            "leave out backslashes, braces and dollar signs"
        )
    try:
        return form_of_bibliography(raw).strip("\n")
    except UnformattedError as error:
        raise RefusedEntryError(str(error)) from None


def with_entry(text: str, entry: str) -> str:
    """Return the bibliography with one entry more: behind the one with the number before its own.

    An entry without a `reviewnumber` stands at the end.

    Raises:
        RefusedEntryError: when the key, the DOI or the PMID is there already, or something of the
            bibliography cannot be read.
    """
    new = _single(entry)
    _refuse_known(text, new, but="")
    lines = text.split("\n")
    number = _number(new)
    before = [b for b in _entries(text) if number and 0 < _number(b[0]) < number]
    behind = [b for b in _entries(text) if number and _number(b[0]) > number]
    if before:
        last = max(before, key=lambda b: (_number(b[0]), b[2]))[2]
        result = [*lines[: last + 1], "", *entry.split("\n"), *lines[last + 1 :]]
    elif behind:
        first = _above(lines, min(behind, key=lambda b: b[1])[1])
        result = [*lines[:first], *entry.split("\n"), "", *lines[first:]]
    else:
        result = [*text.rstrip("\n").split("\n"), "", entry, ""]
    return _unharmed(text, "\n".join(result), new, but="")


def with_entry_replaced(text: str, key: str, entry: str) -> str:
    """Return the bibliography with an entry in the place of the one that has the key.

    Raises:
        RefusedEntryError: as `with_entry`, or when there is no such entry.
    """
    new = _single(entry)
    _refuse_known(text, new, but=key)
    found = [place for place in _entries(text) if place[0].key == key]
    if len(found) != 1:
        raise RefusedEntryError(f"the bibliography has no entry {key}")
    _, first, last = found[0]
    lines = text.split("\n")
    result = "\n".join([*lines[:first], *entry.split("\n"), *lines[last + 1 :]])
    return _unharmed(text, result, new, but=key)


def _value(name: str, text: str) -> str:
    # A dollar sign makes a reader take the text for LaTeX, where other signs mean something, too.
    escaped = re.sub(r"[$%&#_]", r"\\\g<0>", text) if "$" in text else text
    return f"{{{escaped}}}" if name in _WHOLE_TITLES else escaped


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _single(entry: str) -> BibtexEntry:
    entries, problems = read_bibtex(TextFile("", entry))
    if problems or len(entries) != 1:
        raise RefusedEntryError(problems[0].message if problems else "this is not one entry")
    return entries[0]


def _number(entry: BibtexEntry) -> int:
    """Return the number in the source review; 0 when it has none."""
    text = entry.fields.get("reviewnumber", "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def _entries(text: str) -> list[tuple[BibtexEntry, int, int]]:
    """Return each entry with its first and its last line, counted from 0."""
    known = {entry.line: entry for entry in read_bibtex(TextFile("", text))[0]}
    blocks = [b for b in parse_string(text, parse_stack=[]).blocks if isinstance(b, Entry)]
    return [
        (known[start + 1], start, start + (block.raw or "").rstrip("\n").count("\n"))
        for block in blocks
        if (start := block.start_line or 0) + 1 in known
    ]


def _above(lines: list[str], first: int) -> int:
    """Return the line at which the comments begin that touch an entry from above."""
    while first and lines[first - 1].strip():
        first -= 1
    return first


def _refuse_known(text: str, new: BibtexEntry, but: str) -> None:
    entries, problems = read_bibtex(TextFile("", text))
    if any(problem.rule == "invalid-bibtex" for problem in problems):
        # What cannot be read may be the very work.
        raise RefusedEntryError(_UNREADABLE)
    for other in entries:
        if other.key == but:
            continue
        if other.key.casefold() == new.key.casefold():
            raise RefusedEntryError(f"the key {new.key} is taken: see {other.key}")
        for name in IDENTIFIERS:
            value = new.fields.get(name, "").casefold()
            if value and other.fields.get(name, "").casefold() == value:
                raise RefusedEntryError(f"this work is there already: {other.key} has its {name}")


def _unharmed(before: str, after: str, new: BibtexEntry, but: str) -> str:
    """Return the new text.

    Raises:
        RefusedEntryError: when it is read as more, or less, than the old one and the new entry.
    """
    old, problems = read_bibtex(TextFile("", before))
    now, more = read_bibtex(TextFile("", after))
    kept = sorted((e.key, e.kind, sorted(e.fields.items())) for e in old if e.key != but)
    found = sorted((e.key, e.kind, sorted(e.fields.items())) for e in now if e.key != new.key)
    there = [(e.kind, e.fields) for e in now if e.key == new.key]
    if kept != found or there != [(new.kind, new.fields)] or len(more) > len(problems):
        raise RefusedEntryError(_UNREADABLE)
    return after
