"""Two builds of one state of the project, on two paths and at two times, are byte-identical."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from conftest import copy_project, run_build


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_identical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = copy_project(tmp_path / "one")
    second = copy_project(tmp_path / "elsewhere" / "another-path")
    for path in second.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    assert run_build(first).returncode == 0
    time.sleep(1.1)
    monkeypatch.setenv("PYTHONHASHSEED", "2")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert run_build(second).returncode == 0
    one, two = digests(first / "site"), digests(second / "site")
    assert len(one) > 300
    assert [name for name in one | two if one.get(name) != two.get(name)] == []
