"""The questions that a claim asks for, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimweave.authoring.claim_answers import readers
from claimweave.authoring.evidence_dialogue import ask_evidence
from claimweave.authoring.field_steps import FieldSteps
from claimweave.authoring.terminal import from_the_first
from claimweave.authoring.topic_dialogue import pairs_of, topic_of, topic_steps
from claimweave.review.fields import Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal


def ask_claim(  # noqa: PLR0913 - what is asked for, and what is known already
    terminal: Terminal,
    known: KnownWords,
    given: Given,
    added: str,
    earlier: Given,
    *,
    from_the_last: bool = False,
) -> dict[str, Sequence[str]]:
    """Ask for each field of a claim that is not given; return all answers.

    Args:
        terminal: whom to ask.
        known: the review's words, for completion and suggestions.
        given: fields that are answered already.
        added: the day that is proposed for evidence that the review does not cite.
        earlier: answers of an earlier round, which Enter takes again.
        from_the_last: begin with the last question, with the earlier answers for all others.

    Raises:
        AnswersEndedError: when the input ends.
    """
    answers = {**(earlier if from_the_last else {}), **given}
    fields = FieldSteps(terminal, readers(known, added), given, earlier, answers)
    before = pairs_of(earlier.get("topic", ()))
    found = dict(before) if from_the_last else {}
    topics = [] if "topic" in given else topic_steps(terminal, known, found, before, whole=False)
    steps = [
        *_first(fields, known),
        *topics,
        _evidence(fields, known, added),
        *_last(fields, known),
    ]
    from_the_first(terminal, steps, from_the_last=from_the_last)
    if topics:
        answers["topic"] = topic_of(known, found, whole=False)
    return answers


def _first(fields: FieldSteps, known: KnownWords) -> list[Callable[[], bool]]:
    asserted = "Where the review asserts it (locators; Enter: it does not)"
    return [
        fields.single("claim", "The assertion, in one plain sentence of your own"),
        fields.single("kind", "Kind", dict.fromkeys(known.kinds, "")),
        fields.single("section", "Section", known.sections),
        fields.single(
            "strength",
            "How firmly the review words it (Enter: not said)",
            dict.fromkeys(get_args(Strength), ""),
            optional=True,
        ),
        fields.single("asserted", asserted, known.locators, optional=True),
    ]


def _evidence(fields: FieldSteps, known: KnownWords, added: str) -> Callable[[], bool]:
    """Return the step for all evidence; from behind, it begins where no more was wanted."""

    def step() -> bool:
        answers = fields.answers
        places = fields.readers["asserted"](" ".join(answers["asserted"]))
        done = answers.get("evidence")
        proposed = fields.earlier.get("evidence", ()) if done is None else ()
        answers["evidence"] = ask_evidence(
            fields.terminal, known, places, added, list(done or ()), list(proposed)
        )
        return True

    return fields.unless_given("evidence", step)


def _last(fields: FieldSteps, known: KnownWords) -> list[Callable[[], bool]]:
    drawn, opposed = "Claims that it is drawn from", "Claims that cannot hold with it"
    return [
        fields.single("rests_on", f"{drawn} (ids; Enter: none)", known.claims, optional=True),
        fields.single("opposes", f"{opposed} (ids; Enter: none)", known.claims, optional=True),
        fields.single("note", "A note for readers (Enter: none)", optional=True),
    ]
