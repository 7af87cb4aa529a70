"""How the search of a built site answers in a real browser, from the key to the list."""

from __future__ import annotations

import gzip
import statistics
from typing import TYPE_CHECKING

from browsing import CHROMIUM, PATIENCE, chromium, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

QUERIES = ("generated claim", "thing goes", "Author 1999", "action", "contradicted", "reference 50")

# Runs in the page: the time from each key to the list of results that follows it.
_WATCH = """
window.answers = []; window.readyAfter = null;
const list = document.querySelector(".md-search-result__list");
const meta = document.querySelector(".md-search-result__meta");
const input = document.querySelector(".md-search__input");
let pressed = null, focused = null;
input.addEventListener("focus", () => { focused ??= performance.now(); });
// A space, and an empty field, ask for nothing new.
input.addEventListener("input", () => {
  pressed = /\\S$/.test(input.value) ? performance.now() : null;
}, true);
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
    if CHROMIUM is None:
        return [*sizes, *["Chromium is not installed"] * 3]
    with served(site) as address, chromium() as browser:
        ready, answers = measured(browser.new_page(), address)
    most = statistics.quantiles(answers, n=20)[-1]
    return [*sizes, f"{ready:.1f} s", f"{statistics.median(answers):.0f} ms", f"{most:.0f} ms"]


def measured(
    page: Page, address: str, queries: tuple[str, ...] = QUERIES
) -> tuple[float, list[float]]:
    """Type the queries; return the seconds until the first answer, and each later one in ms."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(_WATCH)
    first = _type(page, queries[0][0])
    found = [time for query in queries for time in _type(page, query)]
    return first[0] / 1000, found


def _type(page: Page, query: str) -> list[float]:
    """Type a query anew, letter by letter; return the milliseconds from each key to the list."""
    page.evaluate("window.answers.length = 0")
    page.evaluate(
        "document.querySelector('#__search').checked ||"
        " document.querySelector('label[for=__search]').click()"
    )
    box = page.locator(".md-search__input")
    box.fill("")
    page.wait_for_timeout(400)
    answered = 0
    for letter in query:
        box.press(letter if letter != " " else "Space")
        if letter == " ":
            page.wait_for_timeout(400)
            continue
        answered += 1
        # A function and not a text: the page's security policy evaluates no text.
        page.wait_for_function("n => window.answers.length >= n", arg=answered, timeout=PATIENCE)
    answers: list[float] = page.evaluate("window.answers")
    return answers
