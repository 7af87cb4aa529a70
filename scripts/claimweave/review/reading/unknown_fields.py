"""Fields that nobody knows: misspelt, or begun too far to the right; each fault is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, meant
from claimweave.review.reading.record_schema import field_names
from claimweave.words.suggestions import did_you_mean, slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from claimweave.diagnostics.problem import AtKey
    from claimweave.review.fields import Record


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
    where: AtKey, keys: tuple[str | int, ...], model: type[Record], rule: str
) -> Problem:
    """Return the problem of a field that the group at a key path does not have."""
    name = str(keys[-1]) if keys else "file"
    known = field_names(model, keys[:-1])
    message = f'unknown field "{name}"'
    slip = slip_of(name, known)
    if slip:
        found = meant(where, message, slip)
        return Problem(where, message, found.help, rule, found.fix)
    if len(keys) > 1 and name in model.model_fields:
        help_ = f"`{name}` is a field of the file itself: begin its line at the left, with no space"
        return Problem(where, message, help_, rule)
    listed = f"allowed here: {', '.join(sorted(known))}"
    return Problem(where, message, did_you_mean(name, known) or listed, rule)
