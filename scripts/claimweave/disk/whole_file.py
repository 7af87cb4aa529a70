"""Replacing a file whole or not at all, and never over something newer."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.locks import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED = ".unfinished"
"""What the name says of something that is not whole yet. It begins with a dot: nothing reads it."""

_LEFT = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(UNFINISHED)}")
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
        changed.

        Raises:
            ChangedMeanwhileError: when it is no longer as it was read.
            OSError: when it cannot be written; the file is then as it was.
        """
        try:
            with locked(self.path) as held:
                self._confirm(held)
                self._replace(content, held)
        except FileNotFoundError:
            self._changed()

    def _replace(self, content: bytes, held: int) -> None:
        with unfinished(self.path, content) as written:
            state = os.fstat(held)
            with contextlib.suppress(PermissionError):  # not ours: then it becomes ours
                os.chown(written, state.st_uid, state.st_gid)
            written.chmod(state.st_mode & 0o7777)
            self._confirm(held)
            written.replace(self.path)

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


@contextlib.contextmanager
def unfinished(path: Path, content: bytes) -> Iterator[Path]:
    """Write the content beside a file, to the disk; yield where. At the end it is gone from there.

    Meanwhile no other run writes into the folder. So what lies there unfinished was left by runs
    that were killed, and is removed.

    Raises:
        OSError: when it cannot be written; it names the file, and not what lies beside it.
    """
    with locked(path.parent):
        for left in path.parent.iterdir():
            if _LEFT.fullmatch(left.name):
                left.unlink()
        written = _written(path, content)
        try:
            yield written
        finally:
            written.unlink(missing_ok=True)


def _written(path: Path, content: bytes) -> Path:
    prefix = f".{path.name[:_LONGEST_STEM]}."
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    return Path(name)
