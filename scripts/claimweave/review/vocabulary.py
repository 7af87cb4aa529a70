"""The words of a review: its axes and their terms, its questions and its study designs."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from claimweave.review.fields import Direction, Name, Note, Record, Sentence
from claimweave.words.labels import KIND_DEFINITIONS, KINDS

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


AxisName = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^[^\W\d_][^\W_]*(-[^\W_]+)*$"),
    AfterValidator(_not_taken),
]
"""Letters, digits and single hyphens: it becomes a field of claims and a column of the data."""


def axes_named(words: str) -> tuple[str, ...]:
    """Return the axes that stand in braces in a question's words.

    Raises:
        ValueError: when a brace has no partner, or more than a name stands in it.
    """
    found = []
    for _, name, form, conversion in Formatter().parse(words):
        if name is None:
            continue
        if form or conversion or not name or set(name) & set("[].! "):
            raise ValueError("in braces stands the name of an axis and nothing else")
        found.append(name)
    return tuple(found)


def _names_axes(words: str) -> str:
    try:
        axes_named(words)
    except ValueError as error:
        raise ValueError("braces stand in pairs, and in each pair the name of an axis") from error
    return words


QuestionWords = Annotated[Note, AfterValidator(_names_axes)]
"""A question in words; the name of an axis in braces stands for its term."""


class Term(Record):
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


class AxisTerm(Term):
    """A term of an axis, and the broader one that it belongs to."""

    broader: Name | None = None
    """The term that it belongs to: claims about that one are compared with findings on this."""


class DirectionWords(Record):
    """How a review calls a direction: a short label, and a plain sentence."""

    label: Note
    """A word or two, such as `rises`."""
    definition: Note
    """One plain sentence."""


class Question(Term):
    """What a claim or a finding is about: the relation that is asked for."""

    directions: dict[Direction, DirectionWords] = Field(default_factory=dict)
    """What the directions mean for this question, where that differs from the others."""
    asks: tuple[AxisName, ...] = ()
    """The axes that it asks about, where these are not all: a claim needs a term on no other."""
    asked: QuestionWords | None = None
    """The question as a reader asks it, to be answered with yes or no: an axis in braces stands for
    its term, as in `Does {fertiliser} before sowing go with the yield of {crop}?`."""
    limits: Sentence | None = None
    """What an answer to it does not tell, in one plain sentence."""
    turns: tuple[AxisName, ...] = ()
    """The two axes that it compares: a result on A against B is one on B against A, too."""

    @model_validator(mode="after")
    def _two_that_turn(self) -> Self:
        if self.turns and (len(self.turns) != len({*self.turns}) or len(self.turns) != len(_BOTH)):
            raise ValueError(NOT_TWO)
        return self


Scale = Literal["ratio", "difference", "amount"]
"""What sort of number a measure is: it says where "nothing" lies, and how the axis is drawn."""

NOTHING: dict[Scale, float] = {"ratio": 1.0, "difference": 0.0}
"""The number that means no relation; an amount, such as a share, has none."""


MeasureName = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^<>&\"]*[^<>&\"\s][^<>&\"]*$")
]
"""A measure in the words of the sheets, such as `Hedges' g`: it holds no sign of markup."""


class Measure(Record):
    """A sort of number that study sheets may give for a finding."""

    scale: Scale
    """Whether it is a ratio (1 is no relation), a difference (0 is none) or an amount."""
    definition: Note | None = None
    """What it is, in one plain sentence: the site and the editor show it."""


class KindOfClaim(Term):
    """A sort of assertion."""

    evidence: bool = False
    """Whether what is cited for such a claim is evidence on its topic: the audit asks for it."""


_TELLING = frozenset({"association", "effect", "synthesis"})
"""Kinds whose citations are evidence; a definition or a mechanism is background."""


@cache
def kinds_everywhere() -> dict[str, KindOfClaim]:
    """Return the kinds of claims of a review that has none of its own."""
    return {
        name: KindOfClaim(label=label, definition=KIND_DEFINITIONS[name], evidence=name in _TELLING)
        for name, label in KINDS.items()
    }


NOT_TWO = "`turns` names two axes, the one whose term is compared and the one it is compared with"
_BOTH = ("compared", "compared with")

MEASURES_ALIKE = "two measures have names that differ in letter case or spaces only"
NO_TERMS = "this axis has no terms: it says neither `terms` nor `same_as`"
OWN_AND_OTHER = "this axis has `terms` of its own, and those of another axis (`same_as`)"


class Axis(Record):
    """One dimension of the review's topics, such as the crop of a review about fields."""

    label: Note
    """What readers are shown."""
    terms: dict[Name, AxisTerm] = Field(default_factory=dict)
    """The words that claims and study sheets may use on this axis, in the order of the site."""
    same_as: AxisName | None = None
    """In place of `terms`: the axis whose terms it has, such as the crop of another crop."""

    @model_validator(mode="after")
    def _own_or_other(self) -> Self:
        if self.same_as is None and "terms" not in self.model_fields_set:
            raise ValueError(NO_TERMS)
        if self.same_as is not None and "terms" in self.model_fields_set:
            raise ValueError(OWN_AND_OTHER)
        return self

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


