"""What is gone is told, and not what follows from it: the root cause alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assembly import BASE, assemble, check_in_process, edited

if TYPE_CHECKING:
    from pathlib import Path

CONCLUSION = "claims/2-conclusion/soil-tests-pay.yml"
ENTRY_GONE, CLAIM_GONE = "unknown-reference", "unknown-claim"
VERDICT = "supports > contradicts FROM cells WHERE crop = 'barley'"


def without_entry(project: Path) -> None:
    bibliography = project / "bibliography.bib"
    entries = bibliography.read_text(encoding="utf-8").split("\n@")
    kept = [entry for entry in entries if not entry.startswith("article{Adler2001")]
    assert len(kept) == len(entries) - 1
    bibliography.write_text("\n@".join(kept), encoding="utf-8")


def without_claim(project: Path) -> None:
    """Remove the claim that the conclusion counts, and say elsewhere that it rests on it."""
    (project / "claims/table-1/barley-nitrate.yml").unlink()
    edited(project, CONCLUSION, "beans-nitrate]", "beans-nitrate, barley-nitrate]")


def with_a_query_for_what_is_gone(project: Path) -> None:
    edited(project, CONCLUSION, VERDICT, "count(*) > 1 FROM evidence WHERE claim = 'oats-nitrate'")


@pytest.mark.parametrize(
    ("remove", "cause"),
    [
        (without_entry, ENTRY_GONE),
        (without_claim, CLAIM_GONE),
        (with_a_query_for_what_is_gone, "unknown-in-query"),
    ],
)
def test_no_verdict_is_told_to_be_another_while_what_it_counts_is_gone(
    remove: object, cause: str, tmp_path: Path
) -> None:
    project = assemble(BASE, tmp_path / "project")
    assert callable(remove)
    remove(project)
    rules = {diagnostic["rule"] for diagnostic in check_in_process(project).diagnostics}
    assert cause in rules
    assert not rules & {"verdict-changed", "check-cannot-fail"}


def test_a_verdict_that_changed_for_itself_is_told(tmp_path: Path) -> None:
    project = assemble(BASE, tmp_path / "project")
    edited(project, CONCLUSION, "supports > contradicts", "supports <= contradicts")
    assert "verdict-changed" in {d["rule"] for d in check_in_process(project).diagnostics}


def test_the_sheet_of_a_work_that_is_gone_is_not_given_to_another_work(tmp_path: Path) -> None:
    project = assemble(BASE, tmp_path / "project")
    without_entry(project)
    found = check_in_process(project).diagnostics
    (told,) = (d for d in found if d["rule"] == "study-without-reference")
    assert "bring the entry" in told["help"]
    assert "Brandt2005" not in told["help"]
