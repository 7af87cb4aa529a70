"""Every reading of every check in both engines: Python's SQLite, and sql.js as the page runs it."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.site.site_assets import site_assets
from python_page import Evidence, State, random_state, verdict

EVERYTHING = (
    "SELECT * FROM evidence",
    "SELECT * FROM studies",
    "SELECT * FROM findings",
    "SELECT * FROM cells",
    "SELECT * FROM thresholds",
    "SELECT id, verdict FROM claims",
    "SELECT key, number, identity FROM refs",
)


@pytest.fixture(scope="module")
def evidence(woven: Mapping[str, str | bytes]) -> Evidence:
    return Evidence.of(woven)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, woven: Mapping[str, str | bytes]) -> Path:
    """The site's own files that run SQL, as they are published, each part of a script apart."""
    root = tmp_path_factory.mktemp("assets")
    (root / "sql").mkdir()
    for path, content in site_assets().items():
        if path.startswith("assets/sql/"):
            (root / path.removeprefix("assets/")).write_bytes(content)
    script = site_assets()["assets/ask-panel.js"].decode()
    start, end = (
        script.index(mark) for mark in ("/* What a reader has", "/* The panel of a claim")
    )
    (root / "ask-state.js").write_text(script[start:end], encoding="utf-8")
    (root / "ask.json").write_text(str(woven["assets/ask.json"]), encoding="utf-8")
    database = woven["data/evidence.sqlite"]
    assert isinstance(database, bytes)
    (root / "evidence.sqlite").write_bytes(database)
    return root


def in_node(folder: Path, states: list[State], queries: list[str]) -> list[dict[str, Any]]:
    asked = {
        "states": [
            {"changes": s.changes, "lenses": s.lenses, "reading": s.reading} for s in states
        ],
        "queries": queries,
    }
    script = Path(__file__).parents[1] / "node" / "ask.cjs"
    done = subprocess.run(
        ["node", str(script), str(folder), str(folder / "evidence.sqlite")],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def rows_of(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    assert "error" not in answer, answer
    assert not answer["more"]
    return [tuple(row) for row in answer["rows"]]


def test_every_reading_of_every_check_comes_to_the_same_in_both(
    base: EvidenceBase, folder: Path
) -> None:
    readings = list(readings_of(base.check_results))
    ((found),) = in_node(folder, [State()], [r.record.sql for *_, r in readings])
    told = [verdict(rows_of(answer)) for answer in found["answers"]]
    assert told == [r.verdict for *_, r in readings]
    assert len(set(told)) == 3


@pytest.mark.parametrize("many", [4, pytest.param(200, marks=pytest.mark.full)])
def test_under_random_changes_the_whole_evidence_is_the_same_in_both(
    base: EvidenceBase, evidence: Evidence, folder: Path, many: int
) -> None:
    chance = random.Random(many)  # noqa: S311 - no secret
    states = [random_state(chance, base, evidence) for _ in range(many)]
    queries = [*(r.record.sql for *_, r in readings_of(base.check_results)), *EVERYTHING]
    moved = 0
    for state, found in zip(states, in_node(folder, states, queries), strict=True):
        wanted = evidence.asked(state, *queries)
        assert [rows_of(answer) for answer in found["answers"]] == wanted, state
        again = found["again"]
        assert again["strange"] == []
        assert tuple(again["lenses"]) == state.lenses
        assert again["changes"] == list(state.changes)
        moved += wanted != evidence.asked(State(), *queries)
    assert moved > many // 2


HOSTILE = ["a~b", "%7E", "100 %", "α & β = γ?#/", "'; DROP TABLE claims --", "</script>", "\n"]


def test_the_address_brings_back_any_name(evidence: Evidence, folder: Path) -> None:
    works = {**evidence.data["works"], **{key: key for key in HOSTILE}}
    data = {**evidence.data, "works": works}
    (folder / "ask.json").write_text(json.dumps(data), encoding="utf-8")
    states = []
    for key in HOSTILE:
        change = {"kind": "remove", "claim": key, "reference": key, "stance": "supports"}
        states.append(State(({"kind": "withdraw", "key": key}, change), (), "a b&c"))
    results = in_node(folder, states, ["SELECT 1"])
    (folder / "ask.json").write_text(json.dumps(evidence.data), encoding="utf-8")
    for state, found in zip(states, results, strict=True):
        assert found["again"] == {
            "changes": list(state.changes),
            "lenses": [],
            "reading": "a b&c",
            "sql": "",
            "strange": [],
        }
