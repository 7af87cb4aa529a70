"""Whoever does what a diagnostic says loses no evidence, and points no link at another claim.

Each fix of a review is applied by itself, and all safe ones as `check --fix` does.
"""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING

from claimweave.authoring.fixing import fix_review
from claimweave.authoring.writing import write_change
from claimweave.diagnostics.applying import applied
from claimweave.disk.known_files import KnownFiles
from claimweave.evidence.changes.kept import holdings, lost
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.diagnostics.problem import Diagnostic
    from claimweave.review.review import Review
    from claimweave.rules.checking import Report

Link = tuple[str, str]


def links(review: Review) -> set[Link]:
    """Return whence each link to a claim comes, and what the claim says to which it leads."""
    found = set()
    for claim in review.claims.values():
        for other in (*claim.record.rests_on, *claim.record.opposes):
            found |= {(claim.id, review.claims[other].text)} if other in review.claims else set()
    for page in review.pages:
        found |= {
            (page.path, review.claims[claim_id].text)
            for claim_id, _ in page.woven
            if claim_id in review.claims
        }
    return found


def after_one(project: Path, before: Review, diagnostic: Diagnostic) -> Review:
    """Return the review with the fix of one diagnostic."""
    assert diagnostic.fix is not None
    there = {old: (project / old).read_text(encoding="utf-8") for old, _ in diagnostic.fix.moved}
    texts = {path: source.text for path, source in before.files.items()}
    new, _ = applied(ChainMap(texts, there), [diagnostic.fix])
    return read_review(project, new)


REWORDED = frozenset({"misread-text"})
"""Rules whose remedy gives a text back what it lost, so that what links lead to reads otherwise."""


def assert_no_harm_is_done(project: Path, report: Report) -> None:
    """Apply each fix alone in memory, then all safe ones on the disk, and look at what is kept."""
    fixes = [diagnostic for diagnostic in report.diagnostics if diagnostic.fix]
    if not fixes:
        return
    before = report.base.review
    held, linked = holdings(before), links(before)
    for diagnostic in fixes:
        after = after_one(project, before, diagnostic)
        assert lost(held, holdings(after)) == [], diagnostic
        assert diagnostic.rule in REWORDED or linked <= links(after), diagnostic

    known = KnownFiles()
    fixing = fix_review(project, report, known)
    write_change(project, fixing.change())
    again = check(read_review(project))
    assert lost(held, holdings(again.base.review)) == []
    assert again.diagnostics == fixing.report.diagnostics, "what was promised is what is there"
    assert fix_review(project, again, known).done == []
