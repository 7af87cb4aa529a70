"""Asking on a terminal: a question is put until its answer can be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from claimweave.authoring.plain_input import AnswerError
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

T = TypeVar("T")

NOTHING = "-"
"""The answer that takes nothing where Enter would take something."""

MOST_SHOWN = 60


class AnswersEndedError(Exception):
    """The input ended, or was broken off, before all was answered."""


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
    """
    shown = f" [{printable(question.default)}]" if question.default else ""
    while True:
        answer = _line(terminal, f"{question.text}{shown}: ", question.words)
        if answer == "?":
            _list_words(terminal, question)
            continue
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
