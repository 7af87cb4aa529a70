"""Whole processes, measured: seconds, peak memory, and the median of runs in changing order."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENOUGH = 60.0
"""Seconds after which one command is not run again: a slow one is measured less often."""

LONGEST = 300
"""Seconds after which a run is stopped."""

# A small process starts the command: a child inherits the peak memory of whoever starts it.
_PROBE = """
import os, subprocess, sys, time
with open(sys.argv[1], "wb") as log:
    began = time.perf_counter()
    child = subprocess.Popen(sys.argv[2:], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
processor = usage.ru_utime + usage.ru_stime
print(os.waitstatus_to_exitcode(status), seconds, processor, usage.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and the folder in which it is run. `ends_with` are its good exit codes."""

    line: Sequence[str]
    folder: Path
    ends_with: tuple[int, ...] = (0,)


@dataclass(slots=True)
class Measured:
    """What the runs of one command took: seconds of each, and the most megabytes of any.

    `processor` has the seconds of each run for which a processor worked: others at work on the
    machine hardly change them.
    """

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    fault: str = ""

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def open(self) -> bool:
        """Whether it makes sense to run it again."""
        return not self.fault and sum(self.seconds) < ENOUGH

    def add(self, other: Measured) -> None:
        """Take in the runs of another measurement of the same thing."""
        self.seconds += other.seconds
        self.processor += other.processor
        self.megabytes = max(self.megabytes, other.megabytes)
        self.fault = self.fault or other.fault


def measure(command: Command, runs: int) -> Measured:
    """Run one command so often."""
    return compare({"": command}, runs)[""]


def compare(commands: Mapping[str, Command], runs: int) -> dict[str, Measured]:
    """Run each command so often, in turns and in changing order: none has the calm hours alone."""
    found = {name: Measured() for name in commands}
    for turn in range(runs):
        names = list(commands)
        for name in names if turn % 2 == 0 else reversed(names):
            if found[name].open:
                _run(commands[name], found[name])
    return found


def _run(command: Command, into: Measured) -> None:
    with tempfile.NamedTemporaryFile() as log:
        line = [sys.executable, "-I", "-S", "-c", _PROBE, log.name, *command.line]
        with subprocess.Popen(
            line, cwd=command.folder, stdout=PIPE, stderr=PIPE, text=True, process_group=0
        ) as probe:
            try:
                told, error = probe.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                os.killpg(probe.pid, signal.SIGKILL)
                into.fault = f"stopped after {LONGEST} s"
                return
        if probe.returncode:
            into.fault = f"cannot be started: {error.strip().splitlines()[-1]}"
            return
        said = Path(log.name).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    status, seconds, processor, kilobytes = told.split()
    if int(status) not in command.ends_with:
        into.fault = f"ended with {status}: {said[-1] if said else 'nothing said'}"
    into.seconds.append(float(seconds))
    into.processor.append(float(processor))
    unit = 1024 if sys.platform == "darwin" else 1
    into.megabytes = max(into.megabytes, int(kilobytes) / unit / 1024)
