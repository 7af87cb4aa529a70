"""How each claim file came to be what it is: the commits that changed it, as Git tells them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from claimweave.review.paths import CLAIMS
from claimweave.review.reading.git import GitError, run_git

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOG = (
    "log",
    "-z",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--no-show-signature",
    "--relative",
    "--name-only",
    "--format=%x00%H%x00%cs%x00%s",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that changed a file: its full name, its day (`2026-01-31`), its subject line."""

    commit: str
    day: str
    subject: str


def read_history(root: Path) -> Mapping[str, tuple[Change, ...]]:
    """Return the path of each claim file, from the root, to its changes, the newest first.

    It is empty where Git or a repository is missing, or gives no answer, or where a shallow clone
    holds a part of the history only: half of it would be told as if it were the whole.
    """
    try:
        shallow = run_git(root, "rev-parse", "--is-shallow-repository")
        log = run_git(root, *LOG, "--", CLAIMS) if shallow == b"false\n" else b""
    except GitError:
        return {}
    found: dict[str, list[Change]] = {}
    for change, paths in changes_in(log.decode("utf-8", "replace")):
        for path in paths:
            found.setdefault(path, []).append(change)
    return {path: tuple(changes) for path, changes in found.items()}


def changes_in(log: str) -> Iterator[tuple[Change, list[str]]]:
    """Yield each commit of a log with the paths that it changed.

    Null characters stand between all of them: no text of Git's has one.
    """
    fields = iter(log.split("\0")[1:])
    for commit in fields:
        change = Change(commit, next(fields, ""), next(fields, ""))
        paths = list(iter(partial(next, fields, ""), ""))
        if paths:
            yield change, [paths[0].removeprefix("\n"), *paths[1:]]
