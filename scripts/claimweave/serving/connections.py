"""Connections of the preview: how many at once, and how long each may take.

A browser asks quickly, and keeps a few connections open. What sends its request letter by letter,
or opens connections without end, is let go.
"""

from __future__ import annotations

import contextlib
import io
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

MOST = 200
"""Connections at once: a browser has six, and one for each open page."""

PATIENCE = 20.0
"""Seconds in which a request, or the next one, has to be there as a whole; or a piece be taken."""

_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class BoundedServer(ThreadingHTTPServer):
    """Answers each connection in a thread of its own, and so many at once at most."""

    daemon_threads = True
    request_queue_size = 50

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        """Take the address.

        Raises:
            OSError: when the address is taken, or is none of this machine.
        """
        self._free = threading.BoundedSemaphore(MOST)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Begin to answer a connection, or turn it away."""
        if self._free.acquire(blocking=False):
            try:
                super().process_request(request, client_address)
            except BaseException:
                self._free.release()
                raise
            return
        with contextlib.suppress(OSError):
            request.setblocking(False)  # noqa: FBT003 - the library's own form
            request.send(_TOO_MANY)
        self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Say nothing of browsers that hang up or fall asleep; anything else is a fault."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Answer a connection, in its thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


class InTime(io.RawIOBase):
    """What comes in on a connection, as long as it comes in time."""

    def __init__(self, connection: socket.socket) -> None:
        """Take the connection; `begin` says from when on the time counts."""
        self._connection = connection
        self.begin()

    def begin(self) -> None:
        """Count the time anew: a request is waited for."""
        self._end = time.monotonic() + PATIENCE

    def readable(self) -> bool:
        """Whether it can be read from."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a buffer of any kind
        """Read what is there into a buffer.

        Raises:
            TimeoutError: when the time is over.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request takes too long")
        self._connection.settimeout(left)
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(PATIENCE)


class PunctualHandler(BaseHTTPRequestHandler):
    """Answers requests that come in time."""

    timeout = PATIENCE
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Read the connection through its clock."""
        super().setup()
        self.rfile.close()
        self._in_time = InTime(self.connection)
        self.rfile = io.BufferedReader(self._in_time)

    def handle_one_request(self) -> None:
        """Answer one request, and let the connection go when it does not come in time."""
        self._in_time.begin()
        super().handle_one_request()

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""
