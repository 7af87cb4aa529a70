"""The base that every record of a YAML file shares, and what a value of its fields may be.

A record is declared once, and held against a file by two. `msgspec` takes what is valid, within
microseconds. Where it takes nothing, `record_model` asks Pydantic, which finds every fault, and has
the last word. So what is said to `msgspec` may refuse what is valid, and never takes what is not.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, get_type_hints

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Exactly(NamedTuple):
    """What Pydantic is told of a value where `msgspec` is told less, or something stricter."""

    pattern: str | None = None
    """The whole of what a text may be, in the signs that JSON Schema and Rust read, too."""
    check: Callable[[Any], Any] | None = None
    """What else it must be: it returns the value, or raises a ValueError that says why not."""
    lower: bool = False
    """Whether a text is made lower-case."""
    strict: bool = False
    """Whether a number must be written as one: 5, and neither "5" nor 5.0 nor yes."""
    finite: bool = False
    """Whether a number must be finite."""


def text(  # noqa: PLR0913 - what may be said of a text
    pattern: str,
    *,
    most: int | None = None,
    least: int | None = None,
    quick: str = "",
    check: Callable[[str], str] | None = None,
    lower: bool = False,
) -> Meta:
    r"""Return what a text of a field must be.

    Args:
        pattern: a regular expression that is found in it: between `^` and `$` in all of it.
        most: signs that it has at most.
        least: signs that it has at least.
        quick: what may be taken at once, where `pattern` does not say all, or means less to Python
            than to Pydantic, as `\w` does.
        check: what else it must be: see `Exactly`.
        lower: whether it is made lower-case.
    """
    if not quick:  # `$` lets a line break stand behind it in Python
        quick = rf"{pattern[:-1]}\Z" if pattern.endswith("$") else pattern
    extra = {"exactly": Exactly(pattern, check, lower)}
    return Meta(min_length=least, max_length=most, pattern=quick, extra=extra)


def whole(*, least: int | None = None, most: int | None = None) -> Meta:
    """Return what a whole number must be that is written as one."""
    return Meta(ge=least, le=most, extra={"exactly": Exactly(strict=True)})


def finite() -> Meta:
    """Return that a number is finite, and written as one."""
    largest = sys.float_info.max
    return Meta(ge=-largest, le=largest, extra={"exactly": Exactly(strict=True, finite=True)})


def checked(check: Callable[[Any], Any]) -> Meta:
    """Return that a group must be more than its type says: see `Exactly`.

    `msgspec` hears nothing of it: `__post_init__` of the record holds the same.
    """
    return Meta(extra={"exactly": Exactly(check=check)})


def exactly(said: object) -> Exactly:
    """Return what Pydantic is told beside a type."""
    extra = said.extra if isinstance(said, Meta) else None
    found = (extra or {}).get("exactly", Exactly())
    assert isinstance(found, Exactly)
    return found


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What a YAML file holds: immutable, and no field that nobody knows.

    A `__post_init__` raises a ValueError where fields do not go together.
    """

    open_field: ClassVar[str] = ""
    """The field that holds what a file has under names of the vocabulary, beside the others."""

    @classmethod
    def in_todays_form(cls, data: Any) -> Any:  # noqa: ANN401 - what stands in a file
        """Return the data of a file in today's form; this is for records that had another."""
        return data

    @classmethod
    def arranged(cls, data: Any) -> Any:  # noqa: ANN401 - the same
        """Return the data; a record that holds open groups lets `opened` arrange each of them."""
        return data


def opened(record: type[Record], data: Any) -> Any:  # noqa: ANN401 - the same
    """Return the data of a record that is open, or whatever else stands there."""
    if type(data) is not dict:
        return data
    known = record_fields(record)
    kept = {name: value for name, value in data.items() if name in known}
    kept[record.open_field] = {name: data[name] for name in data if name not in known}
    return kept


@cache
def record_fields(record: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record as files name them, in its order."""
    return tuple(name for name in record.__struct_fields__ if name != record.open_field)


@cache
def annotations_of(record: type[Record]) -> Mapping[str, Any]:
    """Return field to its type, and to what is said beside it."""
    return get_type_hints(record, include_extras=True)
