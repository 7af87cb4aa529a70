"""Writing new files: each whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

READABLE = 0o666
"""Permissions of a new file, before the user's mask is taken off."""


def create_file(path: Path, content: str) -> None:
    """Write a new UTF-8 file in one step, with the folders above it.

    Raises:
        FileExistsError: when something is there already; it stays as it is.
        OSError: when it cannot be written; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(READABLE & ~mask)
        path.hardlink_to(written)  # fails, in one step, where something is there
    finally:
        written.unlink()


def create_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files below a folder; when one fails, none is left.

    Raises:
        OSError: when one cannot be written, or is there already.
    """
    done: list[Path] = []
    known = {path for path in folder.rglob("*") if path.is_dir()} if folder.exists() else set()
    existed = folder.exists()
    try:
        for name, content in files.items():
            create_file(folder / name, content)
            done.append(folder / name)
    except OSError:
        for path in done:
            path.unlink()
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and path not in known:
                path.rmdir()
        if not existed:
            folder.rmdir()
        raise
