"""`claimweave impact KEY`: what rests on a reference or on a claim."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.impact import impact_of_claim, impact_of_reference
from claimweave.reports.former_text import former_meant, now_called
from claimweave.reports.impact_text import as_json, as_text
from claimweave.review.reading.review_reader import read_review
from claimweave.words.printable import printable
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    import argparse

FORMATS = ("text", "json")


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("impact", help="say what rests on a reference or a claim")
    about = "a citation key, a number in the review, or the id that a claim has or had"
    parser.add_argument("key", metavar="KEY", help=about)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what rests on the reference, or the claim, of that name.

    Raises:
        UsageError: when there is none of that name.
    """
    base = EvidenceBase(read_review(project_root(options)))
    review, key = base.review, options.key
    if key.isascii() and key.isdecimal() and int(key[:9]) in review.references_by_number:
        key = review.references_by_number[int(key[:9])].key
    found = [impact_of_reference(base, key)] if key in review.references else []
    found += [impact_of_claim(base, key)] if key in review.claims else []
    if not found and key in review.former_ids:
        print(f"claimweave impact: {now_called(review, key)}", file=sys.stderr)
        found = [impact_of_claim(base, now) for now in review.former_ids[key]]
    if not found:
        hint = former_meant(review, key)
        hint = hint or did_you_mean(key, [*review.references, *review.claims])
        message = f'there is no reference and no claim "{printable(key)}"'
        raise UsageError(f"{message}: {hint}" if hint else message)
    print(as_json(found) if options.format == "json" else "\n\n".join(map(as_text, found)))
    return CLEAN
