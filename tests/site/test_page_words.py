"""What the page's script does as the engine does: a DOI is read, things are counted and listed."""

from __future__ import annotations

import json
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from claimweave.words.counting import listed, plural
from doi_writings import WRITINGS

SCRIPT = Path(__file__).parents[1] / "node" / "page-words.cjs"
COUNTS = [(0, "study", "studies"), (1, "study", "studies"), (2, "study", "studies"), (3, "claim")]
LISTS = [([],), (["a"],), (["a", "b"],), (["a", "b", "c"],), (["a", "b", "c"], "or")]


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    assets = resources.files("claimweave.site") / "assets"
    given = {"dois": [text for text, _ in WRITINGS], "counts": COUNTS, "lists": LISTS}
    run = subprocess.run(
        ["node", SCRIPT, str(assets)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_search_reads_a_doi_as_the_engine_does(said: dict[str, Any]) -> None:
    assert said["dois"] == [doi for _, doi in WRITINGS]


def test_the_page_counts_and_lists_as_the_engine_does(said: dict[str, Any]) -> None:
    assert said["counts"] == [plural(*count) for count in COUNTS]
    assert said["lists"] == [listed(*parts) for parts in LISTS]
