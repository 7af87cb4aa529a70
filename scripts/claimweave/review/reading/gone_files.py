"""What was there before, as Git remembers it: claims that are gone, and entries under old keys.

Git is asked only when a name leads nowhere. Where it cannot answer, nothing is known.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimweave.disk.text_files import TextFile, unified
from claimweave.review.gone import GoneClaim, GoneReference
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.commits import find_revision
from claimweave.review.reading.git import GitError, ask_git, run_git
from claimweave.review.reading.history import LOG, changes_in
from claimweave.review.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

MOST_NAMES = 50
"""Names that are looked for in the past: whoever has more of them has another fault."""


MOST_SEARCHED = 5
"""Keys for which the whole past of the bibliography is gone through."""


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
                    ids = _ids_at(root, commit)
                    found[claim_id] = GoneClaim(path, _short(commit), text, ids)
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


def gone_references(root: Path, keys: Collection[str], now: str) -> dict[str, GoneReference]:
    """Return the entries that these keys had, each as it was last; `now` is the bibliography."""
    found: dict[str, GoneReference] = {}
    try:
        for commit in _commits(root):
            _find_entries(root, commit, keys, now, found)
        for key in [key for key in keys if key not in found][:MOST_SEARCHED]:
            if commit := _removed_in(root, f"{{{key},"):
                _find_entries(root, f"{commit}^", [key], now, found)
    except GitError:
        return found
    return found


def _find_entries(
    root: Path, commit: str, keys: Collection[str], now: str, found: dict[str, GoneReference]
) -> None:
    text = _text(root, commit, BIBLIOGRAPHY)
    for entry in read_bibtex(TextFile(BIBLIOGRAPHY, text))[0] if text else ():
        if text and entry.key in keys and entry.key not in found:
            lines = iter(text.split("\n"))
            alone = all(line in lines for line in now.split("\n") if line.strip())
            found[entry.key] = GoneReference(Reference.of(entry), _short(commit), entry.line, alone)


def _removed_in(root: Path, words: str) -> str:
    """Return the last commit that changed how often the bibliography has some words."""
    said = run_git(root, "log", "-1", "--format=%H", "-S", words, "--", BIBLIOGRAPHY)
    return said.decode("ascii", "replace").strip()


def _short(commit: str) -> str:
    return commit[:10] + ("^" if commit.endswith("^") else "")


def _commits(root: Path) -> Iterator[str]:
    head = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    yield head
    base = find_revision(root, None).commit
    if base != head:
        yield base


def _text(root: Path, commit: str, path: str) -> str | None:
    content = ask_git(root, "cat-file", "blob", f"{commit}:./{path}")
    return None if content is None else unified(content.decode("utf-8", "replace"))
