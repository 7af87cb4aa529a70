"""The table's transcription: each fault at the field as the file calls it, and none without end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from assembly import BASE
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from pathlib import Path


def faults(tmp_path: Path, entry: str) -> list[tuple[int, int, str]]:
    project = shutil.copytree(BASE, tmp_path / "project")
    table = project / "claims/_review/table-1.yml"
    before = table.read_text(encoding="utf-8")
    table.write_text(f"{before}  - {{{entry}}}\n", encoding="utf-8")
    found = check(read_review(project)).diagnostics
    assert {d.span.path for d in found} == {"claims/_review/table-1.yml"}
    return [(d.span.line, d.span.column, d.message) for d in found]


def test_a_fault_of_an_axis_stands_at_its_field(tmp_path: Path) -> None:
    known = "relation: none, author: Fischer, year: 2010, number: 2"
    (found,) = faults(tmp_path, f"crop: barley, nutrient: [nitrate], {known}")
    assert found == (4, 30, "column: expected text, found a list")


def test_faults_of_one_entry_that_are_too_many_to_list_are_counted(tmp_path: Path) -> None:
    found = faults(tmp_path, ", ".join(f"field-{number}: 1" for number in range(700)))
    assert len(found) == 501
    assert found[0] == (1, 1, "206 more faults in this file are not listed")
