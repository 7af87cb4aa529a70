"""Filling an empty folder with many files: it stays empty until all of them are whole."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.locks import locked
from claimweave.disk.whole_file import UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST = f"{UNFINISHED}-"
"""How the name of the folder begins in which the files are written first."""


class NotEmptyError(Exception):
    """The folder holds something already, or is none."""


@contextlib.contextmanager
def filled_at_once(folder: Path) -> Iterator[Path]:
    """Yield a place to write to; what is in it at the end moves into `folder`, which is made.

    When writing fails, the folder is as it was. What a run that was killed while writing has
    left in it is removed by the next run.

    Raises:
        NotEmptyError: when the folder is not empty, or is none.
        OSError: when it cannot be written.
    """
    refuse_unless_empty(folder)
    made = _created(folder)
    with contextlib.ExitStack() as cleaning:
        cleaning.callback(_remove_empty, made)
        cleaning.enter_context(locked(folder))
        refuse_unless_empty(folder)  # another run may have filled it while this one waited
        for left in folder.glob(f"{_FIRST}*"):
            shutil.rmtree(left)
        place = Path(tempfile.mkdtemp(prefix=_FIRST, dir=folder))
        cleaning.callback(shutil.rmtree, place, ignore_errors=True)
        yield place
        for entry in sorted(place.iterdir()):
            entry.rename(folder / entry.name)


def write_files(place: Path, files: Mapping[str, str | bytes]) -> None:
    """Write each file below a folder that nobody else sees yet; text becomes UTF-8.

    Raises:
        OSError: when one cannot be written.
    """
    for path, content in files.items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def refuse_unless_empty(folder: Path) -> None:
    """Make sure that a folder is empty, or not there yet; what was left unfinished is nothing.

    Raises:
        NotEmptyError: when it is not.
        OSError: when one may not look.
    """
    try:
        held = [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise NotEmptyError(f"{folder} is not a folder") from None
    if any(not name.startswith(_FIRST) for name in held):
        raise NotEmptyError(f"{folder} is not empty")


def _created(folder: Path) -> list[Path]:
    """Create a folder with those above it; return the ones that were not there."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):  # it holds what was wanted
            folder.rmdir()
