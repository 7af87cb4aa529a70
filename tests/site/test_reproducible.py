"""Two builds of one state of the project, on two paths and at two times, are byte-identical."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import copy_project, run_build

from claimweave.rules.checking import Report
from claimweave.site.whole_site import render
from mini_site import mini_project

# Python runs a module of this name at its start: all its clocks go ahead by 400 days.
SITECUSTOMIZE = """
import datetime, time
ahead = 400 * 86_400 + 12_345
clocks = {name: getattr(time, name) for name in ("time", "time_ns", "localtime", "gmtime")}
time.time = lambda: clocks["time"]() + ahead
time.time_ns = lambda: clocks["time_ns"]() + ahead * 10**9
time.localtime = lambda *at: clocks["localtime"](*(at or (time.time(),)))
time.gmtime = lambda *at: clocks["gmtime"](*(at or (time.time(),)))

class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

datetime.datetime = Ahead
"""


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another place, time, hour zone, language, user and order of hashing than a build had."""
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    for name, value in {
        "PYTHONPATH": str(clock),
        "PYTHONHASHSEED": "3" if os.environ.get("PYTHONHASHSEED") == "2" else "2",
        "TZ": "Pacific/Auckland",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C.UTF-8",
        "USER": "somebody",
        "HOME": str(tmp_path / "home"),
        "COLUMNS": "40",
    }.items():
        monkeypatch.setenv(name, value)


def built_elsewhere(project: Path) -> dict[str, str]:
    """Build a copy of a project whose files are of another day, for its owner alone."""
    for path in project.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = os.umask(0o077)
    try:
        result = run_build(project)
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stdout + result.stderr
    return digests(project / "site")


def differing(one: dict[str, str], two: dict[str, str]) -> list[str]:
    return [name for name in one | two if one.get(name) != two.get(name)]


def test_two_builds_of_a_miniature_are_identical(
    mini_site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    one = digests(mini_site)
    request.getfixturevalue("elsewhere")
    two = built_elsewhere(mini_project(tmp_path / "elsewhere" / "another-path"))
    assert {"notebooks/one/index.html", "search/search_index.json", "data/evidence.sqlite"} <= set(
        one
    )
    assert differing(one, two) == []


@pytest.mark.full
def test_two_renderings_of_this_review_are_identical(
    report: Report, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What MkDocs is given of it, which is nearly all of its site."""
    one = render(report)
    copy, target = copy_project(tmp_path / "elsewhere" / "another-path"), tmp_path / "rendered"
    request.getfixturevalue("elsewhere")
    command = [sys.executable, "-m", "claimweave", "--project", str(copy), "render", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    contents = {k: v if isinstance(v, bytes) else v.encode() for k, v in one.items()}
    assert len(one) > 300
    digested = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    assert differing(digested, digests(target)) == []


@pytest.mark.full
def test_two_builds_of_this_review_are_identical(
    site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    one = digests(site)
    copy = copy_project(tmp_path / "elsewhere" / "another-path")
    request.getfixturevalue("elsewhere")
    two = built_elsewhere(copy)
    assert len(one) > 300
    assert differing(one, two) == []


@pytest.mark.usefixtures("elsewhere")
def test_the_other_time_is_another() -> None:
    code = "import time, datetime; print(time.time(), datetime.datetime.now().timestamp())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(float(said) > time.time() + 300 * 86_400 for said in done.stdout.split())
