"""How much a test does by default, and how much more with `make test-all`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import settings

T = TypeVar("T")

SHARE = 4
"""By default a property is tried on one in so many of its examples."""
SOME_ONLY = "CLAIMWEAVE_TESTS_IN_SMALL"
"""Set by `tests/conftest.py` where the slow tests are left out, as in `make test`."""


def in_small() -> bool:
    """Whether the slow tests are left out, and what is alike is tried in a part only."""
    return SOME_ONLY in os.environ


def inputs(few: int, many: int) -> pytest.MarkDecorator:
    """Have a test take its number of `inputs`: few by default, and many in a full run."""
    return pytest.mark.parametrize("inputs", [few, pytest.param(many, marks=pytest.mark.full)])


def in_part(values: Sequence[T], share: int) -> list[T | ParameterSet]:
    """Have a test take one in so many values by default, and the others in a full run, too."""
    return [v if n % share == 0 else _full(v) for n, v in enumerate(values)]


def _full(value: object) -> ParameterSet:
    if isinstance(value, ParameterSet):
        return value._replace(marks=(*value.marks, pytest.mark.full))
    return pytest.param(value, marks=pytest.mark.full)


def examples(many: int, **others: object) -> settings:
    """Have a property tried on many examples, and by default on a fourth of them.

    No example has a deadline: a busy machine is no fault.
    """
    number = -(-many // SHARE) if in_small() else many
    return settings(max_examples=number, deadline=None, **others)  # type: ignore[arg-type]
