"""Opens every page of the site in Chromium, and notes what its content security policy refuses.

Usage: python scripts/measure/walk.py [--write]. With `--write` the result goes to
docs/hardening.md. Exit status 1 when something was refused, or asked of another host.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import CHROMIUM, chromium, served
from policy_walk import listening_page, violations

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- begin: make walk -->", "<!-- end: make walk -->"


def main() -> int:
    """Walk the site, and print what came of it."""
    site = ROOT / "site"
    paths = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    if not paths or CHROMIUM is None:
        print("walk: build the site first, and install Chromium", file=sys.stderr)
        return 2
    with served(site) as address, chromium() as browser, listening_page(browser) as found_on:
        page, outside = found_on
        found = violations(page, address, paths)
    print("\n".join([*found, *(f"asked of another host: {url}" for url in outside)]))
    refused = len(found) or "nothing"
    hosts = len(outside) or "no"
    text = (
        f"{len(paths)} pages were opened: {refused} was refused, and {hosts} other host was asked."
    )
    print(text)
    if "--write" in sys.argv[1:]:
        page = ROOT / "docs" / "hardening.md"
        old = page.read_text(encoding="utf-8")
        head, tail = old.split(BEGIN)[0], old.split(END)[1]
        page.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", encoding="utf-8")
    return 1 if found or outside else 0


if __name__ == "__main__":
    sys.exit(main())
