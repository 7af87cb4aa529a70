"""Writing a change: all of its files, or none. All that `new` and `cite` write is written here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.transaction import Creation, Removal, Replacement, Step, carry_out
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import ChangedMeanwhileError
from claimweave.review.paths import BIBLIOGRAPHY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.authoring.change import Change


def write_change(root: Path, change: Change) -> None:
    """Write all files, or none.

    What settles the matter, the bibliography and new files, comes last: a run that was killed
    before has not made what it was to make, and the same call, made again, brings it to its end.

    Raises:
        NotWrittenError: when one cannot be written, is there already, or was changed meanwhile;
            all is then as it was.
    """
    try:
        carry_out(list(_steps(root, change)), within=root)
    except FileExistsError as error:
        why = f"{_below(root, error)} is there already"
        raise NotWrittenError(f"nothing was written: {why}") from None
    except OSError as error:
        why = f"{_below(root, error)} cannot be written: {error.strerror}"
        raise NotWrittenError(f"nothing was written: {why}") from None
    except ChangedMeanwhileError as error:
        raise NotWrittenError(f"nothing was written: {error}") from None


def _steps(root: Path, change: Change) -> Iterator[Step]:
    last = [path for path in change.replaced if path == BIBLIOGRAPHY]
    first = [path for path in change.replaced if path not in last]
    for path in first:
        read, text = change.replaced[path]
        yield Replacement(read, text.encode())
    for read, target in change.moved.values():
        new = change.rewritten.get(target)
        content = read.content if new is None else new.encode()
        yield Replacement(read, content, root / target)
    for path in last:
        read, text = change.replaced[path]
        yield Replacement(read, text.encode())
    for path, text in change.created.items():
        yield Creation(root / path, text.encode())
    yield from (Removal(read) for read in change.removed.values())


def _below(root: Path, error: OSError) -> str:
    """Return the path of the file that an error is about, from the review's root."""
    path = Path(error.filename or ".")
    for folder in (root, root.resolve()):  # a file that is replaced is named by its real place
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return str(path)
