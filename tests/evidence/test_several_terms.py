"""Claims and findings that name several terms on one axis: they are about each of them."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from claimweave.derived.schema import schemas
from claimweave.evidence.answers import answers
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.sources_say import source_report, sources_sentence
from claimweave.evidence.term_facts import all_term_facts
from claimweave.evidence.turning import one_way
from claimweave.evidence.use_wording import narrower_terms_said, relevant_findings, uncovered_labels
from claimweave.review.claim import Topic
from claimweave.review.reading.review_reader import read_review
from claimweave.review.study import SourceFinding
from claimweave.review.table import Pair
from claimweave.review.writing.yaml_form import form_of_claim
from claimweave.rules.checking import check
from claimweave.rules.registry import exemptable_rules
from claimweave.site.data.data_files import data_files
from claimweave.site.parts.index_filter import filters, indexed, types_of_works
from record_data import as_record
from shaped import SHAPED, shaped, shaped_base, shaped_text

if TYPE_CHECKING:
    from pathlib import Path

BOTH = "claims/1-fields/phosphate-feeds-both.yml"
DOVE = "claims/_studies/Dove2011.yml"
JAY = "claims/_studies/Jay2023.yml"
BARLEY, BEANS = "claims/table-1/barley-phosphate.yml", "claims/table-1/beans-phosphate.yml"
CELLS = """claim: Phosphate before sowing goes with the yield of barley and of beans.
kind: relation
asserted:
  - T1.barley.gain.phosphate
  - T1.barley.none.phosphate
  - T1.barley.mixed.phosphate
  - T1.barley.unclear.phosphate
  - T1.beans.gain.phosphate
  - T1.beans.none.phosphate
  - T1.beans.mixed.phosphate
  - T1.beans.unclear.phosphate
topic: {nutrient: phosphate, crop: [barley, beans], question: before-sowing}
evidence:
  - {cites: Dove2011, stance: neither, at: [T1.barley.unclear.phosphate]}
  - {cites: Dove2011, stance: supports, at: [T1.beans.gain.phosphate]}
