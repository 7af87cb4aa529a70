"""Files created, replaced, moved and removed together: all of them, or none.

Should the process be killed half-way, each file is still whole, old or new. A caller puts what
settles the matter last, so that the same call, made again, brings it to its end.
"""

from __future__ import annotations

import contextlib
import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

READABLE = 0o666
"""Permissions of a new file, before the user's mask is taken off."""

_NO_HARD_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


@dataclass(frozen=True, slots=True)
class Creation:
    """A file that is not there yet, with its content; folders above it are made."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Replacement:
    """New content for a file as it was read; with `target`, under another name."""

    snapshot: Snapshot
    content: bytes
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A file, as it was read, that is to be there no more."""

    snapshot: Snapshot


Step = Creation | Replacement | Removal


def step_to(path: Path, content: bytes, before: Snapshot | None) -> Step:
    """Return the step that gives a file its content, whether it was there (`before`) or not."""
    return Creation(path, content) if before is None else Replacement(before, content)


def carry_out(steps: Sequence[Step], within: Path | None = None) -> None:
    """Take all steps, in their order; when one fails, all is again as it was.

    What somebody else has changed meanwhile is not taken back: it stays as they left it. Files lie
    `within` a folder, where one is given: a link that came with them could lead anywhere.

    Raises:
        ChangedMeanwhileError: when a file is no longer as it was read, or a target is there.
        FileExistsError: when a file that is to be created is there already.
        OSError: when one cannot be written, or lies behind a link that leads out of the folder.
    """
    if within is not None:
        for path in _places(steps):
            _refuse_outside(path, within)
    for step in steps:
        if not isinstance(step, Creation):
            step.snapshot.confirm()
        if isinstance(step, Replacement) and step.target and os.path.lexists(step.target):
            _clear(step.snapshot, step.target)
    undo: list[Callable[[], None]] = []
    try:
        for step in steps:
            _take(step, undo)
    except BaseException:
        for take_back in reversed(undo):
            with contextlib.suppress(OSError, ChangedMeanwhileError):
                take_back()
        raise


def _take(step: Step, undo: list[Callable[[], None]]) -> None:
    """Take one step, and note how to go back."""
    if isinstance(step, Creation):
        _create(step, undo)
    elif isinstance(step, Replacement):
        _replace(step, undo)
    else:
        gone = step.snapshot
        gone.confirm()
        gone.path.unlink()
        undo.append(lambda: create_file(gone.path, gone.content))


def _places(steps: Sequence[Step]) -> Iterator[Path]:
    """Yield each path at which something is written."""
    for step in steps:
        if isinstance(step, Creation):
            yield step.path
        else:
            yield step.snapshot.path
            if isinstance(step, Replacement) and step.target is not None:
                yield step.target


def _refuse_outside(path: Path, within: Path) -> None:
    """Refuse a path whose folder is not below another, links followed.

    Raises:
        OSError: when it is not.
    """
    real = path.parent.resolve()
    if not real.is_relative_to(within.resolve()):
        why = "it lies behind a link that leads out of the project"
        raise OSError(errno.EXDEV, why, str(path))


def _clear(snapshot: Snapshot, target: Path) -> None:
    """Take away a second name of the same file: a run that was killed had given it half-way.

    Raises:
        ChangedMeanwhileError: when it is another file.
    """
    if not target.exists() or not target.samefile(snapshot.path):
        raise ChangedMeanwhileError(f"{target.name} is there already")
    target.unlink()


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
    carry_out(
        [
            Creation(folder / name, content.encode() if isinstance(content, str) else content)
            for name, content in files.items()
        ]
    )


def _replace(step: Replacement, undo: list[Callable[[], None]]) -> None:
    """Put new content in a file's place, and move it if it is to move; note how to go back."""
    snapshot, target = step.snapshot, step.target
    snapshot.replace(step.content)
    written = Snapshot.of(snapshot.path)
    undo.append(lambda: written.replace(snapshot.content))
    if target is None:
        return
    target.hardlink_to(snapshot.path)  # fails, in one step, where something is there
    undo.append(target.unlink)
    snapshot.path.unlink()
    undo[-2:] = [lambda: _move_back(step, target)]


def _move_back(step: Replacement, target: Path) -> None:
    target.rename(step.snapshot.path)
    Snapshot.of(step.snapshot.path).replace(step.snapshot.content)


def _create(step: Creation, undo: list[Callable[[], None]]) -> None:
    """Write a new file, with the folders above it; note how to go back."""
    _create_folders(step.path.parent, undo)
    with unfinished(step.path, step.content) as written:
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(READABLE & ~mask)
        try:
            step.path.hardlink_to(written)  # fails, in one step, where something is there
        except FileExistsError as error:
            raise FileExistsError(error.errno, "it is there already", str(step.path)) from None
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            step.path.touch(exist_ok=False)  # the place is ours from here on
            written.replace(step.path)
    made = Snapshot.of(step.path)
    undo.append(lambda: _remove(made))


def _remove(made: Snapshot) -> None:
    """Take a new file away, unless somebody has written into it since."""
    made.confirm()
    made.path.unlink()


def _create_folders(folder: Path, undo: list[Callable[[], None]]) -> None:
    """Create a folder and those above it; each that was not there goes again, if it is empty."""
    if folder.is_dir():
        return
    _create_folders(folder.parent, undo)
    with contextlib.suppress(FileExistsError):  # another run was faster; else the file will tell
        folder.mkdir()
        undo.append(folder.rmdir)
