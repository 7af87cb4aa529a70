"""A large review is read and checked in two processes: the report is that of one."""

from __future__ import annotations

import marshal
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from assembly import BASE, CASES, assemble
from bench_project import generate
from claimweave.commands.call import FAILED
from claimweave.disk import two_processes
from claimweave.disk.two_processes import SharedJobs
from full_runs import in_small

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing forks")

PROGRAM = Path(__file__).resolve().parents[1] / "support" / "in_two_processes.py"
SECONDS = 600


def said_of(*folders: Path, fate: str = "") -> list[str]:
    """Return what the program says that checks reviews both ways."""
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = os.environ | {"PYTHONPATH": paths, "FATE": fate}
    run = subprocess.run(
        [sys.executable, str(PROGRAM), *map(str, folders)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=SECONDS,
    )
    assert run.stderr == ""
    assert run.returncode == 0
    return run.stdout.splitlines()


def faulty(folder: Path) -> list[Path]:
    """Lay out faulty reviews: all of the cases, or some of them."""
    bad = sorted(CASES.glob("*/bad-*"))
    bad = bad[:: len(bad) // 12] if in_small() else bad
    return [assemble(case, folder / f"{case.parent.name}-{case.name}") for case in bad]


def test_the_report_of_a_faulty_review_is_the_same(tmp_path: Path) -> None:
    reviews = faulty(tmp_path)
    assert len(reviews) > 10  # a few have more files than are read, or none of claims
    *differences, children = said_of(BASE, *reviews)
    assert differences == []
    assert int(children.split()[0]) > 1.9 * len(reviews)


@pytest.mark.parametrize("fate", ["reading", "checking", "sending"])
def test_what_a_child_does_not_send_is_done_without_it(tmp_path: Path, fate: str) -> None:
    review = generate(tmp_path / "review", 300)
    broken = review / "claims" / "part-1" / "generated-claim-2.yml"
    broken.write_text("claim: [", encoding="utf-8")
    assert said_of(review, BASE, fate=fate) == ["4 children"]


def test_a_small_review_is_not_worth_a_child() -> None:
    assert said_of(BASE, fate="size") == ["0 children"]


def test_a_job_that_fails_in_the_child_fails_here() -> None:
    def job(number: int) -> int:
        if number == 1:
            raise ZeroDivisionError
        return number

    with SharedJobs(3, job, marshal) as jobs, pytest.raises(ZeroDivisionError):
        jobs.results()
    with SharedJobs(3, str, pickle) as texts:
        assert texts.results() == ["0", "1", "2"]


def test_where_no_child_can_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> int:
        raise BlockingIOError

    monkeypatch.setattr(two_processes, "may_fork", lambda: True)
    monkeypatch.setattr(os, "fork", none)
    with SharedJobs(3, str, pickle) as texts:
        assert texts.results() == ["0", "1", "2"]


def test_a_process_with_threads_has_no_child() -> None:
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    assert not two_processes.may_fork()
    done.set()
    thread.join()


_INTERRUPTED = """
import os, signal
from claimweave.commands.command_line import run
from claimweave.review.reading.read_ahead import ReadAhead
parent, signal_of_all = os.getpid(), signal.SIGINT
signal.signal(signal_of_all, signal.default_int_handler)
read = ReadAhead._batch
def interrupted(self, number):
    if os.getpid() != parent:
        os.killpg(0, signal_of_all)
    return read(self, number)
ReadAhead._batch = interrupted
run()
"""
"""The command, in whose child somebody presses Ctrl-C: that all processes of a terminal hear."""


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="on one processor there is no child")
def test_nothing_is_left_after_an_interrupt(tmp_path: Path) -> None:
    review = generate(tmp_path / "review", 300)
    command = subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, "--project", str(review), "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    out, error = command.communicate(timeout=SECONDS)
    assert (command.returncode, out, error) == (FAILED, b"", b"")
    with suppress(ProcessLookupError):
        os.killpg(command.pid, signal.SIGKILL)
        pytest.fail("a process is left")


_KILLED = """
import marshal, os, signal
from claimweave.disk.two_processes import SharedJobs
with SharedJobs(10, lambda number: "x" * 200_000, marshal):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_child_ends_when_its_parent_is_killed() -> None:
    """It has the same output, which ends with the last of them."""
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED], capture_output=True, check=False, timeout=SECONDS
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (-signal.SIGKILL, b"", b"")
