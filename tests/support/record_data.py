"""Records out of plain data, and plain data out of records, as a file would hold them."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import fields

from claimweave.review.record import Record
from claimweave.review.record_model import adapter_of

R = TypeVar("R", bound=Record)


def as_record(record: type[R], data: dict[str, Any]) -> R:
    """Return the record of a file's data; raise Pydantic's error where they are none."""
    made: R = adapter_of(record).validate_python(data)
    return made


def as_data(value: Any) -> Any:  # noqa: ANN401 - any part of a record
    """Return what a file holds of a record: no field that is as it is when it is left out."""
    if isinstance(value, tuple):
        return tuple(map(as_data, value))
    if isinstance(value, dict):
        return {name: as_data(item) for name, item in value.items()}
    if not isinstance(value, Record):
        return value
    found = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name == value.open_field:
            found |= item
        elif field.required or item != _left_out(field):
            found[field.name] = as_data(item)
    return found


def _left_out(field: Any) -> Any:  # noqa: ANN401 - any part of a record
    return field.default_factory() if callable(field.default_factory) else field.default
