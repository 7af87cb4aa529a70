"""Citations in AMA style, for works that look real and are invented."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.references.ama_names import author_list, initials
from claimweave.references.ama_style import ama, plain
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.words.printable import printable
from full_runs import examples

SIX = "Ash, Ann and Birch, B. and Cedar, C C and Dogwood, D.-D. and Elm, Eve F. and Fir, F"


def reference(**fields: str) -> Reference:
    return Reference("Key2020", 1, BibtexEntry("article", "Key2020", fields, {}, 1))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Jennifer L.", "JL"),
        ("Jennifer", "J"),
        ("J.L.", "JL"),
        ("J. L.", "JL"),
        ("JL", "JL"),
        ("J L", "JL"),
        ("J", "J"),
        ("Mu-Hong", "MH"),
        ("M.-H.", "MH"),
        ("mu hong", "MH"),
        ("Éva Ágnes", "ÉÁ"),
        ("İbrahim", "İ"),
        ("", ""),
        ("  ", ""),
        (".", ""),
    ],
)
def test_initials(given: str, shown: str) -> None:
    assert initials(given) == shown


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("", ""),
        ("Ash, Ann", "Ash A"),
        ("Ann Ash", "Ash A"),
        ("van der Ash, Ann", "van der Ash A"),
        ("WHO", "WHO"),
        (SIX, "Ash A, Birch B, Cedar CC, Dogwood DD, Elm EF, Fir F"),
        (SIX + " and Gum, G", "Ash A, Birch B, Cedar CC, et al"),
        (SIX + " and Gum, G and Hazel, H", "Ash A, Birch B, Cedar CC, et al"),
        ("Ash, Ann and others", "Ash A, et al"),
        ("Ash, Ann and Birch, B and others", "Ash A, Birch B, et al"),
        (SIX + " and others", "Ash A, Birch B, Cedar CC, et al"),
    ],
)
def test_author_list(author: str, shown: str) -> None:
    assert author_list(reference(author=author)) == shown


ARTICLE = {
    "author": "Ash, Ann and Birch, B.",
    "title": "Sleep after tea",
    "journal": "J Sleep Tea",
    "year": "2020",
    "volume": "12",
    "number": "3",
    "pages": "101--109",
    "doi": "10.1234/jst.2020.12",
}


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            {},
            (
                "Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>. 2020;12(3):101-109. "
                "doi:10.1234/jst.2020.12"
            ),
        ),
        (
            {"number": ""},
            (
                "Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>. 2020;12:101-109. "
                "doi:10.1234/jst.2020.12"
            ),
        ),
        # An article number stands for the pages.
        (
            {"pages": "e12345"},
            (
                "Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>. "
                "2020;12(3):e12345. doi:10.1234/jst.2020.12"
            ),
        ),
        (
            {"volume": "", "number": "", "pages": ""},
            "Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>. 2020. doi:10.1234/jst.2020.12",
        ),
        (
            {"doi": "", "pages": ""},
            ("Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>. 2020;12(3)."),
        ),
        # No second stop after a question, an exclamation or a stop.
        (
            {"title": "Does tea help?", "doi": ""},
            "Ash A, Birch B. Does tea help? <i>J Sleep Tea</i>. 2020;12(3):101-109.",
        ),
        (
            {"title": "Tea!", "doi": ""},
            "Ash A, Birch B. Tea! <i>J Sleep Tea</i>. 2020;12(3):101-109.",
        ),
        (
            {"title": "Tea.", "journal": "Tea.", "doi": ""},
            "Ash A, Birch B. Tea. <i>Tea</i>. 2020;12(3):101-109.",
        ),
        # What nobody has seen is left out.
        (
            {"author": ""},
            ("Sleep after tea. <i>J Sleep Tea</i>. 2020;12(3):101-109. doi:10.1234/jst.2020.12"),
        ),
        (
            {"journal": "", "volume": "", "number": "", "pages": "", "doi": ""},
            "Ash A, Birch B. Sleep after tea. 2020.",
        ),
        (
            {"year": "", "volume": "", "number": "", "pages": "", "doi": ""},
            "Ash A, Birch B. Sleep after tea. <i>J Sleep Tea</i>.",
        ),
        (
            {"author": "Ash, Ann and others", "doi": ""},
            "Ash A, et al. Sleep after tea. <i>J Sleep Tea</i>. 2020;12(3):101-109.",
        ),
        (
            {"author": SIX + " and Gum, G", "doi": ""},
            (
                "Ash A, Birch B, Cedar CC, et al. Sleep after tea. <i>J Sleep Tea</i>. "
                "2020;12(3):101-109."
            ),
        ),
        (
            {"author": "WHO", "doi": ""},
            "WHO. Sleep after tea. <i>J Sleep Tea</i>. 2020;12(3):101-109.",
        ),
    ],
)
def test_golden_citations(change: dict[str, str], shown: str) -> None:
    found = reference(**{k: v for k, v in (ARTICLE | change).items() if v})
    assert str(ama(found)) == shown
    assert plain(found) == shown.replace("<i>", "").replace("</i>", "")


def test_entry_without_anything_is_empty() -> None:
    assert str(ama(reference())) == ""


def test_from_bibtex_to_citation() -> None:
    text = (
        "@article{Ostergaard2020,\n"
        "  author  = {{\\O}stergaard, S{\\o}ren D. and M{\\\"u}ller-L{\\'o}pez, {\\'E}va},\n"
        "  title   = {{IL-6} and {TNF-α}: which one?},\n"
        "  journal = {J Sleep Tea},\n"
        "  year    = 2020,\n"
        "  volume  = {7},\n"
        "  pages   = {1--2}\n"
        "}\n"
    )
    (entry,), problems = read_bibtex(TextFile("b.bib", text))
    assert problems == []
    assert plain(Reference(entry.key, None, entry)) == (
        "Østergaard SD, Müller-López É. IL-6 and TNF-α: which one? J Sleep Tea. 2020;7:1-2."
    )


def test_markup_in_fields_is_text() -> None:
    evil = "<script>alert(1)</script>&\"'"
    found = reference(**dict.fromkeys(ARTICLE, evil))
    shown = str(ama(found))
    assert "<script" not in shown
    assert shown.replace("<i>", "").replace("</i>", "").count("<") == 0


FIELDS = st.dictionaries(
    st.sampled_from(sorted(ARTICLE)),
    st.text(max_size=20).map(lambda text: " ".join(text.split())),
)


@examples(200, derandomize=True)
@given(FIELDS)
def test_any_fields_give_one_line_of_text_with_no_tag_but_italics(fields: dict[str, str]) -> None:
    found = reference(**fields)
    shown = str(ama(found))
    bare = shown.replace("<i>", "").replace("</i>", "")
    assert "<" not in bare
    assert ">" not in bare
    text = html.unescape(bare)
    assert printable(text) == text
    assert "\n" not in text
    if fields.get("title"):
        assert printable(fields["title"]) in text
