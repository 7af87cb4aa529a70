"""From YAML data to records: each fault of a file at once, in words, at its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from claimweave.diagnostics import MOST_FAULTS, AtKey, Problem, unlisted
from claimweave.model.fields import descriptions
from claimweave.sources.misread_text import misread_texts
from claimweave.sources.record_schema import field_names, is_prose
from claimweave.sources.repeated_items import repeated_items
from claimweave.sources.yaml_reader import Data, read_yaml, written
from claimweave.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from claimweave.model.fields import Record
    from claimweave.sources.files import TextFile

R = TypeVar("R", bound="Record")

Keys = tuple[str | int, ...]

LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""

_FOUND = {str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list"}
_FOUND |= {dict: "a group of fields", type(None): "nothing"}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a group of fields",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
}
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


def read_record(source: TextFile, model: type[R], rule: str) -> tuple[R | None, list[Problem]]:
    """Read a YAML file as a record of `model`; None when any of it is not valid."""
    data, problems = read_yaml(source)
    if data is None or any(problem.rule == "invalid-yaml" for problem in problems):
        return None, problems
    record, faults = build_record(data, model, source, rule)
    misread = misread_texts(source, partial(is_prose, model))
    repeated = repeated_items(data, source.path) if isinstance(data, dict) else []
    return record, [*problems, *without_followers(misread, faults), *repeated]


def build_record(
    data: Data, model: type[R], source: TextFile, rule: str, below: Keys = ()
) -> tuple[R | None, list[Problem]]:
    """Validate data as a record; each fault becomes a problem of `rule` at its key.

    `below` is the key path of the data in their file.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        faults = error.errors()
        listed = [_problem(fault, model, source, rule, below) for fault in faults[:MOST_FAULTS]]
        return None, listed + unlisted(source.path, len(faults) - MOST_FAULTS, rule)


def without_followers(
    misread: list[tuple[Keys, Problem]], faults: list[Problem]
) -> Iterator[Problem]:
    """Yield what is misread, and the faults that have another cause."""
    at = {keys for keys, _ in misread}
    yield from (problem for _, problem in misread)
    yield from (f for f in faults if not (isinstance(f.where, AtKey) and f.where.keys in at))


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
        known = field_names(model, keys[:-1])
        help_ = did_you_mean(name, known) or f"allowed here: {', '.join(sorted(known))}"
        where = AtKey(source.path, place, on_key=True)
        return Problem(where, f'unknown field "{name}"', help_, rule)
    on_key = "[key]" in fault["loc"]
    named = f"key of {_field_name(keys[:-1])}" if on_key else _field_name(keys)
    if kind in _WANTED:
        as_written = written(source, place)
        message, help_ = _type_fault(kind, fault["input"], named, as_written)
    else:
        message, help_ = _value_fault(kind, fault["input"], named, fault)
    return Problem(AtKey(source.path, place, on_key=on_key), message, help_, rule)


def _type_fault(kind: str, found: Data, name: str, as_written: str | None) -> tuple[str, str]:
    """Say that a value is of another type, as it stands in the file: `1.10`, and not 1.1."""
    what = _FOUND.get(type(found), "something else")
    text = "" if as_written is None else as_written
    shown = f" {_show(text)}" if text else ""
    help_ = ""
    if kind == "string_type" and text:
        help_ = f'put quotes around it: "{text}"' if len(text) <= LONGEST_SHOWN else "quote it"
    elif kind == "tuple_type" and text:
        help_ = f"write it as a list: [{text}]" if len(text) <= LONGEST_SHOWN else "make it a list"
    return f"{name}: expected {_WANTED[kind]}, found {what}{shown}", help_


def _value_fault(kind: str, found: Data, name: str, fault: ErrorDetails) -> tuple[str, str]:
    context: dict[str, Any] = fault.get("ctx", {})
    if kind == "literal_error":
        return _not_among(found, name, str(context["expected"]))
    if kind == "string_too_long":
        return f"{name} is longer than {context['max_length']} characters", "shorten it"
    if kind in ("string_too_short", "string_pattern_mismatch"):
        if not str(found).strip():
            return f"{name} is empty", "write it, or leave the field out"
        return f"{_show(found)} is not a valid {name}", _SHAPES.get(
            name, "it has a stray character"
        )
    message = str(context["error"]) if kind == "value_error" else f"{name}: {fault['msg'].lower()}"
    return message, ""


def _not_among(found: Data, name: str, expected: str) -> tuple[str, str]:
    allowed = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    help_ = f"{did_you_mean(str(found), allowed)} allowed: {', '.join(allowed)}"
    return f"{_show(found)} is not a valid {name}", help_.strip()


def _show(found: Data) -> str:
    text = str(found)
    shortened = f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
    return f'"{shortened}"'


def _field_name(keys: tuple[str | int, ...]) -> str:
    named = [key for key in keys if isinstance(key, str)]
    return named[-1] if named else "file"


def _field_help(model: type[Record], name: str) -> str:
    about = descriptions(model).get(name)
    return f"{name}: {about}" if about else f"add the line `{name}: …`"
