"""Answers as they were given, a list of texts for each field, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from claimweave.authoring.known_words import recognised
from claimweave.authoring.plain_input import AnswerError
from claimweave.review.fields import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.reading.yaml_reader import Data

    Given = Mapping[str, Sequence[str]]

NOTE_SIGN = " -- "
"""What follows it in an evidence item or a finding is a sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answer to a field; `index` counts its texts from 0."""

    field: str
    index: int
    message: str


class FaultyAnswersError(Exception):
    """Answers that no file can be made of."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in self.faults))


def read_answers(
    given: Given, readers: Mapping[str, Callable[[str], Data]], needed: Iterable[str]
) -> dict[str, list[Data]]:
    """Return field to what its texts mean; a field that was not given is left out.

    Raises:
        FaultyAnswersError: with every fault at once.
    """
    faults = [Fault(field, 0, "it is missing") for field in needed if not given.get(field)]
    read: dict[str, list[Data]] = {}
    for field, reader in readers.items():
        for index, text in enumerate(given.get(field, ())):
            try:
                read.setdefault(field, []).append(reader(text))
            except AnswerError as error:
                faults.append(Fault(field, index, str(error)))
    if faults:
        raise FaultyAnswersError(faults)
    return read


def choice(words: object, what: str) -> Callable[[str], str]:
    """Return a reader of one of the words of a literal type."""
    known = dict.fromkeys(get_args(words), "")
    return lambda text: recognised(text, known, what)


def split_note(text: str) -> tuple[str, str]:
    """Return what stands before ` -- `, and the sentence after it, or an empty string."""
    head, _, note = f" {text.strip()} ".partition(NOTE_SIGN)
    return head.strip(), note.strip()


def listed(text: str, known: Mapping[str, str], what: str) -> list[str]:
    """Return the words of a list with spaces, or with commas, between them.

    Raises:
        AnswerError: when one of them is not known.
    """
    found = [word if word in known else word.rstrip(",;") for word in text.split()]
    return [recognised(word, known, what) for word in found if word]


def pairs(known: KnownWords, texts: Iterable[str]) -> dict[str, str]:
    """Return the axes, question and direction of texts such as `crop=barley` or `crop=oats,rye`.

    Raises:
        AnswerError: when one is no pair, names nothing known, or a name comes twice.
    """
    result: dict[str, str] = {}
    axes = known.vocabulary.axes
    names = dict.fromkeys([*axes, "question", "direction"], "")
    for text in texts:
        name, equals, word = text.partition("=")
        if not equals:
            first = next(iter(names))
            more = f"; several terms with a comma and no space: {first}=WORD,WORD"
            raise AnswerError(f'"{text[:60]}" has no =: write it as {first}=WORD{more}')
        name = recognised(name, names, "an axis")
        if name in result:
            more = f": of several terms, write {name}=WORD,WORD" if name in axes else ""
            raise AnswerError(f"{name} is given twice{more}")
        result[name] = pair_reader(known, name)(word)
    return result


def pair_reader(known: KnownWords, name: str) -> Callable[[str], str]:
    """Return the reader of a term of an axis, of a question or of a direction."""
    if name == "question":
        return lambda text: recognised(text, known.questions, "a question")
    if name == "direction":
        return choice(Direction, "a direction")
    return lambda text: _terms(known, name, text)


def _terms(known: KnownWords, axis: str, text: str) -> str:
    """Return the term that is meant, or several with commas between them."""
    words = [word.strip() for word in text.split(",")]
    if len(words) == 1 or recognised_label(text, known.terms(axis)):
        return known.term(axis, text)
    return ",".join(dict.fromkeys(known.term(axis, word) for word in words if word))


def recognised_label(text: str, terms: Mapping[str, str]) -> bool:
    """Whether a text is as a whole what a term is called, commas and all."""
    folded = " ".join(text.split()).casefold()
    return any(folded in (name.casefold(), label.casefold()) for name, label in terms.items())


def named_terms(word: str) -> Data:
    """Return what a word of a topic stands for: a term, or several with commas between them."""
    several: list[Data] = [*word.split(",")]
    return several if several[1:] else word
