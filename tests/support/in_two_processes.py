"""Checks reviews in one process and in two, whatever their size, and prints where these differ.

Usage: python in_two_processes.py FOLDER... It is a program of its own: a process with threads, as
that of the tests may be, has no child. With FATE=reading or FATE=checking the child is killed in
its first job there, and with FATE=sending a part of what it sends is lost. With FATE=size only
large reviews are worth a child, as ever.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from claimweave.disk import two_processes
from claimweave.disk.two_processes import Packing, SharedJobs
from claimweave.reports import FORMATS, report_form
from claimweave.review.reading import review_reader
from claimweave.review.reading.read_ahead import ReadAhead
from claimweave.review.reading.review_reader import read_review
from claimweave.rules import running
from claimweave.rules.checking import check

PARENT = os.getpid()
FATE = os.environ.get("FATE", "")
forks = 0


def said(root: Path, *, two: bool) -> dict[str, str]:
    """Return the report of a review in each form, and what was read."""
    review = read_review(root, two_processes=two)
    report = check(review, two_processes=two)
    read = (review.claims, review.stubs, review.references, review.problems, review.files,
            list(review.files), review.files_read, review.broken, review.unreadable)  # fmt: skip
    forms = {form: report_form(form, "")(report) for form in FORMATS}
    return {"what was read": repr(read), "counts": repr(report.counts), **forms}


def dying(function: Any) -> Any:  # noqa: ANN401 - any function
    """Return a function that the child does not survive."""

    def run(*arguments: Any) -> Any:  # noqa: ANN401
        if os.getpid() != PARENT:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)

    return run


class Cutting:
    """Packs what jobs gave, and loses the end of it."""

    def __init__(self, packing: Packing) -> None:
        self._packing, self.loads = packing, packing.loads

    def dumps(self, value: object) -> bytes:
        return self._packing.dumps(value)[:-9]


def counted() -> int:
    """Fork, and count it."""
    global forks  # noqa: PLW0603 - a program's own count
    forks += 1
    return fork()


fork = os.fork
os.fork = counted
two_processes.may_fork = lambda: True  # on a machine with one processor, too
if FATE != "size":
    review_reader.WORTH_A_CHILD = running.WORTH_A_CHILD = 0
if FATE == "reading":
    ReadAhead._batch = dying(ReadAhead._batch)  # type: ignore[method-assign]  # noqa: SLF001
elif FATE == "checking":
    running.outcome_of = dying(running.outcome_of)
elif FATE == "sending":
    prepare = SharedJobs.__init__
    SharedJobs.__init__ = lambda *it: prepare(*it[:-1], Cutting(it[-1]))  # type: ignore[method-assign]
say = sys.stdout.write
for name in sys.argv[1:]:
    alone, together = (said(Path(name), two=two) for two in (False, True))
    for part, text in alone.items():
        if together[part] != text:
            say(f"{name}: {part}: {text[:2000]}\nand in two processes:\n{together[part][:2000]}\n")
    try:
        os.waitpid(-1, os.WNOHANG)
        say(f"{name}: a child is left\n")
    except ChildProcessError:
        pass
say(f"{forks} children\n")
