"""The article's own text: which sentences of the ledger stand in it, and which words we share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.article.article import Article
from claimweave.article.draft import Draft, DraftSentence
from claimweave.article.verification import missing_sentences, shared_runs
from claimweave.review.ledger import Sentence
from claimweave.review.reading.review_reader import read_review
from claimweave.review.sentence_hash import length_and_hash
from full_runs import examples
from miniature import claim, write_review

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Tea is drunk by many. Some sleep long, and some do not (1, 2). "
    "Does milk help? It may; the matter is open. Tea is drunk by many."
)
SENTENCES = (
    "Tea is drunk by many.",
    "Some sleep long, and some do not (1, 2).",
    "Does milk help?",
    "It may; the matter is open.",
)


def sentence(text: str) -> Sentence:
    length, sha256 = length_and_hash(text)
    return Sentence(length=length, sha256=sha256)


def whole(text: str) -> Draft:
    """Return an article of one sentence, wherever its sentences end."""
    return Draft(
        Article("plain text", [], "brackets"),
        sentences=[DraftSentence("S1.p1.s1", 1, text, text, ())],
    )


def ledger(*texts: str) -> dict[str, Sentence]:
    return {f"S1.p1.s{i}": sentence(text) for i, text in enumerate(texts, start=1)}


def test_all_sentences_stand_in_the_text() -> None:
    assert missing_sentences(ledger(*SENTENCES), whole(TEXT)) == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(" ", "\n"),
        TEXT.replace(" ", ""),
        TEXT.replace(" ", "\u00a0 \t"),
        "Title\n\nAuthors\n" + TEXT + "\nReferences",
        "\f".join(TEXT),
    ],
)
def test_white_space_and_what_stands_around_do_not_matter(text: str) -> None:
    assert missing_sentences(ledger(*SENTENCES), whole(text)) == []


def test_order_does_not_matter() -> None:
    assert missing_sentences(ledger(*reversed(SENTENCES)), whole(TEXT)) == []


@pytest.mark.parametrize(
    "changed",
    ["Tea is drunk by most.", "tea is drunk by many.", "Tea is drunk by many", "Tea – drunk."],
)
def test_another_wording_is_missing_and_the_others_are_found(changed: str) -> None:
    found = missing_sentences(ledger(SENTENCES[1], changed + "!", *SENTENCES[2:]), whole(TEXT))
    assert found == ["S1.p1.s2"]


@pytest.mark.parametrize("text", ["", " ", "x", "Tea is"])
def test_text_that_is_too_short(text: str) -> None:
    assert missing_sentences(ledger(*SENTENCES), whole(text)) == [
        f"S1.p1.s{i}" for i in range(1, 5)
    ]


def test_empty_ledger_misses_nothing() -> None:
    assert missing_sentences({}, whole(TEXT)) == []


WORDS = st.lists(
    st.text(st.characters(categories=["L"]), min_size=1, max_size=6), min_size=1, max_size=5
)


@examples(60, derandomize=True)
@given(st.lists(WORDS, min_size=1, max_size=6), st.text(max_size=20), st.text(max_size=20))
def test_any_sentence_is_found_wherever_it_stands(
    sentences: list[list[str]], before: str, after: str
) -> None:
    texts = [" ".join(words) + "." for words in sentences]
    article = whole(before + "\n".join(texts) + after)
    assert missing_sentences(ledger(*texts), article) == []


NINE = "one two three four five six seven eight nine"
SHEET = f"""
design: trial
read: abstract
findings:
  - {{drink: tea, measure: length, question: before, direction: none, says: "{NINE}"}}
  - {{drink: tea, measure: depth, question: before, direction: none, says: Quite other words.}}
"""


def shared(root: Path, article: str) -> list[tuple[str, str]]:
    claims = {
        "1-tea/copied": claim(claim=f"Alpha {NINE} omega."),
        "1-tea/seven": claim(claim="One two three four five six seven and then something else."),
        "1-tea/own": claim(claim="Nothing here was taken from anybody at all, we hope."),
    }
    pages = {"review/x.md": f"# X\n\nBy hand: {NINE.upper()}; more.\n\n[[own]]\n"}
    review = read_review(write_review(root, claims, {"Ash2001": SHEET}, pages))
    return list(shared_runs(review, whole(article)))


def test_shared_runs_of_eight_words(tmp_path: Path) -> None:
    run = "one two three four five six seven eight"
    assert shared(tmp_path, f"They wrote: {NINE}.") == [
        ("claims/1-tea/copied.yml", run),
        ("docs/review/x.md", run),
        ("claims/_studies/Ash2001.yml", run),
    ]


CHECK = "{{readings: {{as-stated: {{says: {}, sql: SELECT 1, verdict: holds}}}}, note: {}}}"


@pytest.mark.parametrize(
    "fields",
    [
        {"in_text": NINE},
        {"note": NINE},
        {"check": CHECK.format(NINE, "Something else.")},
        {"check": CHECK.format("Something else.", NINE)},
        {"evidence": f"[{{cites: Ash2001, stance: supports, at: [S1.p1.s1], note: {NINE}}}]"},
    ],
)
def test_each_text_of_a_claim_is_held_against_the_article(
    tmp_path: Path, fields: dict[str, str]
) -> None:
    review = read_review(write_review(tmp_path, {"1-tea/copied": claim(**fields)}))
    assert [path for path, _ in shared_runs(review, whole(NINE))] == ["claims/1-tea/copied.yml"]


@pytest.mark.parametrize(
    "article",
    [
        "ONE, two; three: (four) five\nsix – seven. Eight!",
        "zero one two three four five six seven eight",
    ],
)
def test_signs_and_letter_case_do_not_hide_a_run(tmp_path: Path, article: str) -> None:
    assert [path for path, _ in shared(tmp_path, article)] == [
        "claims/1-tea/copied.yml",
        "docs/review/x.md",
        "claims/_studies/Ash2001.yml",
    ]


@pytest.mark.parametrize(
    "article",
    [
        "",
        "one two three four five six seven",
        "one two three four five six seven, eighty nine",
        "eight seven six five four three two one",
    ],
)
def test_fewer_words_are_not_copied(tmp_path: Path, article: str) -> None:
    assert shared(tmp_path, article) == []
