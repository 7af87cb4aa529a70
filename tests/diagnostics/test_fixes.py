"""A diagnostic carries what would mend it: applied, it writes the word that was meant."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.reports.json import as_json
from claimweave.reports.sarif import as_sarif
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
TESTS_PAY = "claims/2-conclusion/soil-tests-pay.yml"


@pytest.mark.parametrize(
    ("rule", "path", "right", "wrong"),
    [
        ("unknown-reference", BARLEY, "cites: Adler2001", "cites: Adlr2001"),
        ("unknown-reference", BARLEY, "cites: Adler2001", 'cites: "Adlr2001"'),
        ("unknown-woven-claim", "docs/index.md", "[[nitrate-feeds", "[[nitrate-feed"),
        (
            "unknown-locator",
            "claims/table-1/beans-nitrate.yml",
            "asserted: [S1.p1.s2, T1.beans.predictor",
            "asserted: [S1.p1.s2, T1.beans.predicter",
        ),
    ],
)
def test_a_fix_writes_what_was_meant(
    tmp_path: Path, rule: str, path: str, right: str, wrong: str
) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "project"))
    edited(project, path, right, wrong)
    (found,) = [d for d in check(read_review(project)).diagnostics if d.rule == rule]
    assert found.fix is not None
    lines = (project / path).read_text(encoding="utf-8").split("\n")
    for edit in found.fix.edits:
        line, start = lines[edit.where.line - 1], edit.where.column - 1
        lines[edit.where.line - 1] = line[:start] + edit.text + line[start + edit.where.length :]
    assert "\n".join(lines) == (BASE / path).read_text(encoding="utf-8")


def test_reports_for_programs_pass_a_fix_on(tmp_path: Path) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "project"))
    edited(project, BARLEY, "cites: Adler2001", "cites: Adlr2001")
    report = check(read_review(project))
    fixes = [d["fix"] for d in json.loads(as_json(report))["diagnostics"] if "fix" in d]
    edit = {"path": BARLEY, "line": 6, "column": 12, "length": 8, "text": "Adler2001"}
    assert fixes == [{"says": 'write "Adler2001"', "safe": True, "edits": [edit]}]
    results = json.loads(as_sarif(report))["runs"][0]["results"]
    (fix,) = [fix for result in results for fix in result.get("fixes", ())]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == BARLEY
    region = {"startLine": 6, "startColumn": 12, "endLine": 6, "endColumn": 20}
    replacement = {"deletedRegion": region, "insertedContent": {"text": "Adler2001"}}
    assert change["replacements"] == [replacement]
