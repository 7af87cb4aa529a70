"""Opens every page of the site in Chromium, and notes what its content security policy refuses.

Usage: python scripts/walk.py [SITE]. Exit status 1 when something was refused, or asked of another
host.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    """Walk the site, and print what came of it."""
    from policy_walk import listening_page, served, violations
    from test_browser import ARGUMENTS, CHROMIUM

    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    paths = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    if not paths or CHROMIUM is None:
        print("walk: build the site first, and install Chromium", file=sys.stderr)
        return 2
    began = time.monotonic()
    with served(site) as address, listening_page(CHROMIUM, ARGUMENTS) as (page, outside):
        found = violations(page, address, paths)
    seconds = time.monotonic() - began
    print("\n".join([*found, *(f"asked of another host: {url}" for url in outside)]))
    print(f"{len(paths)} pages in {seconds:.0f} s: {len(found)} refusals, {len(outside)} outside")
    return 1 if found or outside else 0


if __name__ == "__main__":
    sys.exit(main())
