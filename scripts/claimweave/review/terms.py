"""The terms that a topic or a finding names on the axes of the vocabulary: one, or several.

Several stand in a list, and what is said is then said of each of them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_TERMS = "in this list stands something else than terms"
NO_TERM = "this list has no term"
ONE_TERM = "this list has one term"
TERM_TWICE = "a term stands in this list twice"


Terms = str | tuple[str, ...]
"""A term, as a plain word, or a list of several."""


def require_several(terms: Terms) -> None:
    """Refuse a list that has no use.

    Raises:
        ValueError: where it has no term, one term, or a term twice.
    """
    if isinstance(terms, str):
        return
    if not terms:
        raise ValueError(NO_TERM)
    if len(terms) == 1:
        raise ValueError(ONE_TERM)
    if len({*terms}) < len(terms):
        raise ValueError(TERM_TWICE)


def has_lists(extra: Mapping[str, Terms]) -> bool:
    """Whether several terms are named on an axis."""
    return any(type(terms) is not str for terms in extra.values())


def named(extra: Mapping[str, Terms]) -> dict[str, tuple[str, ...]]:
    """Return axis to the terms that are named on it, in the file's order."""
    return {axis: (terms,) if isinstance(terms, str) else terms for axis, terms in extra.items()}


def written(extra: Mapping[str, Terms]) -> dict[str, str | list[str]]:
    """Return axis to what the file has there: a term, or a list of several."""
    return {axis: terms if isinstance(terms, str) else [*terms] for axis, terms in extra.items()}


def ways(extra: Mapping[str, Terms]) -> tuple[dict[str, str], ...]:
    """Return each choice of one term an axis: of what has no list, that is one."""
    if not has_lists(extra):
        return (extra,)  # type: ignore[return-value]  # there is no list in it
    listed = named(extra)
    return tuple(dict(zip(listed, chosen, strict=True)) for chosen in product(*listed.values()))
