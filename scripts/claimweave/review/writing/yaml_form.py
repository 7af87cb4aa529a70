"""The canonical form of claim files and study sheets.

Fields stand in the order of the model, texts on one line, quotes only where they are needed,
short lists as `[a, b]`, long ones an item a line. A field that holds a comment, or a text with
line breaks, keeps the form that its author gave it. Nothing is taken on trust: a field is
rewritten only if it is read as the same data, and a file only if all its data and all its
comments are what they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile
from claimweave.review.claim import Check, ClaimRecord, Evidence, Reading, Topic
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.record import record_fields
from claimweave.review.study import Estimate, SourceFinding, StudyRecord
from claimweave.review.writing.yaml_fields import comments, split_fields
from claimweave.review.writing.yaml_values import in_flow, reads_as, same, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.record import Record
    from claimweave.review.writing.yaml_fields import Field, Parts

WIDTH = 100
"""Columns up to which a list stands on one line."""

INNER: dict[str, type[Record]] = {
    "topic": Topic,
    "evidence": Evidence,
    "check": Check,
    "findings": SourceFinding,
    "estimate": Estimate,
}
"""Field to the model of the groups that stand in it."""

_NAMED: dict[str, type[Record]] = {"readings": Reading}
"""Field to the model of the groups that stand in it, each below a name."""

_IN_FLOW = frozenset({"topic", "findings"})
"""Fields whose groups stand on one line, however long: a topic, or a finding, is one thing."""


class UnformattedError(Exception):
    """A file cannot be put into the canonical form; the message says why."""


def form_of_claim(text: str, axes: Sequence[str] = ()) -> str:
    """Return a claim file in its canonical form; `axes` are the vocabulary's, in its order.

    Raises:
        UnformattedError: when the file cannot be read.
    """
    return _form(text, ClaimRecord, axes)


def form_of_study(text: str, axes: Sequence[str] = ()) -> str:
    """Return a study sheet in its canonical form, as `form_of_claim`."""
    return _form(text, StudyRecord, axes)


def _form(text: str, model: type[Record], axes: Sequence[str]) -> str:
    tidy = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    data, problems = read_yaml(TextFile("", tidy))
    if problems or not isinstance(data, dict):
        raise UnformattedError("it cannot be read: `claimweave check` says why")
    parts = split_fields(tidy)
    if parts is None and comments(tidy):
        return _ended(tidy)  # a comment in a file of another build: nobody knows where it belongs
    lines = _lines(parts, data, model, axes) if parts else _anew(data, model, axes)
    result = _ended("\n".join(lines))
    kept = sorted(comments(result)) == sorted(comments(tidy))
    return result if kept and reads_as(result, data) else _ended(tidy)


def replaced_field(text: str, key: str, value: Data) -> str:
    """Return a file with one field written anew; an empty text where that would lose a comment.

    A field that the file does not have comes last. An empty list leaves it out.
    """
    parts = split_fields(text)
    if parts is None or any(field.key == key and field.commented for field in parts.fields):
        return ""
    written = [] if value == [] else list(_written(key, value, ()))
    lines = list(parts.head)
    for field in parts.fields:
        lines += field.above
        lines += written if field.key == key else field.lines
    if all(field.key != key for field in parts.fields):
        lines += written
    return "\n".join([*lines, *parts.tail]).rstrip("\n") + "\n"


def _ended(text: str) -> str:
    """Return text with one line break at its end, unless that changes what is read."""
    ended = text.rstrip(" \t\n") + "\n"  # other spaces are part of a text
    before, _ = read_yaml(TextFile("", text))
    return ended if same(before, read_yaml(TextFile("", ended))[0]) else text


def _lines(
    parts: Parts, data: dict[str, Data], model: type[Record], axes: Sequence[str]
) -> Iterator[str]:
    yield from (line.rstrip() for line in parts.head)
    by_key = {field.key: field for field in parts.fields}
    for key in _order(data, model):
        field = by_key[key]
        yield from (line.rstrip() for line in field.above)
        yield from _field(field, data[key], axes)
    yield from (line.rstrip() for line in parts.tail)


def _anew(data: dict[str, Data], model: type[Record], axes: Sequence[str]) -> Iterator[str]:
    """Yield the fields of a file without comments that is built otherwise, as in `{a: b}`."""
    for key in _order(data, model):
        yield from _written(key, data[key], axes)


def _order(data: dict[str, Data], model: type[Record]) -> list[str]:
    """Return the keys in the order of the model, those that it does not know at the end."""
    known = [name for name in record_fields(model) if name in data]
    return [*known, *(key for key in data if key not in known)]


def _field(field: Field, value: Data, axes: Sequence[str]) -> Sequence[str]:
    if not field.commented and not field.broken:
        written = list(_written(field.key, value, axes))
        if reads_as("\n".join(written), {field.key: value}):
            return written
    stripped = [line.rstrip() for line in field.lines]
    return stripped if reads_as("\n".join(stripped), {field.key: value}) else field.lines


def _written(key: str, value: Data, axes: Sequence[str]) -> Iterator[str]:
    """Yield the canonical lines of a field."""
    head = f"{scalar(key, flow=False)}:"
    inner = INNER.get(key)
    if isinstance(value, dict) and value and key not in _IN_FLOW:
        yield head
        for name, item in _ordered(value, inner, axes):
            yield from _named(name, item, axes) if name in _NAMED else _indented(name, item)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield head
        for item in value:
            yield from _item(item, inner, axes, flow=key in _IN_FLOW)
    elif isinstance(value, dict):
        yield f"{head} {in_flow(dict(_ordered(value, inner, axes)))}"
    else:
        yield from _listed(head, value, "")


def _item(
    item: Data, inner: type[Record] | None, axes: Sequence[str], *, flow: bool
) -> Iterator[str]:
    if not isinstance(item, dict) or not item or flow:
        ordered = dict(_ordered(item, inner, axes)) if isinstance(item, dict) else item
        yield f"  - {in_flow(ordered)}"
        return
    mark = "- "
    for name, value in _ordered(item, inner, axes):
        lines = list(_indented(name, value, "    "))
        yield f"  {mark}{lines[0][4:]}"
        yield from lines[1:]
        mark = "  "


def _named(name: str, value: Data, axes: Sequence[str]) -> Iterator[str]:
    """Yield a field that holds groups by their names, such as the readings of a check."""
    groups = value if isinstance(value, dict) else {}
    if not groups or not all(isinstance(group, dict) and group for group in groups.values()):
        yield from _indented(name, value)
        return
    yield f"  {scalar(name, flow=False)}:"
    for group, fields in groups.items():
        yield f"    {scalar(group, flow=False)}:"
        for field, item in _ordered(fields, _NAMED[name], axes):
            yield from _indented(field, item, "      ")


def _indented(name: str, value: Data, indent: str = "  ") -> Iterator[str]:
    head = f"{indent}{scalar(name, flow=False)}:"
    if isinstance(value, dict):
        yield f"{head} {in_flow(value)}"
    else:
        yield from _listed(head, value, indent)


def _listed(head: str, value: Data, indent: str) -> Iterator[str]:
    """Yield a list on one line if it is short, else an item a line; or the scalar."""
    if not isinstance(value, list):
        yield f"{head} {scalar(value, flow=False)}"
        return
    line = f"{head} {in_flow(value)}"
    if len(line) <= WIDTH or not value or any(isinstance(v, dict | list) for v in value):
        yield line
        return
    yield head
    yield from (f"{indent}  - {scalar(item, flow=False)}" for item in value)


def _ordered(
    value: dict[str, Data], model: type[Record] | None, axes: Sequence[str]
) -> list[tuple[str, Data]]:
    """Return a group's fields: the axes first, then in the order of the model, then the rest."""
    own = list(record_fields(model)) if model else []
    with_axes = model in (Topic, SourceFinding)
    known = [*axes, *own] if with_axes else own
    rank = {name: position for position, name in enumerate(known)}
    others = (len(axes) if with_axes else len(known)) - 0.5
    pairs = sorted(value.items(), key=lambda pair: rank.get(pair[0], others))
    return [(name, _ordered_within(name, item)) for name, item in pairs]


def _ordered_within(name: str, value: Data) -> Data:
    """Return a group that stands within another one, its fields in the order of their model."""
    return dict(_ordered(value, INNER[name], ())) if name == "estimate" and value else value
