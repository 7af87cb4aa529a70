"""Each rule against miniature projects that must fail and must pass, through the real command.

Where an output is meant to change: UPDATE_GOLDEN=1 pytest tests/test_cases.py, then read the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claimweave.rules.checking  # noqa: F401 - registers the rules
from cases.assembly import BASE, CASES, assemble, run_command
from claimweave.commands.command_line import main
from claimweave.rules.registry import RULES

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

FOLDERS = sorted(f for f in CASES.iterdir() if f.is_dir() and not f.name.startswith("_"))
BAD = sorted(CASES.glob("*/bad-*"))
GOOD = sorted(CASES.glob("*/good-*"))

AWAITING_FIX: dict[str, str] = {}
"""Case to what the engine still gets wrong there. A line goes with the fault that it names."""


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def parameters(cases: list[Path]) -> list[ParameterSet]:
    def marks(case: Path) -> list[pytest.MarkDecorator]:
        reason = AWAITING_FIX.get(name_of(case))
        return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []

    return [pytest.param(case, id=name_of(case), marks=marks(case)) for case in cases]


def as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """Return the report as JSON; in this process, since the text comes from a real one."""
    main(["--project", str(project), "check", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    assert isinstance(data, dict)
    return data


def test_the_base_is_clean() -> None:
    result = run_command(BASE, "check")
    assert result.returncode == 0, result.stdout
    assert "\nclean: " in result.stdout


@pytest.mark.parametrize("case", parameters(BAD))
def test_bad(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = assemble(case, tmp_path / "project")
    result = run_command(project, "check", "--quiet")
    assert result.stderr == ""
    found = as_json(project, capsys)["diagnostics"]
    assert isinstance(found, list)
    errors = any(diagnostic["severity"] == "error" for diagnostic in found)
    assert errors or RULES[case.parent.name].severity == "warning"
    assert result.returncode == (1 if errors else 0), result.stdout
    assert case.parent.name in {diagnostic["rule"] for diagnostic in found}
    if name_of(case) in AWAITING_FIX:
        return  # the fault is mended: the line above goes, and expected.txt is written
    expected = case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(result.stdout, encoding="utf-8")
        pytest.fail(f"{expected.name} written: read it, and run without UPDATE_GOLDEN")
    assert result.stdout == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", parameters(GOOD))
def test_good(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = assemble(case, tmp_path / "project")
    result = run_command(project, "check", "--quiet")
    assert result.stderr == ""
    assert result.returncode == 0, result.stdout
    assert result.stdout.startswith("clean: ")
    checked = as_json(project, capsys)["checked"]
    assert isinstance(checked, dict)
    count = checked[case.parent.name]
    assert count["checked"] + count["skipped"] > 0


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    rules = set(RULES)
    assert {case.parent.name for case in BAD} == rules
    assert {case.parent.name for case in GOOD} == rules


def test_every_folder_is_a_case_of_a_rule() -> None:
    assert {folder.name for folder in FOLDERS} <= set(RULES)
    assert {case for folder in FOLDERS for case in folder.iterdir()} == {*BAD, *GOOD}


def test_every_case_changes_the_base() -> None:
    for case in (*BAD, *GOOD):
        files = [f for f in case.rglob("*") if f.is_file() and f.name != "expected.txt"]
        assert files, f"{case} lays nothing over the base"
        for file in files:
            same = BASE / file.relative_to(case)
            assert not same.exists() or same.read_bytes() != file.read_bytes(), file


def test_every_case_waiting_for_a_fix_exists() -> None:
    assert set(AWAITING_FIX) <= {name_of(case) for case in (*BAD, *GOOD)}
