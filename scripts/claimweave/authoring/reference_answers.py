"""The answers to what a reference asks for, read into the record of a work.

Options, a dialogue and an issue form all give them; what each field takes is said here alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.answers import read_answers
from claimweave.authoring.known_words import recognised
from claimweave.authoring.plain_input import AnswerError, day, one_line, whole_number
from claimweave.references import NotInFormError
from claimweave.references.asked_fields import FIELDS, IDENTITIES, NAMES, NEEDED, TYPES
from claimweave.references.normal_form import in_house_style
from claimweave.references.record import BibliographicRecord
from claimweave.review.names import Author, NameList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimweave.authoring.answers import Given
    from claimweave.review.reading.yaml_reader import Data

_NOT_OF_THE_WORK = frozenset({*NAMES, "reviewnumber", "identity", "metadatasource", "note"})
_FORMED = ("year", "doi", "pmid")
_LONGEST = 2_000


@dataclass(frozen=True)
class ReferenceAnswers:
    """A work as it was answered, and what the review makes of it."""

    record: BibliographicRecord
    identity: str = ""
    note: str = ""
    number: int | None = None


def read_reference(given: Given, needed: Iterable[str] = NEEDED) -> ReferenceAnswers:
    """Return the work that was answered; what was left out is not there.

    A book that has editors needs no author.

    Raises:
        FaultyAnswersError: with every fault at once.
    """
    edited = bool(given.get("editor"))
    read = read_answers(given, readers(), [n for n in needed if n != "author" or not edited])
    first = {name: values[0] for name, values in read.items()}
    fields = {n: str(first[n]) for n in FIELDS if n in first and n not in _NOT_OF_THE_WORK}
    authors, editors = (tuple(map(read_author, map(str, read.get(n, ())))) for n in NAMES)
    record = BibliographicRecord(
        str(first.get("kind", "article")),
        authors,
        fields,
        "; ".join(map(str, read.get("metadatasource", ()))),
        people={"editor": NameList(editors)} if editors else {},
    )
    number = first.get("reviewnumber")
    return ReferenceAnswers(
        record,
        str(first.get("identity", "")),
        str(first.get("note", "")),
        number if isinstance(number, int) else None,
    )


def readers() -> dict[str, Callable[[str], Data]]:
    """Return the reader of each field's texts. Each raises AnswerError."""
    special: dict[str, Callable[[str], Data]] = {
        "kind": lambda text: recognised(text, TYPES, "a type"),
        "author": author_text,
        "editor": author_text,
        "urldate": day,
        "identity": lambda text: recognised(text, IDENTITIES, "an identity"),
        "reviewnumber": whole_number,
    }
    formed = {name: _formed(name) for name in _FORMED}
    return dict.fromkeys(FIELDS, field_text) | formed | special


def author_text(text: str) -> str:
    """Return a name as it was typed.

    Raises:
        AnswerError: when it could be read in two ways.
    """
    line = field_text(text, braces=True)
    read_author(line)
    return line


def read_author(text: str) -> Author:
    """Read `Family, Given`, a body as `{World Health Organization}`, or a name of one word.

    Raises:
        AnswerError: when it has several words, and nothing says which is the family's.
    """
    body = re.fullmatch(r"\{([^{}]*[^{}\s][^{}]*)\}", text)
    if body:
        return Author(body[1].strip())
    if re.search(r"[{}]", text):
        raise AnswerError("a body stands in one pair of braces, and a person in none")
    family, comma, given = (part.strip() for part in text.partition(","))
    if not family or (not comma and " " in family):
        raise AnswerError(
            f'"{text[:60]}" may be a person or a body: write `Family, Given`, or a body in '
            "braces, as in {World Health Organization}"
        )
    return Author(family, given)


def field_text(text: str, *, braces: bool = False) -> str:
    """Return one line of text that BibTeX can hold.

    Raises:
        AnswerError: when it is empty or too long, or has what BibTeX takes for something else.
    """
    line = re.sub(r"\s+", " ", one_line(text))
    if not line:
        raise AnswerError("it is empty")
    if len(line) > _LONGEST:
        raise AnswerError(f"it is longer than {_LONGEST} characters: shorten it")
    if "\\" in line:
        raise AnswerError("it has a backslash: write the sign itself")
    if not braces and re.search(r"[{}]", line):
        raise AnswerError("braces cannot be written in BibTeX: leave them out")
    return line


def _formed(field: str) -> Callable[[str], Data]:
    """Return a reader of a field that has a form of its own."""

    def read(text: str) -> str:
        line = field_text(text)
        try:
            return in_house_style(BibliographicRecord("misc", fields={field: line})).fields[field]
        except NotInFormError as error:
            raise AnswerError(str(error)) from None

    return read
