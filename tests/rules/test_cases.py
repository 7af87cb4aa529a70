"""Each rule against miniature projects that must fail and must pass.

The command runs in this process, and for one bad case of each rule in processes of its own, which
must print the same; by default for a fourth of the rules.

Where an output is meant to change: UPDATE_GOLDEN=1 pytest tests/rules/test_cases.py, then read the
diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claimweave.rules.checking  # noqa: F401 - registers the rules
from assembly import (
    BASE,
    CASES,
    assemble,
    check_in_process,
    run_command,
    run_in_new_interpreter,
)
from claimweave.rules.registry import HEADINGS, RULES
from full_runs import in_part
from remedies import assert_no_harm_is_done

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


@pytest.mark.parametrize("case", parameters(BAD))
def test_bad(case: Path, tmp_path: Path) -> None:
    result = check_in_process(assemble(case, tmp_path / "project"))
    assert result.stderr == ""
    errors = any(diagnostic["severity"] == "error" for diagnostic in result.diagnostics)
    assert errors or RULES[case.parent.name].severity == "warning"
    assert result.status == (1 if errors else 0), result.text
    assert_no_harm_is_done(tmp_path / "project", result.report)
    assert case.parent.name in {diagnostic["rule"] for diagnostic in result.diagnostics}
    if name_of(case) in AWAITING_FIX:
        return  # the fault is mended: the line above goes, and expected.txt is written
    expected = case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(result.text, encoding="utf-8")
        pytest.fail(f"{expected.name} written: read it, and run without UPDATE_GOLDEN")
    assert result.text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", parameters(GOOD))
def test_good(case: Path, tmp_path: Path) -> None:
    result = check_in_process(assemble(case, tmp_path / "project"))
    assert result.stderr == ""
    assert result.status == 0, result.text
    assert result.text.startswith("clean: ")
    count = result.json["checked"][case.parent.name]
    assert count["checked"] + count["skipped"] > 0


# The real command


def one_of_each_rule(cases: list[Path]) -> list[Path]:
    return list({case.parent.name: case for case in cases}.values())


@pytest.mark.parametrize("case", in_part(parameters(one_of_each_rule(BAD)), 4))
def test_a_process_says_the_same(case: Path, tmp_path: Path) -> None:
    """What runs in this process is what somebody would see."""
    project = assemble(case, tmp_path / "project")
    same = check_in_process(project)
    result = run_command(project, "check", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (same.status, same.text, "")


def test_a_process_says_the_same_as_json(tmp_path: Path) -> None:
    project = assemble(BAD[0], tmp_path / "project")
    same = check_in_process(project)
    result = run_command(project, "check", "--format", "json")
    assert (result.returncode, json.loads(result.stdout)) == (same.status, same.json)


NEW_INTERPRETERS = [
    pytest.param(one_of_each_rule(BAD)[0], id="one"),
    *(
        pytest.param(case, id=case.parent.name, marks=pytest.mark.full)
        for case in one_of_each_rule(BAD)[1:]
    ),
]


@pytest.mark.parametrize("case", NEW_INTERPRETERS)
def test_a_new_interpreter_says_the_same(case: Path, tmp_path: Path) -> None:
    """Also whatever the hashes: a process that has loaded all shares them with all its runs."""
    project = assemble(case, tmp_path / "project")
    same = check_in_process(project)
    result = run_in_new_interpreter("check", "--quiet", folder=project, PYTHONHASHSEED="7")
    assert (result.returncode, result.stdout, result.stderr) == (same.status, same.text, "")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["check"], 0, "\nclean: "),
        (["chek"], 2, "invalid choice: 'chek'"),
        (["--project", "gone", "check"], 2, "is not a folder"),
        (["verify", "--dry-run", "--crossref", "http://127.0.0.1:9"], 3, "nothing was written"),
    ],
)
def test_each_exit_status_is_that_of_a_new_interpreter(
    arguments: list[str], status: int, said: str
) -> None:
    result = run_in_new_interpreter(*arguments)
    assert result.returncode == status, result.stdout + result.stderr
    assert said in result.stdout + result.stderr
    assert (result.stderr == "") == (status == 0)


def test_the_base_is_clean() -> None:
    result = check_in_process(BASE)
    assert (result.status, result.diagnostics) == (0, [])


def test_every_rule_has_a_bad_and_a_good_case() -> None:
    rules = set(RULES)
    assert {case.parent.name for case in BAD} == rules
    assert {case.parent.name for case in GOOD} == rules


def test_every_rule_is_documented_under_each_heading() -> None:
    for rule in RULES.values():
        assert rule.summary.endswith("."), rule.id
        assert tuple(rule.documentation) == HEADINGS, rule.id
        assert all(rule.documentation.values()), rule.id


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
