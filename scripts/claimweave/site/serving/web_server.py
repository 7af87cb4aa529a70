"""The web server of a preview: files of the built site, and events for the open browsers."""

from __future__ import annotations

import contextlib
import html
import mimetypes
import queue
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

if TYPE_CHECKING:
    from claimweave.site.serving.browsers import Browsers

OWN = "/_claimweave/"
"""The addresses that belong to the preview itself."""

_LOOPBACK = ("127.0.0.1", "::1")

PULSE = 15
"""Seconds after which a browser hears something, so that one that has gone is noticed."""

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".md": "text/markdown",
          ".woff2": "font/woff2", ".json": "application/json", ".trig": "application/trig",
          ".svg": "image/svg+xml", ".css": "text/css", ".html": "text/html"}  # fmt: skip
"""Where the system's own table differs from one to the next."""

_WAITING = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>No site yet</title></head><body><h1>No site yet</h1>
<p>It is being built, or something has to be mended first: the terminal says so.
This page shows the site as soon as there is one.</p></body></html>"""


class PreviewServer(ThreadingHTTPServer):
    """Serves the folder `site`, which may be another one later, or None before the first."""

    daemon_threads = True

    def __init__(self, host: str, port: int, browsers: Browsers) -> None:
        """Take the address.

        Raises:
            OSError: when the address is taken, or is none of this machine.
        """
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.site: Path | None = None
        self.browsers = browsers
        self.script = (resources.files("claimweave.site.serving") / "assets/live.js").read_bytes()
        super().__init__((host, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up; anything else is a fault."""
        import sys  # noqa: PLC0415 - beside its one use

        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if not self._asked_here():
            self._send(HTTPStatus.FORBIDDEN, b"This is a preview on this machine alone.",
                       "text/plain")  # fmt: skip
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
        """Whether the request names us: another site's name may be made to lead to this machine."""
        bound = str(self.server.server_address[0])
        if bound not in _LOOPBACK:
            return True
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return host in {*_LOOPBACK, "localhost"}

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _file(self, path: str) -> None:
        site = self.server.site
        if site is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING.encode(), "")
            return
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        if ".." in PurePosixPath(name).parts or "\0" in name:
            name = ""
        mark = self.server.browsers.mark(name)  # before it is read: it may change meanwhile
        target = site / name
        if target.is_dir() and (target / "index.html").is_file():
            self._redirect(f"/{quote(name)}/")
        elif name.endswith(".html") and target.is_file():
            self._page(HTTPStatus.OK, target.read_bytes(), name, mark)
        elif target.is_file():
            self._static(target)
        else:
            missing = site / "404.html"
            found = missing.read_bytes() if missing.is_file() else b"Not found"
            self._page(HTTPStatus.NOT_FOUND, found, name, mark)

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


def _next(messages: queue.SimpleQueue[tuple[str, str] | None]) -> tuple[str, str] | None:
    """Return the next message, or an empty one when there was none for a while."""
    try:
        return messages.get(timeout=PULSE)
    except queue.Empty:
        return "", ""
