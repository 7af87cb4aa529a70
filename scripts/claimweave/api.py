"""The engine for notebooks and scripts: these names, and no others.

from claimweave.api import load
base = load()
for synthesis in base.syntheses: ...

`load` reads and checks a review, and fails when it is empty; while a site is built, its notebooks
get what the build has read and checked. `labels` and `wording` are what the
site calls things, `Links` are addresses within it, and the rest draws figures for its pages.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.addresses.links import Links
from claimweave.evidence import wording
from claimweave.review.project import find_root
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.handed_evidence import handed_evidence
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.figures import (
        WIDTH,
        Html,
        canvas,
        choices,
        figure,
        link,
        points,
        sentences,
        table,
    )

__all__ = [
    "WIDTH",
    "Html",
    "Links",
    "NotCleanError",
    "canvas",
    "choices",
    "figure",
    "labels",
    "link",
    "load",
    "points",
    "sentences",
    "table",
    "wording",
]


def __getattr__(name: str) -> object:
    """Return a name of the figures: what draws them is imported by who draws."""
    if name in __all__:
        return getattr(import_module("claimweave.site.figures"), name)
    raise AttributeError(name)


class NotCleanError(Exception):
    """The review has no claims, or something in it is to be mended first."""


def load(start: Path | None = None) -> EvidenceBase:
    """Return the evidence base of the review in `start` (default: here) or a folder above it.

    Raises:
        NoProjectError: when there is no review there.
        NotCleanError: when it has no claims, or its check finds an error.
    """
    root = find_root(start or Path.cwd())
    known = handed_evidence(root)
    if known:
        return known
    report = check(read_review(root))
    if not report.base.review.claims:
        raise NotCleanError(f"no claims were found in {root.name}/claims")
    if report.errors:
        first = report.diagnostics[0]
        raise NotCleanError(
            f"{plural(report.errors, 'error')}; the first: {first.span.path}:{first.span.line}: "
            f"{first.message}"
        )
    return report.base
