"""What a piece of work leaves when it is killed at a moment at which it changes the file system.

Code runs in a copy of a folder, once to count the moments. In a second run the folder is copied at
each moment, just before the change: this is what a process that is killed there leaves. Some are
also killed there indeed, each in a copy of its own, with SIGKILL, which nothing can catch, and must
have left the same; `make test-all` kills at all of them. Of long series of new files every tenth
is tried.
Python tells of each change beforehand (`sys.addaudithook`), so no moment is missed and none is
left to chance. Each process is forked from one that has loaded the engine.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from loaded_command import run_loaded

CHANGES = frozenset({
    "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.chown",
    "os.truncate", "os.symlink", "shutil.rmtree", "ctypes.dlsym", "fcntl.flock",
})  # fmt: skip
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
SELDOM = 10


def killed(
    template: Path, runs: Path, code: str, *, every: bool = False
) -> tuple[Path, list[Path]]:
    """Return the folder that a whole run leaves, and what is left at each moment.

    Each run has a copy of the template below `runs`; `every` has a process killed at each moment.
    """

    def copy(name: str) -> Path:
        return Path(shutil.copytree(template, runs / name, symlinks=True))

    runs.mkdir()
    whole, watched = copy("counted"), copy("watched")
    names = moments(whole, code)
    numbers = chosen(names)
    assert moments(watched, code, copied_at=numbers) == names, "each run does the same"
    left = {number: runs / f"watched-{number}" for number in numbers}
    for number in numbers if every else numbers[SELDOM // 2 :: SELDOM]:
        folder = copy(f"killed-{number}")
        assert moments(folder, code, kill_at=number) == names[:number], "each run does the same"
        assert contents(folder) == contents(left[number]), number
        left[number] = folder
    return whole, list(left.values())


def moments(
    folder: Path, code: str, *, kill_at: int = 0, copied_at: Sequence[int] = ()
) -> list[str]:
    """Run the code in the folder, in a process of its own; return the moments it came to."""
    told = folder.with_name(f"{folder.name}.moments")
    wanted = f"{str(told)!r}, {str(folder)!r}, {kill_at}, {list(copied_at)}"
    watch = f"import fault_points\nfault_points.watch({wanted})\n"
    done = run_loaded(code=f"{watch}{code}", folder=str(folder))
    assert done.returncode == (-signal.SIGKILL if kill_at else 0), done.stderr
    return told.read_text(encoding="utf-8").split()


DRAWN = re.compile(r"(\.|unfinished-|site-new-)[a-z0-9_]{8}(?=\.unfinished|/|$)")
"""The part of the name of an unfinished file or folder that `tempfile` draws by chance."""


def contents(folder: Path) -> list[tuple[str, bytes | None]]:
    """Return each path, without what was drawn by chance, and what is in it."""
    return sorted(
        (
            DRAWN.sub(r"\1", str(path.relative_to(folder))),
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
    )


def watch(told: str, folder: str, kill_at: int, copied_at: list[int]) -> None:
    """Write down each change that this process is about to make; kill it or copy the folder."""
    tell = os.open(told, os.O_WRONLY | os.O_CREAT)
    count, copying = 0, False

    def hook(event: str, values: tuple[object, ...]) -> None:
        nonlocal count, copying
        if copying or (event not in CHANGES and not (event == "open" and _writes(values))):
            return
        count += 1
        os.write(tell, f"{event}\n".encode())
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if count in copied_at:
            copying = True
            shutil.copytree(folder, f"{folder}-{count}", symlinks=True)
            copying = False

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
