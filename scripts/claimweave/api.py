"""The engine for notebooks and scripts: load a review's evidence base, and fail when it is empty.

from claimweave.api import load
base = load()
for synthesis in base.syntheses: ...
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.review.project import find_root
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase


class NotCleanError(Exception):
    """The review has no claims, or something in it is to be mended first."""


def load(start: Path | None = None) -> EvidenceBase:
    """Return the evidence base of the review in `start` (default: here) or a folder above it.

    Raises:
        NoProjectError: when there is no review there.
        NotCleanError: when it has no claims, or its check finds an error.
    """
    root = find_root(start or Path.cwd())
    report = check(read_review(root))
    if not report.base.review.claims:
        raise NotCleanError(f"no claims were found in {root.name}/claims")
    if report.errors:
        first = report.diagnostics[0]
        raise NotCleanError(
            f"{report.errors} errors; the first: {first.span.path}:{first.span.line}: "
            f"{first.message}"
        )
    return report.base
