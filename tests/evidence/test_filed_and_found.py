"""Each entry where the review files it, and where its source is found: none is lost on the way."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.addresses.links import Links
from claimweave.evidence import filed_wording
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.filed_and_found import (
    ANSWERING,
    FOUND,
    LEFT_OUT,
    FiledAndFound,
    filed_and_found,
)
from claimweave.evidence.filed_wording import Said
from claimweave.review.reading.review_reader import read_review
from claimweave.review.table import Pair
from claimweave.site.parts.filed_and_found import filed_and_found_html
from claimweave.words import labels
from miniature import KEYS, REVIEW_YML, claim, evidence_base, write_review
from one_cell import cell, sheet

PAIRS = [Pair(row, column, "T1") for row in ("tea", "milk") for column in ("length", "depth")]


def marked(base: EvidenceBase) -> FiledAndFound:
    found = filed_and_found(base, base.review.tables[0])
    assert found
    return found


def placed(base: EvidenceBase) -> dict[str, tuple[str, str]]:
    return {mark.key: (mark.filed, mark.found) for mark in marked(base).marks}


def reporting(direction: str) -> str:
    return sheet().replace("direction: positive", f"direction: {direction}")


def test_each_place_has_a_way_to_it(tmp_path: Path) -> None:
    sheets = {KEYS[0]: sheet(), KEYS[1]: sheet("after"), KEYS[2]: sheet(drink="milk")}
    base = evidence_base(tmp_path, {"table-1/a": cell(2, 2)}, sheets)
    assert placed(base) == {
        KEYS[0]: ("helps", "positive"),
        KEYS[1]: ("helps", "another-question"),
        KEYS[2]: ("none", "nothing"),
        KEYS[3]: ("none", "nothing"),
    }
    assert {mark.key: mark.says for mark in marked(base).marks} == {
        KEYS[0]: "positive",
        KEYS[1]: "another-question",
        KEYS[2]: "silent",
        KEYS[3]: "not-read",
    }
    assert {mark.key: mark.elsewhere for mark in marked(base).marks if mark.elsewhere} == {
        KEYS[1]: ("after",)
    }


@pytest.mark.parametrize("direction", labels.DIRECTIONS)
def test_each_direction_is_found_at_one_place(tmp_path: Path, direction: str) -> None:
    base = evidence_base(tmp_path, {"table-1/a": cell(1, 0)}, {KEYS[0]: reporting(direction)})
    (mark,) = marked(base).entries
    assert mark.says == direction
    assert mark.found in ANSWERING
    assert sum(direction in said for said in FOUND.values()) == 1


def test_what_the_table_does_not_list_is_filed_nowhere_and_found(tmp_path: Path) -> None:
    background = claim(f"[{{cites: {KEYS[3]}, stance: background, at: [S1.p1.s1]}}]")
    claims = {"table-1/a": cell(1, 0), "1-tea/b": background}
    base = evidence_base(tmp_path, claims, {KEYS[3]: reporting("none")})
    (mark,) = marked(base).left_out
    assert (mark.pair, mark.key, mark.filed, mark.found) == (PAIRS[0], KEYS[3], LEFT_OUT, "none")
    assert [entry.key for entry in marked(base).entries] == [KEYS[0]]


def test_an_entry_that_reports_otherwise_is_no_second_mark(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"table-1/a": cell(1, 0)}, {KEYS[0]: reporting("none")})
    assert base.unlisted[PAIRS[0]].results, "the audit names it"
    assert placed(base) == {KEYS[0]: ("helps", "none")}
    assert len(marked(base).marks) == 1


def test_two_relations_of_one_stance_are_told_apart(tmp_path: Path) -> None:
    root = write_review(tmp_path, {"table-1/a": cell(2, 1).replace("T1.tea.helps", "T1.tea.much")})
    more = "    much: {stance: supports, label: Helps much}\n    none:"
    settings = root / "claims/_review/review.yml"
    settings.write_text(REVIEW_YML.replace("    none:", more), encoding="utf-8")
    base = EvidenceBase(read_review(root))
    assert Counter(mark.filed for mark in marked(base).marks) == {"much": 2, "none": 1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REVIEW_YML[REVIEW_YML.index("table:") :], ""),
        ("column_terms: [length, depth]", "column_terms: []"),
    ],
    ids=["no table", "no columns"],
)
def test_without_a_table_there_is_nothing(tmp_path: Path, old: str, new: str) -> None:
    root = write_review(tmp_path, {"1-tea/a": claim()})
    (root / "claims/_review/review.yml").write_text(REVIEW_YML.replace(old, new), encoding="utf-8")
    base = EvidenceBase(read_review(root))
    assert not any(filed_and_found(base, table) for table in base.review.tables)
    assert filed_and_found_html(base, Links("index.md")) == ""


def test_a_pair_without_an_entry_has_its_line(tmp_path: Path) -> None:
    rows = marked(evidence_base(tmp_path, {"table-1/a": cell(1, 1)})).rows
    assert list(rows) == PAIRS
    assert [len(row) for row in rows.values()] == [2, 0, 0, 0]


# What is said of them.


def both(base: EvidenceBase) -> tuple[Said, Said]:
    marks = marked(base)
    return filed_wording.filed(marks), filed_wording.found(base, marks)


def test_what_is_said_counts_the_marks(tmp_path: Path) -> None:
    sheets = {KEYS[0]: sheet(), KEYS[1]: sheet("after"), KEYS[2]: reporting("none")}
    filed, found = both(evidence_base(tmp_path, {"table-1/a": cell(2, 2)}, sheets))
    assert (filed.lead, filed.sentence) == (
        "4 entries",
        "in Table 1: 2 under “Helps” and 2 under “Does not help”.",
    )
    assert found.lead == "2 of 4"
    assert found.sentence.startswith("have a source that, as far as we read it, reports on the ")
    assert found.details == "Of the rest, 1 answers another question; 1 was not read."


def test_where_nothing_was_read_that_is_said(tmp_path: Path) -> None:
    _, found = both(evidence_base(tmp_path, {"table-1/a": cell(2, 1)}))
    assert found.lead == "None of 3"
    assert found.sentence == "have a source that was read: what they report is not known yet."
    assert found.details == ""


def test_a_table_without_an_entry_says_so(tmp_path: Path) -> None:
    filed, found = both(evidence_base(tmp_path, {"1-tea/a": claim()}))
    assert f"{filed.lead} {filed.sentence}" == "No entry is in Table 1 yet."
    assert f"{found.lead} {found.sentence}" == "No entry is there whose source could be read."


def test_what_the_table_leaves_out_is_said_in_both_states(tmp_path: Path) -> None:
    background = claim(f"[{{cites: {KEYS[3]}, stance: background, at: [S1.p1.s1]}}]")
    claims = {"table-1/a": cell(1, 0), "1-tea/b": background}
    sheets = {KEYS[0]: sheet(), KEYS[3]: sheet()}
    filed, found = both(evidence_base(tmp_path, claims, sheets))
    assert filed.details.startswith("Not in it is 1 result on its own question")
    assert found.details.startswith("The diamond is 1 more result on this question")


def test_what_counting_cannot_tell_is_that_of_the_question(tmp_path: Path) -> None:
    root = write_review(tmp_path, {"table-1/a": cell(1, 0)})
    vocabulary = root / "claims/_review/vocabulary.yml"
    assert "no cause" not in both(EvidenceBase(read_review(root)))[1].limits
    text = vocabulary.read_text(encoding="utf-8")
    limits = "{before: {label: Before, limits: Shows no cause.}"
    vocabulary.write_text(text.replace("{before: {label: Before}", limits), encoding="utf-8")
    assert both(EvidenceBase(read_review(root)))[1].limits == "Shows no cause."


@given(st.lists(st.sampled_from([*labels.AGREEMENTS, ""]), max_size=30))
def test_the_parts_of_a_sentence_add_up(found: list[str]) -> None:
    counted = Counter(found)
    parts = filed_wording.others(counted)
    assert sum(int(part.split()[0]) for part in parts) == len(found) - counted["agrees"]
