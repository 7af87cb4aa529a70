"""Replacing a file whole or not at all, and never over something newer."""

from __future__ import annotations

import codecs
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


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
        """Put new content in the file's place in one step; its permissions stay.

        Raises:
            ChangedMeanwhileError: when it is no longer as it was read.
            OSError: when it cannot be written; the file is then as it was.
        """
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            self.confirm()
            written.chmod(self.path.stat().st_mode & 0o7777)
            written.replace(self.path)
        finally:
            written.unlink(missing_ok=True)

    def confirm(self) -> None:
        """Make sure that the file is still as it was read.

        Raises:
            ChangedMeanwhileError: when it is not.
        """
        try:
            state = self.path.stat()
            same = (state.st_mtime_ns, state.st_size) == (self.changed, self.size)
            same = same and self.path.read_bytes() == self.content
        except FileNotFoundError:
            same = False
        if not same:
            raise ChangedMeanwhileError(f"{self.path.name} was changed while it was read")
