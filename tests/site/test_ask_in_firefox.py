"""The panel in Firefox: it opens, follows a change as the engine does, and ends a query.

Debian's Firefox is driven by puppeteer-core through WebDriver BiDi: Playwright wants its own one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ask_page import label, of_cells, wanted
from claimweave.evidence.base import EvidenceBase
from python_page import Evidence, State

pytestmark = [pytest.mark.browser, pytest.mark.full]
ENDLESS = "SELECT count(*) FROM evidence, evidence AS b, evidence AS c, evidence AS d"
AT_MOST = 900  # seconds: only a Firefox that hangs takes as long


def firefox() -> str:
    """Return the system's Firefox; where it is not there, a run of CI fails."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        reason = "Firefox is not there: nothing was tried in it; `.ci/run all` installs it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def walked(node_tools: Path, url: str, study: str) -> dict[str, Any]:
    done = subprocess.run(
        ["node", str(node_tools / "firefox.cjs"), firefox(), url, study, ENDLESS],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=AT_MOST,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_in_firefox_it_follows_the_engine_and_ends_a_query(
    node_tools: Path, site: Path, address: str, base: EvidenceBase
) -> None:
    evidence = Evidence(
        (site / "data" / "evidence.sqlite").read_bytes(),
        json.loads((site / "assets" / "ask.json").read_text(encoding="utf-8")),
    )
    claim_id = of_cells(base)
    study = next(
        key for r in base.robustness[claim_id].values() for _, ((_, key, _), *_) in r.shortest
    )
    found = walked(node_tools, f"{address}claims/{claim_id}/", study)
    state = State(({"kind": "withdraw", "key": study},), ("read",))
    for told, changed in ((found["before"], State()), (found["after"]["badges"], state)):
        whole, each, _ = wanted(base, evidence, claim_id, changed)
        assert told == [whole, *each]
    assert found["before"] != found["after"]["badges"], "what is changed turns something"
    assert found["again"] == found["after"], "the address brings it back"
    assert found["ended"] == "It was ended after 1 second."
    assert found["alive"] == label("holds"), "the page goes on after it"
    assert found["browser"].lower().startswith("firefox/")
    assert (found["refused"], found["errors"], found["elsewhere"]) == ([], [], [])
