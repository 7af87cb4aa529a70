"""`claimweave build`: check the claims, weave the pages, and build the site into `site/`."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, TO_MEND, in_color, project_root
from claimweave.derived.known_names import renew_known_names
from claimweave.reports.text import as_text, draft_lines
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.building import BuildError, build_site
from claimweave.words.counting import plural

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("build", help="check, and build the site into site/")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site. What is wrong leaves the last good one untouched, and returns 1."""
    root = project_root(options, crowded=True)
    logging.basicConfig(format="  %(message)s", level=logging.WARNING)
    began = time.perf_counter()
    _progress("Checking claims, bibliography, pages and ledger")
    report = check(read_review(root))
    renew_known_names(root, report.base.review)
    if report.errors:
        print(as_text(report, color=in_color(), ledger=False))
        print("Nothing was built; the last good site is untouched.", file=sys.stderr)
        return TO_MEND
    checked = sum(count.checked for count in report.counts.values())
    _progress(f"Clean: {checked:,} checks by {plural(len(report.counts), 'rule')}")
    for line in draft_lines(report):
        _progress(f"{line[0].upper()}{line[1:]}")
    _progress("Weaving pages and building the site")
    try:
        site = build_site(root, report)
    except BuildError as error:
        print(f"claimweave: {error}\nThe last good site is untouched.", file=sys.stderr)
        return TO_MEND
    pages = sum(1 for _ in site.rglob("*.html"))
    _progress(f"{plural(pages, 'page')} in {site}, {time.perf_counter() - began:.1f} s")
    return CLEAN


def _progress(text: str) -> None:
    mark = "\x1b[36m•\x1b[0m" if in_color() else "-"
    print(f"{mark} {text}", flush=True)
