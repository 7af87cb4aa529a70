"""Rules about files as such, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.rules.registry import Tally, problems_read, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.diagnostics import Problem
    from claimweave.evidence.base import EvidenceBase


@rule("files")
def unfinished_merge(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file holds the marks of a merge that nobody has finished.

    What it checks:
        No claim, study sheet, file of the ledger, bibliography, page, notebook or data file of
        `docs/`, and not `mkdocs.yml`, has a line that begins with `<<<<<<<` or `>>>>>>>`. A line
        `=======` may underline a heading of a page, and nothing else.
    Why:
        Git writes both versions between such marks where it cannot join them. On a page they
        would be published; elsewhere one of the two versions would be read, or neither.
    Fails:
        <<<<<<< HEAD
        kind: association
        =======
        kind: effect
        >>>>>>> another-branch
    How to mend:
        Keep one of the two versions, or join them, and remove the lines of the marks. To show
        such a line on a page, put a space before it.
    """
    tally.checked = base.review.files_read.get("unfinished-merge", 0)
    tally.skip("it is no text", base.review.files_read.get("no text", 0))
    yield from problems_read(base.review, "unfinished-merge")
