"""The questions that a study sheet asks for, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimweave.authoring.claim_dialogue import ask_topic
from claimweave.authoring.plain_input import fitting
from claimweave.authoring.study_answers import readers
from claimweave.authoring.terminal import Question, ask, confirmed
from claimweave.review.fields import ReadAs, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal


def ask_study(
    terminal: Terminal, known: KnownWords, given: Given, earlier: Given
) -> dict[str, Sequence[str]]:
    """Ask for each field of a study sheet that is not given; return all answers.

    Raises:
        AnswersEndedError: when the input ends.
    """
    read = readers(known)
    answers: dict[str, Sequence[str]] = dict(given)

    def single(
        field: str, text: str, words: Mapping[str, str] | None = None, *, optional: bool = True
    ) -> None:
        if field in given:
            return
        default = " ".join(earlier.get(field, ()))
        answer = ask(terminal, Question(text, read[field], default, words or {}, optional))
        answers[field] = [answer] if answer else []

    single("design", "Design of the study", known.designs, optional=False)
    single("participants", "How many were studied (Enter: not seen)")
    single("population", "Who was studied, in a few words (Enter: not seen)")
    single("cohort", "A name that reports of the same sample share (Enter: none)", _cohorts(known))
    single("read", "What you read", dict.fromkeys(get_args(ReadAs), ""), optional=False)
    single("where", "The address where you read it")
    single("limits", "What a reader must know before relying on it (Enter: nothing)")
    if "findings" not in given:
        answers["findings"] = _ask_findings(terminal, known, earlier.get("findings", ()))
    return answers


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
    says = Question[str]("  What it reports, in one plain sentence (Enter: no more)",
                         lambda text: fitting(text, Sentence), optional=True)  # fmt: skip
    terminal.say("Findings: what the source reports itself, one result each.")
    while sentence := ask(terminal, says):
        topic = ask_topic(terminal, known, (), whole=True)
        findings.append(f"{' '.join(topic)} -- {sentence}")
    return findings
