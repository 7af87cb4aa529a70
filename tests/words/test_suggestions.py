"""Did you mean: the nearest known word, the same one each time, and quickly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.words.suggestions import LONGEST, did_you_mean, nearest
from full_runs import examples

KINDS = ("association", "effect", "mechanism", "definition", "synthesis", "recommendation")


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("asociation", KINDS, "association"),
        ("Efect", KINDS, "effect"),
        ("sinthesis", KINDS, "synthesis"),
        ("Delink2025", ["Dellink2025", "Dellinger2025", "Kruse2018"], "Dellink2025"),
        ("il6-before-etc", ["il6-before-ect", "crp-before-ect"], "il6-before-ect"),
        ("IL6", ["IL-6", "IL-8", "CRP"], "IL-6"),
        ("TNF-a", ["TNF-α", "IL-6"], "TNF-α"),
        ("kruse2018", ["Kruse2018"], "Kruse2018"),
        ("zzz", KINDS, None),
        ("", KINDS, None),
        ("effect", [], None),
        ("x" * (LONGEST + 1), ["x" * LONGEST], None),
    ],
)
def test_nearest(word: str, known: list[str], found: str | None) -> None:
    assert nearest(word, known) == found


def test_ties_go_to_the_alphabetically_first_whatever_the_order() -> None:
    assert nearest("abcX", ["abcb", "abca", "abcc"]) == "abca"
    assert nearest("abcX", ["abcc", "abcb", "abca"]) == "abca"
    assert nearest("abcX", {"abcc", "abcb", "abca"}) == "abca"


def test_question_or_nothing() -> None:
    assert did_you_mean("efect", KINDS) == 'did you mean "effect"?'
    assert did_you_mean("zzz", KINDS) == ""


def test_many_known_words_do_not_take_long() -> None:
    known = [f"some-claim-about-marker-{i}-and-treatment-{i % 7}" for i in range(10_000)]
    start = time.process_time()
    nearest("some-claim-abuot-marker-1234-and-treatment-2", known)
    assert time.process_time() - start < 2


@examples(100, derandomize=True)
@given(st.text(max_size=100), st.lists(st.text(max_size=30), max_size=8))
def test_any_word_gives_a_known_word_or_none(word: str, known: list[str]) -> None:
    found = nearest(word, known)
    assert found is None or found in known
    assert found == nearest(word, list(reversed(known)))


@examples(100, derandomize=True)
@given(st.text(st.characters(categories=["Ll"]), min_size=4, max_size=40))
def test_a_known_word_is_nearest_to_itself(word: str) -> None:
    assert nearest(word, [word, "x" + word, word + "x"]) == word
