"""Stubs of claims: for each sentence that waits for one, what follows from the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.file_text import claim_text
from claimweave.authoring.plain_input import AnswerError
from claimweave.review.paths import CLAIMS, SETTINGS
from claimweave.review.stub import OPEN
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claimweave.authoring.known_words import KnownWords
    from claimweave.review.ledger import Sentence
    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.review import Review

NOT_ENCODED = "sentence-not-encoded"

_LONGEST_ID = 90


@dataclass(frozen=True, slots=True)
class NewStub:
    """The stub of a sentence: its id, the folder of its section, its path and its text."""

    locator: str
    id: str
    folder: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class PlannedStubs:
    """The stubs that are to be written; for all else, why not, and what they lack.

    `left_out` and `lacking` map a reason to the locators of the sentences that it is for.
    """

    stubs: tuple[NewStub, ...]
    left_out: Mapping[str, tuple[str, ...]]
    lacking: Mapping[str, tuple[str, ...]]


def plan_stubs(known: KnownWords, *, comments: bool) -> PlannedStubs:
    """Return a stub for each sentence that no claim asserts, and that has none.

    Raises:
        AnswerError: when the settings or the vocabulary cannot be read, or a section has a folder
            that is no place for claims.
    """
    review, settings = known.base.review, known.settings
    asserted = {at for claim in review.claims.values() for at in claim.record.asserted}
    taken = {*review.taken_ids, *review.former_names}
    stubs: list[NewStub] = []
    left_out: dict[str, list[str]] = {}
    lacking: dict[str, list[str]] = {}
    for locator, sentence in review.sentences.items():
        part = settings.section_of(locator)
        why = _why_not(review, locator, sentence, asserted)
        if why or part is None:
            left_out.setdefault(why or "it lies in no section of review.yml", []).append(locator)
            continue
        for number in _numbers_without_entry(review, sentence):
            lacking.setdefault(f"no entry has the number {number}", []).append(locator)
        folder = known.section(settings.sections[part].folder)
        stub_id = stub_id_of(locator, taken)
        taken.add(stub_id)
        path = f"{CLAIMS}/{folder}/{stub_id}.yml"
        text = stub_text(known, locator, path, comments=comments)
        stubs.append(NewStub(locator, stub_id, folder, path, text))
    told = {why: tuple(places) for why, places in left_out.items()}
    return PlannedStubs(tuple(stubs), told, {why: tuple(at) for why, at in lacking.items()})


def _why_not(review: Review, locator: str, sentence: Sentence, asserted: Collection[str]) -> str:
    """Return why a sentence gets no stub; an empty text when it gets one."""
    if locator in asserted:
        return "a claim asserts it already"
    if locator in review.stubs_at:
        return "it has a stub already"
    if sentence.asserts_nothing:
        return "the ledger says that it asserts nothing"
    if review.exemption(NOT_ENCODED, locator):
        return "exemptions.yml says why it is not encoded"
    if locator in review.unreadable_text:
        return "a claim file that cannot be read may assert it"
    return ""


def stub_id_of(locator: str, taken: Collection[str]) -> str:
    """Return the id of a sentence's stub: `s3-2-p4-s1` for S3.2.p4.s1, or with a number behind."""
    stem = re.sub(r"[^a-z0-9]+", "-", folded(locator)).strip("-")[:_LONGEST_ID].strip("-")
    name, number = stem, 1
    while name in taken or not name:
        number += 1
        name = f"{stem or 'sentence'}-{number}"
    return name


def stub_text(known: KnownWords, locator: str, path: str, *, comments: bool) -> str:
    """Return the text of the stub of a sentence.

    What only a reader of the article can say is left open.

    Raises:
        AnswerError: when the vocabulary cannot be read.
    """
    text = claim_text(_fields(known, locator), path, known.vocabulary, comments=comments)
    schema, _, fields = text.partition("\n")
    head = [
        f"# A stub for the sentence {locator}. Each {OPEN} is for somebody who reads it there:",
        "# fill it in, or take the line out where it does not apply.",
    ]
    if not known.base.review.sentences[locator].cites:
        head.append("# If it is drawn from other claims, name them: rests_on: [id-of-a-claim]")
    return "\n".join([schema, *head, fields])


def _fields(known: KnownWords, locator: str) -> dict[str, Data]:
    review = known.base.review
    topic: dict[str, Data] = dict.fromkeys((*known.vocabulary.axes, "question"), OPEN)
    fields: dict[str, Data] = {"claim": OPEN, "kind": OPEN, "strength": OPEN}
    fields |= {"asserted": [locator], "topic": topic}
    evidence: list[Data] = [
        {"cites": key, "stance": OPEN, "at": [locator]} for key in keys_cited(review, locator)
    ]
    if not review.sentences[locator].cites and review.source_key in review.references:
        # For a sentence without a citation the review is cited itself, in support and no other way.
        evidence = [{"cites": review.source_key, "stance": "supports", "at": [locator]}]
    return fields | ({"evidence": evidence} if evidence else {})


def keys_cited(review: Review, locator: str) -> list[str]:
    """Return the keys that the claims of a sentence cite there, by the ledger, in its order.

    What the ledger notes as a departure from what is printed is heeded.
    """
    numbers = _numbers(review.sentences[locator])
    known = (review.references_by_number.get(number) for number in numbers)
    return [reference.key for reference in known if reference is not None]


def _numbers(sentence: Sentence) -> list[int]:
    departures = sentence.departures
    kept = [number for number in dict.fromkeys(sentence.cites) if number not in departures]
    return [*kept, *(number for number in departures if number not in sentence.cites)]


def _numbers_without_entry(review: Review, sentence: Sentence) -> list[int]:
    return [n for n in _numbers(sentence) if n not in review.references_by_number]


def refuse_no_draft(known: KnownWords) -> None:
    """Refuse stubs where each of them would be an error.

    Raises:
        AnswerError: when the review is no draft, or its settings cannot be read.
    """
    if known.settings.state != "draft":
        message = "stubs are for a review that is a draft, and in this one each would be an error"
        raise AnswerError(f"{message}: write the line `state: draft` into {SETTINGS}")
