"""The evidence base as Parquet: read back by another engine, the same tables, the same bytes."""

from __future__ import annotations

import importlib.util
import re
import sqlite3
import sys
from pathlib import Path

import duckdb
import pytest

from claimweave.commands.command_line import main
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.parquet import GROUP, write_table
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.site.data.data_files import data_files
from shaped import SHAPED

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "parquet"
    assert main(["--project", str(PROJECT), "export", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def database(base: EvidenceBase) -> sqlite3.Connection:
    published = dict(data_files(base))["data/evidence.sqlite"]
    assert isinstance(published, bytes)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(published)
    return connection


def read(path: Path) -> tuple[list[str], list[tuple[object, ...]]]:
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    return [column[0] for column in found.description or ()], found.fetchall()


def test_all_tables_are_those_of_the_database(exported: Path, database: sqlite3.Connection) -> None:
    tables = [
        name
        for (name,) in database.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
        )
    ]
    assert {path.stem for path in exported.iterdir()} == set(tables)
    assert len(tables) == 13
    for table in tables:
        rows = database.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        columns = [column[0] for column in rows.description]
        assert read(exported / f"{table}.parquet") == (columns, rows.fetchall()), table


def test_a_check_has_the_same_verdict_in_another_engine(exported: Path, base: EvidenceBase) -> None:
    """Tried are the readings that ask for nothing but the cells: their SQL is any engine's."""
    other = duckdb.connect()
    other.execute(f"CREATE VIEW cells AS FROM '{exported / 'cells.parquet'}'")
    said = {True: "holds", False: "fails", None: "undetermined"}
    tried = set()
    for claim_id, name, reading in readings_of(base.check_results):
        sql = reading.record.sql
        if set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", sql)) == {"cells"}:
            found = other.execute(sql).fetchall()
            assert [said[value] for (value,) in found] == [reading.verdict], (claim_id, name)
            tried.add(reading.verdict)
    assert tried >= {"holds", "fails"}


def test_two_exports_have_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    assert main(["--project", str(PROJECT), "export", str(tmp_path / "again")]) == 0
    for path in exported.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_rows_are_written_group_by_group(tmp_path: Path) -> None:
    rows = ((f"claim-{n}", n if n % 7 else None) for n in range(GROUP + 1))
    assert write_table(tmp_path / "many.parquet", ("claim", "number"), rows) == GROUP + 1
    query = "SELECT count(*), count(number), max(number) FROM read_parquet(?)"
    found = duckdb.connect().execute(query, [str(tmp_path / "many.parquet")]).fetchall()
    assert found == [(GROUP + 1, GROUP - GROUP // 7, GROUP)]
    groups = "SELECT DISTINCT row_group_id FROM parquet_metadata(?)"
    found = duckdb.connect().execute(groups, [str(tmp_path / "many.parquet")]).fetchall()
    assert len(found) == 2


def test_an_axis_may_be_called_like_a_number(tmp_path: Path) -> None:
    columns, integers = ("year", "number"), frozenset({"number"})
    write_table(tmp_path / "axis.parquet", columns, [("wet", 1), (None, None)], integers)
    assert read(tmp_path / "axis.parquet")[1] == [("wet", 1), (None, None)]


def test_a_folder_with_files_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["--project", str(PROJECT), "export", str(tmp_path)]) == 2
    assert "is not empty: name an empty or new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_said_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["--project", str(PROJECT), "export", str(tmp_path / "file" / "out")]) == 2
    assert "out is not a folder: name an empty or new folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pip", "remedy"),
    [
        (True, f"{sys.executable} -m pip install pyarrow "),
        (False, f"uv pip install --python {sys.executable} pyarrow "),
    ],
)
def test_without_pyarrow_it_says_what_to_install(
    pip: bool,  # noqa: FBT001
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As the environment can: what uv has filled has no pip."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: pip or None)
    assert main(["--project", str(PROJECT), "export", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert f"Parquet needs the package pyarrow, which is not installed: {remedy}" in said
    assert not (tmp_path / "out").exists()


def test_a_review_of_all_shapes_is_exported(tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    assert main(["--project", str(SHAPED), "export", str(folder)]) == 0
    columns, rows = read(folder / "cells.parquet")
    counts = {row[columns.index("neither")] for row in rows}
    assert counts
    assert all(isinstance(count, int) for count in counts)
