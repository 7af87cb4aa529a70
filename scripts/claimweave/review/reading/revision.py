"""A review as it stood at a revision: read out of Git's store, never touching the work tree.

Blobs are taken as they were stored (`git ls-tree`, `git cat-file`), so that neither filters nor
attributes of a stranger's branch have a say.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from claimweave.review.reading.review_reader import read_review
from claimweave.review.review import BIBLIOGRAPHY, CLAIMS, PAGES

if TYPE_CHECKING:
    from claimweave.review.review import Review

READ = (CLAIMS, PAGES, BIBLIOGRAPHY)
DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "main")
_FILE, _LINK = ("100644", "100755"), "120000"


class NoRevisionError(Exception):
    """The revision cannot be read: no Git, no repository, or no such revision."""


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
        NoRevisionError: when there is no such commit, or nothing to ask.
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
        NoRevisionError: when the commit's files cannot be read.
    """
    entries = list(_entries(root, revision.commit))
    contents = _blobs(root, [blob for _, blob, _ in entries])
    with TemporaryDirectory(prefix="claimweave-") as folder:
        # Links come last, so that nothing is written through one.
        for mode, blob, path in sorted(entries, key=lambda entry: entry[0] == _LINK):
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                target.symlink_to(contents[blob].decode("utf-8", "surrogateescape"))
            else:
                target.write_bytes(contents[blob])
        return read_review(Path(folder))


def _commit(root: Path, name: str) -> str:
    _run(root, ["rev-parse", "--git-dir"])
    found = ask_git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if found is None:
        raise NoRevisionError(
            f'Git knows no commit "{name}" here; in a shallow clone fetch it first'
        )
    # With --end-of-options, older versions of Git repeat that option before the name.
    return found.decode().split()[-1]


def _entries(root: Path, commit: str) -> list[tuple[str, str, str]]:
    """Return (mode, blob, path from the root) of each file that a review is read from."""
    listed = _run(root, ["ls-tree", "-r", "-z", commit, "--", *READ])
    entries = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        if not line:
            continue
        head, _, path = line.partition("\t")
        mode, _, blob = head.split(" ")
        safe = not {"..", ".git"} & set(PurePosixPath(path).parts) and not path.startswith("/")
        if mode in (*_FILE, _LINK) and safe:
            entries.append((mode, blob, path))
    return entries


def _blobs(root: Path, names: list[str]) -> dict[str, bytes]:
    """Return the contents of blobs, all asked for at once."""
    unique = list(dict.fromkeys(names))
    stream = _run(root, ["cat-file", "--batch"], "".join(f"{name}\n" for name in unique).encode())
    contents, at = {}, 0
    for name in unique:
        end = stream.index(b"\n", at)
        header = stream[at:end].split()
        if header[1:2] != [b"blob"]:
            raise NoRevisionError(f"Git cannot read the file {name}: fetch the whole history")
        size = int(header[2])
        contents[name] = stream[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents


def _run(root: Path, arguments: list[str], given: bytes = b"") -> bytes:
    result = _git(root, arguments, given)
    if result.returncode:
        said = result.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise NoRevisionError(f"Git said: {said.removeprefix('fatal: ')}")
    return result.stdout


def ask_git(root: Path, *arguments: str) -> bytes | None:
    """Return what Git answers, or None when it says no."""
    result = _git(root, list(arguments))
    return None if result.returncode else result.stdout


def _git(
    root: Path, arguments: list[str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise NoRevisionError("Git was not found: this command compares with a commit")
    command = [git, "-C", str(root), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
