"""What is wrong with a record that is not valid, in words: asked for only where something is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimweave.diagnostics.problem import MOST_FAULTS, AtKey, Problem, meant, unlisted
from claimweave.review.claim import BOTH, NEITHER_NOR
from claimweave.review.fields import descriptions
from claimweave.review.reading.type_faults import WANTED, shown, type_fault
from claimweave.review.reading.unknown_fields import unknown_field, without_missing
from claimweave.review.reading.yaml_reader import Data, written
from claimweave.words.suggestions import slip_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from claimweave.disk.text_files import TextFile
    from claimweave.review.fields import Record

Keys = tuple[str | int, ...]

_NAME_SHAPE = (
    "a name begins with a letter or a digit, and holds letters, digits and - _ . : + ( ) only"
)
_SHAPES = {
    "cites": "a citation key has no white space",
    "asserted": "a locator looks like S3.2.p4.s1",
    "at": "a locator looks like S3.2.p4.s1",
    "rests_on": "a claim id has lower-case letters, digits and single hyphens",
    "opposes": "a claim id has lower-case letters, digits and single hyphens",
    "key of sentences": "a locator looks like S3.2.p4.s1",
    "key of sections": "a section is called S and its number, or T and the table's",
    "key of axes": "an axis has letters, digits and single hyphens",
    "added": "a date looks like 2026-01-31",
    "as_of": "a date looks like 2026-01-31",
    "date": "a date looks like 2026-01-31, 2026-01 or 2026",
    "key of works": "a DOI looks like 10.1000/182",
    "doi": "a DOI looks like 10.1000/182",
    "folder": "a folder has letters, digits, hyphens, underscores and dots only, such as 1-fields",
}
_SHAPES |= dict.fromkeys(
    (
        *("question", "design", "relation", "row", "column", "rows", "columns", "row_terms"),
        *("column_terms", "key of terms", "key of questions", "key of designs"),
        "key of relations",
    ),
    _NAME_SHAPE,
)


def record_faults(
    errors: list[ErrorDetails], model: type[Record], source: TextFile, rule: str, below: Keys
) -> list[Problem]:
    """Return each fault that Pydantic found as a problem of `rule` at its key.

    `below` is the key path of the data in their file.
    """
    faults = list(without_missing(errors))
    listed = [_problem(fault, model, source, rule, below) for fault in faults[:MOST_FAULTS]]
    return listed + unlisted(source.path, len(faults) - MOST_FAULTS, rule)


def _problem(
    fault: ErrorDetails, model: type[Record], source: TextFile, rule: str, below: Keys
) -> Problem:
    keys = tuple(key for key in fault["loc"] if key != "[key]")
    name, place = str(keys[-1]) if keys else "file", (*below, *keys)
    kind = fault["type"]
    if kind == "missing":
        message = f'the field "{name}" is missing'
        return Problem(AtKey(source.path, place[:-1]), message, _field_help(model, name), rule)
    if kind == "extra_forbidden":
        return unknown_field(AtKey(source.path, place, on_key=True), keys, model, rule)
    on_key = "[key]" in fault["loc"]
    named = f"key of {_field_name(keys[:-1])}" if on_key else _field_name(keys)
    where = AtKey(source.path, place, on_key=on_key)
    if kind in WANTED:
        found = written(source, place)
        return type_fault(where, kind, fault["input"], named, found)._replace(rule=rule)
    return _value_fault(where, kind, fault["input"], named, fault)._replace(rule=rule)


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
    message = str(context["error"]) if kind == "value_error" else f"{name}: {fault['msg'].lower()}"
    return Problem(where, message, _MEANT_BY.get(message, ""))


_MEANT_BY = {
    NEITHER_NOR: "add `at: […]` with the places where the review cites it; if it does not cite it, "
    "`added:` with the day on which you add it",
    BOTH: "keep `at` if the review cites the work there, and `added` if it does not",
}


def _shape_help(found: str, name: str) -> str:
    parts = found.split()
    if name in _LISTED and len(parts) > 1 and all(map(_NAMED.fullmatch, parts)):
        return f"a comma belongs between two of them: {', '.join(parts)}"
    if name in _LISTED and re.search(r"(?:^|\s)-", found):
        return "each item begins on a line of its own, with a hyphen and a space"
    return _SHAPES.get(name, "it has a stray character")


_LISTED = ("asserted", "at", "rests_on", "opposes")
_NAMED = re.compile(r"[A-Z]\S*[.0-9]\S*|[a-z0-9]+(?:-[a-z0-9]+)+")
"""A locator, or an id of some words."""


def _not_among(where: AtKey, found: Data, name: str, expected: str) -> Problem:
    allowed = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    listed = f"allowed: {', '.join(allowed)}"
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
