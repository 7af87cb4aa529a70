"""Writing new files: each whole or not at all, and never over one that is there."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from claimweave.disk.whole_file import unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

READABLE = 0o666
"""Permissions of a new file, before the user's mask is taken off."""

_NO_HARD_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def create_file(path: Path, content: str | bytes) -> None:
    """Write a new file in one step, with the folders above it; text becomes UTF-8.

    Raises:
        FileExistsError: when something is there already; it stays as it is.
        OSError: when it cannot be written; nothing is left behind.
    """
    create_files(path.parent, {path.name: content})


def create_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write all files below a folder; when one fails, none is left, nor any new folder.

    Raises:
        FileExistsError: when one is there already; it stays as it is.
        OSError: when one cannot be written.
    """
    made: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            _create_folders(path.parent, made)
            _create(path, content.encode() if isinstance(content, str) else content)
            made.append(path)
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):  # somebody else has put something there
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _create_folders(folder: Path, made: list[Path]) -> None:
    """Create a folder and those above it, and note each that was not there."""
    if folder.is_dir():
        return
    _create_folders(folder.parent, made)
    with contextlib.suppress(FileExistsError):  # another run was faster; else the file will tell
        folder.mkdir()
        made.append(folder)


def _create(path: Path, content: bytes) -> None:
    with unfinished(path, content) as written:
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(READABLE & ~mask)
        try:
            path.hardlink_to(written)  # fails, in one step, where something is there
        except FileExistsError as error:
            raise FileExistsError(error.errno, "it is there already", str(path)) from None
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            path.touch(exist_ok=False)  # the place is ours from here on
            written.replace(path)
