"""What a new review is to be called, and its two axes: as somebody writes them, checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from claimweave.authoring.plain_input import AnswerError
from claimweave.review.axis import AxisName
from claimweave.review.fields import Name
from claimweave.review.record_model import adapter_of
from claimweave.words.spelling import composed, folded

LONGEST = 120
MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One word of an axis: its key in the files, and its label as it was written."""

    key: str
    label: str

    @property
    def slug(self) -> str:
        """How a file's name has it: small letters, digits and hyphens; empty if it has none."""
        return re.sub(r"[^a-z0-9]+", "-", folded(self.key)).strip("-")


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the table: its key, its label and its terms."""

    key: str
    label: str
    terms: tuple[Term, ...]

    def slug(self, term: Term) -> str:
        """Return how file names have a term, such as `barley`, or `crop-2` for `β`."""
        alike = [other.slug for other in self.terms].count(term.slug) > 1
        place = self.terms.index(term) + 1
        name = term.slug if term.slug and not alike else ""
        return name or f"{Term(self.key, '').slug or 'term'}-{place}"


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a new review is made of; without a table, rows and columns are just its axes."""

    title: str
    subject: str
    rows: Axis
    columns: Axis
    engine: str
    table: bool = True


def plain_text(text: str, what: str) -> str:
    """Return one line of text, white space folded.

    Raises:
        AnswerError: when it is empty, too long, or holds signs that a file format would read.
    """
    folded = composed(" ".join(text.split()))
    if not folded:
        raise AnswerError(f"the {what} is empty")
    if len(folded) > LONGEST:
        raise AnswerError(f"the {what} is longer than {LONGEST} characters")
    wrong = re.search(r"[{}\\<>\[\]$%#\x00-\x1f\x7f-\x9f]", folded)
    if wrong:
        raise AnswerError(f"the {what} cannot hold {wrong[0]!r}")
    return folded


def read_axis(text: str, what: str) -> Axis:
    """Read `Crop: barley, winter wheat` as an axis with two terms.

    Raises:
        AnswerError: when it has another form, or a name that is taken.
    """
    name, colon, listed = text.partition(":")
    if not colon or not listed.strip(" ,"):
        raise AnswerError(f"the {what} look like `Crop: barley, beans`: a name, a colon, its terms")
    label = plain_text(name, f"name of the {what}")
    key = re.sub(r"[\W_]+", "-", label.casefold()).strip("-")
    if not _is(key, AxisName):
        raise AnswerError(f'the {what} cannot be called "{label}": please choose another name')
    terms = tuple(read_term(part, what) for part in listed.split(",") if part.strip())
    keys = [term.key.casefold() for term in terms]
    if len(set(keys)) < len(keys):
        raise AnswerError(f"the {what} name a term twice")
    if len(terms) > MOST_TERMS:
        raise AnswerError(f"the {what} have more than {MOST_TERMS} terms: add the others later")
    return Axis(key, label, terms)


def read_term(text: str, what: str) -> Term:
    """Read a term; one of several words gets a key in small letters with hyphens.

    Raises:
        AnswerError: when a locator or a file could not hold it.
    """
    label = plain_text(text, f"term of the {what}")
    key = label.casefold().replace(" ", "-") if " " in label else label
    if re.search(r"[.:]", key) or not _is(key, Name):
        raise AnswerError(f'a term of the {what} has letters, digits and hyphens: "{label}"')
    return Term(key, label)


def _is(text: str, kind: Any) -> bool:  # noqa: ANN401 - an annotated type
    """Whether the model takes a text as one of a kind."""
    try:
        adapter_of(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def read_answers(  # noqa: PLR0913 - what a review is made of
    title: str, subject: str, rows: str, columns: str, engine: str, *, table: bool = True
) -> Answers:
    """Return the answers.

    Raises:
        AnswerError: when one of them cannot be used, or both axes have one name.
    """
    first, second = read_axis(rows, "rows"), read_axis(columns, "columns")
    if first.key == second.key:
        raise AnswerError("rows and columns have the same name")
    if re.search(r"[\x00-\x1f\x7f\"'`\\]", engine) or not engine.strip():
        raise AnswerError("the engine is a path or an address, without quotes")
    return Answers(
        plain_text(title, "title"),
        plain_text(subject, "subject"),
        first,
        second,
        engine.strip(),
        table,
    )
