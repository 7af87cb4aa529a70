"""How the search of a built site answers in a real browser, from the key to the list."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import statistics
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

QUERIES = ("generated claim", "thing goes", "Author 1999", "action", "contradicted", "reference 50")
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip

# Runs in the page: the time from each key to the list of results that follows it.
_WATCH = """
window.answers = []; window.readyAfter = null;
const list = document.querySelector(".md-search-result__list");
const meta = document.querySelector(".md-search-result__meta");
const input = document.querySelector(".md-search__input");
let pressed = null, focused = null;
input.addEventListener("focus", () => { focused ??= performance.now(); });
input.addEventListener("input", () => { pressed = performance.now(); }, true);
new MutationObserver(() => {
  if (pressed === null) return;
  window.answers.push(performance.now() - pressed);
  pressed = null;
}).observe(list, { childList: true });
"""


def searching(site: Path) -> list[str]:
    """Return the size of the index, when it is ready, and the time of answers."""
    index = (site / "search" / "search_index.json").read_bytes()
    sizes = [f"{len(index) / 1e6:.1f} MB", f"{len(gzip.compress(index)) / 1e6:.1f} MB"]
    chromium = next((path for name in NAMES if (path := shutil.which(name))), None)
    if chromium is None:
        return [*sizes, *["Chromium is not installed"] * 3]
    ready, answers = measured(site, chromium)
    most = statistics.quantiles(answers, n=20)[-1]
    return [*sizes, f"{ready:.1f} s", f"{statistics.median(answers):.0f} ms", f"{most:.0f} ms"]


def measured(site: Path, chromium: str) -> tuple[float, list[float]]:
    """Type the queries; return the seconds until the first answer, and each later one in ms."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - heavy

    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate(_WATCH)
        first = _type(page, "g")
        found = [time for query in QUERIES for time in _type(page, query)]
        browser.close()
    return first[0] / 1000, found


def _type(page: Page, query: str) -> list[float]:
    """Type a query anew, letter by letter; return the milliseconds from each key to the list."""
    page.evaluate("window.answers.length = 0")
    page.evaluate("document.querySelector('#__search').checked ||"
                  " document.querySelector('label[for=__search]').click()")  # fmt: skip
    box = page.locator(".md-search__input")
    box.fill("")
    page.wait_for_timeout(400)
    page.evaluate("window.answers.length = 0")
    for typed, letter in enumerate(query, start=1):
        box.press(letter if letter != " " else "Space")
        if letter != " ":
            page.wait_for_function(f"window.answers.length >= {typed - query[:typed].count(' ')}",
                                   timeout=60_000)  # fmt: skip
        else:
            page.wait_for_timeout(400)
            page.evaluate(f"window.answers.length = {typed - query[:typed].count(' ')}")
    answers: list[float] = page.evaluate("window.answers")
    return answers


@contextmanager
def _served(site: Path) -> Iterator[str]:
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
