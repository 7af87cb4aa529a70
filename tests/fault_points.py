"""Kills a piece of work at each moment at which it changes the file system, one process a moment.

Code runs in a copy of a folder, once to count the moments, and then once for each: just before the
n-th change its process is killed with SIGKILL, which nothing can catch. Of long series of new
files every tenth is tried.
Python tells of each change beforehand (`sys.addaudithook`), so no moment is missed and none is
left to chance. Each process is forked from one that has loaded the engine.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from loaded_command import run_loaded

CHANGES = frozenset({
    "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.chown",
    "os.truncate", "os.symlink", "shutil.rmtree", "ctypes.dlsym", "fcntl.flock",
})  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
SELDOM = 10


def killed(template: Path, runs: Path, code: str) -> tuple[Path, list[Path]]:
    """Kill the code at each moment, each time in a copy of the template below `runs`.

    Returns the folder that a whole run leaves, and those that the killed ones have left.
    """

    def copy(name: str) -> Path:
        return Path(shutil.copytree(template, runs / name, symlinks=True))

    runs.mkdir()
    whole = copy("counted")
    names = moments(whole, code, 0)
    left = []
    for number in chosen(names):
        left.append(copy(str(number)))
        came_to = moments(left[-1], code, number)
        assert came_to == names[:number], "each run does the same"
    return whole, left


def moments(folder: Path, code: str, kill_at: int) -> list[str]:
    """Run the code in the folder, in a process of its own; return the moments it came to."""
    told = folder.with_name(f"{folder.name}.moments")
    watch = f"import fault_points\nfault_points.watch({str(told)!r}, {kill_at})\n"
    done = run_loaded(code=f"{watch}{code}", folder=str(folder))
    assert done.returncode == (-signal.SIGKILL if kill_at else 0), done.stderr
    return told.read_text(encoding="utf-8").split()


def watch(told: str, kill_at: int) -> None:
    """Write down each change that this process is about to make; kill it before the n-th."""
    tell = os.open(told, os.O_WRONLY | os.O_CREAT)
    count = 0

    def hook(event: str, values: tuple[object, ...]) -> None:
        nonlocal count
        if event not in CHANGES and not (event == "open" and _writes(values)):
            return
        count += 1
        os.write(tell, f"{event}\n".encode())
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _writes(values: tuple[object, ...]) -> bool:
    """Whether a file is opened by its name, and to be written."""
    path, flags = values[0], values[2]
    return isinstance(path, str | bytes) and isinstance(flags, int) and bool(flags & WRITES)


def chosen(names: list[str]) -> list[int]:
    """Return the moments that are tried: every one, but of new files and folders every tenth."""
    dull = ("open", "os.mkdir", "os.remove", "os.rmdir")
    return [
        number
        for number, name in enumerate(names, start=1)
        if len(names) <= 3 * SELDOM or name not in dull or number % SELDOM == 0
    ]
