"""Which texts a query compares with which column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.evidence.verdicts.query_texts import compared_texts
from full_runs import examples

READ = {
    "WHERE claim = 'a'": [("claim", "a")],
    "WHERE e.claim == 'a' AND 'b' <> f.Stance": [("claim", "a"), ("stance", "b")],
    "WHERE at IS NOT 'a' AND read IS 'b' AND key != 'c'": [
        ("at", "a"),
        ("read", "b"),
        ("key", "c"),
    ],
    "WHERE x IN ('a', 'b''c') AND y NOT IN ( 'd' )": [("x", "a"), ("x", "b'c"), ("y", "d")],
    "WHERE [at] = 'a' AND `key` = 'b'": [("at", "a"), ("key", "b")],
    "CASE stance WHEN 'a' THEN 'no' WHEN 'b' THEN CASE WHEN x = 'c' THEN 'no' END END": [
        ("x", "c"),
        ("stance", "a"),
        ("stance", "b"),
    ],
    "x = 'a' OR x = 'a'": [("x", "a")],
}

NOT_READ = (
    "x LIKE 'a'", "x > 'a'", "x BETWEEN 'a' AND 'b'", "x = 'a' || y", "y || 'a' = x",
    "lower(x) = 'a'", "'a' = lower(x)", "x IN (SELECT 'a')", "x = (SELECT 'a')", "x = 1",
    "coalesce(x, 'a') = y", "-- x = 'a'", "/* x = 'a' */", "'x = ''a'''", "= 'a'", "x =", "CASE",
    "CASE x WHEN", "x IN", "'a' IS", "",
)  # fmt: skip


@pytest.mark.parametrize(("sql", "found"), READ.items())
def test_what_is_compared_for_being_the_same_is_read(
    sql: str, found: list[tuple[str, str]]
) -> None:
    assert list(compared_texts(sql)) == found


@pytest.mark.parametrize("sql", NOT_READ)
def test_what_is_compared_in_another_way_is_not(sql: str) -> None:
    assert compared_texts(sql) == ()


PARTS = st.sampled_from(
    ["x", ".", "'", "''", "'a'", "=", "IS", "NOT", "IN", "(", ")", ",", "CASE", "WHEN", "END",
     "--", "/*", "*/", "[", "]", "`", "|", "\n", "é", "\x00"]
)  # fmt: skip


@examples(300, derandomize=True)
@given(st.lists(PARTS, max_size=30).map(" ".join))
def test_any_text_is_read(sql: str) -> None:
    assert all(text in sql.replace("''", "'") for _, text in compared_texts(sql))


def test_a_long_query_is_read_soon() -> None:
    assert compared_texts("x = 'a' OR " * 20_000) == (("x", "a"),)
    assert compared_texts("CASE x " * 20_000) == ()
