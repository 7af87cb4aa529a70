"""The questions that a claim asks for, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimweave.authoring.answers import pair_reader, split_note
from claimweave.authoring.claim_answers import readers
from claimweave.authoring.known_words import recognised
from claimweave.authoring.plain_input import day
from claimweave.authoring.terminal import Question, ask
from claimweave.review.fields import Direction, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.authoring.answers import Given
    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal
    from claimweave.review.reading.yaml_reader import Data

_FOLLOWING = "for each reference; Enter when there are no more"


def ask_claim(
    terminal: Terminal, known: KnownWords, given: Given, added: str, earlier: Given
) -> dict[str, Sequence[str]]:
    """Ask for each field of a claim that is not given; return all answers.

    Args:
        terminal: whom to ask.
        known: the review's words, for completion and suggestions.
        given: fields that are answered already.
        added: the day that is proposed for evidence that the review does not cite.
        earlier: answers of an earlier round, which Enter takes again.

    Raises:
        AnswersEndedError: when the input ends.
    """
    read = readers(known, added)
    answers: dict[str, Sequence[str]] = dict(given)

    def single(field: str, text: str, words: Mapping[str, str], *, optional: bool = False) -> None:
        if field in given:
            return
        default = " ".join(earlier.get(field, ()))
        answer = ask(terminal, Question(text, read[field], default, words, optional))
        answers[field] = [answer] if answer else []

    single("claim", "The assertion, in one plain sentence of your own", {})
    single("kind", "Kind", dict.fromkeys(get_args(Kind), ""))
    single("section", "Section", known.sections)
    single("asserted", "Where the review asserts it (locators; Enter: it does not)",
           known.locators, optional=True)  # fmt: skip
    if "topic" not in given:
        answers["topic"] = ask_topic(terminal, known, earlier.get("topic", ()))
    if "evidence" not in given:
        places = read["asserted"](" ".join(answers["asserted"]))
        answers["evidence"] = _ask_evidence(terminal, known, places, added, earlier)
    single("rests_on", "Claims that it is drawn from (ids; Enter: none)",
           known.claims, optional=True)  # fmt: skip
    single("opposes", "Claims that cannot hold with it (ids; Enter: none)",
           known.claims, optional=True)  # fmt: skip
    single("note", "A note for readers (Enter: none)", {}, optional=True)
    return answers


def ask_topic(
    terminal: Terminal, known: KnownWords, earlier: Sequence[str], *, whole: bool = False
) -> list[str]:
    """Ask for a term of each axis, and for question and direction; return texts `axis=term`.

    Without any term, question and direction are asked for only when the topic must be `whole`.
    """
    before = dict(pair.partition("=")[::2] for text in earlier for pair in text.split())
    found: list[str] = []
    names: dict[str, tuple[str, dict[str, str]]] = {
        name: (axis.label, known.terms(name)) for name, axis in known.vocabulary.axes.items()
    }
    names["question"] = ("Question", known.questions)
    names["direction"] = ("Direction", dict.fromkeys(get_args(Direction), ""))
    for name, (label, words) in names.items():
        is_axis = name in known.vocabulary.axes
        if not (is_axis or found or whole):
            break
        optional = is_axis or not whole
        text = f"{label} (Enter: none)" if optional else label
        question = Question(text, pair_reader(known, name), before.get(name, ""), words, optional)
        answer = ask(terminal, question)
        if answer:
            found.append(f"{name}={pair_reader(known, name)(answer)}")
    return found


def _ask_evidence(
    terminal: Terminal, known: KnownWords, asserted: Data, added: str, earlier: Given
) -> list[str]:
    """Ask for references until there are no more; `earlier` ones are proposed again."""
    items: list[str] = []
    before = list(earlier.get("evidence", ()))
    terminal.say(f"Evidence: a key, or the number in the review, {_FOLLOWING}.")
    while True:
        words, note = _split(before.pop(0)) if before else ([], "")
        question = Question(f"  Reference {len(items) + 1}", known.key,
                            words[0] if words else "", known.keys, optional=True)  # fmt: skip
        typed = ask(terminal, question)
        if typed:
            items.append(_ask_item(terminal, known, known.key(typed), words, note, asserted, added))
        elif not before:
            return items


def _ask_item(  # noqa: PLR0913 - what an item depends on
    terminal: Terminal,
    known: KnownWords,
    key: str,
    words: Sequence[str],
    note: str,
    asserted: Data,
    added: str,
) -> str:
    stances = dict.fromkeys(get_args(Stance), "")
    stance_reader: Callable[[str], str] = lambda text: recognised(text, stances, "a stance")  # noqa: E731
    default = words[1] if len(words) > 1 and words[0] == key else ""
    stance = ask(terminal, Question(f"    {key}: stance", stance_reader, default, stances))
    places = words[2:] if default else _citing(known, key, asserted)
    read = readers(known, added)["asserted"]
    at = ask(
        terminal,
        Question("    Where the review cites it (locators; -: it does not)", read,
                 " ".join(places), known.locators, optional=True),
    )  # fmt: skip
    if not at:
        added = ask(terminal, Question("    Then it is new. The day it was added", day, added))
        # The day is given with the item, as all its parts are.
        at = f"added={added}"
    said = ask(terminal, Question("    A note for readers (Enter: none)",
                                  readers(known, added)["note"], note, optional=True))  # fmt: skip
    return f"{key} {recognised(stance, stances, 'a stance')} {at}" + (f" -- {said}" if said else "")


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
