"""`claimweave diff [BASE]`: what a change does to the evidence, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.comparing import compare
from claimweave.reports.change_markdown import as_markdown
from claimweave.reports.change_text import as_json, as_text
from claimweave.review.reading.commits import find_revision
from claimweave.review.reading.git import GitError
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.revision import read_revision

if TYPE_CHECKING:
    import argparse

FORMATS = ("text", "markdown", "json")


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("diff", help="say what a change does to the evidence")
    parser.add_argument(
        "base", nargs="?", metavar="BASE", help="a Git revision (default: where this branch began)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare the files as they are with a revision, and print what is different.

    Raises:
        UsageError: when the revision cannot be read.
    """
    root = project_root(options)
    try:
        revision = find_revision(root, options.base)
        before = EvidenceBase(read_revision(root, revision))
    except GitError as error:
        raise UsageError(str(error)) from None
    change = compare(before, EvidenceBase(read_review(root)))
    form = {"text": as_text, "markdown": as_markdown, "json": as_json}[options.format]
    print(form(change, revision))
    return CLEAN
