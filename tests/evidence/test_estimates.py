"""The numbers that sources report: whose they are, what may be drawn together, and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.evidence import estimate_wording
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.estimate_sources import (
    estimates_for_answer,
    estimates_for_claim,
    estimates_for_term,
)
from claimweave.evidence.estimates import MOST, Estimates
from claimweave.evidence.term_facts import all_term_facts
from claimweave.review.reading.review_reader import read_review
from claimweave.review.study import Estimate
from claimweave.review.table import Pair
from full_runs import examples
from miniature import claim, write_review
from shaped import SHAPED

if TYPE_CHECKING:
    from pathlib import Path

TOPIC = "{drink: tea, measure: length, question: before}"
ON = "drink: tea, measure: length, question: before"
MEASURES = """measures:
  odds ratio: {scale: ratio}
  hours: {scale: difference}
  share: {scale: amount}
"""
ODDS = "{measure: odds ratio, value: 1.5, low: 1.1, high: 2}"


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def sheet(*numbers: str, on: str = ON, more: str = "") -> str:
    """A study sheet with a finding for each number; the findings differ in what they say."""
    findings = "".join(
        f"  - {{{on}, direction: positive, estimate: {number}, says: Result {index}.}}\n"
        for index, number in enumerate(numbers)
    )
    return (
        f"design: trial\nread: abstract\nwhere: https://example.org/a\n{more}findings:\n{findings}"
    )


def measured(
    folder: Path, sheets: dict[str, str], evidence: str, topic: str = TOPIC
) -> tuple[EvidenceBase, Estimates | None]:
    """The miniature review with measures; its claim's numbers."""
    root = write_review(folder, {"1-tea/a": claim(evidence, topic=topic)}, sheets)
    vocabulary = root / "claims/_review/vocabulary.yml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + MEASURES, encoding="utf-8")
    base = EvidenceBase(read_review(root))
    assert list(base.review.problems) == []
    return base, estimates_for_claim(base, base.review.claims["a"])


def cited(*stances: str) -> str:
    pairs = zip(("Ash2001", "Birch2002", "Cedar2003"), stances, strict=False)
    items = (f"{{cites: {key}, stance: {stance}, at: [S1.p1.s1]}}" for key, stance in pairs)
    return f"[{', '.join(items)}]"


def drawn(found: Estimates | None) -> list[tuple[str, list[str]]]:
    """Each kind that is drawn with its lines."""
    groups = found.drawn if found else ()
    return [(g.kind.measure, [line.reference.key for line in g.drawn]) for g in groups]


def undrawn(found: Estimates | None) -> list[tuple[str, str | None]]:
    """Each number that is not drawn, with the reason."""
    lines = (line for group in (found.groups if found else ()) for line in group.lines)
    return [(line.reference.key, line.undrawn) for line in lines if line.undrawn]


def test_numbers_of_one_kind_are_drawn_together(tmp_path: Path) -> None:
    sheets = {"Ash2001": sheet(ODDS), "Birch2002": sheet(ODDS)}
    _, found = measured(tmp_path, sheets, cited("contradicts", "supports", "supports"))
    assert drawn(found) == [("odds ratio", ["Birch2002", "Ash2001"])], "filed for comes first"
    assert found is not None
    assert (found.telling, found.sources) == (2, 3)
    assert [line.filed for line in found.groups[0].lines] == [("supports",), ("contradicts",)]
    said = "2 of 3 sources give a number for it, as far as we read. Nothing is pooled: "
    assert estimate_wording.told(found).startswith(said)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("{measure: hours, value: 1.5, low: 1.1, high: 2}", "alone"),
        ("{measure: odds ratio, value: 1.5, low: 1.1, high: 2, unit: an hour}", "alone"),
        ("{measure: odds ratio, value: 1.5}", "no-interval"),
        ("{measure: odds ratio, value: 1.5, low: 0, high: 2}", "impossible"),
        ("{measure: risk ratio, value: 1.5, low: 1, high: 2}", "no-measure"),
    ],
)
def test_what_is_of_another_kind_is_listed_and_not_drawn(
    tmp_path: Path, second: str, reason: str
) -> None:
    sheets = {"Ash2001": sheet(ODDS), "Birch2002": sheet(second)}
    base, found = measured(tmp_path, sheets, cited("supports", "supports"))
    assert drawn(found) == []
    assert undrawn(found) == [("Ash2001", "alone"), ("Birch2002", reason)]
    assert found is not None
    said = {estimate_wording.kind_named(base, group.kind) for group in found.undrawn}
    assert "odds ratio: before" in said


def test_a_line_without_an_interval_stands_among_those_that_are_drawn(tmp_path: Path) -> None:
    sheets = {
        "Ash2001": sheet("{measure: odds ratio, value: 1.5}"),
        "Birch2002": sheet(ODDS),
        "Cedar2003": sheet(ODDS),
    }
    _, found = measured(tmp_path, sheets, cited("supports", "supports", "supports"))
    assert drawn(found) == [("odds ratio", ["Birch2002", "Cedar2003"])]
    assert undrawn(found) == [("Ash2001", "no-interval")]


