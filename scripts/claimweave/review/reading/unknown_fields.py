"""Fields that nobody knows: misspelt, or begun too far to the right; each fault is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from claimweave.diagnostics.problem import Problem, meant
from claimweave.review.reading.record_schema import field_names, group_with, is_prose
from claimweave.review.reading.yaml_commas import ended_by_comma
from claimweave.review.reading.yaml_places import node_at
from claimweave.review.record import record_fields
from claimweave.words.suggestions import did_you_mean, slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from claimweave.diagnostics.problem import AtKey
    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.record_schema import Keys
    from claimweave.review.record import Record


def without_missing(faults: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the faults of a record, but no field as missing that is there and misspelt."""
    unknown: dict[tuple[str | int, ...], list[str]] = {}
    for fault in faults:
        if fault["type"] == "extra_forbidden":
            unknown.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    for fault in faults:
        there = unknown.get(fault["loc"][:-1], ())
        if fault["type"] != "missing" or not any(slip_of(n, [_last(fault)]) for n in there):
            yield fault


def _last(fault: ErrorDetails) -> str:
    return str(fault["loc"][-1])


def unknown_field(
    source: TextFile, where: AtKey, keys: Keys, model: type[Record], rule: str
) -> Problem:
    """Return the problem of a field that the group at a key path does not have."""
    name = str(keys[-1]) if keys else "file"
    known = field_names(model, keys[:-1])
    message = f'unknown field "{name}"'
    slip = slip_of(name, known)
    if slip:
        found = meant(where, message, slip)
        return Problem(where, message, found.help, rule, found.fix)
    if cut := _cut_by_comma(source, where, keys, model):
        return cut
    if len(keys) > 1 and name in record_fields(model):
        help_ = f"`{name}` is a field of the file itself: begin its line at the left, with no space"
        return Problem(where, message, help_, rule)
    if len(keys) == 1 and (group := group_with(model, name)):
        help_ = f"`{name}` is a field of {group}: put two spaces before it, below `{group}:`"
        return Problem(where, message, help_, rule)
    listed = f"allowed here: {', '.join(sorted(known))}"
    return Problem(where, message, did_you_mean(name, known) or listed, rule)


def _cut_by_comma(
    source: TextFile, where: AtKey, keys: Keys, model: type[Record]
) -> Problem | None:
    """Return the problem of a comma within braces that ends a text; None where there is no text.

    What follows up to the next field that is known belongs to the text.
    """
    group = node_at(source.text, where.keys[:-1])
    if not isinstance(group, yaml.MappingNode) or not group.flow_style:
        return None
    names = [key.value for key, _ in group.value]
    known = field_names(model, keys[:-1])
    first = last = names.index(keys[-1])
    while first and names[first] not in known:
        first -= 1
    while last + 1 < len(names) and names[last + 1] not in known:
        last += 1
    text, end = group.value[first][1], group.value[last][1].end_mark
    if not is_prose(model, (*keys[:-1], names[first])):
        return None
    plain = isinstance(text, yaml.ScalarNode) and not text.style
    return ended_by_comma(source, text, end, f'the field "{names[first + 1]}"') if plain else None
