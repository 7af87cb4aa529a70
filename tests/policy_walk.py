"""Walking a site in Chromium, and noting each thing that its content security policy refuses."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def listening_page(chromium: str, arguments: list[str]) -> Iterator[tuple[Page, list[str]]]:
    """Yield a page of Chromium, and a list of the requests to other hosts that grows."""
    outside: list[str] = []
    ours = ("http://127.0.0.1", "data:", "blob:")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page()
        page.add_init_script(LISTEN)
        page.on("request", lambda r: None if r.url.startswith(ours) else outside.append(r.url))
        # Chromium tells of a request before the policy refuses to send it.
        page.on("requestfailed", lambda r: outside.remove(r.url) if r.failure == "csp" else None)
        yield page, outside
        browser.close()


def violations(page: Page, address: str, paths: Iterable[str]) -> list[str]:
    """Open each page; return what was refused, and each page without a policy."""
    found = []
    for path in paths:
        page.goto(address + path.removesuffix("index.html"))
        if not page.locator("meta[http-equiv=Content-Security-Policy]").count():
            found.append(f"{path}: no policy")
        found += [f"{path}: {refused}" for refused in page.evaluate("window.refused")]
    return found