"""


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def dove(direction: str) -> str:
    """Return the sheet of Dove with what it reports on phosphate and barley."""
    return shaped_text(DOVE) + (
        "  - {nutrient: phosphate, crop: barley, question: before-sowing, "
        f"direction: {direction}, says: It was seen.}}\n"
    )


def test_a_topic_has_a_way_for_each_choice_of_terms() -> None:
    topic = as_record(Topic, {"crop": ["barley", "beans"], "nutrient": "nitrate"})
    assert topic.has_lists
    assert topic.named == {"crop": ("barley", "beans"), "nutrient": ("nitrate",)}
    assert topic.ways == (
        {"crop": "barley", "nutrient": "nitrate"},
        {"crop": "beans", "nutrient": "nitrate"},
    )
    one = as_record(Topic, {"crop": "barley"})
    assert (one.has_lists, one.ways) == (False, ({"crop": "barley"},))
    assert Topic().ways == ({},)
    turned = as_record(Topic, {"crop": ["beans", "barley"], "nutrient": "nitrate"})
    assert one_way(topic, {}) == one_way(turned, {})


def test_a_finding_on_several_terms_is_one_on_each(base: EvidenceBase) -> None:
    record = base.review.studies["Jay2023"].record
    assert len(record.findings) == 2
    assert [r.axes for r in record.results[1:]] == [
        {"practice": "manure", "crop": "barley"},
        {"practice": "manure", "crop": "beans"},
    ]
    assert all(isinstance(r, SourceFinding) for r in record.results)
    assert {r.says for r in record.results[1:]} == {record.findings[1].says}


@pytest.mark.parametrize(
    ("direction", "agreement", "uncovered"),
    [
        (None, "agrees", ("barley",)),
        ("positive", "agrees", ()),
        ("negative", "mixed", ()),
        ("none", "mixed", ()),
        ("not-reported", "agrees", ("barley",)),
    ],
)
def test_a_source_agrees_on_each_term_on_which_it_answers(
    tmp_path: Path, direction: str | None, agreement: str, uncovered: tuple[str, ...]
) -> None:
    base = shaped_base(tmp_path, {DOVE: dove(direction)} if direction else {})
    (use,) = base.uses["phosphate-feeds-both"]
    assert (use.agreement, use.uncovered) == (agreement, uncovered)


def test_which_terms_are_not_covered_is_said(base: EvidenceBase) -> None:
    (use,) = base.uses["phosphate-feeds-both"]
    assert uncovered_labels(base, use) == "Barley"
    assert narrower_terms_said(base, use) == "without Barley, on which it does not answer"
    report = source_report(base.facts, use.claim)
    assert (report.agreeing, report.partly) == (1, 1)
    assert sources_sentence(report) == (
        "As far as we read it, it reports what it is cited for, on some of the claim’s terms only."
    )
    assert [f.axes["crop"] for f in relevant_findings(base, use)] == ["beans"]


def test_of_two_lists_each_choice_that_is_not_covered_is_said(tmp_path: Path) -> None:
    text = shaped_text(BOTH, ("nutrient: phosphate", "nutrient: [phosphate, nitrate]"))
    base = shaped_base(tmp_path, {BOTH: text})
    (use,) = base.uses["phosphate-feeds-both"]
    assert use.uncovered == ("phosphate barley", "nitrate beans")
    assert uncovered_labels(base, use) == "Phosphate with Barley and Nitrate with Beans"


def test_a_source_that_answers_on_no_term_is_silent_or_answers_another(tmp_path: Path) -> None:
    text = shaped_text(BOTH, ("nutrient: phosphate", "nutrient: nitrate"))
    base = shaped_base(tmp_path / "one", {BOTH: text})
    (use,) = base.uses["phosphate-feeds-both"]  # on nitrate it has barley, mixed, and no beans
    assert (use.agreement, use.uncovered) == ("mixed", ("beans",))
    text = shaped_text(BOTH, ("Dove2011", "Adler2001"))
    base = shaped_base(tmp_path / "two", {BOTH: text})
    assert [u.agreement for u in base.uses["phosphate-feeds-both"]] == ["silent"]


def test_a_claim_stands_on_the_page_of_each_term(base: EvidenceBase) -> None:
    known = all_term_facts(base)
    for crop in ("barley", "beans"):
        assert "phosphate-feeds-both" in {c.id for c in known["crop", crop].claims}
        assert "Jay2023" in known["crop", crop].studied


def test_one_claim_may_stand_for_several_cells(tmp_path: Path) -> None:
    root = shaped(tmp_path, {BARLEY: CELLS})
    (root / BEANS).unlink()
    base = EvidenceBase(read_review(root))
    faults = [d for d in check(base.review).diagnostics if d.rule == "table-mismatch"]
    assert faults == []
    cells = {c.pair: c for c in base.cells if c.claim.id == "barley-phosphate"}
    barley, beans = (Pair(crop, "phosphate", "T1") for crop in ("barley", "beans"))
    assert set(cells) == {barley, beans}
    assert [len(cells[barley].neither), len(cells[barley].supports)] == [1, 0]
    (use,) = cells[beans].supports
    assert (use.agreement, use.uncovered) == ("agrees", ())
    reports = {s.cell.pair: s.reported[0].reports for s in base.syntheses if s.cell.pair in cells}
    assert reports == {
        barley: (("", "silent"),),
        beans: (("before-sowing", "positive"),),
    }
    assert {a.pair: a.count.for_ for a in answers(base) if a.pair in cells} == {barley: 0, beans: 1}
    for found in findings(base):
        assert plain_text(sentence(found, base))


def test_a_cell_that_the_topic_does_not_name_is_told(tmp_path: Path) -> None:
    text = CELLS.replace("crop: [barley, beans]", "crop: barley")
    root = shaped(tmp_path, {BARLEY: text})
    (root / BEANS).unlink()
    told = [(d.message, d.help) for d in check(read_review(root)).diagnostics]
    assert (
        'this claim asserts a cell of crop "beans", and its topic says otherwise',
        "write crop: [barley, beans]",
    ) in told


def test_a_query_asks_for_each_term(base: EvidenceBase) -> None:
    with closing(build_database(tables(base.facts))) as database:
        rows = database.execute("SELECT crop FROM topics WHERE claim = 'phosphate-feeds-both'")
        assert rows.fetchall() == [("barley",), ("beans",)]
        rows = database.execute("SELECT crop FROM claims WHERE id = 'phosphate-feeds-both'")
        assert rows.fetchall() == [("barley beans",)]
        rows = database.execute(
            "SELECT crop FROM findings WHERE reference = 'Jay2023' AND crop > ''"
        )
        assert rows.fetchall() == [("barley",), ("beans",)]
        (once,) = database.execute(
            "SELECT count(*) FROM topics WHERE claim = 'barley-nitrate'"
        ).fetchone()
        assert once == 1


def test_without_lists_there_is_no_such_table(tmp_path: Path) -> None:
    text = shaped_text(BOTH, ("[barley, beans]", "barley"))
    assert "topics" not in tables(shaped_base(tmp_path, {BOTH: text}).facts)


def test_data_filters_and_schema_know_lists(base: EvidenceBase) -> None:
    (claim,) = (
        c
        for c in json.loads(dict(data_files(base))["data/claims.json"])["claims"]
        if c["id"] == "phosphate-feeds-both"
    )
    assert claim["topic"]["crop"] == ["barley", "beans"]
    listed = [indexed(base, c, types_of_works(base)) for c in base.review.claims.values()]
    (crop,) = (f for f in filters(base, listed) if f.name == "crop")
    named = [crop for c in base.review.claims.values() for crop in c.topic.named.get("crop", ())]
    assert {value: n for value, _, n in crop.options} == {
        "barley": named.count("barley"),
        "beans": named.count("beans"),
    }
    schema = json.loads(schemas(base.review, exemptable_rules())["claim.schema.json"])
    one, several = schema["definitions"]["Topic"]["properties"]["crop"]["anyOf"]
    assert one["enum"] == ["barley", "beans"]
    assert (several["items"]["enum"], several["minItems"]) == (["barley", "beans"], 2)


def test_the_form_keeps_a_list(base: EvidenceBase) -> None:
    text = shaped_text(
        BOTH,
        (
            "nutrient: phosphate, crop: [barley, beans]",
            "crop: [ barley,beans ], nutrient: phosphate",
        ),
    )
    formed = form_of_claim(text, base.axes)
    assert formed == form_of_claim(shaped_text(BOTH), base.axes)
    assert "topic: {nutrient: phosphate, crop: [barley, beans], question" in formed


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        (BOTH, ("[barley, beans]", "[barley]"), "without brackets or a hyphen"),
        (BOTH, ("[barley, beans]", "[]"), "this list has no term"),
        (BOTH, ("[barley, beans]", "[barley, barley]"), "stands in this list twice"),
        (BOTH, ("[barley, beans]", "[barley, oats]"), '"oats" is not a crop'),
        (BOTH, ("[barley, beans]", "[barley, 7]"), "something else than terms"),
        (BOTH, ("[barley, beans]", "{barley: beans}"), "crop"),
        (
            JAY,
            ("says: Farms with", "estimate: {measure: gain, value: 2}, says: Farms with"),
            "has one number",
        ),
        (JAY, ("crop: [barley, beans]", "crop: [barley, rye]"), '"rye" is not a crop'),
    ],
)
def test_what_is_wrong_with_lists_is_told(
    tmp_path: Path, path: str, change: tuple[str, str], told: str
) -> None:
    report = check(read_review(shaped(tmp_path, {path: shaped_text(path, change)})))
    assert any(told in f"{d.message} {d.help}" for d in report.diagnostics), report.diagnostics


@pytest.mark.parametrize(
    ("written", "message", "help_"),
    [
        ("[1, 2]", "in this list stands something else than terms", "write each term as a word"),
        ("[barley, null]", "in this list stands something else than terms", "write each term"),
        ("[[barley], beans]", "in this list stands something else than terms", "write each term"),
        ('"barley, beans"', '"barley, beans" is not a crop of the vocabulary', "[barley, beans]"),
        ("barley and beans", '"barley and beans" is not a crop', "as a list: [barley, beans]"),
        ("barley or oats", '"barley or oats" is not a crop', "allowed: barley, beans"),
    ],
)
def test_what_is_no_list_of_terms_is_told(
    written: str, message: str, help_: str, tmp_path: Path
) -> None:
    root = shaped(tmp_path, {BOTH: shaped_text(BOTH, ("[barley, beans]", written))})
    (told,) = check(read_review(root)).diagnostics
    assert message in told.message
    assert help_ in (told.help or "")


def test_a_cell_that_the_topic_names_and_the_claim_does_not_assert_is_told(tmp_path: Path) -> None:
    text = shaped_text(BARLEY, ("crop: barley", "crop: [barley, beans]"))
    root = shaped(tmp_path, {BARLEY: text})
    (told,) = check(read_review(root)).diagnostics
    assert told.rule == "table-mismatch"
    assert told.message.startswith("this topic is about beans and phosphate, too")


def test_a_claim_of_a_cell_may_say_more_where_a_sentence_says_it(tmp_path: Path) -> None:
    text = shaped_text(
        BARLEY, ("crop: barley", "crop: [barley, beans]"), ("asserted: [", "asserted: [S1.p1.s5, ")
    )
    assert check(read_review(shaped(tmp_path, {BARLEY: text}))).diagnostics == ()
