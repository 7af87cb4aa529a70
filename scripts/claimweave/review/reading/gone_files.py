"""What was there before, as Git remembers it: claims that are gone, and entries under old keys.

Git is asked only when a name leads nowhere. Where it cannot answer, nothing is known.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile, unified
from claimweave.review.gone import GoneClaim
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.commits import find_revision
from claimweave.review.reading.git import GitError, ask_git, run_git
from claimweave.review.reading.history import LOG, changes_in
from claimweave.review.reference import Reference
from claimweave.review.review import BIBLIOGRAPHY, CLAIMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MOST_NAMES = 50
"""Names that are looked for in the past: whoever has more of them has another fault."""


def gone_claims(root: Path, ids: Collection[str]) -> dict[str, GoneClaim]:
    """Return which of these ids were those of claims, each as it was last."""
    wanted = set(sorted(ids)[:MOST_NAMES])
    found: dict[str, GoneClaim] = {}
    try:
        for commit, path in _claim_files(root):
            claim_id = PurePosixPath(path).stem
            if claim_id in wanted and claim_id not in found:
                text = _text(root, commit, path)
                if text is not None:
                    short = commit[:10] + ("^" if commit.endswith("^") else "")
                    found[claim_id] = GoneClaim(path, short, text, _ids_at(root, commit))
            if len(found) == len(wanted):
                break
    except GitError:
        return found
    return found


def _ids_at(root: Path, commit: str) -> frozenset[str]:
    """Return the ids of all claims that a commit has."""
    return frozenset(PurePosixPath(path).stem for path in _listed(root, commit))


def _listed(root: Path, commit: str) -> list[str]:
    listed = run_git(root, "ls-tree", "-r", "-z", "--name-only", commit, "--", CLAIMS)
    return [p for p in listed.decode("utf-8", "replace").split("\0") if p.endswith(".yml")]


def _claim_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (commit, path) of claim files: the last ones, the branch's first, removed ones."""
    for commit in _commits(root):
        yield from ((commit, path) for path in _listed(root, commit))
    log = run_git(root, *LOG, "--diff-filter=D", "--", CLAIMS).decode("utf-8", "replace")
    for change, paths in changes_in(log):
        yield from ((f"{change.commit}^", path) for path in paths if path.endswith(".yml"))


def old_references(root: Path, keys: Collection[str]) -> dict[str, Reference]:
    """Return the entries that these keys had, each as it was last."""
    found: dict[str, Reference] = {}
    try:
        for commit in _commits(root):
            text = _text(root, commit, BIBLIOGRAPHY)
            entries = read_bibtex(TextFile(BIBLIOGRAPHY, text))[0] if text else ()
            for entry in entries:
                if entry.key in keys:
                    found.setdefault(entry.key, Reference.of(entry))
    except GitError:
        return found
    return found


def _commits(root: Path) -> Iterator[str]:
    head = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    yield head
    base = find_revision(root, None).commit
    if base != head:
        yield base


def _text(root: Path, commit: str, path: str) -> str | None:
    content = ask_git(root, "cat-file", "blob", f"{commit}:./{path}")
    return None if content is None else unified(content.decode("utf-8", "replace"))
