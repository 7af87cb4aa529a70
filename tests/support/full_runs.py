"""How much a test does by default, and how much more with `make test-all`."""

from __future__ import annotations

import pytest


def inputs(few: int, many: int) -> pytest.MarkDecorator:
    """Have a test take its number of `inputs`: few by default, and many in a full run."""
    return pytest.mark.parametrize("inputs", [few, pytest.param(many, marks=pytest.mark.full)])
