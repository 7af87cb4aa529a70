"""Counts and lists as a sentence has them."""

from __future__ import annotations

import pytest

from claimweave.words.counting import listed, plural


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list(parts: list[str], text: str) -> None:
    assert listed(parts) == text
    assert listed(iter(parts), "or") == text.replace("and", "or")


def test_a_plural() -> None:
    assert [plural(n, "claim") for n in (0, 1, 2)] == ["0 claims", "1 claim", "2 claims"]
    assert plural(2, "study", "studies") == "2 studies"
