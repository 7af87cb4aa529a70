"""A review as it stood at a revision: read out of Git's store, never touching the work tree.

Blobs are taken as they were stored (`git ls-tree`, `git cat-file`), so that neither filters nor
attributes of a stranger's branch have a say.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, PAGES
from claimweave.review.reading.git import GitError, run_git
from claimweave.review.reading.review_reader import read_review
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    from claimweave.review.reading.commits import Revision
    from claimweave.review.review import Review

READ = (CLAIMS, PAGES, BIBLIOGRAPHY)
LARGEST = 1_000_000_000
"""Bytes that the files of a commit may have together: all of them are held at once."""

_FILE, _LINK = ("100644", "100755"), "120000"


def read_revision(root: Path, revision: Revision) -> Review:
    """Return the review as it stood at a commit.

    Raises:
        GitError: when the commit's files cannot be read.
    """
    entries = list(_entries(root, revision.commit))
    contents = _blobs(root, [blob for _, blob, _ in entries])
    with TemporaryDirectory(prefix="claimweave-") as folder:
        # Links come last, so that nothing is written through one.
        for mode, blob, path in sorted(entries, key=lambda entry: entry[0] == _LINK):
            try:
                _lay_out(Path(folder) / path, contents[blob], link=mode == _LINK)
            except (OSError, ValueError) as error:
                raise GitError(
                    f"{printable(path)} of that commit cannot be a file here: {reason(error)}"
                ) from None
        return read_review(Path(folder))


def _lay_out(target: Path, content: bytes, *, link: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if link:
        target.symlink_to(content.decode("utf-8", "surrogateescape"))
    else:
        target.write_bytes(content)


def _entries(root: Path, commit: str) -> list[tuple[str, str, str]]:
    """Return (mode, blob, path from the root) of each file that a review is read from."""
    listed = run_git(root, "ls-tree", "-r", "-z", "--long", commit, "--", *READ)
    entries, size = [], 0
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        if not line:
            continue
        head, _, path = line.partition("\t")
        mode, _, blob, length = head.split()
        safe = not {"..", ".git"} & set(PurePosixPath(path).parts) and not path.startswith("/")
        if mode in (*_FILE, _LINK) and safe:
            entries.append((mode, blob, path))
            size += int(length) if length.isdecimal() else 0
    if size > LARGEST:
        raise GitError(f"the files of that commit have more than {LARGEST:,} bytes together")
    return entries


def _blobs(root: Path, names: list[str]) -> dict[str, bytes]:
    """Return the contents of blobs, all asked for at once."""
    unique = list(dict.fromkeys(names))
    given = "".join(f"{name}\n" for name in unique).encode()
    stream = run_git(root, "cat-file", "--batch", given=given)
    contents, at = {}, 0
    for name in unique:
        end = stream.index(b"\n", at)
        header = stream[at:end].split()
        if header[1:2] != [b"blob"]:
            raise GitError(f"Git cannot read the file {name}: fetch the whole history")
        size = int(header[2])
        contents[name] = stream[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents
