"""A YAML file as it stands: its head, its fields with their comments, and its tail, as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from claimweave.review.reading.misread_text import in_quotes_of_print
from claimweave.review.reading.yaml_places import composed

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file's top level: its key, its lines, and the comments above it.

    `commented` says whether a comment stands within or behind its lines; `broken` whether one of
    its texts was written over several lines with `|`, holds a line break, or is misread.
    """

    key: str
    above: tuple[str, ...]
    lines: tuple[str, ...]
    commented: bool
    broken: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The whole file: comments at its head, its fields, and comments at its end."""

    head: tuple[str, ...]
    fields: tuple[Field, ...]
    tail: tuple[str, ...]


def split_fields(text: str) -> Parts | None:
    """Split a file into fields; None when its top level is no block of `key: value` lines.

    A comment in the first column belongs to the field below it, an indented one to the field
    above. What stands before the first field is the head, and stays there.
    """
    node = composed(text)
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return None
    starts = [key.start_mark.line for key, _ in node.value]
    if len(set(starts)) != len(starts) or any(key.start_mark.column for key, _ in node.value):
        return None
    lines = text.split("\n")
    if any(line.strip() and not line.startswith("#") for line in lines[: starts[0]]):
        return None  # the start of a document, or a directive
    hashes = set(_comment_lines(text, node))
    fields: list[Field] = []
    above: tuple[str, ...] = ()
    for (key, value), start, end in zip(node.value, starts, [*starts[1:], len(lines)], strict=True):
        stop = _end_of(lines, start + 1, end)
        own = tuple(lines[start:stop])
        commented = any(start <= line < stop for line in hashes)
        fields.append(Field(key.value, above, own, commented, any(_broken(value))))
        above = tuple(line for line in lines[stop:end] if line.strip())
    head = tuple(line for line in lines[: starts[0]] if line.strip())
    return Parts(head, tuple(fields), above)


def comments(text: str) -> list[str]:
    """Return all comments of a file, in order, without the white space around them."""
    node = composed(text)
    lines = text.split("\n")
    if node is None:
        return [line.strip() for line in lines if line.strip()]
    return [lines[line][column:].strip() for line, column in _comment_places(text, node)]


def _end_of(lines: list[str], first: int, last: int) -> int:
    """Return where a field ends: before the comments in the first column, and empty lines."""
    while last > first and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return last


def _comment_lines(text: str, node: yaml.Node) -> Iterator[int]:
    return (line for line, _ in _comment_places(text, node))


def _comment_places(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Yield (line, column) of each `#` that stands in no scalar: there it begins a comment."""
    covered = sorted(_spans(text, node))
    at = 0
    for number, line in enumerate(text.split("\n")):
        found = line.find("#")
        while found >= 0:
            inside = next((end for start, end in covered if start <= at + found < end), None)
            if inside is None:
                yield number, found
                break
            found = line.find("#", max(inside - at, found + 1))
        at += len(line) + 1


def _spans(text: str, node: yaml.Node) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each scalar; of a `|` or `>` text without its first line."""
    for scalar in _scalars(node):
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style in ("|", ">"):
            start = text.find("\n", start) if "\n" in text[start:] else end
        yield start, end


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _broken(node: yaml.Node) -> Iterator[bool]:
    return (
        "\n" in one.value or (not one.style and in_quotes_of_print(one.value))
        for one in _scalars(node)
    )
