"""The answers to what a reference asks for, read into an entry of the bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.answers import Fault, FaultyAnswersError, read_answers
from claimweave.authoring.known_words import recognised
from claimweave.authoring.new_review.answers import AnswerError
from claimweave.authoring.plain_input import one_line
from claimweave.authoring.study_answers import number
from claimweave.references.new_entry import UnwritableEntryError, exact_entry_text
from claimweave.review.reference import split_names
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from claimweave.authoring.answers import Given

TYPES = {
    "article": "an article in a journal",
    "book": "a book",
    "incollection": "a chapter of a book",
    "inproceedings": "a paper at a conference",
    "phdthesis": "a thesis",
    "techreport": "a report",
    "misc": "something else",
}
IDENTITIES = {
    "named": "the review names its author and year, or does not cite it",
    "inferred": "the review does not name it; the note says why this work fits",
}
FIELDS = (
    "author", "title", "booktitle", "journal", "publisher", "year", "volume", "number", "pages",
    "doi", "pmid", "url", "reviewnumber", "identity", "metadatasource", "note",
)  # fmt: skip
"""The fields that a form asks for; `added` is the day on which it is answered."""

NEEDED = ("kind", "author", "title", "identity", "metadatasource")
_LONGEST = 2_000
_DOI_ADDRESS = re.compile(r"(?i:https?://(?:dx\.)?doi\.org/|doi:\s*)")


@dataclass(frozen=True)
class ReferenceAnswers:
    """A reference as it was answered: its key and its entry."""

    key: str
    entry: str


def read_reference(
    given: Given, taken: Collection[str], fixed: Mapping[str, str]
) -> ReferenceAnswers:
    """Return the entry of a reference, with a key that is made of its author and year.

    Args:
        given: field to texts.
        taken: keys that are taken.
        fixed: fields that nobody is asked for: `added`, or the `reviewnumber` of an old entry.

    Raises:
        FaultyAnswersError: with every fault at once.
    """
    read = read_answers(given, readers(), NEEDED)
    fields = {name: str(read[name][0]) for name in FIELDS if name in read}
    fields["author"] = " and ".join(str(name) for name in read["author"])
    fields["metadatasource"] = "; ".join(str(text) for text in read["metadatasource"])
    fields |= fixed
    key = proposed_key(fields["author"], fields.get("year", ""), fields["title"], taken)
    try:
        return ReferenceAnswers(key, exact_entry_text(str(read["kind"][0]), key, fields))
    except UnwritableEntryError as error:
        raise FaultyAnswersError([Fault("title", 0, str(error))]) from None


def readers() -> dict[str, Callable[[str], str]]:
    """Return the reader of each field's texts. Each raises AnswerError."""
    special: dict[str, Callable[[str], str]] = {
        "kind": lambda text: recognised(text, TYPES, "a type"),
        "author": _author,
        "identity": lambda text: recognised(text, IDENTITIES, "an identity"),
        "year": _year,
        "doi": lambda text: _DOI_ADDRESS.sub("", _text(text), count=1),
        "reviewnumber": lambda text: str(number(text)),
    }
    return {"kind": special["kind"]} | {name: special.get(name, _text) for name in FIELDS}


def proposed_key(author: str, year: str, title: str, taken: Collection[str]) -> str:
    """Return a key that is not taken: `Adler2001`, `Adler2001a` where there is one already."""
    bodies = tuple(re.findall(r"\{([^{}]+)\}", author))
    names = split_names(re.sub(r"[{}]", "", author), bodies)
    family = _letters(names[0].family if names else "") or _letters(title) or "Reference"
    stem = f"{family[0].upper()}{family[1:40]}{year or 'NoYear'}"
    used = {key.casefold() for key in taken}
    ends: Sequence[str] = ("", *"abcdefghijklmnopqrstuvwxyz")
    free = (f"{stem}{end}" for end in ends if f"{stem}{end}".casefold() not in used)
    return next(free, f"{stem}-{len(used)}")


def _letters(text: str) -> str:
    """Return the first run of letters, without accents; capitals stay where folding keeps them."""
    words = re.findall(r"[A-Za-z]+", _unaccented(text))
    return "".join(words)


def _unaccented(text: str) -> str:
    return "".join(
        f.upper() if char.isupper() and len(f) == 1 else f for char in text for f in folded(char)
    )


def _author(text: str) -> str:
    line = _text(text)
    if re.search(r"[{}]", line) and not re.fullmatch(r"\{[^{}]*[^{}\s][^{}]*\}", line):
        raise AnswerError("a body stands in one pair of braces, and a person in none")
    return line


def _year(text: str) -> str:
    line = one_line(text)
    if not re.fullmatch(r"(?:1[5-9]|20)[0-9]{2}", line):
        raise AnswerError(f'"{line[:40]}" is no year: write four digits')
    return line


def _text(text: str) -> str:
    line = re.sub(r"\s+", " ", one_line(text))
    if not line:
        raise AnswerError("it is empty")
    if len(line) > _LONGEST:
        raise AnswerError(f"it is longer than {_LONGEST} characters: shorten it")
    if "\\" in line:
        raise AnswerError("it has a backslash: write the sign itself")
    return line
