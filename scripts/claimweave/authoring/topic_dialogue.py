"""The questions that a topic asks for: a term of each axis, the question and the direction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from claimweave.authoring.answers import pair_reader
from claimweave.authoring.terminal import Question, ask, one_by_one
from claimweave.review.fields import Direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimweave.authoring.known_words import KnownWords
    from claimweave.authoring.terminal import Terminal


def ask_topic(terminal: Terminal, known: KnownWords, earlier: Sequence[str]) -> list[str]:
    """Ask for a whole topic: a term of each axis, question and direction, as `axis=term`.

    Raises:
        AnswersEndedError: when the input ends.
        StepBackError: when the question before the topic is wanted again.
    """
    found: dict[str, str] = {}
    one_by_one(topic_steps(terminal, known, found, pairs_of(earlier), whole=True))
    return topic_of(known, found, whole=True)


def topic_steps(
    terminal: Terminal,
    known: KnownWords,
    found: dict[str, str],
    earlier: Mapping[str, str],
    *,
    whole: bool,
) -> list[Callable[[], bool]]:
    """Return the questions for a topic, whose answers go into `found`.

    Without any term, question and direction are asked for only when the topic must be `whole`.
    """
    axes = known.vocabulary.axes
    names: dict[str, tuple[str, Mapping[str, str]]] = {
        name: (axis.label, known.terms(name)) for name, axis in axes.items()
    }
    names["question"] = ("Question", known.questions)
    names["direction"] = ("Direction", dict.fromkeys(get_args(Direction), ""))

    def step(name: str) -> bool:
        if not (name in axes or whole or set(found) & set(axes)):
            return False
        label, words = names[name]
        optional = name in axes or not whole
        text = f"{label} (Enter: none)" if optional else label
        default = found.get(name, earlier.get(name, ""))
        answer = ask(terminal, Question(text, pair_reader(known, name), default, words, optional))
        found[name] = str(pair_reader(known, name)(answer)) if answer else ""
        if not answer:
            del found[name]
        return True

    return [partial(step, name) for name in names]


def pairs_of(texts: Sequence[str]) -> dict[str, str]:
    """Return axis to term of texts `axis=term`."""
    return dict(pair.partition("=")[::2] for text in texts for pair in text.split())


def topic_of(known: KnownWords, found: Mapping[str, str], *, whole: bool) -> list[str]:
    """Return a topic as texts `axis=term`; question and direction alone are none."""
    axes = known.vocabulary.axes
    if not whole and not set(found) & set(axes):
        return []
    return [f"{name}={found[name]}" for name in (*axes, "question", "direction") if name in found]
