"""Faults of a record, as Pydantic finds them: each in words, at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from claimweave.diagnostics.problem import MOST_FAULTS, AtKey, Problem, meant, unlisted
from claimweave.review.axis import NO_TERMS, OWN_AND_OTHER
from claimweave.review.claim import AS_STATED, BOTH, NEITHER_NOR
from claimweave.review.ledger import TABLES_ALIKE, TWO_LISTS_OF_TABLES
from claimweave.review.reading.record_schema import field_names
from claimweave.review.reading.type_faults import WANTED, shown, type_fault
from claimweave.review.reading.unknown_fields import unknown_field, without_missing
from claimweave.review.reading.yaml_places import extent, on_one_line, written
from claimweave.review.record_descriptions import descriptions
from claimweave.review.record_model import adapter_of
from claimweave.review.second_reading import NEEDLESS, NO_DIFFERENCE, NOT_SAID, NOTHING_READ
from claimweave.review.study import NUMBER_OF_SEVERAL, ONE_END, OUTSIDE, TURNED
from claimweave.review.table import UNPRINTED_DESIGNS
from claimweave.review.terms import NO_TERM, NOT_TERMS, ONE_TERM, TERM_TWICE
from claimweave.review.vocabulary import MEASURES_ALIKE, NOT_TWO
from claimweave.words.suggestions import slip_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from claimweave.disk.text_files import TextFile
    from claimweave.review.reading.record_schema import Keys
    from claimweave.review.reading.yaml_reader import Data
    from claimweave.review.record import Record

R = TypeVar("R", bound="Record")

_NAME_SHAPE = (
    "a name begins with a letter or a digit, and holds letters, digits and - _ . : + ( ) only"
)
_SHAPES = {
    "cites": "a citation key has no white space",
    "asserted": "a locator looks like S3.2.p4.s1",
    "at": "a locator looks like S3.2.p4.s1",
    "rests_on": "a claim id has lower-case letters, digits and single hyphens",
    "opposes": "a claim id has lower-case letters, digits and single hyphens",
    "formerly": "a claim id has lower-case letters, digits and single hyphens",
    "key of sentences": "a locator looks like S3.2.p4.s1",
    "key of sections": "a section is called S and its number, or T and the table's",
    "key of axes": "an axis has letters, digits and single hyphens",
    "added": "a date looks like 2026-01-31",
    "as_of": "a date looks like 2026-01-31",
    "date": "a date looks like 2026-01-31, 2026-01 or 2026",
    "key of readings": "the name of a reading has letters, digits and single hyphens",
    "claim": "a claim id has lower-case letters, digits and single hyphens",
    "key of works": "a DOI looks like 10.1000/182",
    "doi": "a DOI looks like 10.1000/182",
    "folder": "a folder has letters, digits, hyphens, underscores and dots only, such as 1-fields",
}
_SHAPES |= dict.fromkeys(
    (
        *(
            "question",
            "design",
            "kind",
            "key of kinds",
            "relation",
            "row",
            "column",
            "rows",
            "columns",
            "row_terms",
        ),
        *("column_terms", "key of terms", "key of questions", "key of designs"),
        "key of relations",
    ),
    _NAME_SHAPE,
)


def validated(
    data: Data, record: type[R], source: TextFile, rule: str, below: Keys
) -> tuple[R | None, list[Problem]]:
    """Return the record that Pydantic reads in data, or the problems that it has with them."""
    try:
        return adapter_of(record).validate_python(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    # Out of the block, since Pydantic's own error keeps all of the data while it is there.
    return None, faults_told(errors, record, source, rule, below)


def faults_told(
    errors: Sequence[ErrorDetails], model: type[Record], source: TextFile, rule: str, below: Keys
) -> list[Problem]:
    """Return the problems of a record that is not valid; `below` is its key path in the file."""
    faults = list(without_missing(errors))
    told = [_problem(fault, model, source, rule, below) for fault in faults[:MOST_FAULTS]]
    told = list(dict.fromkeys(told))  # a text that is cut is one, however many its parts
    return told + unlisted(source.path, len(faults) - MOST_FAULTS, rule)


def _problem(
    fault: ErrorDetails, model: type[Record], source: TextFile, rule: str, below: Keys
) -> Problem:
    keys = tuple(key for key in fault["loc"] if key != "[key]")
    name, place = str(keys[-1]) if keys else "file", _as_written(source, (*below, *keys))
    kind = fault["type"]
    if kind == "missing":
        message = f'the field "{name}" is missing'
        return Problem(AtKey(source.path, place[:-1]), message, _field_help(model, name), rule)
    if kind == "extra_forbidden" or _is_no_term(fault, model, keys):
        return unknown_field(source, AtKey(source.path, place, on_key=True), keys, model, rule)
    on_key = "[key]" in fault["loc"]
    named = f"key of {_field_name(keys[:-1])}" if on_key else _field_name(keys)
    where = AtKey(source.path, place, on_key=on_key)
    if kind in WANTED:
        found = written(source, place)
        told = type_fault(where, kind, fault["input"], named, found)
        kept = told.fix if told.fix and on_one_line(source, place) else None
        return told._replace(rule=rule, fix=kept)
    return _value_fault(where, kind, fault["input"], named, fault)._replace(rule=rule)


def _as_written(source: TextFile, keys: Keys) -> Keys:
    """Return where a field of a check stands that was written before there were readings."""
    if keys[:3] == _READING and extent(source, keys[:2]) == (0, 0):
        return ("check", *keys[3:])
    return keys


_READING = ("check", "readings", AS_STATED)


def _is_no_term(fault: ErrorDetails, model: type[Record], keys: Keys) -> bool:
    """Whether a group stands where only the word of an axis could: its field is misspelt."""
    unknown = bool(keys) and str(keys[-1]) not in field_names(model, keys[:-1])
    return fault["type"] == "string_type" and isinstance(fault["input"], dict) and unknown


def _value_fault(where: AtKey, kind: str, found: Data, name: str, fault: ErrorDetails) -> Problem:
    context: dict[str, Any] = fault.get("ctx", {})
    if kind == "literal_error":
        return _not_among(where, found, name, str(context["expected"]))
    if kind == "string_too_long":
        message = f"{name} is longer than {context['max_length']} characters"
        return Problem(where, message, "shorten it")
    if kind in ("string_too_short", "string_pattern_mismatch"):
        if not str(found).strip():
            return Problem(where, f"{name} is empty", "write it, or leave the field out")
        message = f"{shown(found)} is not a valid {name}"
        return Problem(where, message, _shape_help(str(found), name))
    return _other_fault(where, kind, found, name, fault)


def _other_fault(where: AtKey, kind: str, found: Data, name: str, fault: ErrorDetails) -> Problem:
    context: dict[str, Any] = fault.get("ctx", {})
    if kind == "too_short":
        return Problem(where, f"{name} is empty", f"write at least one below `{name}:`")
    if kind in _BOUNDS:
        said, bound, on = _BOUNDS[kind]
        message = f"{name}: {shown(found)} is too {said}"
        return Problem(where, message, f"write a number from {context[bound]} {on}")
    message = str(context["error"]) if kind == "value_error" else f"{name}: {fault['msg'].lower()}"
    return Problem(where, message, _MEANT_BY.get(message, ""))


_BOUNDS = {
    "greater_than_equal": ("small", "ge", "on"),
    "less_than_equal": ("large", "le", "downwards"),
}


_MEANT_BY = {
    NEITHER_NOR: "add `at: […]` with the places where the review cites it; if it does not cite it, "
    "`added:` with the day on which you add it",
    ONE_END: "give both ends, or leave both out",
    TURNED: "look them up in the source, and put the lower one at `low`",
    OUTSIDE: "look all three up in the source: one is mistyped, or belongs to another value",
    TWO_LISTS_OF_TABLES: "put all of them into `tables`, a list",
    TABLES_ALIKE: "give each table a locator and a title of its own, such as T1 and T2",
    UNPRINTED_DESIGNS: "add `printed:` with the caption, word for word as the review prints it",
    NO_DIFFERENCE: "take it out: the list is for answers that are not the same",
    NOT_SAID: "add `value: […]` with what stands now, and `why:`",
    NEEDLESS: "write `settled: neither`, and say why; or take `value` out",
    NOTHING_READ: "add `claims:` or `sheets:`, each with `read` and `compared`",
    NUMBER_OF_SEVERAL: "write a finding for each term, with the number that belongs to it",
    NOT_TERMS: "write each term as a word of the vocabulary, one beside the other",
    NO_TERM: "name what it is about, or leave the line out",
    ONE_TERM: "write the term as it is, without brackets or a hyphen",
    TERM_TWICE: "take one of the two out, or write the term that is meant",
    NO_TERMS: "add `terms:`, or `same_as:` with the axis whose terms it has",
    OWN_AND_OTHER: "keep `same_as` if it has the terms of that axis, and `terms` if it has others",
    MEASURES_ALIKE: "keep the one that the sheets name, and name it so on each of them",
    NOT_TWO: "write two different axes, such as turns: [crop, comparator]",
    BOTH: "keep `at` if the review cites the work there, and `added` if it does not",
}


def _shape_help(found: str, name: str) -> str:
    parts = re.split(r"[\s;|]+", found.strip("; |"))
    if name in _LISTED and len(parts) > 1 and all(map(_NAMED.fullmatch, parts)):
        return f"a comma belongs between two of them: {', '.join(parts)}"
    if name in _LISTED and re.search(r"(?:^|\s)-", found):
        return "each item begins on a line of its own, with a hyphen and a space"
    return _SHAPES.get(name, "it has a stray character")


_LISTED = ("asserted", "at", "rests_on", "opposes", "formerly")
_NAMED = re.compile(r"[A-Z]\S*[.0-9]\S*|[a-z0-9]+(?:-[a-z0-9]+)+")
"""A locator, or an id of some words."""


_LEFT_OUT = {"state": "; a review that is no draft goes without this line, and everything counts"}
"""What a field means that is left out, where somebody may look for a word for it."""


def _not_among(where: AtKey, found: Data, name: str, expected: str) -> Problem:
    allowed = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    listed = f"allowed: {', '.join(allowed)}{_LEFT_OUT.get(name, '')}"
    if found is None:
        return Problem(where, f"{name} is empty", listed)
    return meant(
        where, f"{shown(found)} is not a valid {name}", slip_of(str(found), allowed), listed
    )


def _field_name(keys: tuple[str | int, ...]) -> str:
    named = [key for key in keys if isinstance(key, str)]
    return named[-1] if named else "file"


def _field_help(model: type[Record], name: str) -> str:
    about = descriptions(model).get(name)
    return f"{name}: {about}" if about else f"add the line `{name}: …`"
