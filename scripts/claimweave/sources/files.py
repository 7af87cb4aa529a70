"""Reading text files of strangers: size, encoding, links and folders are checked first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.diagnostics import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLAIM_LIMIT = 64 * 1024
"""Bytes that a YAML file or a page may have. The longest claim file has about 3 KB."""

LARGE_LIMIT = 16 * 1024 * 1024
"""Bytes that a bibliography or the ledger may have: 10,000 entries have about 3 MB."""

MAX_NAME = 120
"""Characters of a file's name; longer names do not survive every file system."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that was read: its path from the project's root, and its text."""

    path: str
    text: str


def read_text(root: Path, path: str, limit: int = CLAIM_LIMIT) -> TextFile | Problem:
    """Read a UTF-8 file, or say why not. The problem's rule is left for the caller to name."""
    here = Span(path)
    full = root / path
    try:
        if full.is_symlink() and not full.resolve().is_relative_to(root.resolve()):
            return Problem(here, "this link leads out of the project", "put the file itself here")
        if full.is_dir():
            return Problem(here, "this is a folder where a file belongs", "rename or remove it")
        with full.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        what = "this link points at nothing" if full.is_symlink() else "this file is missing"
        return Problem(here, what, "restore the file, or remove what names it")
    except OSError as error:
        return Problem(here, f"this file cannot be read: {error.strerror}", "mend its permissions")
    if len(raw) > limit:
        return Problem(here, f"this file is larger than {limit // 1024} KB", "split or shorten it")
    return _decode(path, raw)


def _decode(path: str, raw: bytes) -> TextFile | Problem:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = raw[error.start]
        return Problem(
            Span(path, line, column),
            f"this file is not UTF-8: byte 0x{byte:02X} cannot be decoded",
            "save the file as UTF-8",
        )
    return TextFile(path, text.replace("\r\n", "\n").replace("\r", "\n"))


def list_files(root: Path, folder: str, suffix: str) -> Iterator[str]:
    """Yield paths below `folder` that end in `suffix`, sorted; links to folders are not followed.

    Entries whose name begins with a dot are passed over. A folder that is called like a file
    (`claim.yml/`) is yielded too, so that its reader can say so.
    """
    try:
        with os.scandir(root / folder) as entries:
            names = [
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if not entry.name.startswith(".")
            ]
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, is_folder in sorted(names):
        path = f"{folder}/{name}"
        if name.endswith(suffix):
            yield path
        elif is_folder:
            yield from list_files(root, path, suffix)
