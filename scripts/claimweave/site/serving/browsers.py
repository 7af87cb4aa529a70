"""The open browsers: which page each one shows, and what it has to be told.

A page that is served carries the mark of its state. A browser that comes back with an old mark,
after a pause or a restart, is told to load the page again.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field

RELOAD, CHANGE, PROBLEMS = "reload", "change", "problems"

PATIENCE = 1.0
"""Seconds in which a browser that was told to load its page again is expected back."""


@dataclass(eq=False)
class Browser:
    """One open page: the path of its file in the built site, and what to tell it next."""

    page: str
    messages: queue.SimpleQueue[tuple[str, str] | None] = field(default_factory=queue.SimpleQueue)
    """(kind, JSON) of each message; None when the server ends."""


class Browsers:
    """All open pages. Called by the threads of the web server and by the one that builds."""

    def __init__(self, session: str) -> None:
        """Begin a session, whose name is that of no earlier one at this address."""
        self._session = session
        self._lock = threading.Lock()
        self._open: set[Browser] = set()
        self._all_since = 0
        self._number = 0
        self._changed: dict[str, int] = {}
        self._problems = "null"
        self._expected: set[str] = set()
        self._expected_until = 0.0

    def mark(self, page: str) -> str:
        """Return the mark of a page's present state."""
        with self._lock:
            return self._mark(page)

    def _mark(self, page: str) -> str:
        return f"{self._session}-{max(self._all_since, self._changed.get(page, 0))}"

    def open(self, page: str, mark: str) -> Browser:
        """Note that a browser shows a page, in the state that the mark names."""
        browser = Browser(page)
        with self._lock:
            self._open.add(browser)
            self._expected.discard(page)  # it is back
            browser.messages.put((PROBLEMS, self._problems))
            if mark != self._mark(page):
                self._send(RELOAD, [browser])
        return browser

    def close(self, browser: Browser) -> None:
        """Forget a browser that has gone."""
        with self._lock:
            self._open.discard(browser)

    @property
    def pages(self) -> frozenset[str]:
        """The pages that are open."""
        with self._lock:
            return frozenset(browser.page for browser in self._open)

    def changed(self, page: str) -> None:
        """Tell the browsers that show a page that it has changed: they ask for it, and compare."""
        with self._lock:
            self._number += 1
            self._changed[page] = self._number
            self._send(CHANGE, [browser for browser in self._open if browser.page == page])

    def all_changed(self) -> None:
        """Reload every browser."""
        with self._lock:
            self._number += 1
            self._all_since = self._number
            self._send(RELOAD, list(self._open))

    @property
    def expected(self) -> bool:
        """Whether a browser was told to load a page: what can wait should leave it the machine."""
        with self._lock:
            return bool(self._expected) and time.monotonic() < self._expected_until

    def asked(self, page: str) -> None:
        """Note that a browser has asked for a page that had changed."""
        with self._lock:
            self._expected.discard(page)

    def _send(self, kind: str, browsers: list[Browser]) -> None:
        for browser in browsers:
            browser.messages.put((kind, "null"))
            self._expected.add(browser.page)
            self._expected_until = time.monotonic() + PATIENCE

    def tell_problems(self, problems: str) -> None:
        """Show what has to be mended, as JSON, or clear it (`null`), now and on each new page."""
        with self._lock:
            self._problems = problems
            for browser in self._open:
                browser.messages.put((PROBLEMS, problems))

    def end(self) -> None:
        """Let all browsers go."""
        with self._lock:
            for browser in self._open:
                browser.messages.put(None)
