"""Reviews with several tables, and entries that are filed on no side."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claimweave.evidence.answers import answers
from claimweave.evidence.audit.caption import captions_differ
from claimweave.evidence.audit.text_and_table import text_against_table
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.impact import impact_of_reference
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.progress import progress_of
from claimweave.reports.impact_text import as_text
from claimweave.review.ledger import ReviewSettings
from claimweave.review.reading.review_reader import read_review
from claimweave.review.table import Pair
from claimweave.rules.checking import check
from record_data import as_data, as_record
from shaped import SHAPED, shaped, shaped_base, shaped_text

SETTINGS = "claims/_review/review.yml"


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


@pytest.fixture(scope="module")
def database(base: EvidenceBase) -> sqlite3.Connection:
    return build_database(tables(base.facts))


def test_each_table_has_its_cells_and_its_entries(base: EvidenceBase) -> None:
    for table in base.review.tables:
        cells = base.facts.cells_of(table)
        assert [cell.pair for cell in cells] == [*base.facts.asked_pairs(table)]
        filed = sorted(
            (cell.row, relation, cell.column, use.reference.number)
            for cell in cells
            for relation in table.relations
            for use in cell.filed(relation)
        )
        printed = base.review.entries_of[table.locator]
        assert filed == sorted((e.row, e.relation, e.column, e.counted_as) for e in printed)


def test_the_view_counts_what_the_cells_have(
    base: EvidenceBase, database: sqlite3.Connection
) -> None:
    with closing(database):
        for cell in base.cells:
            rows, columns = cell.table.rows, cell.table.columns
            sql = (
                f"SELECT supports, contradicts, neither FROM cells WHERE table_id = ? "  # noqa: S608
                f'AND "{rows}" = ? AND "{columns}" = ?'
            )
            (found,) = database.execute(sql, (cell.table.locator, cell.row, cell.column))
            assert found == (len(cell.supports), len(cell.contradicts), len(cell.neither))


def test_what_is_filed_on_no_side_counts_for_none(base: EvidenceBase) -> None:
    review = base.review
    assert base.verdict(review.claims["barley-phosphate"]) == "cited-neither"
    assert base.verdict(review.claims["barley-nitrate"]) == "cited-in-support"
    assert not base.facts.asserted_alone(review.claims["barley-phosphate"])
    found = {answer.pair: answer for answer in answers(base)}
    answer = found[Pair("barley", "nitrate", "T1")]
    assert (answer.count.for_, answer.count.against) == (2, 0)
    assert found[Pair("barley", "phosphate", "T1")].count.total == 0
    (mixed,) = [u for u in base.uses["barley-nitrate"] if u.evidence.stance == "neither"]
    assert mixed.agreement is None


def test_what_sources_say_of_the_pairs_of_another_table_is_told_of_that_one(
    base: EvidenceBase,
) -> None:
    of_two = {pair for pair in base.unlisted if pair.table != "T3"}
    assert of_two == {Pair("barley", "cover-crop", "T2")}
    (caption,) = captions_differ(base.facts)
    assert (caption.table, caption.references) == ("T2", ("Elder2014",))
    for found in findings(base):
        assert plain_text(sentence(found, base))


def test_the_text_is_held_against_the_table_of_its_topic(base: EvidenceBase) -> None:
    told = {(d.table, d.references[0], d.filing) for d in text_against_table(base.facts)}
    assert ("T1", "Dove2011", "text-differs") in told
    assert ("T3", "Hahn2021", "not-in-text") in told
    # What compares two practices is no word on what either does alone.
    assert not any(table == "T2" and key == "Ivy2022" for table, key, _ in told)
    assert ("T2", "Elder2014", "not-in-text") in told
    assert not any(table == "T2" and key == "Adler2001" for table, key, _ in told)
    # What is filed on no side is spoken of, too.
    assert not any(key == "Finch2017" and filing == "not-in-text" for _, key, filing in told)


def test_a_draft_counts_the_entries_of_each_table(base: EvidenceBase) -> None:
    parts = {part.name: (part.done, part.total) for part in progress_of(base.facts).parts}
    assert (parts["entries"], parts["cells"]) == ((6, 6), (4, 4))
    assert (parts["entries-T2"], parts["cells-T2"]) == ((4, 4), (4, 4))


def test_one_table_in_a_list_is_like_one_table_alone(tmp_path: Path) -> None:
    """The columns of the cells and all they count stay those of a review with one."""
    alone = shaped_base(tmp_path / "alone", {SETTINGS: only_first("table:\n  ")})
    listed = shaped_base(tmp_path / "listed", {SETTINGS: only_first("tables:\n  - ")})
    one, other = tables(alone.facts), tables(listed.facts)
    assert one == other
    assert "table_id" not in one["cells"][0]


def only_first(begin: str) -> str:
    text = shaped_text(SETTINGS)
    before, _, after = text.partition("tables:\n  - ")
    first = after.partition("  - locator: T2")[0]
    if begin.startswith("table:"):
        first = first.replace("\n    ", "\n  ")
    return f"{before}{begin}{first}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("title: Table 2\n    caption", "title: Table 1\n    caption"), "the same title"),
        (("locator: T2", "locator: T1"), "the same locator"),
        (("stance: neither, label: Unclear", "stance: background, label: Unclear"), "background"),
        (("label: Unclear", "label: Mixed results"), "is what mixed is called already"),
        (("columns: practice", "columns: practise"), '"practise" is not an axis'),
    ],
)
def test_what_is_wrong_with_tables_is_told(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    report = check(read_review(shaped(tmp_path, {SETTINGS: shaped_text(SETTINGS, change)})))
    assert any(told in f"{d.message} {d.help}" for d in report.diagnostics), report.diagnostics


def test_settings_with_both_forms_are_refused() -> None:
    settings = read_review(SHAPED).settings
    assert settings is not None
    data = as_data(settings)
    data["table"] = data["tables"][0]
    with pytest.raises(ValueError, match="one table stands in"):
        as_record(ReviewSettings, data)


def test_only_tables_with_entries_on_a_term_are_said_to_have_them(base: EvidenceBase) -> None:
    said = [plain_text(sentence(f, base)) for f in findings(base) if f.kind == "not-taken-up"]
    assert said[0] == (
        "On Nitrate, the review cites 3 works, and Table 1 has 4 entries; "
        "no topic of its conclusion has it."
    )
    assert any("and Table 2 and Table 3 have" in one for one in said)


def test_what_goes_on_no_side_is_told(base: EvidenceBase) -> None:
    told = as_text(impact_of_reference(base, "Dove2011"))
    assert "Table 1: Barley and Nitrate: 2:0 → 2:0, and 1 entry on no side less" in told
    assert "Table 1: Beans and Phosphate: 1:0 → 0:0\n" in told
