"""Which commit is meant: the one that somebody names, or where a branch began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.review.reading.git import GitError, ask_git, run_git
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "main")


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
