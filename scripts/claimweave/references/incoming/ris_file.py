"""A file of RIS that is brought in, through rispy.

Source: the RIS specification of Reference Manager, with EndNote's fields for each type of work.
What a record leaves open at its end, what stands between two, and each field that has no place
here is told: rispy passes these over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from claimweave.references.incoming.incoming_entry import (
    IncomingEntry,
    IncomingFile,
    outside_said,
    refuse_too_many,
)
from claimweave.references.incoming.ris_works import ris_record
from claimweave.references.incoming.source_fields import SourceFields

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"[^\S\n]*([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\s*)\Z")
_NAMES = {name: tag for tag, name in TAG_KEY_MAPPING.items()}
_MOST_SHOWN = 5


def read_ris_file(text: str) -> IncomingFile:
    """Return the records of a text of RIS."""
    entries: list[IncomingEntry] = []
    outside: list[int] = []
    record: list[str] = []
    first = 0
    for number, line in enumerate(text.split("\n"), start=1):
        tag = _TAG.match(line)
        if tag and tag[1] == "TY":
            refuse_too_many(len(entries))
            if record:
                entries.append(_open_at_its_end(first))
            record, first = [line], number
        elif record and tag and tag[1] == "ER":
            entries.append(_entry(record, first))
            record = []
        elif record:
            record.append(line)
        elif line.strip():
            outside.append(number)
    if record:
        entries.append(_open_at_its_end(first))
    return IncomingFile(tuple(entries), tuple(_outside(outside)))


def _open_at_its_end(line: int) -> IncomingEntry:
    fault = "the RIS cannot be read: this record has no line `ER  -`, so that a part may be missing"
    return IncomingEntry(line, fault=fault)


def _outside(lines: list[int]) -> Iterator[str]:
    if lines:
        shown = ", ".join(map(str, lines[:_MOST_SHOWN])) + (", …" if lines[_MOST_SHOWN:] else "")
        yield f"{outside_said(len(lines))}: {shown}"


def _entry(lines: list[str], first: int) -> IncomingEntry:
    try:
        fields = SourceFields(_tagged(lines))
        record, key = ris_record(fields)
    except (rispy.parser.ParseError, ValueError, KeyError, IndexError, TypeError) as error:
        return IncomingEntry(first, fault=f"the RIS cannot be read: {error}")
    return IncomingEntry(first, record, key, left_out=fields.left())


def _tagged(lines: list[str]) -> dict[str, list[str]]:
    """Return tag to texts of one record; each text in the order in which it stands.

    For rispy each field is on one line, and each tag a list: it would take the second of two for
    nothing, and part an address at a semicolon.
    """
    text = "\n".join([*_unfolded(lines), "ER  - "])
    (found,) = rispy.loads(text, list_tags=list(TAG_KEY_MAPPING), delimiter_tags_mapping={})
    return {tag: list(texts) for tag, texts in _by_tag(found)}


def _by_tag(found: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, value in found.items():
        if name == "unknown_tag":
            yield from value.items()
        else:
            yield _NAMES[name], [value] if isinstance(value, str) else value


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Yield each field on one line, with two spaces before its hyphen."""
    field: list[str] = []
    for line in lines:
        tag = _TAG.match(line)
        if tag:
            if field:
                yield " ".join(field)
            field = [f"{tag[1]}  - {(tag[2] or '').strip()}"]
        elif line.strip():
            field.append(line.strip())
    yield " ".join(field)
