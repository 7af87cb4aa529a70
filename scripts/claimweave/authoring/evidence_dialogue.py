"""The questions that evidence asks for: each reference, how it is used, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from claimweave.authoring.answers import split_note
from claimweave.authoring.claim_answers import ADDED, readers
from claimweave.authoring.known_words import recognised
from claimweave.authoring.plain_input import day
from claimweave.authoring.terminal import Question, StepBackError, ask, one_by_one
from claimweave.review.fields import Stance

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal
    from claimweave.review.reading.yaml_reader import Data

_FOLLOWING = "for each reference; Enter when there are no more"


@dataclass(frozen=True)
class _Asker:
    """Whom to ask, the review's words, where the claim is asserted, and the day of new evidence."""

    terminal: Terminal
    known: KnownWords
    asserted: Data
    added: str


def ask_evidence(  # noqa: PLR0913 - what an item depends on, and what is known already
    terminal: Terminal,
    known: KnownWords,
    asserted: Data,
    added: str,
    items: list[str],
    earlier: list[str],
) -> list[str]:
    """Ask for references until there are no more; return an item for each.

    Args:
        terminal: whom to ask.
        known: the review's words.
        asserted: where the review asserts the claim.
        added: the day that is proposed for evidence that the review does not cite.
        items: what was answered already.
        earlier: what was answered in an earlier round, and is proposed again.

    Raises:
        StepBackError: when the question before the evidence is wanted again.
    """
    asker = _Asker(terminal, known, asserted, added)
    terminal.say(f"Evidence: a key, or the number in the review, {_FOLLOWING}.")
    while True:
        proposed = earlier.pop(0) if earlier else ""
        try:
            typed = _ask_reference(asker, len(items) + 1, proposed)
        except StepBackError:
            if not items:
                raise
            last = items.pop()
            earlier[:0] = [proposed] if proposed else []
            _ask_into(asker, items, earlier, last, from_the_last=True)
            continue
        if not typed and not earlier:
            return items
        if typed:
            key = known.key(typed)
            same = proposed.split(" ", 1)[0] == key
            _ask_into(asker, items, earlier, proposed if same else key)


def _ask_reference(asker: _Asker, number: int, proposed: str) -> str:
    keys, key = asker.known.keys, proposed.split(" ", 1)[0]
    question = Question(f"  Reference {number}", asker.known.key, key, keys, optional=True)
    return ask(asker.terminal, question)


def _ask_into(
    asker: _Asker, items: list[str], earlier: list[str], item: str, *, from_the_last: bool = False
) -> None:
    """Ask for what belongs to an item, and put it to the others; or propose its reference again."""
    try:
        items.append(_ask_item(asker, item, from_the_last=from_the_last))
    except StepBackError:
        earlier.insert(0, item)


def _ask_item(asker: _Asker, item: str, *, from_the_last: bool) -> str:
    """Ask for what belongs to a citation; return it as an option gives it.

    Args:
        asker: whom to ask.
        item: the key, or the item as it was answered before.
        from_the_last: begin with the last question.

    Raises:
        StepBackError: when another reference is wanted.
    """
    known, stances = asker.known, dict.fromkeys(get_args(Stance), "")
    read = readers(known, asker.added)
    (key, *words), note = _split(item)
    places = words[1:] if words else _citing(known, key, asker.asserted)
    got = {"stance": words[0] if words else "", "at": " ".join(places), "note": note}
    got |= {"day": asker.added}
    if got["at"].startswith(ADDED):
        got |= {"day": got["at"].removeprefix(ADDED), "at": ""}

    def step(name: str, text: str, reader: Callable[[str], Data], **more: Any) -> bool:  # noqa: ANN401 - of a question
        got[name] = ask(asker.terminal, Question(text, reader, got[name], **more))
        return True

    def stance(text: str) -> str:
        return recognised(text, stances, "a stance")

    steps: list[Callable[[], bool]] = [
        lambda: step("stance", f"    {key}: stance", stance, words=stances),
        lambda: step(
            "at",
            "    Where the review cites it (locators; -: it does not)",
            read["asserted"],
            words=known.locators,
            optional=True,
        ),
        lambda: not got["at"] and step("day", "    Then it is new. The day it was added", day),
        lambda: step("note", "    A note for readers (Enter: none)", read["note"], optional=True),
    ]
    one_by_one(steps, from_the_last=from_the_last)
    # The day is given with the item, as all its parts are.
    at = got["at"] or f"{ADDED}{got['day']}"
    return f"{key} {stance(got['stance'])} {at}" + (f" -- {got['note']}" if got["note"] else "")


def _citing(known: KnownWords, key: str, asserted: Data) -> list[str]:
    """Return the places that cite a reference, by the ledger; for the review itself all of them."""
    review = known.base.review
    number = review.references[key].number
    return [
        place
        for place in asserted
        if key == review.source_key
        or (place in review.sentences and number in review.sentences[place].cites)
    ]


def _split(item: str) -> tuple[list[str], str]:
    head, note = split_note(item)
    return head.split(), note
