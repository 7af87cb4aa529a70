"""Misspelt words of an entry: one sign off, and no word that others use."""

from __future__ import annotations

import pytest

from claimweave.review.entry_words import KINDS, USED, misspelt_fields
from claimweave.words.suggestions import one_sign_off


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("auhtor", "author"),  # in its neighbour's place
        ("autor", "author"),  # too few
        ("authors", "author"),  # too many
        ("outhor", "author"),  # wrong
        ("page", "pages"),
        ("yaer", "year"),
        ("review-number", "reviewnumber"),
        ("metadata_source", "metadatasource"),
    ],
)
def test_one_sign_off(word: str, meant: str) -> None:
    assert one_sign_off(word, meant)
    assert one_sign_off(meant, word)
    assert misspelt_fields([word]) == {word: meant}


@pytest.mark.parametrize(
    ("word", "other"),
    [("author", "author"), ("", ""), ("abcd", "badc"), ("autr", "author"), ("editor", "author")],
)
def test_more_than_one_sign_off_or_none(word: str, other: str) -> None:
    assert not one_sign_off(word, other)
    assert not one_sign_off(other, word)


def test_fields_of_others_are_no_misspellings() -> None:
    others = """
        abstract address annotation annote archiveprefix article-number articleno author_keywords
        bdsk-url-1 chapter copyright creationdate date date-added date-modified day edition editora
        editorb editorc eid eissn eprint eprinttype file groups howpublished institution isbn issn
        issue journaltitle keyword keywords langid language location mendeley-groups month
        numpages organization owner pagetotal part pmcid primaryclass pubstate rights school series
        shortjournal shorttitle subtitle timestamp titleaddon translator type unique-id url urldate
        urlyear version volumes
    """
    assert misspelt_fields(others.split()) == {}
    assert misspelt_fields(USED) == {}


def test_kinds_are_written_in_small_letters() -> None:
    assert {"article", "thesis", "online", "misc"} <= KINDS
    assert all(kind == kind.lower() for kind in KINDS)
