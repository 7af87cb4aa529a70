"""Connections that give up when the head of an answer is not there in time.

A time-out of a connection counts anew with each piece that comes. A server that sends its head
letter by letter, or says "100 Continue" for ever, would keep a look-up waiting without end.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from urllib3.response import HTTPResponse

LONGEST = 60.0
"""Seconds that the head of an answer may take where a connection has no time-out."""


class _InTime(HTTPConnection):
    """A connection whose answers begin within the time of one wait."""

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3's own does
        """Return the answer, its head read.

        Raises:
            TimeoutError: when that takes longer than the time-out of the connection.
        """
        late = threading.Event()
        wait = self.sock.gettimeout() if self.sock else None
        timer = threading.Timer(wait or LONGEST, self._give_up, (late,))
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()
        except Exception as error:
            if late.is_set():
                raise TimeoutError("the head of the answer takes too long") from error
            raise
        finally:
            timer.cancel()

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _SecureInTime(_InTime, HTTPSConnection):
    """The same, encrypted."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _InTime


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureInTime


POOLS: dict[str, Any] = {"http": _Pool, "https": _SecurePool}
"""Scheme of an address to the pool of its connections."""
