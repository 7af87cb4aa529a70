"""Processes that stand in for new interpreters: each its own, limited, and ended as it should."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from assembly import BASE, run_in_new_interpreter
from loaded_command import Process, Started, run_loaded

REPORT = ["check", "--format", "json"]


def test_it_prints_what_a_new_interpreter_prints() -> None:
    for arguments in (REPORT, ["check", "--format", "xml"]):
        new, loaded = run_in_new_interpreter(*arguments), run_loaded(*arguments, folder=str(BASE))
        assert loaded.returncode == new.returncode
        assert (loaded.stdout, loaded.stderr) == (new.stdout, new.stderr)


@pytest.mark.parametrize(
    ("code", "status", "out", "error"),
    [
        ("print(1)", 0, "1\n", ""),
        ("raise SystemExit", 0, "", ""),
        ("raise SystemExit(4)", 4, "", ""),
        ("raise SystemExit('no')", 1, "", "no\n"),
        ("import os; os.write(1, b'a'); os.kill(os.getpid(), 9)", -signal.SIGKILL, "a", ""),
        ("import sys; print(sys.stdin.read()); print(2, file=sys.stderr)", 0, "typed\n", "2\n"),
        ("import os; print(os.environ['A'], os.getcwd())", 0, "b /\n", ""),
        ("print('x' * 300_000)", 0, "x" * 300_000 + "\n", ""),
    ],
)
def test_streams_status_and_surroundings(code: str, status: int, out: str, error: str) -> None:
    done = run_loaded(code=code, folder="/", environment={"A": "b"}, stdin=b"typed")
    assert (done.returncode, done.stdout, done.stderr) == (status, out, error)


def test_a_fault_has_a_traceback() -> None:
    done = run_loaded(code="1 / 0")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_runs_share_nothing_and_run_at_once() -> None:
    first = Started(Process(code="import time, sys; sys.a = 1; time.sleep(0.2); print(1)"))
    second = Started(Process(code="import sys; print(hasattr(sys, 'a'))"))
    assert first.pid != second.pid
    assert (second.ended().stdout, first.ended().stdout) == ("False\n", "1\n")


def test_who_takes_too_long_is_killed() -> None:
    done = run_loaded(code="while True: pass", seconds=1)
    assert done.returncode == -signal.SIGXCPU


def test_a_full_disk_and_a_forbidden_file(tmp_path: Path) -> None:
    (tmp_path / "forbidden").touch(mode=0)
    forbidden = run_loaded(code="open('forbidden')", folder=str(tmp_path), anybody=True)
    assert "Permission denied" in forbidden.stderr
    code = "disk = open('a', 'wb', 0)\nfor _ in range(2): disk.write(b'x' * 60)\ndisk.write(b'x')"
    full = run_loaded(code=code, folder=str(tmp_path), file_size=100)
    assert "File too large" in full.stderr
    assert (tmp_path / "a").stat().st_size == 100
