"""What the table answers, pair by pair: counts, which work turns them, lenses, and what is beside.

Held against other ways to the same numbers: taking works out one by one, and the database's view.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.evidence.answers import Answer, Count, answers, turning
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.review.reading.review_reader import read_review
from miniature import KEYS, REVIEW_YML, claim, evidence_base, write_review
from one_cell import LENSES, cell, sheet


def answered(base: EvidenceBase) -> dict[tuple[str, str], Answer]:
    return {(answer.pair.row, answer.pair.column): answer for answer in answers(base)}


def test_each_pair_has_an_answer_and_one_without_a_claim_has_an_empty_one(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"table-1/a": cell(2, 1)}, {KEYS[4]: sheet(drink="milk")})
    found = answered(base)
    assert list(found) == [*product(("tea", "milk"), ("length", "depth"))]
    milk = found["milk", "length"]
    assert (milk.claim, milk.report, milk.count) == (None, None, Count(0, 0))
    assert milk.studied == (KEYS[4],)
    assert found["milk", "depth"].studied == ()


def test_what_was_read_what_answers_another_question_and_what_was_added(tmp_path: Path) -> None:
    added = f"{{cites: {KEYS[4]}, stance: supports, added: 2026-01-02}}"
    text = (tmp_path / "x", cell(2, 1, added))[1]
    studies = {KEYS[0]: sheet(), KEYS[1]: sheet("after"), KEYS[3]: sheet()}
    root = write_review(tmp_path, {"table-1/a": text}, studies)
    bib = root / "bibliography.bib"
    entries = bib.read_text(encoding="utf-8")
    bib.write_text(entries.replace("  reviewnumber = {5},\n", "  added = {2026-01-02},\n"))
    answer = answered(EvidenceBase(read_review(root)))["tea", "length"]
    assert answer.count == Count(2, 1)
    assert answer.report
    assert (answer.report.cited, answer.report.read, answer.report.agreeing) == (3, 2, 1)
    assert answer.elsewhere == {"after": 1}
    assert answer.added == 1
    assert answer.studied == (KEYS[0], KEYS[1], KEYS[3])


def test_a_result_that_the_table_does_not_list_is_with_its_pair(tmp_path: Path) -> None:
    background = claim(f"[{{cites: {KEYS[3]}, stance: background, at: [S1.p1.s1]}}]")
    claims = {"table-1/a": cell(1, 0), "1-tea/b": background}
    answer = answered(evidence_base(tmp_path, claims, {KEYS[3]: sheet()}))["tea", "length"]
    assert answer.unlisted
    assert [r.references for r in answer.unlisted.results] == [(KEYS[3],)]
    assert answered(evidence_base(tmp_path, claims))["tea", "depth"].unlisted is None


@pytest.mark.parametrize(
    ("for_", "against", "lean", "turns"),
    [
        (0, 0, "nothing", ""),
        (1, 0, "for", "a"),
        (0, 1, "against", "x"),
        (2, 0, "for", ""),
        (2, 1, "for", "ab"),
        (1, 2, "against", "xy"),
        (3, 1, "for", ""),
        (2, 2, "even", "abxy"),
    ],
)
def test_which_single_work_turns_a_count(for_: int, against: int, lean: str, turns: str) -> None:
    sides = ("abc"[:for_], "xyz"[:against])
    assert Count(for_, against).lean == lean
    assert turning(*sides) == tuple(turns)


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("defghi")))
def test_a_work_turns_a_count_when_the_rest_leans_otherwise(
    for_: set[str], against: set[str]
) -> None:
    def side(first: set[str], second: set[str]) -> str:
        if not first | second:
            return "nothing"
        return {1: "for", 0: "even", -1: "against"}[
            (len(first) > len(second)) - (len(first) < len(second))
        ]

    now = side(for_, against)
    turned = {w for w in for_ | against if side(for_ - {w}, against - {w}) != now}
    assert set(turning(for_, against)) == turned


def test_each_lens_counts_the_cell_anew(tmp_path: Path) -> None:
    root = write_review(tmp_path, {"table-1/a": cell(2, 1)}, {KEYS[0]: sheet(), KEYS[2]: sheet()})
    (root / "claims/_review/lenses.yml").write_text(LENSES, encoding="utf-8")
    found = answered(EvidenceBase(read_review(root)))
    assert found["tea", "length"].lenses == {
        "read": Count(1, 1),
        "old": Count(0, 0),
        "none": Count(0, 0),
    }
    assert found["milk", "length"].lenses == {}


def test_without_a_lens_there_is_none(tmp_path: Path) -> None:
    assert (
        answered(evidence_base(tmp_path, {"table-1/a": cell(1, 0)}))["tea", "length"].lenses == {}
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REVIEW_YML[REVIEW_YML.index("table:") :], ""),
        ("column_terms: [length, depth]", "column_terms: []"),
        ("row_terms: [tea, milk]", "row_terms: []"),
    ],
    ids=["no table", "no columns", "no rows"],
)
def test_a_table_of_nothing_answers_nothing(tmp_path: Path, old: str, new: str) -> None:
    root = write_review(tmp_path, {"1-tea/a": claim()})
    settings = root / "claims/_review/review.yml"
    settings.write_text(REVIEW_YML.replace(old, new), encoding="utf-8")
    assert list(answers(EvidenceBase(read_review(root)))) == []


# This review, whatever it holds: recounted in SQL, from the tables and not from the cells.


@pytest.fixture(scope="module")
def database(base: EvidenceBase) -> sqlite3.Connection:
    return build_database(tables(base.facts))


def test_the_counts_are_those_of_the_database(
    base: EvidenceBase, database: sqlite3.Connection
) -> None:
    table = base.review.tables[0]
    with closing(database):
        counted = {
            (row, column): Count(for_, against)
            for row, column, for_, against in database.execute(
                f"SELECT {table.rows}, {table.columns}, supports, contradicts FROM cells"  # noqa: S608
            )
        }
    found = {pair: answer.count for pair, answer in answered(base).items()}
    assert set(found) == {*product(table.row_terms, table.column_terms)}
    assert {pair: found[pair] for pair in counted} == counted
    for answer in answers(base):
        assert set(answer.lenses) == set(base.review.lenses) or answer.synthesis is None
        assert all(count.total <= answer.count.total for count in answer.lenses.values())
