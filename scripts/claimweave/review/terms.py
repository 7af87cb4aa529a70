"""The terms that a topic or a finding names on the axes of the vocabulary: one, or several.

Several stand in a list, and what is said is then said of each of them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticKnownError

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_TERMS = "in this list stands something else than terms"
NO_TERM = "this list has no term"
ONE_TERM = "this list has one term"
TERM_TWICE = "a term stands in this list twice"


def _terms(value: Any) -> str | tuple[str, ...]:  # noqa: ANN401 - what stands in a file
    if isinstance(value, str):
        return value
    if not isinstance(value, (list, tuple)):
        raise PydanticKnownError("string_type")
    if not all(isinstance(item, str) for item in value):
        raise ValueError(NOT_TERMS)
    if not value:
        raise ValueError(NO_TERM)
    if len(value) == 1:
        raise ValueError(ONE_TERM)
    if len({*value}) < len(value):
        raise ValueError(TERM_TWICE)
    return tuple(value)


Terms = Annotated[
    str | tuple[str, ...], PlainValidator(_terms, json_schema_input_type=str | list[str])
]
"""A term, as a plain word, or a list of several."""


def has_lists(extra: Mapping[str, str | tuple[str, ...]] | None) -> bool:
    """Whether several terms are named on an axis."""
    return any(type(terms) is not str for terms in (extra or {}).values())


def named(extra: Mapping[str, str | tuple[str, ...]] | None) -> dict[str, tuple[str, ...]]:
    """Return axis to the terms that are named on it, in the file's order."""
    return {
        axis: (terms,) if isinstance(terms, str) else terms for axis, terms in (extra or {}).items()
    }


def written(
    extra: Mapping[str, str | tuple[str, ...]] | None,
) -> dict[str, str | list[str]]:
    """Return axis to what the file has there: a term, or a list of several."""
    return {
        axis: terms if isinstance(terms, str) else [*terms] for axis, terms in (extra or {}).items()
    }


def ways(extra: Mapping[str, str | tuple[str, ...]] | None) -> tuple[dict[str, str], ...]:
    """Return each choice of one term an axis: of what has no list, that is one."""
    if not has_lists(extra):
        return (extra or {},)  # type: ignore[return-value]  # there is no list in it
    listed = named(extra)
    return tuple(dict(zip(listed, chosen, strict=True)) for chosen in product(*listed.values()))
