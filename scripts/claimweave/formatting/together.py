"""Replacing and moving several files: all of them, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.formatting.whole_file import ChangedMeanwhileError, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Replacement:
    """New content for a file as it was read; with `target`, under another name."""

    snapshot: Snapshot
    content: bytes
    target: Path | None = None


def replace_together(replacements: Sequence[Replacement]) -> None:
    """Replace all files, in order; when one cannot be, the others are again as they were.

    Should the process be killed half-way, each file is still whole, old or new. A caller puts
    what settles the matter last, so that the same call, made again, brings it to its end.

    Raises:
        ChangedMeanwhileError: when a file is no longer as it was read, or a target is there.
        OSError: when one cannot be written.
    """
    for replacement in replacements:
        replacement.snapshot.confirm()
        if replacement.target is not None and replacement.target.exists():
            _clear(replacement.snapshot, replacement.target)
    undo: list[Callable[[], None]] = []
    try:
        for replacement in replacements:
            undo.append(_put(replacement))  # noqa: PERF401 - what is done must be known at once
    except BaseException:
        for step in reversed(undo):
            step()
        raise


def _clear(snapshot: Snapshot, target: Path) -> None:
    """Take away a second name of the same file: a run that was killed had given it half-way.

    Raises:
        ChangedMeanwhileError: when it is another file.
    """
    if not target.samefile(snapshot.path):
        raise ChangedMeanwhileError(f"{target.name} is there already")
    target.unlink()


def _put(replacement: Replacement) -> Callable[[], None]:
    """Put one file in its place; return what takes this back."""
    snapshot, target = replacement.snapshot, replacement.target
    snapshot.replace(replacement.content)
    written = Snapshot.of(snapshot.path)
    if target is None:
        return lambda: written.replace(snapshot.content)
    try:
        target.hardlink_to(snapshot.path)  # fails, in one step, where something is there
        snapshot.path.unlink()
    except OSError:
        written.replace(snapshot.content)
        raise

    def take_back() -> None:
        target.rename(snapshot.path)
        Snapshot.of(snapshot.path).replace(snapshot.content)

    return take_back
