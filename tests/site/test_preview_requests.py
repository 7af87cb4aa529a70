"""Requests to the preview that no browser makes: each is answered, or let go, without a word."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimweave.site.serving import connections
from claimweave.site.serving.allowed_hosts import is_allowed, own_names
from claimweave.site.serving.browsers import Browsers
from claimweave.site.serving.web_server import PreviewServer

HANGS = 600
"""Seconds that only what hangs takes, however busy the machine."""


@contextlib.contextmanager
def serving(folder: Path, host: str = "127.0.0.1") -> Iterator[PreviewServer]:
    site = folder / "site"
    (site / "a").mkdir(parents=True)
    (site / "index.html").write_text("<html><body>Home</body></html>", encoding="utf-8")
    (site / "a" / "index.html").write_text("<html><body>A</body></html>", encoding="utf-8")
    with PreviewServer(host, 0, Browsers("s")) as server:
        server.site = site
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield server
        finally:
            server.browsers.end()
            server.shutdown()
            thread.join()


@pytest.fixture
def server(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[PreviewServer]:
    """A preview; at the end, nothing was said of any request."""
    with serving(tmp_path) as found:
        yield found
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


def sent(server: PreviewServer, raw: bytes) -> bytes:
    """Send bytes, and return all that comes back until the server closes, or says nothing more."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=HANGS) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def get(path: str, host: str = "localhost", more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode("latin-1")


@pytest.mark.parametrize(
    "host",
    [
        "[", "[::1", "]", "::1]", "[localhost]", "localhost:x", "localhost:99999", "localhost@evil",
        "evil.example", "localhost.evil.example", "evil@localhost", "localhost?", "", " ",
        "a" * 30_000,
        "127.0.0.1.evil.example", "10.0.0.7", "\xff\xfe", "//localhost", "localhost/..", "0",
    ],
)  # fmt: skip
def test_a_broken_or_foreign_host_is_refused(server: PreviewServer, host: str) -> None:
    assert status(sent(server, get("/a/", host))) == 403


@pytest.mark.parametrize("lines", ["", "Host: localhost\r\nHost: evil.example\r\n"])
def test_a_request_has_one_host(server: PreviewServer, lines: str) -> None:
    assert status(sent(server, f"GET /a/ HTTP/1.1\r\n{lines}\r\n".encode())) == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "127.0.0.1:8000", "[::1]:8000"])
def test_its_own_names_are_answered(server: PreviewServer, host: str) -> None:
    assert status(sent(server, get("/a/", host))) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/" + "x" * 300, "/" + "x/" * 5_000, "/a/" + "x" * 60_000, "/..", "/../", "/a/..", "/a/../",
        "/%2e%2e", "/%2e%2e/", "/..%2f", "/%00", "/a%00/", "//", "///", "//evil.example/..",
        "/\\evil.example", "/%5c%5cevil.example/..", "http://[", "//[", "http://evil.example/..",
        "/%ff%fe", "/a/?" + "&" * 9_000, "/_claimweave/page?page=..", "/_claimweave/page?page=%00",
        "/_claimweave/page?page=" + "y" * 3_000, "*", "?", "#", "/ü",
    ],
)  # fmt: skip
def test_a_path_that_leads_nowhere_leads_nowhere(server: PreviewServer, path: str) -> None:
    answer = sent(server, get(path))
    head = answer.split(b"\r\n\r\n")[0]
    assert status(answer) in (200, 400, 404), head
    assert b"Location:" not in head
    assert b"HTTP/1.1" in head


@pytest.mark.parametrize("path", ["/a", "//a", "/a?x=//evil.example", "http://localhost/a"])
def test_a_redirect_stays_here(server: PreviewServer, path: str) -> None:
    answer = sent(server, get(path))
    assert b"\r\nLocation: /a/\r\n" in answer
    assert status(answer) == 302


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n", b"GET\r\n\r\n", b"GET /a/\r\n", b"\0\0\0\0", b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET /a/ HTTP/9.9\r\n\r\n", b"GET /a/ HTTP/x\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n",
        b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost",
        b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"<script> / HTTP/1.1\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_request_ends_quietly(server: PreviewServer, raw: bytes) -> None:
    answer = sent(server, raw)
    assert b"<script>" not in answer.partition(b"\r\n\r\n")[2]
    assert b"Traceback" not in answer


def test_what_stands_in_a_body_is_no_request(server: PreviewServer) -> None:
    hidden = get("/a/").decode()
    more = f"Content-Length: {len(hidden)}\r\n"
    answer = sent(server, get("/", "localhost", more) + hidden.encode())
    assert answer.count(b"HTTP/1.1 200") == 1


def let_go(server: PreviewServer, pieces: Iterator[bytes]) -> bool:
    """Send pieces with pauses; return whether the server closes before they are all sent."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=HANGS) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.02)
            return connection.recv(100) == b""
        except ConnectionError:
            return True


def test_a_request_that_comes_letter_by_letter_is_let_go(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.2)
    monkeypatch.setattr(connections.PunctualHandler, "timeout", 0.2)
    assert let_go(server, (b"G" for _ in range(400)))
    head = get("/")[:-2]
    assert let_go(server, iter([head, *[b"X: y\r\n"] * 400]))
    assert let_go(server, iter([b""])), "nor is one that never begins waited for"
    assert let_go(server, iter([get("/a/")[:-2]]))


@pytest.fixture
def for_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 3)


@pytest.mark.usefixtures("for_three")
def test_connections_are_bounded(server: PreviewServer) -> None:
    address = ("127.0.0.1", server.server_port)
    with contextlib.ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(socket.create_connection(address, timeout=HANGS))
        until = time.monotonic() + HANGS
        while server._free._value and time.monotonic() < until:  # noqa: SLF001 - the threads begin
            time.sleep(0.01)
        turned_away = stack.enter_context(socket.create_connection(address, timeout=HANGS))
        assert turned_away.recv(1_000).startswith(b"HTTP/1.1 503")
    until = time.monotonic() + HANGS
    while server._free._value < 3 and time.monotonic() < until:  # noqa: SLF001
        time.sleep(0.01)
    assert status(sent(server, get("/a/"))) == 200, "who has gone makes room"


ALL = "0.0.0.0"  # noqa: S104 - as somebody listens who shows it to others


@pytest.mark.parametrize(
    ("listening", "host", "allowed"),
    [
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "10.0.0.7", False),
        ("127.0.0.1", "desk", False),
        (ALL, "desk", True),
        (ALL, "desk.local:8000", True),
        (ALL, "DESK.local.", True),
        (ALL, "10.0.0.7:8000", True),
        ("::", "[fe80::1]:8000", True),
        (ALL, "localhost", True),
        (ALL, "evil.example", False),
        (ALL, "10.0.0.7.evil.example", False),
        (ALL, "desk.evil.example", False),
        (ALL, "", False),
        (ALL, "[", False),
        ("preview.example", "preview.example", True),
        ("preview.example", "other.example", False),
    ],
)
def test_which_names_are_answered(
    listening: str, host: str, *, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk")
    assert is_allowed(host, own_names(listening)) == allowed


def test_a_name_of_another_site_is_refused_beyond_this_machine_too(tmp_path: Path) -> None:
    with serving(tmp_path, ALL) as server:
        assert status(sent(server, get("/a/", "evil.example"))) == 403
        assert status(sent(server, get("/a/", "192.0.2.7:8000"))) == 200
