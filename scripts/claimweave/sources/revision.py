"""A review as it stood at a revision: read out of Git's store, never touching the work tree.

Blobs are taken as they were stored (`git ls-tree`, `git cat-file`), so that neither filters nor
attributes of a stranger's branch have a say.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from claimweave.model.review import BIBLIOGRAPHY, CLAIMS, PAGES
from claimweave.reports.printable import printable, reason
from claimweave.sources.git import GitError, ask_git, run_git
from claimweave.sources.review_reader import read_review

if TYPE_CHECKING:
    from claimweave.model.review import Review

READ = (CLAIMS, PAGES, BIBLIOGRAPHY)
DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "main")
LARGEST = 1_000_000_000
"""Bytes that the files of a commit may have together: all of them are held at once."""

_FILE, _LINK = ("100644", "100755"), "120000"


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its full name, the name that was asked for, or in our words why this one."""

    commit: str
    asked: str = ""
    why: str = ""

    @property
    def short(self) -> str:
        """The first ten digits of the name."""
        return self.commit[:10]


def find_revision(root: Path, name: str | None) -> Revision:
    """Return the commit that `name` stands for; without a name the one that a branch began at.

    That is the merge base of HEAD with the default branch (`origin/HEAD`, `origin/main` or
    `main`), or HEAD itself when there is none.

    Raises:
        GitError: when there is no such commit, or nothing to ask.
    """
    if name is not None:
        return Revision(_commit(root, name), name)
    head = _commit(root, "HEAD")
    for branch in DEFAULT_BRANCHES:
        if ask_git(root, "rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}") is None:
            continue
        base = ask_git(root, "merge-base", "HEAD", branch)
        if base is not None:
            return Revision(base.decode().strip(), why=f"where this branch left {branch}")
    return Revision(head, why="the last commit")


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


def _commit(root: Path, name: str) -> str:
    run_git(root, "rev-parse", "--git-dir")
    if "\0" in name:
        raise GitError("a commit's name has no null character in it")
    found = ask_git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if found is None:
        raise GitError(
            f'Git knows no commit "{printable(name)}" here; in a shallow clone fetch it first'
        )
    # With --end-of-options, older versions of Git repeat that option before the name.
    return found.decode().split()[-1]


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
