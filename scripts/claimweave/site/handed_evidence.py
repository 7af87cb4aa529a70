"""The evidence that a build hands to its notebooks, so that none of them computes it once more.

Each notebook runs in a process of its own. What it loads, the build has read, checked and searched
a moment before, and its pages tell of it. The file lies in a folder that is its user's alone, and
goes with the build. A kernel of another environment, and a notebook about another review, find that
it is not for them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.on_demand import OnDemand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.rules.checking import Report

HANDED = "CLAIMWEAVE_EVIDENCE"
"""The variable that names the file."""

_COSTLY = ("check_results", "lens_results", "robustness", "threshold_moves", "withdrawals")
"""What of an evidence base takes queries to compute."""


@contextlib.contextmanager
def handed(root: Path, report: Report) -> Iterator[None]:
    """Have notebooks that start meanwhile find what is known of a review, if `load` would take it.

    Args:
        root: the review's folder.
        report: its check, with what has been computed of its evidence base since.
    """
    base = report.base
    if report.errors or not base.review.claims:
        yield
        return
    known = {name: _all_of(vars(base)[name]) for name in _COSTLY if name in vars(base)}
    with tempfile.TemporaryDirectory(prefix="claimweave-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "evidence.pickle"
        with file.open("wb") as target:
            pickle.dump(_receiver(root), target)
            pickle.dump((base.review, known), target)
        with environment(HANDED, str(file)):
            yield


def handed_evidence(root: Path) -> EvidenceBase | None:
    """Return what the build that started this process knows of the review in a folder, if any."""
    name = os.environ.get(HANDED)
    if not name:
        return None
    try:
        with Path(name).open("rb") as source:
            # Who sets variables for this process, and writes its user's files, is its user.
            if pickle.load(source) != _receiver(root):  # noqa: S301
                return None
            review, known = pickle.load(source)  # noqa: S301
    except FileNotFoundError:  # the build has ended since
        return None
    base = EvidenceBase(review)
    vars(base).update(known)
    return base


@contextlib.contextmanager
def environment(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment, and leave it as it was."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _receiver(root: Path) -> tuple[str, str, str]:
    """Return for whom the file is: this environment, this engine in it, and this review."""
    return sys.prefix, __file__, str(root.resolve())


def _all_of(computed: Any) -> Any:  # noqa: ANN401 - whatever a name of the base stands for
    """Return a value without the database that its parts are computed in."""
    return dict(computed) if isinstance(computed, OnDemand) else computed
