"""The words of a review: its axes and their terms, its questions and its study designs."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import Annotated, Literal

from msgspec import field
from msgspec.structs import force_setattr

from claimweave.review.axis import Axis, AxisName, Term, with_terms
from claimweave.review.fields import Direction, Name, Note, Sentence
from claimweave.review.record import Record, checked, text
from claimweave.words.labels import KIND_DEFINITIONS, KINDS


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


QuestionWords = Annotated[
    str,
    text(
        r"\S",
        least=1,
        most=1200,
        quick=r"^(?=\s*\S)[^{}]*(?:\{[^][{}\s.!:]+\}[^{}]*)*\Z",
        check=_names_axes,
    ),
]
"""A question in words; the name of an axis in braces stands for its term."""


class DirectionWords(Record, frozen=True, kw_only=True):
    """How a review calls a direction: a short label, and a plain sentence."""

    label: Note
    """A word or two, such as `rises`."""
    definition: Note
    """One plain sentence."""


class Question(Term, frozen=True, kw_only=True):
    """What a claim or a finding is about: the relation that is asked for."""

    directions: dict[Direction, DirectionWords] = field(default_factory=dict)
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

    def __post_init__(self) -> None:
        """Refuse what are not two axes."""
        if self.turns and (len(self.turns) != len({*self.turns}) or len(self.turns) != len(_BOTH)):
            raise ValueError(NOT_TWO)


Scale = Literal["ratio", "difference", "amount"]
"""What sort of number a measure is: it says where "nothing" lies, and how the axis is drawn."""

NOTHING: dict[Scale, float] = {"ratio": 1.0, "difference": 0.0}
"""The number that means no relation; an amount, such as a share, has none."""


MeasureName = Annotated[str, text(r"^[^<>&\"]*[^<>&\"\s][^<>&\"]*$", least=1, most=80)]
"""A measure in the words of the sheets, such as `Hedges' g`: it holds no sign of markup."""


class Measure(Record, frozen=True, kw_only=True):
    """A sort of number that study sheets may give for a finding."""

    scale: Scale
    """Whether it is a ratio (1 is no relation), a difference (0 is none) or an amount."""
    definition: Note | None = None
    """What it is, in one plain sentence: the site and the editor show it."""


class KindOfClaim(Term, frozen=True, kw_only=True):
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


def _own_names(axes: dict[str, Axis]) -> dict[str, Axis]:
    if len({name.casefold() for name in axes}) < len(axes):
        raise ValueError("two axes have names that differ in letter case only")
    return with_terms(axes)


def _own_measures(measures: dict[str, Measure]) -> dict[str, Measure]:
    if len({" ".join(name.casefold().split()) for name in measures}) < len(measures):
        raise ValueError(MEASURES_ALIKE)
    return measures


class Vocabulary(Record, frozen=True, kw_only=True):
    """The file `vocabulary.yml`."""

    axes: Annotated[dict[AxisName, Axis], checked(_own_names)]
    """What claims are about: each axis is a field of a topic and of a finding."""
    questions: dict[Name, Question]
    """Which relation between the axes a claim or a finding may be about."""
    designs: dict[Name, Term]
    """The study designs that study sheets may name."""
    directions: dict[Direction, DirectionWords] = field(default_factory=dict)
    """What the directions of a finding mean in this review."""
    measures: Annotated[dict[MeasureName, Measure], checked(_own_measures)] = field(
        default_factory=dict
    )
    """The measures of the estimates on study sheets, in the words in which sheets write them."""
    kinds: dict[Name, KindOfClaim] = field(default_factory=dict)
    """The kinds of claims, where they are others than those that every review has."""

    @property
    def all_kinds(self) -> dict[str, KindOfClaim]:
        """The kinds of claims: its own, or those of every review."""
        return self.kinds or kinds_everywhere()

    def __post_init__(self) -> None:
        """Refuse names that differ in letter case or spaces only, and give each axis its terms."""
        force_setattr(self, "axes", _own_names(self.axes))
        _own_measures(self.measures)

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