def _with_terms(axis: Axis, axes: dict[str, Axis]) -> Axis:
    """Return an axis with the terms of the one that it names; what has none there stays empty."""
    other = axes.get(axis.same_as) if axis.same_as else None
    return axis.model_copy(update={"terms": other.terms}) if other else axis


class Vocabulary(Record):
    """The file `vocabulary.yml`."""

    axes: dict[AxisName, Axis]
    """What claims are about: each axis is a field of a topic and of a finding."""
    questions: dict[Name, Question]
    """Which relation between the axes a claim or a finding may be about."""
    designs: dict[Name, Term]
    """The study designs that study sheets may name."""
    directions: dict[Direction, DirectionWords] = Field(default_factory=dict)
    """What the directions of a finding mean in this review."""
    measures: dict[MeasureName, Measure] = Field(default_factory=dict)
    """The measures of the estimates on study sheets, in the words in which sheets write them."""
    kinds: dict[Name, KindOfClaim] = Field(default_factory=dict)
    """The kinds of claims, where they are others than those that every review has."""

    @property
    def all_kinds(self) -> dict[str, KindOfClaim]:
        """The kinds of claims: its own, or those of every review."""
        return self.kinds or kinds_everywhere()

    @field_validator("axes")
    @classmethod
    def _own_names(cls, axes: dict[str, Axis]) -> dict[str, Axis]:
        if len({name.casefold() for name in axes}) < len(axes):
            raise ValueError("two axes have names that differ in letter case only")
        return {name: _with_terms(axis, axes) for name, axis in axes.items()}

    @field_validator("measures")
    @classmethod
    def _own_measures(cls, measures: dict[str, Measure]) -> dict[str, Measure]:
        if len({" ".join(name.casefold().split()) for name in measures}) < len(measures):
            raise ValueError(MEASURES_ALIKE)
        return measures

    def home(self, axis: str) -> str:
        """Return the axis that has the terms of another as its own: itself, or its `same_as`."""
        spec = self.axes.get(axis)
        return (spec and spec.same_as) or axis

    @property
    def turns(self) -> dict[str, tuple[str, str]]:
        """Question to the two axes that it compares; none of one that names other axes."""
        found = {}
        for name, question in self.questions.items():
            if len(question.turns) == len(_BOTH):
                first, second = question.turns
                if {first, second} <= {*self.axes}:
                    found[name] = first, second
        return found

    def of_one_home(self, first: str, second: str) -> bool:
        """Whether two axes have the same terms."""
        return {first, second} <= {*self.axes} and self.home(first) == self.home(second)

    def turns_at_fault(self, question: str) -> bool:
        """Whether a question names axes to compare that are none, or that have other terms."""
        asked = self.questions.get(question)
        return asked is not None and bool(asked.turns) and not self.of_one_home(*asked.turns)

    def axis_of_synonym(self, axis: str, word: str) -> str | None:
        """Return the term of an axis that `word` is another word for, or belongs to."""
        folded = word.casefold()
        for name, term in self.axes[axis].terms.items():
            if folded in {name.casefold(), *(word.casefold() for word in term.words)}:
                return name
        return None
