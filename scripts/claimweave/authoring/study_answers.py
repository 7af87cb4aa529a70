"""The answers to what a study sheet asks for, read into the fields of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.authoring.answers import choice, named_terms, pairs, read_answers, split_note
from claimweave.authoring.known_words import recognised
from claimweave.authoring.plain_input import (
    AnswerError,
    decimal_number,
    fitting,
    one_line,
    require_fitting,
    whole_number,
)
from claimweave.review.fields import Address, Date, Few, Note, ReadAs, Sentence, Word
from claimweave.review.record import record_fields
from claimweave.review.study import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.reading.yaml_reader import Data

NEEDED = ("design", "read")
_NUMBERS = ("value", "low", "high")


def read_study(known: KnownWords, given: Given) -> dict[str, Data]:
    """Return the fields of a study sheet.

    Raises:
        FaultyAnswersError: with every fault at once.
    """
    read = read_answers(given, readers(known), NEEDED)
    data = {field: values[0] for field, values in read.items() if field != "findings"}
    return data | ({"findings": read["findings"]} if "findings" in read else {})


def readers(known: KnownWords) -> dict[str, Callable[[str], Data]]:
    """Return the reader of each field's texts. Each raises AnswerError."""
    return {
        "design": lambda text: recognised(text, known.designs, "a design"),
        "participants": whole_number,
        "population": lambda text: fitting(text, Note),
        "cohort": lambda text: fitting(text, Word),
        "read": choice(ReadAs, "what can be read"),
        "where": lambda text: fitting(text, Address),
        "version": lambda text: fitting(text, Few),
        "seen": lambda text: fitting(text, Date),
        "limits": lambda text: fitting(text, Note),
        "findings": lambda text: finding(known, text),
    }


def finding(known: KnownWords, text: str) -> dict[str, Data]:
    """Read `crop=barley question=yield direction=positive -- What it says`.

    Its number is given with it: `measure=odds-ratio value=1.5 low=1.1 high=1.8 unit=t`.

    Raises:
        AnswerError: when a word of it is not known, or a part is missing.
    """
    head, says = split_note(one_line(text))
    number, words = _estimate(known, head.split())
    found = pairs(known, words)
    for name in ("question", "direction"):
        if name not in found:
            raise AnswerError(f"it has no {name}: write {name}=WORD")
    if not says:
        raise AnswerError("it does not say what was found: put ` -- ` and a sentence at its end")
    order = [*known.vocabulary.axes, "question", "direction"]
    said: dict[str, Data] = {"estimate": number} if number else {}
    said |= {"says": fitting(says, Sentence)}
    return {name: named_terms(found[name]) for name in order if name in found} | said


def _estimate(known: KnownWords, words: list[str]) -> tuple[dict[str, Data], list[str]]:
    """Take the parts of an estimate out of the words of a finding; return it, and the others.

    Raises:
        AnswerError: when a part comes twice, is no number where one is wanted, or they do not fit.
    """
    parts: dict[str, Data] = {}
    others: list[str] = []
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or name not in record_fields(Estimate):
            others.append(word)
        elif name in parts:
            raise AnswerError(f"{name} is given twice")
        else:
            parts[name] = _part(known, name, text)
    if parts:
        require_fitting(parts, Estimate)
    return parts, others


def _part(known: KnownWords, name: str, text: str) -> Data:
    if name in _NUMBERS:
        return decimal_number(text)
    return known.measure(text) if name == "measure" else fitting(text, Few)
