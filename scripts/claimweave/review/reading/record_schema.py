"""What a model says of the field at a key path: which fields it has, and whether it holds prose.

It is read from the types of the model. Its JSON Schema says the same, and making that takes longer
than reading a hundred files.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

from claimweave.review.record import Record, annotations_of, exactly, record_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

Keys = tuple[str | int, ...]

_PROSE = r"\S"
"""The pattern of a text in words: it holds something. A single word has none with white space."""


class _Part(NamedTuple):
    """The type of a value, and what is said beside it, such as its pattern."""

    type: Any = None
    said: tuple[Any, ...] = ()


def field_names(model: type[Record], keys: Keys) -> set[str]:
    """Return the fields that are known at a key path."""
    group = _record(_at(model, keys))
    return set(record_fields(group)) if group else set()


def group_with(model: type[Record], name: str) -> str:
    """Return the one field of a file that is a group with a field of this name; else nothing."""
    groups = [field for field in record_fields(model) if name in field_names(model, (field,))]
    return groups[0] if len(groups) == 1 else ""


def is_prose(model: type[Record], keys: Keys) -> bool:
    """Whether the field at a key path is a text in words, and no id, word or number."""
    patterns = (exactly(said).pattern for said in _at(model, keys).said)
    return next(filter(None, patterns), "") == _PROSE


def _at(model: type[Record], keys: Keys) -> _Part:
    """Walk the model's types along a key path; the part is empty where there is no such field."""
    part = _Part(model)
    for key in keys:
        part = _item(part) if isinstance(key, int) else _field(part, key)
    return part


def _field(part: _Part, name: str) -> _Part:
    group = _record(part)
    if group is None:
        return _resolved(get_args(part.type)[1]) if get_origin(part.type) is dict else _Part()
    if name in record_fields(group):
        return _resolved(annotations_of(group)[name])
    return _Part(str) if group.open_field else _Part()


def _item(part: _Part) -> _Part:
    return _resolved(get_args(part.type)[0]) if get_origin(part.type) is tuple else _Part()


def _resolved(type_: object, said: Iterable[Any] = ()) -> _Part:
    """Return a type without what says that it may be left out; what is said of it stands beside."""
    if get_origin(type_) is Annotated:
        inner, *more = get_args(type_)
        return _resolved(inner, (*more, *said))
    if get_origin(type_) in (Union, UnionType):
        given = next(one for one in get_args(type_) if one is not type(None))
        return _resolved(given, said)
    return _Part(type_, tuple(said))


def _record(part: _Part) -> type[Record] | None:
    found = part.type
    return found if isinstance(found, type) and issubclass(found, Record) else None
