"""Replacing a file whole or not at all, and never over something newer."""

from __future__ import annotations

import codecs
import contextlib
import glob
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from claimweave.file_locks import locked

UNFINISHED = ".unfinished"
"""How the name of a file ends that is not whole yet. It begins with a dot: nothing reads it."""

_LONGEST_STEM = 40
"""Characters of a file's name that its unfinished form repeats: a name has a longest length."""


class ChangedMeanwhileError(Exception):
    """The file was changed, or removed, between being read and being replaced."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was read: its bytes, its time of change and its size."""

    path: Path
    content: bytes
    changed: int
    size: int

    @classmethod
    def of(cls, path: Path) -> Snapshot:
        """Read a file; through a link, the file that it leads to.

        Raises:
            OSError: when it cannot be read.
        """
        real = path.resolve(strict=True)
        state = real.stat()
        return cls(real, real.read_bytes(), state.st_mtime_ns, state.st_size)

    def text(self) -> str:
        """Return the content as text, with line breaks of one kind and no byte order mark.

        Raises:
            UnicodeDecodeError: when it is not UTF-8.
        """
        return self.content.decode("utf-8-sig").replace("\r\n", "\n")

    def encoded(self, text: str) -> bytes:
        """Return a text as this file writes texts: its line breaks, and its byte order mark."""
        broken = text.replace("\n", "\r\n") if b"\r\n" in self.content else text
        return (codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b"") + (
            broken.encode()
        )

    def replace(self, content: bytes) -> None:
        """Put new content in the file's place in one step; its owner and permissions stay.

        Of two runs that do so at the same time one waits for the other, and then finds the file
        changed. What a run that was killed had left unfinished is removed.

        Raises:
            ChangedMeanwhileError: when it is no longer as it was read.
            OSError: when it cannot be written; the file is then as it was.
        """
        try:
            with locked(self.path) as held:
                self._confirm(held)
                remove_unfinished(self.path)
                self._replace(content, held)
        except FileNotFoundError:
            self._changed()

    def _replace(self, content: bytes, held: int) -> None:
        written = unfinished(self.path, content)
        try:
            state = os.fstat(held)
            with contextlib.suppress(PermissionError):  # not ours: then it becomes ours
                os.chown(written, state.st_uid, state.st_gid)
            written.chmod(state.st_mode & 0o7777)
            self._confirm(held)
            written.replace(self.path)
        finally:
            written.unlink(missing_ok=True)

    def confirm(self) -> None:
        """Make sure that the file is still as it was read.

        Raises:
            ChangedMeanwhileError: when it is not.
        """
        try:
            with locked(self.path) as held:
                self._confirm(held)
        except FileNotFoundError:
            self._changed()

    def _confirm(self, held: int) -> None:
        """Make sure that the file of this name is the one that is locked, and is as it was read."""
        state = self.path.stat()
        same = os.path.samestat(state, os.fstat(held))
        same = same and (state.st_mtime_ns, state.st_size) == (self.changed, self.size)
        if not same or self.path.read_bytes() != self.content:
            self._changed()

    def _changed(self) -> None:
        raise ChangedMeanwhileError(f"{self.path.name} was changed while it was read") from None


def unfinished(path: Path, content: bytes) -> Path:
    """Write the content beside a file, to the disk; return where. On failure nothing is left.

    Raises:
        OSError: when it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def remove_unfinished(path: Path) -> None:
    """Remove what runs that were killed had written beside a file that is locked."""
    for left in path.parent.glob(f"{glob.escape(_prefix(path))}*{UNFINISHED}"):
        left.unlink(missing_ok=True)


def _prefix(path: Path) -> str:
    return f".{path.name[:_LONGEST_STEM]}."
