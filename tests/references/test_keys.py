"""One key maker: what a key is made of, and the review's own keys."""

from __future__ import annotations

import re

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.references import NotInFormError
from claimweave.references.keys import citation_key
from claimweave.review.reference import Author


@pytest.mark.parametrize(
    ("family", "key"),
    [
        ("van der Berg", "VanDerBerg2020"),
        ("de Andrade", "DeAndrade2020"),
        ("d\u2019Angelo", "DAngelo2020"),
        ("Þórsson", "Thorsson2020"),
        ("Đoković-Œuvrard", "DokovicOeuvrard2020"),
        ("Ministry of Agriculture, Fisheries and Food", "MinistryOfAgriculture2020"),
        ("Donaudampfschifffahrtsgesellschaft Wien", "Donaudampfschifffahrtsgesellschaft2020"),
    ],
)
def test_a_key_has_whole_words(family: str, key: str) -> None:
    assert citation_key([Author(family), Author("Other")], "2020", []) == key


@pytest.mark.parametrize(("authors", "year"), [([], "2020"), (["王"], "2020"), (["Adler"], "")])
def test_nothing_is_made_up_where_a_name_or_a_year_is_missing(
    authors: list[str], year: str
) -> None:
    with pytest.raises(NotInFormError, match="--key"):
        citation_key([Author(name) for name in authors], year, [])


def test_taken_keys_get_a_letter_until_there_is_none() -> None:
    letters = ["", *"abcdefghijklmnopqrstuvwxyz"]
    taken = [f"ADLER2020{letter}" for letter in letters]
    for number, letter in enumerate(letters):
        assert citation_key([Author("Adler")], "2020", taken[:number]) == f"Adler2020{letter}"
    with pytest.raises(NotInFormError, match="give --key"):
        citation_key([Author("Adler")], "2020", taken)


def test_the_keys_of_the_review_are_those_that_would_be_made(base: EvidenceBase) -> None:
    named = [r for r in base.review.references.values() if r.identity != "unidentified"]
    assert len(named) > 30
    for reference in named:
        year = reference.year or re.sub(r"\D", "", reference.key)
        assert citation_key(reference.authors, year, []) == reference.key
