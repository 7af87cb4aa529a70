"""Values that are computed when they are asked for."""

from __future__ import annotations

import gc
import sqlite3
import weakref
from pathlib import Path

import pytest

from claimweave.evidence.on_demand import OnDemand
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_each_value_is_computed_once_and_only_when_it_is_read() -> None:
    asked: list[str] = []
    connection = sqlite3.connect(":memory:")

    def compute(key: str) -> str:
        asked.append(key)
        return key.upper()

    found = OnDemand(["b", "a"], compute, connection)
    assert list(found) == ["b", "a"]
    assert len(found) == 2
    assert "a" in found
    assert "c" not in found
    assert asked == []
    assert found["a"] == found.get("a") == "A"
    assert found.get("c") is None
    assert asked == ["a"]
    assert is_open(connection)
    assert dict(found) == {"b": "B", "a": "A"}
    assert asked == ["a", "b"]
    assert not is_open(connection), "nothing is left to be asked"
    assert found["b"] == "B"
    with pytest.raises(KeyError):
        found["c"]


def test_a_fault_is_raised_and_not_taken_for_an_absent_key() -> None:
    def compute(_: str) -> str:
        raise KeyError("a fault")

    connection = sqlite3.connect(":memory:")
    found = OnDemand(["a"], compute, connection)
    with pytest.raises(KeyError, match="a fault"):
        found.get("a")
    assert is_open(connection)
    del found
    gc.collect()
    assert not is_open(connection), "nobody can ask any more"


def test_without_keys_nothing_stays_open() -> None:
    connection = sqlite3.connect(":memory:")
    assert not OnDemand([], str, connection)
    assert not is_open(connection)


@pytest.mark.parametrize("name", ["robustness", "withdrawals"])
def test_what_an_evidence_base_has_open_goes_with_it_at_once(project: Path, name: str) -> None:
    base = check(read_review(project)).base
    mapping = getattr(base, name)
    assert mapping[next(iter(mapping))]
    gone = weakref.ref(mapping)
    gc.disable()  # as another thread may collect, which must not close a database of this one
    try:
        del base, mapping
        assert gone() is None
    finally:
        gc.enable()
