"""The workflow of a release: the tag is the version, and what is new stands in the changelog."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
STEPS = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
CHANGES = """# Changelog

## [Unreleased]

- Not yet.

## [0.2.0] - 2026-12-01

### Added

- A thing.

## [0.1.0] - 2026-11-01

- An older one.

## [0.0.9]

"""


def run(name: str, folder: Path, tag: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the build as the workflow does, with the tag that was pushed."""
    (step,) = (step for step in STEPS["build"]["steps"] if step.get("name") == name)
    path = f"{folder}/bin{os.pathsep}{os.environ['PATH']}"
    (folder / "bin").mkdir(exist_ok=True)
    if not (folder / "bin/python").exists():
        (folder / "bin/python").symlink_to(sys.executable)
    shell = shutil.which("bash")
    assert shell
    return subprocess.run(
        [shell, "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={"PATH": path, "TAG": tag},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("tag", "status"), [("v0.2.0", 0), ("v0.2", 1), ("0.2.0", 1), ("v0.2.0rc1", 1)]
)
def test_a_tag_that_is_not_the_version_makes_no_release(
    tag: str, status: int, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.2.0"\n', encoding="utf-8")
    done = run("Hold the tag against the version", tmp_path, tag)
    assert done.returncode == status
    assert (f"the tag is {tag}, and pyproject.toml has the version 0.2.0" in done.stdout) == status


def test_the_section_of_the_version_is_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    assert run("Take what is new from the changelog", tmp_path, "v0.2.0").returncode == 0
    notes = (tmp_path / "build/release/notes.md").read_text(encoding="utf-8")
    assert notes.strip() == "### Added\n\n- A thing."


@pytest.mark.parametrize("tag", ["v0.0.9", "v0.2", "v1.0.0", "v0x2.0"])
def test_a_version_without_a_word_makes_no_release(tag: str, tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    done = run("Take what is new from the changelog", tmp_path, tag)
    assert done.returncode == 1
    assert "CHANGELOG.md has no section" in done.stdout


def test_each_right_is_in_one_job() -> None:
    rights = {name: set(job["permissions"].items()) for name, job in STEPS.items()}
    assert rights == {
        "build": {("contents", "read")},
        "publish": {("actions", "read"), ("id-token", "write")},
        "announce": {("actions", "read"), ("contents", "write")},
    }
    assert STEPS["publish"]["environment"]["name"] == "pypi"
