"""Reading text files of strangers: size, encoding, links and folders are checked first."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLAIM_LIMIT = 64 * 1024
"""Bytes that a YAML file or a page may have. The longest claim file has about 3 KB."""

LARGE_LIMIT = 16 * 1024 * 1024
"""Bytes that a bibliography or the ledger may have: 10,000 entries have about 3 MB."""

DEEPEST = 20
"""Folders within folders that are looked into. A review has three."""

MOST_FILES = {"claims": 30_000, "docs": 10_000}
"""Files and folders that a folder of the project may hold: 10,000 claims with a sheet each are
20,000, and MkDocs is busy for an hour with 10,000 pages."""

_NO_LINK = "put the folder itself here"


class TextFile(NamedTuple):
    """A file that was read: its path from the project's root, and its text."""

    path: str
    text: str


def read_text(
    root: Path, path: str, limit: int = CLAIM_LIMIT, real: set[str] | None = None
) -> TextFile | Problem:
    """Read a UTF-8 file, or say why not. The problem's rule is left for the caller to name.

    `real` are folders that are no links, nor lie behind one: who reads many files at once gives
    the same set to all, and no folder is looked at twice.
    """
    raw = read_bytes(root, path, limit, real)
    return raw if isinstance(raw, Problem) else decoded(path, raw)


def read_bytes(root: Path, path: str, limit: int, real: set[str] | None = None) -> bytes | Problem:
    """Read a file of at most `limit` bytes, or say why not; as for `read_text`."""
    here = Span(path)
    full = f"{root}/{path}"  # thousands of files are read, and a Path costs more than the call
    try:
        no_file = _no_file(root, path, full, real)
        if no_file:
            return Problem(here, *no_file)
        with open(full, "rb") as stream:  # noqa: PTH123 - as above
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        linked = os.path.islink(full)  # noqa: PTH114 - a Path's raises where one may not look
        what = "this link points at nothing" if linked else "this file is missing"
        return Problem(here, what, "restore the file, or remove what names it")
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        why = error.strerror if isinstance(error, OSError) else "links that lead in a circle"
        return Problem(here, f"this file cannot be read: {why}", "mend the file or its permissions")
    if len(raw) > limit:
        return Problem(here, f"this file is larger than {limit // 1024} KB", "split or shorten it")
    return raw


def _no_file(root: Path, path: str, full: str, real: set[str] | None) -> tuple[str, str] | None:
    """Return why a path is not that of a file within the project, and how to mend it."""
    above = path.rpartition("/")[0]
    if real is None or above not in real:
        if folder := linked_folder(root, path):
            return f"{folder} is a link: folders are not followed", _NO_LINK
        if real is not None:
            real.add(above)
    mode = os.lstat(full).st_mode
    if stat.S_ISLNK(mode):
        if not (root / path).resolve().is_relative_to(root.resolve()):
            return "this link leads out of the project", "put the file itself here"
        mode = os.stat(full).st_mode  # noqa: PTH116 - as above
        if stat.S_ISDIR(mode):
            return "this is a link to a folder, which is not followed", _NO_LINK
    if stat.S_ISDIR(mode):
        return _folder_fault(path, full)
    if not stat.S_ISREG(mode):
        return "this is a pipe, a socket or a device where a file belongs", "remove it"
    return None


def _folder_fault(path: str, full: str) -> tuple[str, str]:
    """Return why a folder was yielded by `list_files`, or stands where a file belongs."""
    if path.count("/") > DEEPEST:
        return f"more than {DEEPEST} folders, one within the other", "move it up"
    try:
        os.scandir(full).close()
    except OSError as error:
        return f"this folder cannot be read: {error.strerror}", "mend its permissions"
    return "this is a folder where a file belongs", "rename or remove it"


def decoded(path: str, raw: bytes) -> TextFile | Problem:
    """Return a file's text, or where it is not UTF-8."""
    raw = raw.removeprefix(BOM_UTF8)  # the codec that leaves it out is ten times as slow
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = raw[error.start]
        return Problem(
            Span(path, line, column),
            f"this file is not UTF-8: byte 0x{byte:02X} cannot be decoded",
            "save the file as UTF-8",
        )
    return TextFile(path, unified(text))


def unified(text: str) -> str:
    r"""Return text whose lines end in `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def rough_text(root: Path, path: str) -> str:
    """Return what can be made out of a file that is not readable; links and folders say nothing."""
    full = root / path
    try:
        if not stat.S_ISREG(full.lstat().st_mode) or linked_folder(root, path):
            return ""
        with full.open("rb") as stream:
            return stream.read(CLAIM_LIMIT).decode("utf-8", "replace")
    except OSError:
        return ""


def linked_folder(root: Path, path: str) -> str:
    """Return the first folder on the way to a file that is a link, or an empty string."""
    folder = ""
    for part in path.split("/")[:-1]:
        folder = f"{folder}/{part}" if folder else part
        if os.path.islink(f"{root}/{folder}"):  # noqa: PTH114 - a Path would cost more than the call
            return folder
    return ""


def list_files(
    root: Path,
    folder: str,
    suffix: str,
    *,
    others: bool = False,
    hidden: list[str] | None = None,
) -> Iterator[str]:
    """Yield paths below `folder` that end in `suffix`, sorted; with `others`, all other files, too.

    Entries whose name begins with a dot are passed over, and join `hidden`. Links to folders are
    not followed: they are yielded, as is a folder that is called like a file (`claim.yml/`), or
    cannot be read, or lies too deep, so that their reader can say so.
    """
    if folder.count("/") > DEEPEST or os.path.islink(root / folder):  # noqa: PTH114 - as above
        yield folder
        return
    try:
        with os.scandir(root / folder) as entries:
            kinds = [(e.name, _kind(e)) for e in entries]
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        yield folder
        return
    for name, kind in sorted(kinds):
        path = f"{folder}/{name}"
        if name.startswith("."):
            if hidden is not None:
                hidden.append(path)
        elif name.endswith(suffix) or kind == "link" or (others and kind == "file"):
            yield path
        elif kind == "folder":
            yield from list_files(root, path, suffix, others=others, hidden=hidden)


def too_many(root: Path) -> Iterator[Problem]:
    """Yield each folder of the project that holds more than is read; nothing is opened."""
    for folder, most in MOST_FILES.items():
        found, waiting = 0, [f"{root}/{folder}"]
        while waiting and found <= most:
            try:
                with os.scandir(waiting.pop()) as entries:
                    for entry in entries:
                        found += 1
                        if found > most:
                            break
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
            except OSError:  # its reader says so
                continue
        if found > most:
            message = f"this folder holds more than {most:,} files: nothing was read"
            help_ = f"move out of {folder}/ what does not belong there"
            yield Problem(Span(folder), message, help_, "file-out-of-place")


def is_folder(root: Path, path: str) -> bool:
    """Whether a path is that of a folder; what one may not look at is none."""
    return os.path.isdir(root / path)  # noqa: PTH112 - a Path's raises where one may not look


def _kind(entry: os.DirEntry[str]) -> str:
    """Return file, folder, or link: a link to a folder."""
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    try:
        return "link" if entry.is_symlink() and entry.is_dir() else "file"
    except OSError:  # links that lead in a circle
        return "file"
