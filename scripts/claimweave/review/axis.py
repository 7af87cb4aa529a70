"""An axis of a review's topics, such as the crop of a review about fields, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import field

from claimweave.review.fields import Name, Note
from claimweave.review.record import Record, text

if TYPE_CHECKING:
    from collections.abc import Mapping

TAKEN = frozenset(
    {
        *("question", "direction", "says", "id", "claim", "kind", "section", "verdict", "strength"),
        *("reference", "number", "stance", "at", "agreement", "added", "supports", "contradicts"),
        *(
            "table_id",
            "neither",
            "key",
            "relation",
            "author",
            "year",
            "taken_as",
            "reason",
            "row",
            "column",
            "estimate",
            "turned",
        ),
    }
)
"""Names that fields and published columns have already: no axis can be called so."""


def _not_taken(name: str) -> str:
    if name.casefold() in TAKEN:
        raise ValueError(f'an axis cannot be called "{name}": a field has that name')
    return name


_TAKEN = "|".join(sorted(TAKEN))
AxisName = Annotated[
    str,
    text(
        r"^[^\W\d_][^\W_]*(-[^\W_]+)*$",
        most=40,
        quick=rf"^(?!(?i:{_TAKEN})\Z)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*\Z",
        check=_not_taken,
    ),
]
"""Letters, digits and single hyphens: it becomes a field of claims and a column of the data."""


class Term(Record, frozen=True, kw_only=True):
    """A word with its label, its definition and other words for it."""

    label: Note
    """What readers are shown."""
    definition: Note | None = None
    """What it means, in one plain sentence: the site and the editor show it."""
    short: Note | None = None
    """How it is called within a sentence."""
    synonyms: tuple[Note, ...] = ()
    """Other words that a reader may look for."""
    includes: tuple[Note, ...] = ()
    """What belongs to it and has no term of its own: whoever looks for that is led here."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which it is found beside its name: other names, and what belongs to it."""
        return self.synonyms + self.includes


class AxisTerm(Term, frozen=True, kw_only=True):
    """A term of an axis, and the broader one that it belongs to."""

    broader: Name | None = None
    """The term that it belongs to: claims about that one are compared with findings on this."""


NO_TERMS = "this axis has no terms: it says neither `terms` nor `same_as`"
OWN_AND_OTHER = "this axis has `terms` of its own, and those of another axis (`same_as`)"

_NOT_GIVEN: dict[str, AxisTerm] = {}
"""Stands for the terms of an axis that has none written: nobody changes it."""


def _not_given() -> dict[str, AxisTerm]:
    return _NOT_GIVEN


class Axis(Record, frozen=True, kw_only=True):
    """One dimension of the review's topics, such as the crop of a review about fields."""

    label: Note
    """What readers are shown."""
    terms: dict[Name, AxisTerm] = field(default_factory=_not_given)
    """The words that claims and study sheets may use on this axis, in the order of the site."""
    same_as: AxisName | None = None
    """In place of `terms`: the axis whose terms it has, such as the crop of another crop."""

    def __post_init__(self) -> None:
        """Refuse an axis without terms, and one that has its own and those of another."""
        if self.same_as is None and self.terms is _NOT_GIVEN:
            raise ValueError(NO_TERMS)
        if self.same_as is not None and self.terms is not _NOT_GIVEN:
            raise ValueError(OWN_AND_OTHER)

    @property
    def is_known(self) -> bool:
        """Whether its terms are known: they are not where it names an axis that has none."""
        return self.same_as is None or bool(self.terms)

    @property
    def narrower(self) -> dict[str, tuple[str, ...]]:
        """Term to all terms narrower than it, at any depth, in the vocabulary's order."""
        found: dict[str, list[str]] = {}
        for name in self.terms:
            for above in self.broader(name):
                found.setdefault(above, []).append(name)
        return {term: tuple(names) for term, names in found.items()}

    def broader(self, name: str) -> tuple[str, ...]:
        """Return the terms broader than one, the nearest first; a circle ends where it closes."""
        passed = [name]
        while (above := self.terms[passed[-1]].broader) in self.terms and above not in passed:
            passed.append(above)
        return tuple(passed[1:])


class BorrowingAxis(Axis, frozen=True, kw_only=True):
    """An axis with the terms of the one that it names: in the file it has none."""

    def __post_init__(self) -> None:
        """Refuse nothing: the file was judged before the terms were put in."""


def with_terms(axes: Mapping[str, Axis]) -> dict[str, Axis]:
    """Return the axes, each with its terms: its own, or those of the one that it names.

    What that one does not have itself stays empty.
    """
    return {name: _with_terms(axis, axes) for name, axis in axes.items()}


def _with_terms(axis: Axis, axes: Mapping[str, Axis]) -> Axis:
    if axis.same_as is None:
        return axis
    other = axes.get(axis.same_as)
    terms = other.terms if other is not None and other.same_as is None else {}
    return BorrowingAxis(label=axis.label, terms=terms, same_as=axis.same_as)
