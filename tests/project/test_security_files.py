"""What is said of security is true: files that run are listed, and tests that are named exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = re.compile(r"^# (/\S+)\s+@OWNER$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def owned() -> list[str]:
    return [pattern.lstrip("/") for pattern in RUNS.findall(text_of(".github/CODEOWNERS"))]


def covers(pattern: str, path: str) -> bool:
    return path.startswith(pattern) if pattern.endswith("/") else Path(path).match(pattern)


def test_owners_are_asked_for_each_file_that_runs() -> None:
    command = ("git", "-C", str(ROOT), "ls-files", "-z")
    files = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\0")
    programs = [
        path
        for path in files
        if path.endswith((".py", ".js", ".cjs", ".sh", ".lock", ".toml"))
        or path in ("mkdocs.yml", "Makefile", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml")
        or path.startswith((".github/", ".ci/", ".devcontainer/", ".vscode/"))
    ]
    assert len(programs) > 100
    assert [path for path in programs if not any(covers(p, path) for p in owned())] == []
    assert [p for p in owned() if not any(covers(p, path) for path in files)] == []


def test_no_owner_is_invented() -> None:
    lines = text_of(".github/CODEOWNERS").splitlines()
    assert all(line.startswith("#") for line in lines)
    assert "@OWNER" in lines[-1]


def test_what_runs_at_a_build_is_said_where_people_look() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"):
        text = text_of(name)
        for word in ("mkdocs.yml", "notebook", "hook", "plugin", "own machine"):
            assert word in text, f"{name} does not name {word}"
    named = text_of("SECURITY.md")
    assert [p for p in owned() if p.rstrip("/").strip("*") not in named] == []


def test_the_look_before_a_build_names_each_file_that_runs() -> None:
    (command,) = re.findall(r"git diff --stat .*", text_of("SECURITY.md"))
    looked_at = command.partition(" -- ")[2].replace("'", "").split()
    assert sorted(looked_at) == sorted(p.rstrip("/") for p in owned())


def test_a_hole_is_reported_without_an_address_that_is_invented() -> None:
    text = text_of("SECURITY.md")
    assert "Report a vulnerability" in text
    assert not re.search(r"[\w.]+@[\w.]+", text)


def test_each_row_of_the_threat_model_names_a_test_that_exists() -> None:
    section = text_of("docs/hardening.md").partition("## Threat model")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 12
    folders = [f for f in (ROOT / "tests").iterdir() if f.name not in ("node", "cases")]
    there = {path.name for folder in folders for path in folder.rglob("test_*.py")}
    for row in rows:
        tests = re.findall(r"`(test_\w+\.py)`", row.rstrip("| ").rpartition("|")[2])
        assert tests, row
        assert set(tests) <= there, row
