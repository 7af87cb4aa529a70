"""A value of another type than its field takes, as it stands in the file, and how it is written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem
from claimweave.review.reading.yaml_lookalikes import fields_beside, listed, lookalike
from claimweave.review.reading.yaml_remedies import changed
from claimweave.review.reading.yaml_texts import quoted

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import AtKey
    from claimweave.review.reading.yaml_reader import Data

LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""

_FOUND = {str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list"}
_FOUND |= {dict: "a group of fields", type(None): "nothing"}
WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "int_parsing": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a group of fields",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
}
_GLUED = re.compile(r"([^\W\d][\w-]*):(?=[^\s/])")
_POWER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?[eE][+-]?[0-9]")
"""A number with a power of ten that can well be written out."""

_ONE_WORD = re.compile(r"[^\s,\[\]{}#:\"'&*!|>%@`-][^\s,\[\]{}#:\"']*")
_HYPHENS = re.compile(r"-\S")
_ONCE_A_TEXT = {"caption": "says"}
"""Fields that held a text in an older form, and the field that holds it now."""


def type_fault(where: AtKey, kind: str, found: Data, name: str, as_written: str | None) -> Problem:
    """Say that a value is of another type, as it stands in the file: `1.10`, and not 1.1.

    Args:
        where: the value's place.
        kind: what Pydantic calls the fault.
        found: the value as data.
        name: the field.
        as_written: the value as it stands in the file; None for a group.
    """
    what = _FOUND.get(type(found), "something else")
    text = as_written or ""
    message = f"{name}: expected {WANTED[kind]}, found {what}{f' {shown(text)}' if text else ''}"
    if kind == "string_type":
        return _no_text(where, message, found, name, text)
    number = kind in ("int_type", "float_type", "finite_number")
    alike = None if number else _looks_alike(where, text)
    return alike or _misplaced(where, message, found, kind, text)


def _misplaced(where: AtKey, message: str, found: Data, kind: str, text: str) -> Problem:
    """Return the problem of a value that is no list, no group or no number."""
    if kind == "tuple_type" and text:
        return _no_list(where, message, text)
    if kind == "tuple_type" and isinstance(found, dict) and found:
        return Problem(where, message, f"each item begins with a hyphen: `- {next(iter(found))}:`")
    if WANTED[kind] == "a group of fields" and text:
        name = message.partition(":")[0]
        return _no_group(where, message, found, name, text)
    return _no_number(where, message, kind, text)


def _no_number(where: AtKey, message: str, kind: str, text: str) -> Problem:
    if kind == "int_type" and re.fullmatch(r"[0-9]{1,3}(?:[,' ][0-9]{3})+", text):
        return _written(where, message, re.sub(r"\D", "", text), "write the digits alone")
    if kind == "float_type" and (number := _number(text)):
        return _written(where, message, number, "write it with a point and without quotes")
    digits = kind in ("float_type", "finite_number")
    return Problem(where, message, "write the number that the source prints" if digits else "")


def _number(text: str) -> str:
    """Return a number that YAML reads as none, as it is meant; "" where that is not sure."""
    plain = text.strip().replace("\u2212", "-").removeprefix("+")
    if _POWER.fullmatch(plain):
        return f"{Decimal(plain):f}"
    decimal = re.fullmatch(r"(-?)([0-9]*)(?:[.,]([0-9]+))?", plain)
    if decimal is None or not any(decimal.groups()[1:]) or re.search(r",[0-9]{3}$", plain):
        return ""  # a comma before three digits may stand for thousands
    sign, whole, part = decimal.groups()
    return f"{sign}{whole.lstrip('0') or '0'}" + (f".{part}" if part else "")


def _looks_alike(where: AtKey, text: str) -> Problem | None:
    """Return the problem of a list or a group that is read as a text for a sign that is none."""
    found = lookalike(text)
    if found is None:
        return None
    items = listed(text)
    parts = [f"- {item}" for item in items] or fields_beside(text)
    if len(parts) > 1:  # they stand on several lines, and the text has them on one
        return Problem(where, found.message, f"write `{parts[0]}`, and so for each that follows")
    meant = f"[{items[0]}]" if items else changed(text, found.changes)
    return _written(where, found.message, meant, "write it so")


def _no_text(where: AtKey, message: str, found: Data, name: str, text: str) -> Problem:
    if text and len(text) <= LONGEST_SHOWN:
        return _written(where, message, f'"{text}"', "put quotes around it")
    if text:
        return Problem(where, message, "quote it")
    if isinstance(found, dict) and len(found) == 1:
        return Problem(where, message, "a colon and a space in a text: put the text into quotes")
    if found is None:
        return Problem(where, message, f"write a text behind `{name}:`, or leave the field out")
    return Problem(where, message, f"write a text: {name} holds one alone")


def _no_list(where: AtKey, message: str, text: str) -> Problem:
    if len(text) > LONGEST_SHOWN:
        return Problem(where, message, "make it a list")
    if _HYPHENS.match(text):
        return Problem(where, message, f"a hyphen needs a space behind it: `- {text[1:]}`")
    bare = text.strip("[]()").strip()
    listed = re.split(r"\s*[,;]\s*|\s+", bare)
    if all(_ONE_WORD.fullmatch(word) for word in listed):
        return _written(where, message, f"[{', '.join(listed)}]", "write it as a list")
    return Problem(where, message, f"write it as a list: [{bare}]")


def _no_group(where: AtKey, message: str, found: Data, name: str, text: str) -> Problem:
    glued, inner = _GLUED.search(text), _ONCE_A_TEXT.get(name)
    if inner and isinstance(found, str):
        put = f"{{{inner}: {quoted(' '.join(found.split()))}}}"
        fix = Fix(f"put the text under `{inner}`", (Edit(where, put),), safe=True)
        help_ = f"this is an older form: write `{name}: {{{inner}: …}}`, with the text in quotes"
        return Problem(where, message, help_, fix=fix)
    if glued:
        return Problem(where, message, f"a space belongs behind the colon: `{glued[1]}: …`")
    if name == "file":
        return Problem(where, message, "write one field on each line: `field: value`")
    help_ = f"write its fields below `{name}:`, each on a line of its own: `field: value`"
    return Problem(where, message, help_)


def _written(where: AtKey, message: str, text: str, says: str) -> Problem:
    fix = Fix(f"write {text}", (Edit(where, text),), safe=True)
    return Problem(where, message, f"{says}: {text}", fix=fix)


def shown(found: Data) -> str:
    """Return a value in quotes, shortened."""
    text = str(found)
    shortened = f"{text[:LONGEST_SHOWN]}…" if len(text) > LONGEST_SHOWN else text
    return f'"{shortened}"'
