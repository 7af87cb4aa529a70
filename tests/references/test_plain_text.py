"""Texts of registries and of other tools' files: nothing unseen comes in, and no word is cut."""

from __future__ import annotations

import pytest

from claimweave.references.lookup.plain_text import plain_text, without_hidden
from claimweave.rules.hidden_signs import hidden_signs

KEPT = {
    "Persian": "می\u200cخواهم",
    "Hindi": "क्\u200dष",
    "Malayalam": "ന\u0d4d\u200d",
    "Sinhala": "ක\u0dca\u200dර",
}


@pytest.mark.parametrize("word", KEPT.values(), ids=KEPT)
def test_a_joiner_that_belongs_to_a_word_stays(word: str) -> None:
    assert without_hidden(word) == plain_text(f"<i>{word}</i>") == word


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\u200cb", "ab"),
        ("\u200dα", "α"),
        ("e\u0301\u200d", "é"),
        ("a\u202eb\u2066", "ab"),
        ("soil\u00ad", "soil"),
        ("a\u200b b", "a b"),
        ("1\u200d2", "12"),
    ],
)
def test_what_nobody_sees_goes(text: str, plain: str) -> None:
    assert without_hidden(text) == plain


@pytest.mark.parametrize("word", KEPT.values(), ids=KEPT)
def test_what_stays_passes_the_check(word: str) -> None:
    assert not list(hidden_signs("bibliography.bib", f"title = {{{word}}}"))
