"""Control and direction characters are shown and not obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.words.printable import printable
from full_runs import examples

DIRECTING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain ASCII, with signs: <&>", "plain ASCII, with signs: <&>"),
        ("TNF-α, Więdłocha, 炎症, 😀", "TNF-α, Więdłocha, 炎症, 😀"),
        ("a\u00a0b", "a\u00a0b"),
        ("a\nb\tc\r", "a\\u000ab\\u0009c\\u000d"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("\x00\x07\x7f\x9b", "\\u0000\\u0007\\u007f\\u009b"),
        # Overrides, embeddings, isolates and marks of direction.
        ("\u202a\u202b\u202c\u202d\u202e", "\\u202a\\u202b\\u202c\\u202d\\u202e"),
        ("\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069"),
        ("\u200e\u200f\u061c", "\\u200e\\u200f\\u061c"),
        # What cannot be seen.
        ("\u200b\u200c\u200d\u2060\ufeff\u00ad", "\\u200b\\u200c\\u200d\\u2060\\ufeff\\u00ad"),
        ("\u2028\u2029\x85", "\\u2028\\u2029\\u0085"),
        ("\ue000", "\\ue000"),
        ("\U000e0041", "\\U000e0041"),
        ("\U0010ffff", "\\U0010ffff"),
        ("\ud800", "\\ud800"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@examples(300, derandomize=True)
@given(st.text(st.characters()))
def test_result_is_printable_and_stays_so(text: str) -> None:
    shown = printable(text)
    assert {unicodedata.category(c) for c in shown}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert DIRECTING.isdisjoint(unicodedata.bidirectional(c) for c in shown)
    assert printable(shown) == shown
    shown.encode()
