"""What a finding is about, when terms are broader than others, and what several say together."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, assemble, edited
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.relevance import together
from claimweave.review.axis import Axis
from claimweave.review.reading.review_reader import read_review
from claimweave.site.pages.claim_pages import claim_page_text
from full_runs import examples
from record_data import as_record

if TYPE_CHECKING:
    from pathlib import Path


def axis(broader: dict[str, str | None]) -> Axis:
    terms = {name: {"label": name, "broader": above} for name, above in broader.items()}
    return as_record(Axis, {"label": "Marker", "terms": terms})


def test_terms_are_narrower_at_any_depth() -> None:
    known = axis({"a": None, "b": "a", "c": "b", "d": "a", "e": None})
    assert known.narrower == {"a": ("b", "c", "d"), "b": ("c",)}
    assert known.broader("c") == ("b", "a")


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "nobody", None]), min_size=4, max_size=4))
@examples(200, derandomize=True)
def test_circles_and_terms_that_are_not_there_end_the_way_up(above: list[str | None]) -> None:
    known = axis(dict(zip("abcd", above, strict=True)))
    for name in "abcd":
        found = known.broader(name)
        assert name not in found
        assert len(set(found)) == len(found)
        assert all(name in known.narrower[term] for term in found)


@pytest.mark.parametrize(
    ("directions", "said"),
    [
        ([], None),
        (["positive"], "positive"),
        (["positive", "positive"], "positive"),
        (["positive", "negative"], "mixed"),
        (["positive", "none"], "mixed"),
        (["mixed", "unsigned"], "mixed"),
        (["unsigned", "positive", "not-reported"], "positive"),
        (["unsigned", "none"], "mixed"),
        (["unsigned", "not-reported"], "unsigned"),
        (["none", "not-reported"], "none"),
        (["not-reported"], "not-reported"),
    ],
)
def test_what_directions_say_together(directions: list[str], said: str | None) -> None:
    assert {together(order) for order in permutations(directions)} == {said}


VOCABULARY = "claims/_review/vocabulary.yml"
CLAIM = "claims/1-fields/nitrate-feeds-barley.yml"
SHEET = "claims/_studies/Adler2001.yml"
NITRATE = "nitrate: {label: Nitrate, synonyms: [NO3]"


@pytest.fixture
def broader(tmp_path: Path) -> Path:
    """The base, in which nitrate and phosphate are minerals, and a claim is about minerals."""
    project = assemble(BASE, tmp_path / "project")
    edited(project, VOCABULARY, NITRATE + "}", NITRATE + ", broader: minerals}")
    phosphate = "phosphate: {label: Phosphate, broader: minerals}"
    both = f"{phosphate}\n      minerals: {{label: Minerals}}"
    edited(project, VOCABULARY, "phosphate: {label: Phosphate}", both)
    edited(project, CLAIM, "nutrient: nitrate, crop", "nutrient: minerals, crop")
    edited(
        project, CLAIM, "question: before-sowing", "question: before-sowing, direction: positive"
    )
    return project


def page(project: Path) -> str:
    base = EvidenceBase(read_review(project))
    return claim_page_text(base, base.review.claims["nitrate-feeds-barley"])


def test_a_claim_page_says_on_which_narrower_term_it_was_compared(broader: Path) -> None:
    assert "on a narrower term: Nitrate" in page(broader)
    (use,) = EvidenceBase(read_review(broader)).uses["nitrate-feeds-barley"]
    assert (use.agreement, use.narrower) == ("agrees", ("nitrate",))


def test_a_finding_on_the_term_itself_goes_first(broader: Path) -> None:
    finding = "question: before-sowing, direction: none, says: Minerals made no difference."
    finding = f"  - {{nutrient: minerals, crop: barley, {finding}}}\n"
    edited(broader, SHEET, "findings:\n", f"findings:\n{finding}")
    (use,) = EvidenceBase(read_review(broader)).uses["nitrate-feeds-barley"]
    assert (use.agreement, use.narrower) == ("null", ())
    assert "on a narrower term" not in page(broader)


def test_a_cell_of_a_narrower_term_is_not_told_by_a_finding_on_the_broader(broader: Path) -> None:
    edited(broader, SHEET, "nutrient: nitrate", "nutrient: minerals")
    base = EvidenceBase(read_review(broader))
    (synthesis,) = base.syntheses_of["barley-nitrate"]
    assert [item.direction for item in synthesis.reported] == ["silent"]
    assert [use.agreement for use in base.uses["barley-nitrate"]] == ["silent"]


def test_a_question_that_asks_about_one_axis_compares_a_claim_without_the_other(
    broader: Path,
) -> None:
    label = "{label: Level before sowing"
    edited(broader, VOCABULARY, f"{label}}}", f"{label}, asks: [nutrient]}}")
    edited(broader, CLAIM, "nutrient: minerals, crop: barley, ", "nutrient: minerals, ")
    (use,) = EvidenceBase(read_review(broader)).uses["nitrate-feeds-barley"]
    assert (use.agreement, use.narrower) == ("agrees", ("nitrate",))


def test_a_sign_counts_beside_a_report_on_the_same_sample_that_has_none(tmp_path: Path) -> None:
    """The two reports do not differ; with another sign, or with none found, they do."""
    for direction, counted in (("unsigned", 1), ("not-reported", 1), ("none", 0), ("negative", 0)):
        project = assemble(BASE, tmp_path / direction)
        second = "  - {cites: Brandt2005, stance: supports, at: [T1.barley.predictor.nitrate]}\n"
        edited(project, "claims/table-1/barley-nitrate.yml", "evidence:\n", f"evidence:\n{second}")
        edited(project, SHEET, "read: abstract\n", "read: abstract\ncohort: one-farm\n")
        sheet = (project / SHEET).read_text(encoding="utf-8")
        other = sheet.replace("direction: positive", f"direction: {direction}")
        (project / "claims/_studies/Brandt2005.yml").write_text(other, encoding="utf-8")
        (synthesis,) = EvidenceBase(read_review(project)).syntheses_of["barley-nitrate"]
        assert synthesis.informative == counted, direction
