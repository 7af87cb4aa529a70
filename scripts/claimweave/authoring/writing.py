"""Writing a change: all of its files, or none. All that `new` and `cite` write is written here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from claimweave.authoring.change import NotWrittenError
from claimweave.disk.new_files import create_files
from claimweave.disk.together import Replacement, replace_together
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.review.review import BIBLIOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claimweave.authoring.change import Change

    TakeBack = Callable[[], None]


def write_change(root: Path, change: Change) -> None:
    """Write all files, or none.

    What settles the matter, the bibliography and new files, comes last: a run that was killed
    before has not made what it was to make, and the same call, made again, brings it to its end.

    Raises:
        NotWrittenError: when one cannot be written, is there already, or was changed meanwhile;
            all is then as it was.
    """
    last = [path for path in change.replaced if path == BIBLIOGRAPHY]
    first = [path for path in change.replaced if path not in last]
    undo: list[TakeBack] = []
    path = ""
    try:
        for path in (*first, *change.moved, *last, *change.created):
            undo.append(_write(root, change, path))
    except (OSError, ChangedMeanwhileError) as error:
        _take_back(undo)
        why = f"cannot be written: {error.strerror}" if isinstance(error, OSError) else str(error)
        raise NotWrittenError(f"nothing was written: {path} {why}") from None
    except BaseException:
        _take_back(undo)
        raise


def _write(root: Path, change: Change, path: str) -> TakeBack:
    """Write one file; return what takes that back."""
    if path in change.replaced:
        read, text = change.replaced[path]
        read.replace(text.encode())
        return partial(_put_back, root / path, text.encode(), read.content)
    if path in change.moved:
        read, new = change.moved[path]
        replace_together([Replacement(read, read.content, root / new)])
        return partial(_move_back, root / new, root / path)
    text = change.created[path]
    folder = (root / path).parent
    new_folder = not folder.exists()
    create_files(folder, {(root / path).name: text})
    return partial(_remove, root / path, text.encode(), new_folder=new_folder)


def _take_back(undo: list[TakeBack]) -> None:
    for step in reversed(undo):
        step()


def _put_back(path: Path, written: bytes, before: bytes) -> None:
    """Take a replacement back, as long as the file is still what was written."""
    now = Snapshot.of(path)
    if now.content == written:
        now.replace(before)


def _move_back(new: Path, old: Path) -> None:
    if new.exists() and not old.exists():
        new.rename(old)


def _remove(path: Path, written: bytes, *, new_folder: bool) -> None:
    if path.read_bytes() == written:
        path.unlink()
    if new_folder and not any(path.parent.iterdir()):
        path.parent.rmdir()
