"""Crossref and PubMed on loopback: a real HTTP server that speaks their formats, and can fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

HANGS = 120
"""Seconds after which something is taken to happen never, however busy the machine is."""

Reply = Callable[[BaseHTTPRequestHandler], None]


def work(doi: str, title: str, year: int, **more: object) -> dict[str, Any]:
    """Return a work as Crossref describes one; the shape is that of its REST API."""
    dates = {"date-parts": [[year, 3, 1]]}
    described: dict[str, Any] = {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "issued": dates,
        "published-print": dates,
        "container-title": ["Journal of Fields"],
        "volume": "12",
        "issue": "3",
        "page": "101-9",
        "author": [{"given": "Ida", "family": "Adler"}],
        "URL": f"https://doi.org/{doi}",
        "score": 1.0,
        "relation": {},
    }
    return described | more


def update(doi: str, type_: str, day: tuple[int, ...], source: str = "publisher") -> dict[str, Any]:
    """Return an item of `updated-by` or of `update-to`."""
    label = type_.replace("_", " ").capitalize()
    updated = {"date-parts": [list(day)], "date-time": "2010-02-06T00:00:00Z", "timestamp": 1}
    return {"DOI": doi, "type": type_, "label": label, "source": source, "updated": updated}


def answer(body: bytes, status: int = 200, **headers: str) -> Reply:
    """Return a reply with these bytes."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


@dataclass
class Registry:
    """What the server knows, what it is told to answer first, and what it was asked."""

    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    notices: list[dict[str, Any]] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    """Beginning of a path to the replies that come first, in order; the last one stays."""
    before: Callable[[], None] = lambda: None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    address: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def _message(registry: Registry, path: str) -> bytes | None:
    """Return Crossref's or PubMed's own answer, or None for what they do not know."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path == "/efetch.fcgi":
        inner = registry.records.get(query["id"], "")
        return f"<?xml version='1.0'?><PubmedArticleSet>{inner}</PubmedArticleSet>".encode()
    if parts.path == "/works":
        doi = query["filter"].removeprefix("updates:")
        items = [
            n for n in registry.notices if any(u["DOI"].lower() == doi for u in n["update-to"])
        ]
        return _enveloped("work-list", {"total-results": len(items), "items": items})
    found = registry.works.get(unquote(parts.path.removeprefix("/works/")).lower())
    return _enveloped("work", found) if found else None


def _enveloped(kind: str, message: object) -> bytes:
    whole = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return json.dumps(whole).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        registry = self.server.registry
        with self.server.lock:
            registry.asked.append((self.path, dict(self.headers)))
            registry.at_once += 1
            registry.most_at_once = max(registry.most_at_once, registry.at_once)
        try:
            registry.before()
            self._reply(registry)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client had enough, as it should
        finally:
            with self.server.lock:
                registry.at_once -= 1

    def _reply(self, registry: Registry) -> None:
        for start, replies in registry.replies.items():
            if self.path.startswith(start) and replies:
                with self.server.lock:
                    reply = replies.pop(0) if len(replies) > 1 else replies[0]
                reply(self)
                return
        body = _message(registry, self.path)
        if body is None:
            answer(b"Resource not found.", 404, Content_Type="text/plain")(self)
        else:
            answer(body, Content_Type="application/json")(self)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    registry: Registry
    lock: threading.Lock


@contextmanager
def served() -> Iterator[Registry]:
    """Serve a registry on loopback, and stop the server at the end."""
    registry = Registry()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.registry, server.lock = registry, threading.Lock()
        registry.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield registry
        finally:
            server.shutdown()
            thread.join()


def trickling(piece: bytes) -> Reply:
    """Return a reply that comes in pieces with pauses, and has no end."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(piece) * 1_000_000))
        handler.end_headers()
        for _ in range(1_000_000):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.1)

    return reply


def silent(_: BaseHTTPRequestHandler) -> None:
    """Do not reply, for as long as any test takes."""
    time.sleep(3_600)


def two_at_once() -> Callable[[], None]:
    """Return what makes the first request wait until there is a second one."""
    numbers, second = count(1), threading.Event()

    def wait() -> None:
        if next(numbers) == 1:
            assert second.wait(HANGS), "nobody else asks at the same time"
        second.set()

    return wait


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait until something holds that another thread has yet to do; False when it never does."""
    end = time.monotonic() + HANGS
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Say that the answer is longer than it is, and close."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"status": "ok"')
    handler.close_connection = True
