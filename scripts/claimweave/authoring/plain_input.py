"""Text as somebody typed or pasted it: taken just as it is, or refused with the sign named."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from claimweave.review.fields import Date
from claimweave.review.record_model import adapter_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.record import Record

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible signs that words of some scripts need. They turn nothing round."""


class AnswerError(ValueError):
    """An answer that nothing can be made of; the message says why."""


def one_line(text: str) -> str:
    """Return one line of text, without the white space around it.

    Raises:
        AnswerError: when it holds a line break, or a sign that nobody would see.
    """
    stripped = text.strip()
    for place, char in enumerate(stripped, start=1):
        if char in "\n\r":
            raise AnswerError("it has a line break: write it on one line")
        if unicodedata.category(char) in _REFUSED and char not in _JOINERS:
            name = unicodedata.name(char, "a control character")
            what = f"U+{ord(char):04X} ({name})"
            raise AnswerError(f"character {place} is invisible, {what}: type it without")
    return stripped


def fitting(text: str, field_type: Any) -> str:  # noqa: ANN401 - an annotated type of the model
    """Return one line of text that a field of the model takes.

    Raises:
        AnswerError: when the field does not take it.
    """
    line = one_line(text)
    try:
        adapter_of(field_type).validate_python(line)
    except ValidationError as error:
        raise AnswerError(_fault(error)) from None
    return line


def whole_number(text: str) -> int:
    """Return a whole number, from 1.

    Raises:
        AnswerError: when it is none.
    """
    line = one_line(text).replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", line) or not int(line):
        raise AnswerError(f'"{line[:40]}" is no whole number: write digits only')
    return int(line)


def decimal_number(text: str) -> float:
    """Return a number, which may have a sign and a point.

    Raises:
        AnswerError: when it is none.
    """
    line = one_line(text).replace("\u2212", "-")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", line):
        raise AnswerError(f'"{line[:40]}" is no number: write digits, with a point if need be')
    return float(line)


def require_fitting(parts: Mapping[str, object], record: type[Record]) -> None:
    """Refuse parts that no such record can be made of.

    Raises:
        AnswerError: with the first fault, and the part that it is in.
    """
    try:
        adapter_of(record).validate_python(parts)
    except ValidationError as error:
        fault = error.errors()[0]
        name = "".join(f"{part}: " for part in fault["loc"])
        said = str(fault.get("ctx", {}).get("error", "")) or _fault(error)
        raise AnswerError(f"{name}{said}") from None


def day(text: str) -> str:
    """Return a day, such as 2026-01-31.

    Raises:
        AnswerError: when there is no such day.
    """
    line = one_line(text)
    try:
        date.fromisoformat(line)
        return fitting(line, Date)
    except ValueError:
        raise AnswerError(f'"{line[:40]}" is no day: write it as 2026-01-31') from None


def _fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    if fault["type"] == "string_too_long":
        return f"it is longer than {fault['ctx']['max_length']} characters: shorten it"
    if not str(fault["input"]).strip():
        return "it is empty"
    if fault["type"] == "string_pattern_mismatch":
        return f'"{str(fault["input"])[:60]}" has white space, or a sign that cannot stand here'
    return str(fault["msg"])
