"""Walking a site in Chromium, and noting each thing that its content security policy refuses."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from browsing import context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextlib.contextmanager
def listening_page(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page of Chromium, and a list of the requests to other hosts that grows."""
    outside: list[str] = []
    ours = ("http://127.0.0.1", "data:", "blob:")
    with context(browser) as found:
        page = found.new_page()
        page.add_init_script(LISTEN)
        page.on("request", lambda r: None if r.url.startswith(ours) else outside.append(r.url))
        # Chromium tells of a request before the policy refuses to send it.
        page.on("requestfailed", lambda r: outside.remove(r.url) if r.failure == "csp" else None)
        yield page, outside


def violations(page: Page, address: str, paths: Iterable[str]) -> list[str]:
    """Open each page; return what was refused, and each page without a policy."""
    found = []
    for path in paths:
        page.goto(address + path.removesuffix("index.html"))
        if not page.locator("meta[http-equiv=Content-Security-Policy]").count():
            found.append(f"{path}: no policy")
        found += [f"{path}: {refused}" for refused in page.evaluate("window.refused")]
    return found
