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


def test_two_builds_are_identical(
    site: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    one = digests(site)
    second = copy_project(tmp_path / "elsewhere" / "another-path")
    for path in second.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    request.getfixturevalue("elsewhere")
    before = os.umask(0o077)
    try:
        result = run_build(second)
    finally:
        os.umask(before)
    assert result.returncode == 0, result.stdout + result.stderr
    two = digests(second / "site")
    assert len(one) > 300
    assert [name for name in one | two if one.get(name) != two.get(name)] == []


@pytest.mark.usefixtures("elsewhere")
def test_the_other_time_is_another() -> None:
    code = "import time, datetime; print(time.time(), datetime.datetime.now().timestamp())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(float(said) > time.time() + 300 * 86_400 for said in done.stdout.split())
