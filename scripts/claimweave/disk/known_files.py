"""Reading a project again and again: what has not changed is neither read nor parsed anew.

A file counts as unchanged while its device, inode, size, mode and times are. Two writes within
one tick of the file system's clock look alike, so whoever is told of a write says so (`forget`).
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, TypeVar

from claimweave.disk.text_files import CLAIM_LIMIT, TextFile, read_text

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from claimweave.diagnostics.problem import Problem

T = TypeVar("T")

State = tuple[int, ...]
"""What tells one state of a file from another."""


class FreshFiles:
    """Reads each file and parses each text: for one run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._real: set[str] = set()

    def text(self, root: Path, path: str, limit: int = CLAIM_LIMIT) -> TextFile | Problem:
        """Read a file of the project; see `read_text`."""
        return read_text(root, path, limit, self._real)

    def parsed(self, source: TextFile, what: str, parse: Callable[[TextFile], T]) -> T:  # noqa: ARG002 - for those that know it
        """Return what `parse` makes of a text. `what` names it among all that one file becomes."""
        return parse(source)

    def seen(self, root: Path, path: str, look: Callable[[Path, str], T]) -> T:
        """Return what `look` says of a file that is no text."""
        return look(root, path)


class KnownFiles(FreshFiles):
    """Remembers texts and what became of them: an unchanged file gives the very same objects."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, tuple[State, TextFile]] = {}
        self._parsed: dict[tuple[str, str], tuple[TextFile, object]] = {}
        self._seen: dict[str, tuple[State, object]] = {}

    def text(self, root: Path, path: str, limit: int = CLAIM_LIMIT) -> TextFile | Problem:
        """Return the text as it was read before, or read it when the file has changed."""
        state = file_state(root / path)
        before = self._texts.get(path)
        if before and state and before[0] == state:
            return before[1]
        source = read_text(root, path, limit)
        if state and isinstance(source, TextFile):
            self._texts[path] = (state, source)
        else:
            self.forget([path])
        return source

    def parsed(self, source: TextFile, what: str, parse: Callable[[TextFile], T]) -> T:
        """Return what `parse` made of this very text before, or make it now."""
        before = self._parsed.get((source.path, what))
        if before and before[0] is source:
            return before[1]  # type: ignore[return-value]  # put there under the same name below
        result = parse(source)
        self._parsed[source.path, what] = (source, result)
        return result

    def seen(self, root: Path, path: str, look: Callable[[Path, str], T]) -> T:
        """Return what `look` said of a file while it was in this very state, or say it now."""
        state = file_state(root / path)
        before = self._seen.get(path)
        if before and state and before[0] == state:
            return before[1]  # type: ignore[return-value]  # put there for the same path below
        result = look(root, path)
        if state:
            self._seen[path] = (state, result)
        return result

    def forget(self, paths: Iterable[str]) -> None:
        """Read these files anew next time, whatever their state says."""
        for path in paths:
            self._texts.pop(path, None)
            self._seen.pop(path, None)


def file_state(path: Path) -> State | None:
    """Return the state of a regular file; None for what is none, or cannot be looked at."""
    try:
        found: os.stat_result = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return (
        found.st_dev,
        found.st_ino,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )
