"""The text of a new claim file or study sheet: canonical, with a comment above each field."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, get_args

from claimweave.authoring.plain_input import AnswerError
from claimweave.review.claim import ClaimRecord
from claimweave.review.fields import Direction, ReadAs, Strength
from claimweave.review.paths import SCHEMA_FOLDER
from claimweave.review.record import record_fields
from claimweave.review.record_descriptions import descriptions
from claimweave.review.study import StudyRecord
from claimweave.review.writing.yaml_fields import split_fields
from claimweave.review.writing.yaml_form import INNER, form_of_claim, form_of_study
from claimweave.review.writing.yaml_values import in_flow, reads_as
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.record import Record
    from claimweave.review.vocabulary import Vocabulary

WIDTH = 100
_WORDS = {
    "strength": get_args(Strength),
    "direction": get_args(Direction),
    "read": get_args(ReadAs),
}
"""Fields whose description does not name the words that they take."""


def claim_text(
    data: Mapping[str, Data], path: str, vocabulary: Vocabulary, *, comments: bool = True
) -> str:
    """Return the text of a claim file; `data` are its fields as they are to be read back.

    Raises:
        AnswerError: when no text of YAML is read as these data.
    """
    canonical = form_of_claim(in_flow(dict(data)), tuple(vocabulary.axes))
    return _commented(canonical, data, path, "claim", ClaimRecord, vocabulary, comments=comments)


def study_text(
    data: Mapping[str, Data], path: str, vocabulary: Vocabulary, *, comments: bool = True
) -> str:
    """Return the text of a study sheet, as `claim_text`."""
    canonical = form_of_study(in_flow(dict(data)), tuple(vocabulary.axes))
    return _commented(canonical, data, path, "study", StudyRecord, vocabulary, comments=comments)


def _commented(  # noqa: PLR0913 - what two kinds of files have in common
    canonical: str,
    data: Mapping[str, Data],
    path: str,
    schema: str,
    model: type[Record],
    vocabulary: Vocabulary,
    *,
    comments: bool,
) -> str:
    parts = split_fields(canonical)
    up = "../" * path.count("/")
    lines = [f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{schema}.schema.json"]
    for field in parts.fields if parts else ():
        if comments:
            lines += _comment(field.key, data[field.key], model, vocabulary)
        lines += field.lines
    text = "\n".join(lines) + "\n"
    if not reads_as(text, dict(data)):
        raise AnswerError("it cannot be written so that it is read back as it is: word it plainly")
    return text


def _comment(key: str, value: Data, model: type[Record], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the comment above a field: what the model says of it and of the fields within it."""
    words = {**_WORDS, "kind": tuple(vocabulary.all_kinds)}
    yield from _wrapped(_described(model, key, words), "# ")
    inner = INNER.get(key)
    if inner is None:
        return
    groups = value if isinstance(value, list) else [value]
    used = {name for group in groups for name in group}
    for name, axis in vocabulary.axes.items():
        if name in used:
            yield from _wrapped(f"{name}: {axis.label}, a term of the vocabulary.", "#   ")
    for name in record_fields(inner):
        if name in used:
            yield from _wrapped(f"{name}: {_described(inner, name, words)}", "#   ")


def _described(model: type[Record], name: str, words: Mapping[str, tuple[str, ...]]) -> str:
    text = descriptions(model).get(name, "")
    return f"{text.rstrip('.')}: {' | '.join(words[name])}" if name in words else text


def _wrapped(text: str, indent: str) -> list[str]:
    """Return a comment's lines. A label of the vocabulary is text, whatever it holds."""
    folded = printable(" ".join(text.split()))
    return textwrap.wrap(
        folded,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
