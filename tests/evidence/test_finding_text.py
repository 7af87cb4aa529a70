"""The number that a source reports for a finding: in words, on pages and in the data."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, assemble, edited
from claimweave.disk.text_files import TextFile
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.finding_text import decimal_text, number_text
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.study import Estimate
from claimweave.review.writing.yaml_values import scalar
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.pages.reference_pages import reference_files
from full_runs import examples
from record_data import as_record

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "claims/_studies/Adler2001.yml"
NUMBER = "estimate: {measure: gain, value: -0.5, low: -1, high: 0.25, unit: t/ha}"
SAID = "Its number: gain \u22120.5 t/ha (interval \u22121 to 0.25)."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"measure": "ratio", "value": 2}, "ratio 2"),
        (
            {"measure": "ratio", "value": 1.5, "low": 1, "high": 2.25},
            "ratio 1.5 (interval 1 to 2.25)",
        ),
        ({"measure": "gain", "value": -0.000001, "unit": "t"}, "gain \u22120.000001 t"),
        ({"measure": "gain", "value": 0, "low": 0, "high": 0}, "gain 0 (interval 0 to 0)"),
    ],
)
def test_an_estimate_in_words(fields: dict[str, object], said: str) -> None:
    assert number_text(as_record(Estimate, fields)) == said


@given(st.floats(allow_nan=False, allow_infinity=False))
@examples(200, derandomize=True)
def test_no_digit_is_lost_on_a_page_or_in_a_file(number: float) -> None:
    assert float(decimal_text(number).replace("\u2212", "-")) == number
    data, problems = read_yaml(TextFile("", f"value: {scalar(number, flow=True)}"))
    assert problems == []
    assert data == {"value": number}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    found = assemble(BASE, tmp_path / "project")
    edited(found, SHEET, "direction: positive,", f"direction: positive, {NUMBER},")
    return found


def test_pages_show_it(project: Path) -> None:
    base = EvidenceBase(read_review(project))
    shown = claim_page_text(base, base.review.claims["nitrate-feeds-barley"])
    (_, own), *_ = reference_files(base, base.review.references["Adler2001"])
    for page in (shown, own):
        assert page.count(SAID) == 1


def test_the_data_have_it(project: Path) -> None:
    with closing(build_database(tables(EvidenceBase(read_review(project)).facts))) as connection:
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute("SELECT * FROM findings").fetchall()
    known = {name: row[name] for name in row.keys() if name.startswith("estimate_")}  # noqa: SIM118 - a row is no mapping
    assert known == {
        "estimate_measure": "gain",
        "estimate_value": -0.5,
        "estimate_low": -1.0,
        "estimate_high": 0.25,
        "estimate_unit": "t/ha",
    }


def test_no_remedy_may_take_it_away(project: Path) -> None:
    before = holdings(read_review(project))
    edited(project, SHEET, f" {NUMBER},", "")
    assert lost(before, holdings(read_review(project))) == [
        "a sheet reports the estimate gain \u22120.5 t/ha (interval \u22121 to 0.25)"
    ]
