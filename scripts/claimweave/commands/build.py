"""`claimweave build`: check the claims, weave the pages, and build the site into `site/`."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, project_root

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("build", help="check, and build the site into site/")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site. What is wrong leaves the last good one untouched, and returns 1."""
    from claimweave.checking import check  # noqa: PLC0415 - the command starts fast
    from claimweave.reports.text import as_text  # noqa: PLC0415
    from claimweave.site_build import BuildError, build_site  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    root = project_root(options, crowded=True)
    logging.basicConfig(format="  %(message)s", level=logging.WARNING)
    report = check(read_review(root))
    if report.errors:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        print(as_text(report, color=color, ledger=False))
        print("claimweave: nothing was built; the last good site is untouched", file=sys.stderr)
        return TO_MEND
    try:
        site = build_site(root)
    except BuildError as error:
        print(f"claimweave: {error}\nThe last good site is untouched.", file=sys.stderr)
        return TO_MEND
    print(f"{sum(1 for _ in site.rglob('*.html'))} pages in {site}")
    return CLEAN
