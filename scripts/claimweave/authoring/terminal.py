"""Asking on a terminal: a question is put until its answer can be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from claimweave.authoring.plain_input import AnswerError
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

T = TypeVar("T")

NOTHING = "-"
"""The answer that takes nothing where Enter would take something."""

BACK = "<"
"""The answer that goes one question back."""

MOST_SHOWN = 60


class AnswersEndedError(Exception):
    """The input ended, or was broken off, before all was answered."""


class StepBackError(Exception):
    """Somebody wants to go back to the question before."""


@dataclass(frozen=True)
class Terminal:
    """How to read a line (prompt and words to complete; EOFError at the end), and to say one."""

    read: Callable[[str, Collection[str]], str]
    say: Callable[[str], None]


@dataclass(frozen=True)
class Question(Generic[T]):
    """What is asked, how an answer is read, what Enter takes, and the words that fit."""

    text: str
    reader: Callable[[str], T]
    default: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


def ask(terminal: Terminal, question: Question[T]) -> str:
    """Ask until the answer can be read; return it as it was typed, or nothing.

    Raises:
        AnswersEndedError: when the input ends.
        StepBackError: when the question before is wanted again.
    """
    shown = f" [{printable(question.default)}]" if question.default else ""
    while True:
        answer = _line(terminal, f"{question.text}{shown}: ", question.words)
        if answer == "?":
            _list_words(terminal, question)
            continue
        if answer == BACK:
            raise StepBackError
        if answer == NOTHING and question.optional:
            return ""
        answer = answer or question.default
        if not answer and question.optional:
            return ""
        try:
            question.reader(answer)
        except AnswerError as error:
            terminal.say(f"  {printable(str(error))}")
        else:
            return answer


def one_by_one(steps: Sequence[Callable[[], bool]], *, from_the_last: bool = False) -> None:
    """Take steps in their order; one from which somebody wants back leads to the one before.

    A step returns whether it has asked anything: one that has not is passed over both ways.

    Raises:
        StepBackError: when there is no step before that asks anything.
    """
    place, way = (len(steps) - 1, -1) if from_the_last else (0, 1)
    while place < len(steps):
        if place < 0:
            raise StepBackError
        try:
            way = 1 if steps[place]() else way
        except StepBackError:
            way = -1
        place += way


def from_the_first(
    terminal: Terminal, steps: Sequence[Callable[[], bool]], *, from_the_last: bool = False
) -> None:
    """Take steps in their order; before the first of them there is nothing to go back to."""
    while True:
        try:
            one_by_one(steps, from_the_last=from_the_last)
        except StepBackError:
            terminal.say("  this is the first question")
            from_the_last = False
        else:
            return


def ask_alone(terminal: Terminal, question: Question[T]) -> str:
    """Ask a question that no other stands before.

    Raises:
        AnswersEndedError: when the input ends.
    """
    answers: list[str] = []

    def step() -> bool:
        answers.append(ask(terminal, question))
        return True

    from_the_first(terminal, [step])
    return answers[-1]


def confirmed(terminal: Terminal, text: str, *, default: bool = True) -> bool:
    """Ask a question that is answered by yes or no."""
    hint = "[Y/n]" if default else "[y/N]"
    while True:
        answer = _line(terminal, f"{text} {hint} ", ("yes", "no")).casefold()
        if answer in ("", "y", "yes", "n", "no"):
            return default if not answer else answer.startswith("y")
        terminal.say("  answer yes or no")


def _line(terminal: Terminal, prompt: str, words: Collection[str]) -> str:
    while True:
        try:
            return terminal.read(prompt, words).strip()
        except (EOFError, KeyboardInterrupt):
            raise AnswersEndedError from None
        except UnicodeDecodeError:
            terminal.say("  that is not UTF-8: type it again")


def _list_words(terminal: Terminal, question: Question[T]) -> None:
    if not question.words:
        terminal.say("  any text")
    for word, label in list(question.words.items())[:MOST_SHOWN]:
        said = f"  {word}  {label}" if label and label != word else f"  {word}"
        terminal.say(printable(said[:100]))
    if len(question.words) > MOST_SHOWN:
        terminal.say(f"  … {len(question.words)} in all: type the first letters, then Tab")
