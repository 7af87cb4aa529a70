"""The build of the site that begins before a test asks for it: once, and by one of the workers."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from site_in_the_making import begun


def never(folder: Path) -> Path:
    pytest.fail(f"nothing is to be copied to {folder}")


def test_while_somebody_builds_nobody_else_begins(tmp_path: Path) -> None:
    with (tmp_path / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert begun(tmp_path, never, {}) is None


def test_what_is_built_is_not_built_again(tmp_path: Path) -> None:
    (tmp_path / "site.done").write_text("site", encoding="utf-8")
    assert begun(tmp_path, never, {}) is None


def test_who_wants_the_site_waits_and_a_build_that_fails_leaves_it_to_be_built(
    tmp_path: Path,
) -> None:
    process = begun(tmp_path, lambda folder: folder / "is-not-there", {})
    assert process is not None
    with (tmp_path / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it comes when the process has gone
        assert process.wait() != 0
    assert not (tmp_path / "site.done").exists()
