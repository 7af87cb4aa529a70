"""From YAML data to records: each fault of a file at once, in words, at its place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from claimweave.diagnostics import MOST_FAULTS, AtKey, Problem, unlisted
from claimweave.model.fields import descriptions
from claimweave.sources.yaml_reader import Data, read_yaml
from claimweave.suggestions import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from claimweave.model.fields import Record
    from claimweave.sources.files import TextFile

R = TypeVar("R", bound="Record")

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
    record, faults = build_record(data, model, source.path, rule)
    return record, problems + faults


def build_record(
    data: Data, model: type[R], path: str, rule: str
) -> tuple[R | None, list[Problem]]:
    """Validate data as a record; each fault becomes a problem of `rule` at its key."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        faults = error.errors()
        listed = [_problem(fault, model, path, rule) for fault in faults[:MOST_FAULTS]]
        return None, listed + unlisted(path, len(faults) - MOST_FAULTS, rule)


def _problem(fault: ErrorDetails, model: type[Record], path: str, rule: str) -> Problem:
    keys = tuple(key for key in fault["loc"] if key != "[key]")
    name = str(keys[-1]) if keys else "file"
    kind, found = fault["type"], fault["input"]
    if kind == "missing":
        parents = keys[:-1]
        message = f'the field "{name}" is missing'
        return Problem(AtKey(path, parents), message, _field_help(model, name), rule)
    if kind == "extra_forbidden":
        known = _field_names(model, keys[:-1])
        help_ = did_you_mean(name, known) or f"allowed here: {', '.join(sorted(known))}"
        return Problem(AtKey(path, keys, on_key=True), f'unknown field "{name}"', help_, rule)
    on_key = "[key]" in fault["loc"]
    named = f"key of {_field_name(keys[:-1])}" if on_key else _field_name(keys)
    message, help_ = _value_fault(kind, found, named, fault)
    return Problem(AtKey(path, keys, on_key=on_key), message, help_, rule)


def _value_fault(kind: str, found: Data, name: str, fault: ErrorDetails) -> tuple[str, str]:
    context: dict[str, Any] = fault.get("ctx", {})
    if kind == "literal_error":
        return _not_among(found, name, str(context["expected"]))
    if kind in _WANTED:
        what = _FOUND.get(type(found), "something else")
        shown = f" {_show(found)}" if isinstance(found, str | int | float) else ""
        return f"{name}: expected {_WANTED[kind]}, found {what}{shown}", _wanted_help(kind, found)
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


def _wanted_help(kind: str, found: Data) -> str:
    if kind == "string_type" and isinstance(found, int | float):
        return f'put quotes around it: "{found}"'
    if kind == "tuple_type" and isinstance(found, str):
        return f"write it as a list: [{found}]" if len(found) <= LONGEST_SHOWN else "make it a list"
    return ""


def _show(found: Data) -> str:
    text = str(found)
    shortened = f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
    return f'"{shortened}"'


def _field_name(keys: tuple[str | int, ...]) -> str:
    named = [key for key in keys if isinstance(key, str)]
    return named[-1] if named else "file"


def _field_names(model: type[Record], keys: tuple[str | int, ...]) -> set[str]:
    """Return the fields that are known at a key path, by walking the model's schema."""
    schema = _schema(model)
    node: dict[str, Any] = schema
    for key in keys:
        node = _resolve(schema, node)
        if isinstance(key, int):
            node = node.get("items", {})
        else:
            patterns = node.get("patternProperties", {})
            others = next(iter(patterns.values()), node.get("additionalProperties"))
            node = node.get("properties", {}).get(key) or others or {}
    return set(_resolve(schema, node).get("properties", ()))


@lru_cache
def _schema(model: type[Record]) -> dict[str, Any]:
    return model.model_json_schema()


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if option.get("type") != "null":
            node = option
            break
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _field_help(model: type[Record], name: str) -> str:
    about = descriptions(model).get(name)
    return f"{name}: {about}" if about else f"add the line `{name}: …`"
