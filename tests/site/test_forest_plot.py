"""Forest plots: an axis that holds every number, a table that says all that is drawn."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.addresses.links import Links
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.estimate_sources import estimates_for_answer, estimates_for_claim
from claimweave.review.reading.review_reader import read_review
from claimweave.site.pages.answer_pages import answer_files
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.pages.term_pages import term_files
from claimweave.site.parts.forest_plot import forest_html
from claimweave.site.parts.number_axis import axis_of, tick_text
from full_runs import examples
from shaped import SHAPED, shaped_base, shaped_text

FINITE = st.floats(allow_nan=False, allow_infinity=False)
ABOVE = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def forest(base: EvidenceBase, claim_id: str) -> str:
    found = estimates_for_claim(base, base.review.claims[claim_id])
    html = forest_html(base, Links(f"claims/{claim_id}.md"), found)
    assert html is not None
    return str(html)


# The axis


@pytest.mark.parametrize(
    ("scale", "ends", "ticks"),
    [
        ("ratio", (0.6, 1.35), ["0.6", "0.8", "1", "1.2"]),
        ("ratio", (0.1, 12), ["0.1", "1", "10"]),
        ("ratio", (0.001, 1000), ["0.01", "1", "100"]),
        ("ratio", (1e-12, 1e308), ["1", "1×10¹³⁰"]),
        ("ratio", (1e-9, 1e9), []),
        ("difference", (-0.5, 0.9), ["−0.5", "0", "0.5"]),
        ("amount", (50, 73), ["50", "60", "70"]),
        ("amount", (2, 2), []),
    ],
)
def test_ticks_are_round_numbers(scale: str, ends: tuple[float, float], ticks: list[str]) -> None:
    axis = axis_of(scale, ends)  # type: ignore[arg-type]
    words = [tick.text for tick in axis.ticks]
    assert 1 <= len(words) <= 7
    if ticks:
        assert words == ticks


@given(st.lists(FINITE, min_size=1, max_size=5), st.sampled_from(["difference", "amount"]))
@examples(300, derandomize=True)
def test_every_number_lies_on_its_axis_in_its_order(numbers: list[float], scale: str) -> None:
    assert_holds(numbers, scale)


@given(st.lists(ABOVE, min_size=1, max_size=5))
@examples(300, derandomize=True)
def test_every_ratio_lies_on_its_axis(numbers: list[float]) -> None:
    assert_holds(numbers, "ratio")


def assert_holds(numbers: list[float], scale: str) -> None:
    axis = axis_of(scale, numbers)  # type: ignore[arg-type]
    ordered = sorted(numbers)
    places = [axis.place(number) for number in ordered]
    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)
    assert all(0 < tick.place < 100 for tick in axis.ticks)
    assert (axis.nothing is None) == (scale == "amount")
    texts = [tick.text for tick in axis.ticks]
    assert len(texts) == len(set(texts))
    if scale != "amount":
        assert {"ratio": "1", "difference": "0"}[scale] in texts


def test_half_and_twice_lie_equally_far_from_1() -> None:
    axis = axis_of("ratio", (0.25, 3))
    assert axis.nothing is not None
    left, right = axis.nothing - axis.place(0.5), axis.place(2) - axis.nothing
    assert math.isclose(left, right, abs_tol=0.02)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (0.30000000000000004, "0.3"),
        (-2, "−2"),
        (2e9, "2×10⁹"),
        (1e-7, "1×10⁻⁷"),
        (sys.float_info.max, "1.798×10³⁰⁸"),
    ],
)
def test_a_tick_has_few_letters(number: float, text: str) -> None:
    assert tick_text(number) == text


# The page


def test_a_plot_is_a_table_with_every_number(base: EvidenceBase) -> None:
    html = forest(base, "barley-nitrate")
    table = ET.fromstring(re.search(r"<table.*?</table>", html).group(0))  # type: ignore[union-attr]  # noqa: S314 - ours
    rows = table.findall("tbody/tr")
    assert table.findtext("caption") == "ratio of yields: level before sowing"
    assert [row.findtext("th/a") for row in rows] == ["Adler 2001", "Dove 2011"]
    assert [row.find("th/a").get("href") for row in rows] == [  # type: ignore[union-attr]
        "../../references/Adler2001/",
        "../../references/Dove2011/",
    ]
    numbers = ["1.4 (1.1 to 1.8)", "0.9 (0.6 to 1.35)"]
    assert [row.findtext("td[@class='cw-fp-number']") for row in rows] == numbers
    for row in rows:
        line = row.find("td/svg/line[@class='cw-fp-interval']")
        assert line is not None
        assert float(line.attrib["x1"][:-1]) < float(line.attrib["x2"][:-1])
        assert row.find("td/svg").get("aria-hidden") == "true"  # type: ignore[union-attr]
    assert "Nothing is pooled" in html
    assert "2 of 3 sources give a number for it" in html, "one was not read"
    assert "The axis is logarithmic" in html
    assert "ⓘ" not in html


def test_the_side_is_told_in_words(base: EvidenceBase) -> None:
    html = forest(base, "barley-nitrate")
    assert '<span class="cw-sr">, for</span>' in html
    assert '<span class="cw-sr">, neither</span>' in html
    (answer,) = (
        a for a in answers(base) if (a.pair.row, a.pair.column) == ("barley", "cover-crop")
    )
    links = Links("answers/barley/cover-crop.md")
    shown = str(forest_html(base, links, estimates_for_answer(base, answer)))
    assert '<span class="cw-design">, not filed for it</span>' in shown
    assert "The line at 0 is no relation." in shown


def test_what_cannot_be_drawn_is_listed_with_the_reason(base: EvidenceBase) -> None:
    html = forest(base, "barley-biochar")
    assert "<table" not in html
    assert "<p>Not drawn:</p>" in html
    assert "gain in yield, in t/ha: effect on the yield, <b>0.1</b>" in html
    assert "(its source gives no interval)" in html


def test_one_number_alone_stands_with_its_evidence(base: EvidenceBase) -> None:
    assert "Nothing is pooled" not in forest(base, "barley-biochar")
    page = claim_page_text(base, base.review.claims["barley-biochar"])
    assert "{#estimates" not in page
    assert "Its number: gain in yield 0.1 t/ha." in page


def test_pages_without_numbers_say_nothing_of_them(base: EvidenceBase) -> None:
    for claim_id in ("test-soil-in-winter", "beans-nitrate"):
        assert "estimates" not in claim_page_text(base, base.review.claims[claim_id])


def test_claims_answers_and_terms_have_them(base: EvidenceBase) -> None:
    assert "{#estimates" in claim_page_text(base, base.review.claims["barley-nitrate"])
    assert "{#estimates" in dict(answer_files(base))["answers/barley/nitrate.md"]
    terms = dict(term_files(base))
    assert "{#estimates" in terms["terms/practice/cover-crop.md"]
    assert "Beans</span>" in terms["terms/practice/cover-crop.md"]


def test_words_of_a_vocabulary_put_no_markup_into_a_plot(tmp_path: Path) -> None:
    evil = "<b onclick=x>&amp;"
    sheets = {
        f"claims/_studies/{key}.yml": shaped_text(
            f"claims/_studies/{key}.yml", ("measure: ratio of yields", f"measure: '{evil}'")
        )
        for key in ("Adler2001", "Dove2011")
    }
    vocabulary = "claims/_review/vocabulary.yml"
    words = shaped_text(vocabulary, ("  ratio of yields:", f"  '{evil}':"))
    base = shaped_base(tmp_path, sheets | {vocabulary: words})
    html = forest(base, "barley-nitrate")
    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;" in html
