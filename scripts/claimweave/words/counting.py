"""Counts and lists as a sentence has them: `1 study`, `3 studies`, `a, b and c`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def plural(number: int, one: str, many: str = "") -> str:
    """Return `1 study` or `3 studies`; without `many`, an `s` is put to `one`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return `a`, `a and b` or `a, b and c`; of nothing, an empty text."""
    *first, end = [*parts] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def digits(number: float) -> str:
    """Return a number with all its digits and no exponent: `0.000001`, and `2.0` for 2."""
    text = f"{Decimal(repr(number)):f}"
    return text if "." in text else f"{text}.0"
