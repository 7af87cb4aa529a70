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


@rule("YAML files")
def misread_text(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A text is read otherwise than it was meant: it is cut, or has quotes that are none.

    What it checks:
        No text in words is followed by ` #` on its line, and no value stands in quotes of print
        (“…”, ‘…’, „…“, «…»). A comment behind an id, a number or a word of the vocabulary cuts
        nothing, and is allowed.
    Why:
        YAML takes what follows a space and `#` for a comment, without a word: it is missing from
        the page. Quotes of print are letters to YAML: they are published with the text.
    Fails:
        note: The plots of farm #3 were flooded, farm #4 lay fallow.
    How to mend:
        Put the whole text into straight quotes: "…" or '…'. Write a comment on a line of its own.
    """
    tally.checked = base.review.files_read.get("invalid-yaml", 0)
    yield from problems_read(base.review, "misread-text")
