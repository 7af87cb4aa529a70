"""How each claim file came to be what it is: the commits that changed it, as Git tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.review.reading.revision import NoRevisionError, ask_git
from claimweave.review.review import CLAIMS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOG = ("-c", "core.quotePath=false", "log", "--no-renames", "--relative", "--name-only",
        "--format=%x1e%H%x1f%cs%x1f%s")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A commit that changed a file: its full name, its day (`2026-01-31`), its subject line."""

    commit: str
    day: str
    subject: str


def read_history(root: Path) -> Mapping[str, tuple[Change, ...]]:
    """Return the path of each claim file, from the root, to its changes, the newest first.

    It is empty where Git or a repository is missing, or where a shallow clone holds a part of
    the history only: half of it would be told as if it were the whole.
    """
    try:
        shallow = ask_git(root, "rev-parse", "--is-shallow-repository")
        log = ask_git(root, *_LOG, "--", CLAIMS) if shallow == b"false\n" else None
    except NoRevisionError:
        return {}
    found: dict[str, list[Change]] = {}
    for entry in (log or b"").decode("utf-8", "replace").split("\x1e")[1:]:
        head, *paths = entry.split("\n")
        commit, day, subject = head.split("\x1f", 2)
        for path in filter(None, paths):
            found.setdefault(path, []).append(Change(commit, day, subject))
    return {path: tuple(changes) for path, changes in found.items()}
