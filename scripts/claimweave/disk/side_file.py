"""Files beside the review, in `.cache/`: written in passing and in silence, as none is needed."""

from __future__ import annotations

import contextlib
import stat
from typing import TYPE_CHECKING

from claimweave.disk.text_files import LARGE_LIMIT, linked_folder

if TYPE_CHECKING:
    from pathlib import Path


def renew_side_file(root: Path, path: str, content: bytes) -> None:
    """Write such a file, if it holds something else, or is not there.

    Where nothing can be written, as in a folder of somebody else, it stays as it was. Nothing is
    written by way of a link, or over what is no file of that kind.
    """
    full = root / path
    if linked_folder(root, path) or _in_the_way(full):
        return
    with contextlib.suppress(OSError):
        if not full.exists() or full.read_bytes() != content:
            _write(full, content)


def _write(path: Path, content: bytes) -> None:
    """Put the content in its place, unless another run does so at this moment.

    Raises:
        OSError: when it cannot be written.
    """
    from claimweave.disk import transaction, whole_file  # noqa: PLC0415 - a check seldom needs them

    before = whole_file.Snapshot.of(path) if path.exists() else None
    with contextlib.suppress(whole_file.ChangedMeanwhileError):
        transaction.carry_out([transaction.step_to(path, content, before)])


def _in_the_way(path: Path) -> bool:
    """Whether something is there that is no such file: a link, a pipe, a huge file."""
    try:
        state = path.lstat()
    except OSError:
        return False
    return not stat.S_ISREG(state.st_mode) or state.st_size > LARGE_LIMIT
