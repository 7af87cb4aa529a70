"""A site in the system's Chromium: served as a host would, and watched while it is read."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

# The same engine without windows comes first: it needs less than half of the processor's time.
_CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000
"""Milliseconds that anything may take: it is about whether a thing comes, and not about when."""

_PACKED = {".html", ".css", ".js", ".json", ".svg"}


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serves files quietly, and texts packed, as each host of static sites does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # what GitHub Pages says, too
        super().end_headers()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file() or path.suffix not in _PACKED:
            super().do_GET()
            return
        content = _packed(path, path.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@functools.cache
def _packed(path: Path, _changed: int) -> bytes:
    """Pack a file once: each new context of a browser asks for the theme's files again."""
    return gzip.compress(path.read_bytes(), 6)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that goes on to another page, and hangs up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yield its address, with the slash."""
    handler = functools.partial(_Host, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Yield the system's Chromium, started with these arguments, too."""
    assert CHROMIUM, "this needs Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@contextmanager
def context(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    """Yield a context, as of a reader who comes for the first time; in it nothing is hurried."""
    with browser.new_context(**options) as found:  # type: ignore[arg-type]
        found.set_default_timeout(PATIENCE)
        yield found


def later(page: Page, milliseconds: int) -> None:
    """Let so much time pass on the page's own clock: what was due before then has been done."""
    page.evaluate("time => new Promise((done) => setTimeout(done, time))", milliseconds)


def _asked_elsewhere(url: str) -> list[str]:
    own = url.startswith(("http://127.0.0.1", "data:", "blob:"))
    return [] if own else [f"asks {url}"]


def watch(page: Page) -> list[str]:
    """Return a list that fills with errors of the console and with requests to other hosts."""
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda request: faults.extend(_asked_elsewhere(request.url)))
    return faults


@contextmanager
def opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    """Open a page in a context of its own; an error or a request to another host fails."""
    with context(browser, **options) as found:
        page = found.new_page()
        faults = watch(page)
        page.goto(url)
        yield page
    assert faults == []