def test_only_numbers_on_what_the_claim_is_about_are_in_play(tmp_path: Path) -> None:
    other = ON.replace("before", "after")
    elsewhere = ON.replace("tea", "milk")
    sheets = {
        "Ash2001": sheet(ODDS, on=other),
        "Birch2002": sheet(ODDS, on=elsewhere),
        "Cedar2003": sheet(ODDS),
    }
    evidence = cited("supports", "supports", "background")
    _, found = measured(tmp_path / "a", sheets, evidence)
    assert found is None, "background is on no side, and another question or drink is not asked"
    _, found = measured(tmp_path / "b", sheets, evidence, "{drink: tea}")
    assert found is not None
    assert [group.kind.question for group in found.groups] == ["after"]
    _, found = measured(tmp_path / "c", sheets, evidence, "{question: before}")
    assert found is None, "a claim about nothing in particular has no numbers of its own"


def test_reports_of_one_sample_are_told(tmp_path: Path) -> None:
    sheets = {key: sheet(ODDS, more="cohort: oak\n") for key in ("Ash2001", "Birch2002")} | {
        "Cedar2003": sheet(ODDS)
    }
    _, found = measured(tmp_path, sheets, cited("supports", "supports", "supports"))
    assert found is not None
    said = estimate_wording.samples_told(found)
    assert said == "Ash 2001 and Birch 2002 report on the same sample."


def test_more_lines_than_a_page_has_room_for_are_counted(tmp_path: Path) -> None:
    many = [f"{{measure: hours, value: {n}, low: {n}, high: {n}}}" for n in range(MOST + 2)]
    _, found = measured(tmp_path, {"Ash2001": sheet(*many)}, cited("supports"))
    assert found is not None
    (group,) = found.groups
    assert (len(group.lines), group.more) == (MOST, 2)
    assert "2 numbers more of this kind are not shown here" in estimate_wording.more_told(group)


def test_an_answer_has_the_works_that_its_table_does_not_list(base: EvidenceBase) -> None:
    pair = Pair("barley", "cover-crop", "T2")
    (answer,) = (answer for answer in answers(base) if answer.pair == pair)
    found = estimates_for_answer(base, answer)
    assert found is not None
    lines = [(line.reference.key, line.filed) for line in found.drawn[0].lines]
    assert lines == [("Elder2014", ("supports",)), ("Finch2017", ())]
    claimed = estimates_for_claim(base, base.review.claims["barley-cover-crop"])
    assert claimed is not None
    assert undrawn(claimed) == [("Elder2014", "alone")]


def test_a_term_has_all_its_numbers_each_filed_as_for_its_own_finding(base: EvidenceBase) -> None:
    facts = all_term_facts(base)["practice", "cover-crop"]
    found = estimates_for_term(base, "practice", "cover-crop", facts.studied)
    assert found is not None
    (group,) = found.drawn
    lines = [(line.reference.key, line.filed, line.terms) for line in group.lines]
    assert lines == [
        ("Elder2014", ("supports",), (("crop", "barley"),)),
        ("Finch2017", ("contradicts",), (("crop", "beans"),)),
        ("Finch2017", (), (("crop", "barley"),)),
    ]
    narrower = [estimate_wording.about_narrower(base, line) for line in group.lines]
    assert narrower == ["Barley", "Beans", "Barley"]


def test_numbers_of_several_kinds_are_told(base: EvidenceBase) -> None:
    facts = all_term_facts(base)["crop", "barley"]
    found = estimates_for_term(base, "crop", "barley", facts.studied)
    assert found is not None
    assert len(found.groups) > 1
    assert "never drawn on one axis" in estimate_wording.told(found)


@given(st.data())
@examples(60, derandomize=True)
def test_each_number_has_its_interval_behind_it(data: st.DataObject) -> None:
    low, value, high = sorted(
        data.draw(st.floats(allow_nan=False, allow_infinity=False)) for _ in range(3)
    )
    number = Estimate(measure="hours", value=value, low=low, high=high)
    said = estimate_wording.number_alone(number)
    assert said.endswith(")")
    assert " to " in said
    assert estimate_wording.number_alone(Estimate(measure="hours", value=2)) == "2"


def test_numbers_of_one_source_are_not_said_to_be_of_several(tmp_path: Path) -> None:
    _, found = measured(tmp_path, {"Ash2001": sheet(ODDS, ODDS)}, cited("supports"))
    assert found
    assert estimate_wording.told(found).endswith(estimate_wording.ONE_SOURCE)


def test_measures_that_differ_in_letter_case_are_refused(tmp_path: Path) -> None:
    root = write_review(tmp_path, {"1-tea/a": claim(cited("supports"))})
    vocabulary = root / "claims/_review/vocabulary.yml"
    more = "  Odds  ratio: {scale: difference}\n"
    vocabulary.write_text(vocabulary.read_text("utf-8") + MEASURES + more, encoding="utf-8")
    told = [problem.message for problem in read_review(root).problems]
    assert told == ["two measures have names that differ in letter case or spaces only"]


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("1e-3", "write it with a point and without quotes: 0.001"),
        ("-2E2", "write it with a point and without quotes: -200"),
        ("1e300", "write the number that the source prints"),
    ],
)
def test_a_number_with_a_power_of_ten_is_written_out(
    written: str, help_: str, tmp_path: Path
) -> None:
    number = f"{{measure: odds ratio, value: {written}}}"
    sheets = {"Ash2001": sheet(number)}
    root = write_review(tmp_path, {"1-tea/a": claim(cited("supports"), topic=TOPIC)}, sheets)
    assert help_ in [problem.help for problem in read_review(root).problems]
