"""The answers to what a claim asks for, read into the fields of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.answers import (
    Fault,
    FaultyAnswersError,
    choice,
    listed,
    named_terms,
    pairs,
    read_answers,
    split_note,
)
from claimweave.authoring.plain_input import AnswerError, day, fitting, one_line
from claimweave.review.claim import AS_STATED
from claimweave.review.fields import CheckVerdict, Note, Sentence, Stance, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.reading.yaml_reader import Data

NEEDED = ("claim", "kind", "section")

ADDED = "added="
"""How the place of evidence begins that the review does not cite: the day follows."""

_READING = ("says", "sql", "verdict")
"""Answers about how an executable claim is read; further readings are written into its file."""


@dataclass(frozen=True)
class ClaimAnswers:
    """A claim as it was answered: the folder of its section, and its fields."""

    folder: str
    data: dict[str, Data]


def read_claim(known: KnownWords, given: Given, added: str) -> ClaimAnswers:
    """Return the fields of a claim.

    Args:
        known: the review's words.
        given: field to texts, as options, a dialogue or a form give them.
        added: the day that stands with evidence that the review does not cite.

    Raises:
        FaultyAnswersError: with every fault at once.
    """
    read = read_answers(given, readers(known, added), NEEDED)
    data: dict[str, Data] = {"claim": read["claim"][0], "kind": read["kind"][0]}
    data["in_text"] = read["in_text"][0] if "in_text" in read else None
    data["strength"] = read["strength"][0] if "strength" in read else None
    data["asserted"] = [place for places in read.get("asserted", ()) for place in places]
    data["topic"] = _topic(known, given)
    data["evidence"] = read.get("evidence", [])
    for field in ("rests_on", "opposes"):
        data[field] = [name for names in read.get(field, ()) for name in names]
    data["check"] = _check(read)
    data["note"] = read["note"][0] if "note" in read else None
    return ClaimAnswers(read["section"][0], {key: value for key, value in data.items() if value})


def _check(read: Mapping[str, list[Data]]) -> dict[str, Data]:
    """Return the check with its one reading, which says what the claim says, if nothing else."""
    reading = {name: read[name][0] for name in _READING if name in read}
    if not reading:
        return {"note": read["check_note"][0]} if "check_note" in read else {}
    readings = {AS_STATED: {"says": read["claim"][0], **reading}}
    note = {"note": read["check_note"][0]} if "check_note" in read else {}
    return {"readings": readings, **note}


def readers(known: KnownWords, added: str) -> dict[str, Callable[[str], Data]]:
    """Return the reader of each field's texts. Each raises AnswerError."""
    return {
        "claim": statement,
        "kind": known.kind,
        "in_text": statement,
        "strength": choice(Strength, "a strength"),
        "section": known.section,
        "asserted": lambda text: listed(text, known.locators, "a place of the review"),
        "topic": lambda text: pairs(known, one_line(text).split()),
        "evidence": lambda text: evidence(known, text, added),
        "rests_on": lambda text: listed(text, known.claims, "the id of a claim"),
        "opposes": lambda text: listed(text, known.claims, "the id of a claim"),
        "says": lambda text: fitting(text, Sentence),
        "sql": lambda text: fitting(text, Note),
        "verdict": choice(CheckVerdict, "a verdict"),
        "check_note": lambda text: fitting(text, Note),
        "note": lambda text: fitting(text, Note),
    }


def statement(text: str) -> str:
    """Return the assertion.

    Raises:
        AnswerError: when it is empty, too long, or holds what nobody would see.
    """
    return fitting(text, Sentence)


def evidence(known: KnownWords, text: str, added: str) -> dict[str, Data]:
    """Read `Adler2001 supports S1.p1.s1 -- A note` or `Adler2001 supports added=2026-01-31`.

    Without a locator and without a day it is new, and of the day `added`.

    Raises:
        AnswerError: when a word of it is not known.
    """
    head, note = split_note(one_line(text))
    words = head.split()
    if len(words) < 2:  # noqa: PLR2004 - a key and a stance
        raise AnswerError(
            f'"{head[:60]}" is too short: a citation key, a stance, and the places where the '
            "review cites it, such as `Adler2001 supports S1.p1.s1`"
        )
    item: dict[str, Data] = {
        "cites": known.key(words[0]),
        "stance": choice(Stance, "a stance")(words[1].rstrip(",:")),
    }
    if words[2:] and words[2].startswith(ADDED):
        added, words = day(words[2].removeprefix(ADDED)), [*words[:2], *words[3:]]
    places = listed(" ".join(words[2:]), known.locators, "a place of the review")
    item |= {"at": places} if places else {"added": added}
    return item | ({"note": fitting(note, Note)} if note else {})


def _topic(known: KnownWords, given: Given) -> dict[str, Data]:
    texts = [pair for text in given.get("topic", ()) for pair in text.split()]
    try:
        found = pairs(known, texts)
    except AnswerError as error:
        raise FaultyAnswersError([Fault("topic", 0, str(error))]) from None
    order = [*known.vocabulary.axes, "question", "direction"]
    return {name: named_terms(found[name]) for name in order if name in found}
