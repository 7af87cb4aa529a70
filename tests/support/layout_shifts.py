"""What moves on a page while it loads, as one sees it whose line or machine is slow.

Whether a browser paints before the scripts have come depends on how busy the machine is. So they
are held back until it has painted: what they move is then always seen.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, Route

from browsing import later

# Some scripts are waited for before anything is painted: with one of them, none is held back.
PAINTED = """() => performance.getEntriesByName("first-contentful-paint").length
  || document.querySelector("[blocking~=render]") !== null"""

SEEN = """() => new Promise((done) => {
  const seen = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  // The theme shows a page's title in its own header when one scrolls.
  const ours = (e) => e.sources.some((s) => !s.node?.parentElement?.closest(".md-header"));
  const told = (e) => [e.value, ...e.sources.map((s) => s.node?.outerHTML?.slice(0, 60))];
  // What was noted before comes to an observer in a task of its own.
  setTimeout(() => done(seen.filter(ours).map(told)), 100);
})"""


def layout_shifts(page: Page, url: str) -> list[list[Any]]:
    """Open an address; return each shift as Chromium counts it, with what has moved."""
    held: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        if painted:
            route.fallback()
        else:
            held.append(route)

    page.route("**/*.js", hold)
    page.goto(url, wait_until="commit")
    page.wait_for_function(PAINTED, polling=50)
    painted = True
    for route in held:
        route.fallback()
    page.unroute("**/*.js", hold)
    page.wait_for_load_state("networkidle")
    later(page, 500)
    found: list[list[Any]] = page.evaluate(SEEN)
    return found
