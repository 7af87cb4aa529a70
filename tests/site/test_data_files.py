"""The published data: stable, alike in each form, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assembly import BASE
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import FORMAT
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.verdicts.query_runner import CheckRunner
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.data.data_files import data_files
from claimweave.site.whole_site import render
from miniature import claim, evidence_base, write_review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROJECT = Path(__file__).parents[2]

Files = dict[str, str | bytes]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def real() -> EvidenceBase:
    return EvidenceBase(read_review(PROJECT))


@pytest.fixture(scope="module")
def files(real: EvidenceBase) -> Files:
    return dict(data_files(real))


def text(files: Mapping[str, str | bytes], path: str) -> str:
    content = files[path]
    assert isinstance(content, str)
    return content


def rows_of(files: Mapping[str, str | bytes], path: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text(files, path), newline="")))


def query(files: Mapping[str, str | bytes], sql: str) -> list[tuple[Any, ...]]:
    content = files["data/evidence.sqlite"]
    assert isinstance(content, bytes)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return connection.execute(sql).fetchall()


def as_written(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


def test_the_files_that_others_build_on(files: Files) -> None:
    assert {
        "data/claims.json",
        "data/references.json",
        "data/evidence.csv",
        "data/table-1.csv",
        "data/evidence.sqlite",
    } <= set(files)


def test_claims_json(files: Files, real: EvidenceBase) -> None:
    claims = json.loads(text(files, "data/claims.json"))["claims"]
    assert [c["id"] for c in claims] == sorted(real.review.claims)
    wanted = {"id", "claim", "kind", "asserted", "topic", "evidence", "rests_on", "verdict"}
    for item in claims:
        assert wanted <= set(item)
        own = real.review.claims[item["id"]]
        assert item["claim"] == own.text
        assert item["asserted"] == list(own.record.asserted)
        assert item["verdict"] == real.verdict(own)
        uses = [(e["cites"], e["stance"], e["at"]) for e in item["evidence"]]
        assert uses == [(e.cites, e.stance, list(e.at)) for e in own.evidence]
        for evidence in item["evidence"]:
            assert {"cites", "number", "stance", "at", "agreement"} <= set(evidence)
            assert evidence["number"] == real.review.references[evidence["cites"]].number


def test_references_json(files: Files, real: EvidenceBase) -> None:
    references = json.loads(text(files, "data/references.json"))["references"]
    assert [r["key"] for r in references] == list(real.review.references)
    for item in references:
        assert {"key", "number", "identity", "title", "claims"} <= set(item)
        assert item["claims"], item["key"]
        assert item["number"] == real.review.references[item["key"]].number
        citing = [
            c.id
            for c in real.review.claims.values()
            if item["key"] in {e.cites for e in c.evidence}
        ]
        assert item["claims"] == sorted(citing)
        assert "" not in item.values(), "what nobody has seen is left out"


def test_evidence_csv_has_a_row_for_each_item_and_place(files: Files, real: EvidenceBase) -> None:
    rows = rows_of(files, "data/evidence.csv")
    wanted = [
        (c.id, e.cites, e.stance, at)
        for _, c in sorted(real.review.claims.items())
        for e in c.evidence
        for at in e.at or ("",)
    ]
    assert [(r["claim"], r["reference"], r["stance"], r["at"]) for r in rows] == wanted
    first = "claim,reference,number,stance,at,marker,treatment,question,agreement"
    assert ",".join([*rows[0]][:9]) == first
    for row in rows:
        assert row["number"] == str(real.review.references[row["reference"]].number or "")


def test_table_csv_is_the_transcription_of_the_review(files: Files, real: EvidenceBase) -> None:
    settings = real.review.settings
    assert settings is not None
    table = settings.table
    assert table is not None
    rows = rows_of(files, "data/table-1.csv")
    assert list(rows[0]) == [table.rows, "relation", table.columns, "reference", "number"]
    assert list(rows[0]) == ["treatment", "relation", "marker", "reference", "number"]
    assert len(rows) == 44
    assert {r["relation"] for r in rows} == {"predictor", "none"}
    found = sorted((r[table.rows], r["relation"], r[table.columns], r["number"]) for r in rows)
    printed = [(e.row, e.relation, e.column, str(e.counted_as)) for e in real.review.table_entries]
    assert found == sorted(printed)


def test_sqlite_and_csv_say_the_same(files: Files) -> None:
    rows = rows_of(files, "data/evidence.csv")
    names = ", ".join(f'"{name}"' for name in rows[0])
    in_database = query(files, f"SELECT {names} FROM evidence ORDER BY rowid")  # noqa: S608 - our own names
    assert as_written(in_database) == [list(row.values()) for row in rows]


def test_sqlite_and_json_say_the_same(files: Files) -> None:
    claims = json.loads(text(files, "data/claims.json"))["claims"]
    assert query(files, "SELECT id, claim, kind, verdict FROM claims ORDER BY id") == [
        (c["id"], c["claim"], c["kind"], c["verdict"]) for c in claims
    ]
    references = json.loads(text(files, "data/references.json"))["references"]
    assert query(files, "SELECT key, number, title, doi FROM refs ORDER BY rowid") == [
        (r["key"], r["number"], r.get("title"), r.get("doi")) for r in references
    ]


def test_cells_in_the_database_are_the_counts_of_the_table(files: Files) -> None:
    rows = rows_of(files, "data/table-1.csv")
    ((supports, contradicts),) = query(files, "SELECT sum(supports), sum(contradicts) FROM cells")
    assert supports + contradicts == len(rows)


def test_each_file_that_can_has_the_number_of_its_form(files: Files) -> None:
    for path in ("data/claims.json", "data/references.json"):
        assert json.loads(text(files, path))["format"] == FORMAT
    assert query(files, "PRAGMA user_version") == [(FORMAT,)]


def test_what_the_sources_of_a_claim_say_is_counted_over_what_was_read(files: Files) -> None:
    for item in json.loads(text(files, "data/claims.json"))["claims"]:
        said = item["sources"]
        assert 0 <= sum(said["agreements"].values()) <= said["read"] <= said["cited"]
        assert "not-read" not in said["agreements"]


def test_a_comparison_on_narrower_terms_says_on_which(files: Files) -> None:
    rows = [row for row in rows_of(files, "data/evidence.csv") if row["compared_on"]]
    found = {(r["claim"], r["reference"]): r["compared_on"].split() for r in rows}
    asked = ("mounting-evidence-inflamed-benefit-from-ect", "Carlier2019")
    assert found[asked] == ["CRP", "IL-6", "TNF-α"]


def test_each_check_can_be_run_on_the_published_database(files: Files, real: EvidenceBase) -> None:
    content = files["data/evidence.sqlite"]
    assert isinstance(content, bytes)
    assert real.check_results
    tables = query(files, "SELECT name FROM sqlite_master WHERE type = 'table'")
    names = {"claims", "evidence", "refs", "studies", "findings", "cell_places", "thresholds"}
    beside = {"readings", "lens_verdicts", "former_ids", "reader_comparisons", "reader_differences"}
    assert {name for (name,) in tables} == names | beside
    values = {1: "holds", 0: "fails", None: "undetermined"}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        runner = CheckRunner(connection)
        for _, _, reading in readings_of(real.check_results):
            record, verdict = reading.record, reading.verdict
            assert runner.run(record.sql) == verdict == record.verdict
            row = connection.execute(record.sql).fetchone()
            assert values[row[0] if row else None] == verdict, "also without our limits"


def test_the_readings_are_published_with_what_they_come_to(
    files: Files, real: EvidenceBase
) -> None:
    rows = rows_of(files, "data/readings.csv")
    found = [(claim, name, r.verdict) for claim, name, r in readings_of(real.check_results)]
    assert sorted((r["claim"], r["reading"], r["verdict"]) for r in rows) == sorted(found)
    told = query(files, "SELECT claim, reading, verdict FROM readings")
    assert sorted(told) == sorted(found)
    ((number,),) = query(files, "SELECT count(*) FROM lens_verdicts")
    assert number == len(found) * len(real.review.lenses)


def test_whoever_changes_the_evidence_sees_the_cells_follow(files: Files) -> None:
    content = files["data/evidence.sqlite"]
    assert isinstance(content, bytes)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        counted = "SELECT sum(supports), sum(contradicts) FROM cells"
        ((supports, contradicts),) = connection.execute(counted)
        connection.execute(
            "UPDATE evidence SET stance = CASE stance WHEN 'supports' THEN 'contradicts' "
            "WHEN 'contradicts' THEN 'supports' ELSE stance END"
        )
        assert connection.execute(counted).fetchall() == [(contradicts, supports)]
        connection.execute("DELETE FROM evidence")
        assert connection.execute(counted).fetchall() == [(0, 0)]


@pytest.mark.parametrize(
    "review", [BASE, pytest.param(PROJECT, marks=pytest.mark.full)], ids=["small", "real"]
)
def test_two_renders_are_byte_for_byte_the_same(review: Path) -> None:
    first, second = (render(check(read_review(review))) for _ in range(2))
    assert list(first) == list(second)
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\uff1d1+1", "\uff201"]
)
def test_no_cell_is_a_formula(tmp_path: Path, formula: str) -> None:
    evidence = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    one = claim(evidence, topic=f'{{drink: "{formula}"}}')
    base = evidence_base(tmp_path, {"1-tea/a": one})
    (row,) = rows_of(dict(data_files(base)), "data/evidence.csv")
    assert row["drink"] == f"'{formula}"
    assert not any((value or "").startswith(("=", "+", "-", "@")) for value in row.values())


def test_values_with_signs_of_the_format_come_back(tmp_path: Path) -> None:
    evidence = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    base = evidence_base(tmp_path, {"1-tea/a": claim(evidence, topic="{drink: 'a,\"b\"'}")})
    (row,) = rows_of(dict(data_files(base)), "data/evidence.csv")
    assert row["drink"] == 'a,"b"'


def test_order_of_the_files_does_not_change_the_data(tmp_path: Path) -> None:
    evidence = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    claims = {f"1-tea/{name}": claim(evidence) for name in ("b", "a", "c")}
    one = EvidenceBase(read_review(write_review(tmp_path / "one", claims)))
    other = EvidenceBase(
        read_review(write_review(tmp_path / "two", dict(reversed(claims.items()))))
    )
    assert dict(data_files(one)) == dict(data_files(other))


def test_review_without_a_table_has_an_empty_one(tmp_path: Path) -> None:
    root = write_review(tmp_path, {"1-tea/a": claim()})
    settings = root / "claims" / "_review" / "review.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").partition("table:")[0], encoding="utf-8"
    )
    published = dict(data_files(EvidenceBase(read_review(root))))
    assert rows_of(published, "data/table-1.csv") == []
    assert query(published, "SELECT count(*) FROM cells") == [(0,)]
