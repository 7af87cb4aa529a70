"""A new site takes the place of the last one in one step; nothing but a whole one is ever there.

What a run that was killed has left (`.site-new-…`, `.site-old`) is cleared, or put back, by the
next run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.locks import is_locked, locked

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW, OLD = ".site-new-", ".site-old"

_HERE = -100  # AT_FDCWD: paths are taken as they are
_EXCHANGE = 2  # RENAME_EXCHANGE


@contextlib.contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside the target, to build in; it is removed at the end.

    Raises:
        OSError: when it cannot be made.
    """
    with locked(target.parent):
        _put_back(target)
        for left in target.parent.glob(f"{NEW}*"):
            if left.is_symlink() or not is_locked(left):
                _take_away(left)
        fresh = Path(tempfile.mkdtemp(prefix=NEW, dir=target.parent))
        at_work = contextlib.ExitStack()
        at_work.enter_context(locked(fresh))
    with at_work:
        try:
            yield fresh
        finally:
            _take_away(fresh)


def swap(fresh: Path, target: Path) -> None:
    """Put the new folder in the target's place. What stood there is gone with `fresh`.

    Raises:
        OSError: when that cannot be done; the target is then as it was.
    """
    fresh.chmod(0o755)
    with locked(target.parent):
        _put_back(target)
        if not os.path.lexists(target):
            fresh.rename(target)
        elif not _exchanged(fresh, target):
            old = target.with_name(OLD)
            target.rename(old)
            try:
                fresh.rename(target)
            finally:
                _put_back(target)


def _put_back(target: Path) -> None:
    """Put the last site back if a run was killed after it had taken it away."""
    old = target.with_name(OLD)
    if old.exists() and not target.exists():
        old.rename(target)
    _take_away(old)


def _take_away(folder: Path) -> None:
    """Remove a folder, or a link that stands in its place: what that leads to stays."""
    if folder.is_symlink():
        folder.unlink(missing_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, if the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2  # Linux, and its C library since 2018
    except (AttributeError, OSError, TypeError):
        return False
    failed: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return not failed
