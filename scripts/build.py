"""The build script: check the claims, weave the pages, build the site.

Usage: python scripts/build.py [--project FOLDER]. Exit status 0 built, 1 something to mend.
A failed check or build leaves the last good `site/` untouched.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from pathlib import Path

from claimweave.reports.text import as_text
from claimweave.review.project import NoProjectError, find_root
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.building import BuildError, build_site


def main() -> int:
    """Build the site of the project; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--project", type=Path, default=Path(__file__).parent.parent)
    options = parser.parse_args()
    try:
        root = find_root(options.project)
    except NoProjectError as error:
        print(f"build: {error}", file=sys.stderr)
        return 2
    logging.basicConfig(format="  %(message)s", level=logging.WARNING)
    began = time.perf_counter()
    _progress("Checking claims, bibliography, pages and ledger")
    report = check(read_review(root))
    if report.errors:
        print(as_text(report, color=_color(), ledger=False))
        print("Nothing was built; the last good site is untouched.", file=sys.stderr)
        return 1
    checked = sum(count.checked for count in report.counts.values())
    _progress(f"Clean: {checked:,} checks by {len(report.counts)} rules")
    _progress("Weaving pages and building the site")
    try:
        site = build_site(root)
    except BuildError as error:
        print(f"build: {error}\nThe last good site is untouched.", file=sys.stderr)
        return 1
    pages = sum(1 for _ in site.rglob("*.html"))
    _progress(f"{pages} pages in {site}, {time.perf_counter() - began:.1f} s")
    return 0


def _color() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _progress(text: str) -> None:
    mark = "\x1b[36m•\x1b[0m" if _color() else "-"
    print(f"{mark} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
