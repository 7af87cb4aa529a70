"""The web server of a preview: files of the built site, and events for the open browsers."""

from __future__ import annotations

import contextlib
import html
import mimetypes
import queue
import socket
from http import HTTPStatus
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

from claimweave.site.serving.allowed_hosts import is_allowed, own_names
from claimweave.site.serving.connections import BoundedServer, PunctualHandler

if TYPE_CHECKING:
    from claimweave.site.serving.browsers import Browsers

OWN = "/_claimweave/"
"""The addresses that belong to the preview itself."""

PULSE = 15
"""Seconds after which a browser hears something, so that one that has gone is noticed."""

_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".md": "text/markdown",
    ".woff2": "font/woff2",
    ".json": "application/json",
    ".trig": "application/trig",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".html": "text/html",
}
"""Where the system's own table differs from one to the next."""

_WAITING = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>No site yet</title></head><body><h1>No site yet</h1>
<p>It is being built, or something has to be mended first: the terminal says so.
This page shows the site as soon as there is one.</p></body></html>"""


class PreviewServer(BoundedServer):
    """Serves the folder `site`, which may be another one later, or None before the first."""

    def __init__(self, host: str, port: int, browsers: Browsers) -> None:
        """Take the address.

        Raises:
            OSError: when the address is taken, or is none of this machine.
        """
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.site: Path | None = None
        self.browsers = browsers
        self.names = own_names(host)
        self.script = (resources.files("claimweave.site.serving") / "assets/live.js").read_bytes()
        super().__init__((host, port), _Handler)


class _Handler(PunctualHandler):
    server: PreviewServer

    def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request, whatever it looks like
        try:
            address = urlsplit(self.path)
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, b"This is no address.", "text/plain")
            return
        if not self._asked_here():
            self._send(HTTPStatus.FORBIDDEN, self._how_to_ask(), "text/plain")
        elif address.path == f"{OWN}live.js":
            self._send(HTTPStatus.OK, self.server.script, "text/javascript")
        elif address.path in (f"{OWN}events", f"{OWN}page"):
            asked = parse_qs(address.query)
            page = asked.get("page", [""])[0]
            if address.path == f"{OWN}events":
                self._events(page, asked.get("mark", [""])[0])
            else:
                self.server.browsers.asked(page)
                self._file(f"/{page}")
        else:
            self._file(unquote(address.path, errors="replace"))

    do_HEAD = do_GET  # noqa: N815 - the name that the library calls

    def _asked_here(self) -> bool:
        named = self.headers.get_all("Host", [])
        return len(named) == 1 and is_allowed(named[0], self.server.names)

    def _how_to_ask(self) -> bytes:
        names = ", ".join(sorted(self.server.names))
        return f"This is a preview. Ask it by one of its own names: {names}".encode()

    def _file(self, path: str) -> None:
        site = self.server.site
        if site is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING.encode(), "")
            return
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        mark = self.server.browsers.mark(name)  # before it is read: it may change meanwhile
        target = _target(site, name)
        if target is None:
            missing = site / "404.html"
            found = missing.read_bytes() if missing.is_file() else b"Not found"
            self._page(HTTPStatus.NOT_FOUND, found, name, mark)
        elif target.is_dir():
            self._redirect(f"/{quote(name)}/")
        elif name.endswith(".html"):
            self._page(HTTPStatus.OK, target.read_bytes(), name, mark)
        else:
            self._static(target)

    def _page(self, status: HTTPStatus, content: bytes, name: str, mark: str = "") -> None:
        """Send a page with our script in it."""
        script = (
            f'<script src="{OWN}live.js" data-page="{html.escape(name)}" '
            f'data-mark="{html.escape(mark)}" async></script>'
        ).encode()
        head, end, tail = content.rpartition(b"</body>")
        whole = head + script + end + tail if end else content + script
        self._send(status, whole, "text/html")

    def _static(self, target: Path) -> None:
        state = target.stat()
        tag = f'"{state.st_mtime_ns:x}-{state.st_size:x}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(HTTPStatus.NOT_MODIFIED, b"", "", tag)
            return
        kind = _TYPES.get(target.suffix) or mimetypes.guess_type(target.name)[0]
        self._send(HTTPStatus.OK, target.read_bytes(), kind or "application/octet-stream", tag)

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, kind: str, tag: str = "") -> None:
        self.send_response(status)
        if kind:
            text = kind.startswith("text/") or kind.endswith(("json", "javascript"))
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Cache-Control", "no-cache" if tag else "no-store")
        if tag:
            self.send_header("ETag", tag)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self, page: str, mark: str) -> None:
        """Send what a browser has to be told, until it goes or the server ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        browser = self.server.browsers.open(page, mark)
        try:
            with contextlib.suppress(ConnectionError):
                while (message := _next(browser.messages)) is not None:
                    kind, data = message
                    event = f"event: {kind}\ndata: {data}\n\n" if kind else ": here\n\n"
                    self.wfile.write(event.encode())
        finally:
            self.server.browsers.close(browser)


def _target(site: Path, name: str) -> Path | None:
    """Return the file of a name in the site, or the folder with a page; None when there is none.

    A name that leads out of the site, or is none for a file, is not looked for.
    """
    if not name or ".." in PurePosixPath(name).parts or "\0" in name:
        return None
    target = site / name
    try:
        with_page = target.is_dir() and (target / "index.html").is_file()
        return target if with_page or target.is_file() else None
    except OSError:  # a name that is too long, for one
        return None


def _next(messages: queue.SimpleQueue[tuple[str, str] | None]) -> tuple[str, str] | None:
    """Return the next message, or an empty one when there was none for a while."""
    try:
        return messages.get(timeout=PULSE)
    except queue.Empty:
        return "", ""
