"""The questions that a study sheet asks for, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimweave.authoring.field_steps import FieldSteps
from claimweave.authoring.plain_input import fitting
from claimweave.authoring.study_answers import readers
from claimweave.authoring.terminal import (
    Question,
    StepBackError,
    ask,
    confirmed,
    from_the_first,
)
from claimweave.authoring.topic_dialogue import ask_topic
from claimweave.review.fields import ReadAs, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal


CHANGING = frozenset({"data", "program", "description"})
"""What may change under its address: a sheet says which version it was, or when it was seen."""


def ask_study(
    terminal: Terminal, known: KnownWords, given: Given, earlier: Given
) -> dict[str, Sequence[str]]:
    """Ask for each field of a study sheet that is not given; return all answers.

    Raises:
        AnswersEndedError: when the input ends.
    """
    fields = FieldSteps(terminal, readers(known), given, earlier, dict(given))
    single, said = fields.single, dict.fromkeys(get_args(ReadAs), "")

    def findings() -> bool:
        found = fields.answers.get("findings", earlier.get("findings", ()))
        fields.answers["findings"] = _ask_findings(terminal, known, found)
        return True

    def of_data(step: Callable[[], bool]) -> Callable[[], bool]:
        """Return the step, which asks nothing where neither data nor a program were looked at."""
        return lambda: "".join(fields.answers.get("read", ())).casefold() in CHANGING and step()

    cohort = "A name that reports of the same sample share (Enter: none)"
    limits = "What a reader must know before relying on it (Enter: nothing)"
    steps = [
        single("design", "Design of the study", known.designs),
        single("participants", "How many were studied (Enter: not seen)", optional=True),
        single("population", "Who was studied, in a few words (Enter: not seen)", optional=True),
        single("cohort", cohort, _cohorts(known), optional=True),
        single("read", "What you read", said),
        single("where", "The address where you read it", optional=True),
        of_data(single("version", "The version that you looked at (Enter: none)", optional=True)),
        of_data(single("seen", "The day on which you looked (Enter: none)", optional=True)),
        single("limits", limits, optional=True),
        fields.unless_given("findings", findings),
    ]
    from_the_first(terminal, steps)
    return fields.answers


def _cohorts(known: KnownWords) -> dict[str, str]:
    named = {s.record.cohort: s.key for s in known.base.review.studies.values() if s.record.cohort}
    return dict(sorted(named.items()))


def _ask_findings(terminal: Terminal, known: KnownWords, earlier: Sequence[str]) -> list[str]:
    """Ask for findings until there are no more; earlier ones are kept, or asked for anew."""
    if earlier:
        for item in earlier:
            terminal.say(f"  {item}")
        if confirmed(terminal, "Keep these findings?"):
            return list(earlier)
    findings: list[str] = []
    terminal.say("Findings: what the source reports itself, one result each.")
    said, topic = "", ""
    while True:
        says = Question[str](
            "  What it reports, in one plain sentence (Enter: no more)",
            lambda text: fitting(text, Sentence),
            said,
            optional=True,
        )
        try:
            sentence = ask(terminal, says)
        except StepBackError:
            if not findings:
                raise
            topic, _, said = findings.pop().partition(" -- ")
            continue
        if not sentence:
            return findings
        try:
            whole = " ".join(ask_topic(terminal, known, [topic]))
        except StepBackError:
            said = sentence
            continue
        findings.append(f"{whole} -- {sentence}")
        said, topic = "", ""
