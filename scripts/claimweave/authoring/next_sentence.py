"""The sentences that wait for a claim, and what is known of each before somebody encodes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.authoring.stubs import NOT_ENCODED, keys_cited
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.review import Review
    from claimweave.review.stub import Stub


def waiting_sentences(review: Review) -> list[str]:
    """Return the sentences without a claim, with a stub, or with a citation in no claim, in order.

    Those that assert nothing, or are exempted, do not wait; nor does what a claim file that cannot
    be read may assert.
    """
    asserted = {at for claim in review.claims.values() for at in claim.record.asserted}
    cited = _cited(review)
    found = []
    for locator, sentence in review.sentences.items():
        if sentence.asserts_nothing or locator in review.unreadable_text:
            continue
        if review.exemption(NOT_ENCODED, locator):
            continue
        keys = set(keys_cited(review, locator))
        open_ = locator not in asserted or locator in review.stubs_at
        if open_ or keys - cited.get(locator, set()):
            found.append(locator)
    return found


def _cited(review: Review) -> Mapping[str, set[str]]:
    """Return locator to the keys that claims cite there."""
    found: dict[str, set[str]] = {}
    for claim in review.claims.values():
        for item in claim.evidence:
            for locator in item.at:
                found.setdefault(locator, set()).add(item.cites)
    return found


def open_keys(review: Review, locator: str) -> list[str]:
    """Return the keys that a sentence cites, and that no claim cites there yet."""
    cited = _cited(review).get(locator, set())
    return [key for key in keys_cited(review, locator) if key not in cited]


def stub_of(review: Review, locator: str) -> Stub | None:
    """Return the first stub of a sentence; None where there is none."""
    return next(iter(review.stubs_at.get(locator, ())), None)


def proposed_answers(review: Review, locator: str) -> dict[str, list[str]]:
    """Return what is proposed for the claim of a sentence: what its stub says, and what it cites.

    The fields have the form in which a dialogue takes them.
    """
    stub = stub_of(review, locator)
    answers: dict[str, list[str]] = {"asserted": [locator]}
    if stub is not None:
        answers |= dict(_filled(stub))
        cited = [_item(stub, index) for index in range(len(stub.rest.evidence))]
    else:
        cited = list(open_keys(review, locator))
    if not cited and not review.sentences[locator].cites and review.source_key in review.references:
        cited = [f"{review.source_key} supports {locator}"]
    return answers | {"evidence": cited}


def _filled(stub: Stub) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of a stub that somebody has filled in."""
    record, open_ = stub.rest.record, {keys[0] for keys in stub.open_}
    yield "asserted", [" ".join(record.asserted)]
    for field in ("claim", "kind", "in_text", "strength", "note"):
        value = getattr(record, field)
        if value and field not in open_:
            yield field, [value]
    topic = stub.rest.topic
    named = {axis: ",".join(terms) for axis, terms in topic.named.items()}
    words = {**named, "question": topic.question, "direction": topic.direction}
    yield "topic", [f"{name}={word}" for name, word in words.items() if word]
    for field in ("rests_on", "opposes"):
        if getattr(record, field):
            yield field, [" ".join(getattr(record, field))]


def _item(stub: Stub, index: int) -> str:
    """Return a citation of a stub as a dialogue takes it; without its stance, only its key."""
    item = stub.rest.evidence[index]
    if ("evidence", index, "stance") in stub.open_:
        return item.cites
    note = f" -- {item.note}" if item.note else ""
    return f"{item.cites} {item.stance} {' '.join(item.at) or f'added={item.added}'}{note}"


def open_questions(base: EvidenceBase, locator: str) -> Iterator[str]:
    """Yield what is left to say of a sentence, in words; of a stub, `place_text` says it."""
    review = base.review
    if stub_of(review, locator) is None:
        stances = (f"stance of {key}" for key in open_keys(review, locator))
        yield f"Left open: {listed([*FIELDS, *stances])}."
    for number in review.sentences[locator].cites:
        if number not in review.references_by_number:
            yield f"It cites {number}, and no entry of the bibliography has that number."


FIELDS = ("claim", "kind", "strength", "topic")
"""What only a reader of the article can say of any claim."""
