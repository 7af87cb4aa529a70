"""Locks between runs of this program: on a file or a folder, and gone when the process is."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 10.0
"""Seconds to wait for another run that holds a lock. Each holds it for milliseconds."""

_TAKEN = (errno.EAGAIN, errno.EACCES)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock of a file or folder that is there; yield a handle of what was locked.

    A system or a file system that knows no locks is taken as it is.

    Raises:
        OSError: when it cannot be opened, or another run does not let go of it.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        until = time.monotonic() + PATIENCE
        while not _taken(handle):
            if time.monotonic() > until:
                raise OSError(errno.EBUSY, "another run is still at work on it", str(path))
            time.sleep(0.01)
        yield handle
    finally:
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Whether another run holds the lock of a file or folder; what cannot be opened is held."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return True
    try:
        return not _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock if it is free, and say whether that went well."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
