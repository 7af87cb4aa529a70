"""Kills a piece of work at each moment at which it changes the file system, one run a moment.

Usage: python fault_points.py TEMPLATE RUNS CODE. CODE runs in a copy of the folder TEMPLATE, once
to count the moments, and then once for each: just before the n-th change its process is killed
with SIGKILL, which nothing can catch. The copies stay in RUNS as 1, 2, …, and the whole one as
`counted`. Of long series of new files every tenth is tried.
Python tells of each change beforehand (`sys.addaudithook`), so no moment is missed and none is
left to chance.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import sys
from pathlib import Path

CHANGES = frozenset({
    "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.chown",
    "os.truncate", "os.symlink", "shutil.rmtree", "ctypes.dlsym", "fcntl.flock",
})  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
SELDOM = 10


def moments(folder: Path, code: str, kill_at: int) -> list[str]:
    """Run the code in the folder, in a process of its own; return the moments it came to."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _run(folder, code, kill_at, tell)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as stream:
        names = stream.read().split()
    os.waitpid(child, 0)
    return names


def _writes(values: tuple[object, ...]) -> bool:
    """Whether a file is opened by its name, and to be written."""
    path, flags = values[0], values[2]
    return isinstance(path, str | bytes) and isinstance(flags, int) and bool(flags & WRITES)


def _run(folder: Path, code: str, kill_at: int, tell: int) -> None:
    count = 0

    def hook(event: str, values: tuple[object, ...]) -> None:
        nonlocal count
        if event not in CHANGES and not (event == "open" and _writes(values)):
            return
        count += 1
        os.write(tell, f"{event}\n".encode())
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    os.chdir(folder)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.addaudithook(hook)
    try:
        exec(compile(code, "work", "exec"), {})  # noqa: S102 - the test's own code
    finally:
        os._exit(0)


def chosen(names: list[str]) -> list[int]:
    """Return the moments that are tried: every one, but of new files and folders every tenth."""
    dull = ("open", "os.mkdir", "os.remove", "os.rmdir")
    return [
        number
        for number, name in enumerate(names, start=1)
        if len(names) <= 3 * SELDOM or name not in dull or number % SELDOM == 0
    ]


def main() -> None:
    """Run what the arguments say, and print how many moments there were."""
    template, runs, code = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

    def copy(name: str) -> Path:
        return Path(shutil.copytree(template, runs / name, symlinks=True))

    here = Path.cwd()
    os.chdir(copy("warm"))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(code, "work", "exec"), {})  # noqa: S102 - all is imported once, before a fork
    os.chdir(here)
    names = moments(copy("counted"), code, 0)
    for number in chosen(names):
        moments(copy(str(number)), code, number)
    sys.stdout.write(f"{len(names)} {len(chosen(names))}\n")


if __name__ == "__main__":
    main()
