"""A citation key becomes one word: in file names, in addresses and in attributes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.addresses.links import Links, reference_page, url_of
from claimweave.evidence.base import EvidenceBase
from claimweave.review.key_word import TAKEN, key_of, word_of
from full_runs import examples

ENDINGS = ("md", "bib", "ris", "json")
STRANGE = (
    "10.1000/182", "10.1000-182", "10.1000:182", "10.1000~2F182", "Müller2001", "Muller2001",
    "a:b", "a+b", "a-b", "a b", "a.bib", "a", "A.JSON", ".a", "a.", "..", "../../x", "index",
    "INDEX", "README", "help-identify", "number", "matrix", "matrix-data", "cw-card", "__config",
    "~69ndex", "2001", 'a"><b>', "a&b", "a'b", "日本2001", "a#b", "a?b", "a%2Fb", "a\\b", "",
    "Smith2020", "smith2020", "SMITH2020", "sMith2020", "SourceReview", "sourcereview",
    "Sourcereview", "SourCereview", "con", "nul", "CON", "Nul.x", "aux", "com1", "lpt9", ".", "prn",
    "A" * 300, "A" * 299 + "B", "a" * 300, "日" * 200, "smith2020~-1", "Smith2020~-1", "~~",
    "Müller", "müller", "MÜLLER", "10.1002/(SICI)1097",
)  # fmt: skip


def test_keys_of_this_review_keep_their_addresses(base: EvidenceBase) -> None:
    keys = list(base.review.references)
    assert len(keys) >= 80
    assert [word_of(key) for key in keys] == keys
    assert reference_page("Kruse2018") == "references/Kruse2018.md"


def test_no_two_keys_share_a_word_or_a_file() -> None:
    words = [word_of(key).casefold() for key in STRANGE]
    assert len(set(words)) == len(STRANGE)
    files = [f"{word}.{ending}" for word in words for ending in ENDINGS]
    folders = set(words)  # each page becomes a folder of the site
    assert folders.isdisjoint(files)
    assert folders.isdisjoint(TAKEN)


@pytest.mark.parametrize("key", STRANGE)
def test_a_word_is_safe_wherever_it_stands(key: str) -> None:
    assert re.fullmatch(r"(?!\.)[A-Za-z0-9_.~-]*", word_of(key))
    assert url_of(reference_page(key)) == f"references/{word_of(key)}/"
    assert Links("index.md").reference(key) == f"./references/{word_of(key)}/"


KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text(
    st.sampled_from("aA1~.:/+-_2Fé"), max_size=12
)


@examples(300, derandomize=True)
@given(KEYS)
def test_a_word_leads_back_to_its_key(key: str) -> None:
    assert key_of(word_of(key), [key]) == key


@examples(300, derandomize=True)
@given(KEYS, KEYS)
def test_no_two_words_are_one_name_where_case_does_not_count(one: str, other: str) -> None:
    for key in (other, one.swapcase(), one.lower(), one.upper(), one.title()):
        assert (word_of(one).casefold() == word_of(key).casefold()) is (one == key)


@pytest.mark.parametrize("name", ["con", "NUL", "aux.x", "com1", "Lpt9", "prn."])
def test_no_word_is_the_name_of_a_device(name: str) -> None:
    assert word_of(name).partition(".")[0].casefold() != name.partition(".")[0].casefold()


@pytest.mark.parametrize("key", STRANGE)
def test_a_word_fits_a_file_name(key: str) -> None:
    assert len(word_of(key)) <= 120


@pytest.mark.parametrize("word", ["a~", "a~zz", "a~C3", "~", "a~2f"])
def test_a_file_that_is_called_otherwise_stands_for_itself(word: str) -> None:
    assert key_of(word) == word
