"""Whether what is compared with each other is two things, and whether the vocabulary says which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, unknown_word
from claimweave.review.paths import LEDGER
from claimweave.rules.registry import Tally, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.axis import Axis
    from claimweave.review.reading.record_schema import Keys
    from claimweave.review.review import Review
    from claimweave.review.vocabulary import Question, Vocabulary

VOCABULARY = f"{LEDGER}/vocabulary.yml"


@rule("topics", optional=True)
def compared_with_itself(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim or a finding compares a term with itself.

    What it checks:
        A topic or a finding on a question that compares two axes (`turns` in the vocabulary) has
        two different terms on them.
    Why:
        Nothing does better than itself: one of the two was copied, and whatever the source says of
        the right one is compared with nothing.
    Fails:
        topic: {crop: barley, comparator: barley, question: yields-more}
    How to mend:
        Look up in the source what was compared with what, and write that in place of one of the
        two. If it was one thing in two doses or forms, these are two terms of the vocabulary.
    """
    for claim in base.review.claims.values():
        found = _compared(base.review, claim.topic.named, claim.topic.question)
        tally.checked += bool(found)
        yield from _alike(claim.path, ("topic",), claim.topic.named, found)
    for study in base.review.studies.values():
        for index, finding in enumerate(study.record.findings):
            found = _compared(base.review, finding.named, finding.question)
            tally.checked += bool(found)
            yield from _alike(study.path, ("findings", index), finding.named, found)


def _compared(
    review: Review, terms: Mapping[str, tuple[str, ...]], question: str | None
) -> tuple[str, str] | None:
    """Return the two axes that a topic compares; without a question, as any question does."""
    turns = review.turns
    known = [turns[question]] if question and question in turns else []
    known += [] if question else turns.values()
    return next((axes for axes in known if {*axes} <= {*terms}), None)


def _alike(
    path: str, keys: Keys, terms: Mapping[str, tuple[str, ...]], axes: tuple[str, str] | None
) -> Iterator[Problem]:
    if axes is None:
        return
    first, second = axes
    for term in terms[first]:
        if term in terms[second]:
            message = f'this compares "{term}" with itself: it is {first} and {second}'
            help_ = f"look up what was compared with what, and mend `{first}` or `{second}`"
            yield Problem(AtKey(path, (*keys, second)), message, help_)


def turning_faults(vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield what is wrong with axes that have another's terms, and with questions that turn."""
    for name, axis in vocabulary.axes.items():
        yield from _same_as_faults(name, axis, vocabulary)
    for name, question in vocabulary.questions.items():
        yield from _turns_faults(name, question, vocabulary)


def _same_as_faults(name: str, axis: Axis, vocabulary: Vocabulary) -> Iterator[Problem]:
    where = AtKey(VOCABULARY, ("axes", name, "same_as"))
    other = vocabulary.axes.get(axis.same_as or "")
    if axis.same_as == name:
        message = f"{name} says that it has its own terms"
        yield Problem(where, message, "name the axis whose terms it has, or give it `terms`")
    elif axis.same_as and other is None:
        yield unknown_word(where, axis.same_as, "an axis", vocabulary.axes)
    elif other and other.same_as:
        message = f"{axis.same_as} has no terms of its own either: it has those of {other.same_as}"
        home = _with_terms(other, vocabulary)
        wanted = f"write same_as: {home}" if home else f"give one of the two `terms`: {_IN_TURN}"
        yield Problem(where, message, wanted)


_IN_TURN = "each says that the other has them"


def _with_terms(axis: Axis, vocabulary: Vocabulary) -> str:
    """Return the name of the axis with terms of its own that an axis leads to; "" without any."""
    passed: list[str] = []
    while axis.same_as and axis.same_as not in passed:
        passed.append(axis.same_as)
        if axis.same_as not in vocabulary.axes:
            return ""
        axis = vocabulary.axes[axis.same_as]
    return "" if axis.same_as else passed[-1]


def _turns_faults(name: str, question: Question, vocabulary: Vocabulary) -> Iterator[Problem]:
    unknown = False
    for index, axis in enumerate(question.turns):
        where = AtKey(VOCABULARY, ("questions", name, "turns", index))
        if axis not in vocabulary.axes:
            unknown = True
            yield unknown_word(where, axis, "an axis", vocabulary.axes)
        elif question.asks and axis not in question.asks:
            message = f"this question compares the {axis}, and does not ask about it"
            yield Problem(where, message, f"add {axis} to `asks`")
    if unknown or not question.turns:
        return
    first, second = question.turns
    known = all(vocabulary.axes[axis].is_known for axis in question.turns)
    if known and vocabulary.home(first) != vocabulary.home(second):
        where = AtKey(VOCABULARY, ("questions", name, "turns"))
        message = f"{first} and {second} have other terms, and cannot change places"
        yield Problem(where, message, f"write `same_as: {first}` at {second}, in place of `terms`")
