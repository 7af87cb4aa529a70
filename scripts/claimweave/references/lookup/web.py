"""One GET request within limits: time, size, redirects, and retries that wait as they are told."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions
from urllib3.util import Retry, Timeout

from claimweave.references.lookup.head_in_time import POOLS
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

    from claimweave.review.notices import Unknown

TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed: too many requests, or a fault for a time."""

NOT_FOUND = frozenset({404, 410})

PACKED_AS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""How an answer may be packed: once, and as we ask for. A few bytes packed twice fill a disk."""

CHUNK = 64 * 1024
KEPT_OPEN = 8
"""Connections to a host that are kept for the next request."""

# It warns of what also comes back as an error; here each becomes one sentence.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


class LookupFailedError(Exception):
    """A look-up gave no answer. `kind` says why in one word, the message in a sentence."""

    def __init__(self, kind: Unknown, message: str) -> None:
        super().__init__(message)
        self.kind: Unknown = kind


@dataclass(frozen=True, slots=True)
class Limits:
    """What a look-up may take: seconds for each wait and in all, bytes, tries and redirects."""

    wait: float = 20.0
    whole: float = 120.0
    size: int = 8 * 1024 * 1024
    tries: int = 4
    redirects: int = 5
    back_off: float = 1.0
    longest_pause: int = 60
    """The longest time that `Retry-After` is obeyed for; a longer one is cut to this."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the body, and the address that it came from, after redirects."""

    body: bytes
    address: str


class Web:
    """Makes requests under one name, and within limits; threads may share it."""

    def __init__(self, agent: str, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate"}
        self._pools: dict[str, urllib3.PoolManager] = {}

    def get(self, address: str) -> Answer:
        """Return what stands at an address.

        Raises:
            LookupFailedError: when there is no whole answer within the limits; its kind is
                `no-such-doi` where the server says that it has nothing there.
        """
        limits = self._limits
        end = time.monotonic() + limits.whole
        retry = _policy(limits)
        while True:
            try:
                with self._request(address) as response:
                    moved = response.get_redirect_location()
                    again = retry.is_retry("GET", response.status)
                    if not moved and not again:
                        return Answer(self._body(response, end), address)
                    retry = retry.increment("GET", address, response=response)
                    if moved:
                        address = _target(address, moved)
                    else:
                        _pause(retry, response, end)
            except exceptions.MaxRetryError as error:
                raise _failure(error.reason or error, limits) from None
            except exceptions.HTTPError as error:
                retry = _another(retry, address, error, limits)
                _pause(retry, None, end)

    def _request(self, address: str) -> BaseHTTPResponse:
        pool = self._pool(address)
        wait = Timeout(connect=self._limits.wait, read=self._limits.wait)
        return pool.request(
            "GET",
            address,
            headers=self._headers,
            timeout=wait,
            retries=False,
            redirect=False,
            preload_content=False,
        )

    def _pool(self, address: str) -> urllib3.PoolManager:
        """Return the connections to a host: through the proxy of the environment, if it has one."""
        parts = urlsplit(address)
        proxy = getproxies().get(parts.scheme, "")
        proxy = "" if proxy_bypass(parts.hostname or "") else proxy
        if proxy not in self._pools:
            make = partial(urllib3.ProxyManager, proxy) if proxy else urllib3.PoolManager
            self._pools[proxy] = make(maxsize=KEPT_OPEN)
            self._pools[proxy].pool_classes_by_scheme = POOLS
        return self._pools[proxy]

    def _body(self, response: BaseHTTPResponse, end: float) -> bytes:
        """Read an answer piece by piece, as it comes: neither too long nor for too long."""
        if response.status in NOT_FOUND:
            raise LookupFailedError("no-such-doi", "the registry does not know it")
        if response.status != 200:  # noqa: PLR2004 - the one status that brings what was asked for
            raise LookupFailedError("refused", f"the server answered {response.status}")
        if response.headers.get("Content-Encoding", "").strip().lower() not in PACKED_AS:
            raise LookupFailedError("unreadable", "the answer is packed as we did not ask for")
        body = bytearray()
        while piece := response.read1(CHUNK, decode_content=True):
            body += piece
            if len(body) > self._limits.size:
                size = self._limits.size // 1024
                raise LookupFailedError("unreadable", f"the answer is longer than {size} KB")
            if time.monotonic() > end:
                raise _too_long(self._limits)
        return bytes(body)


def _policy(limits: Limits) -> Retry:
    """Return how often what is tried again, and after how long."""
    again = limits.tries - 1
    return Retry(
        total=again + limits.redirects,
        connect=again,
        read=again,
        status=again,
        other=again,
        redirect=limits.redirects,
        status_forcelist=TRY_AGAIN,
        backoff_factor=limits.back_off,
        retry_after_max=limits.longest_pause,
    )


def _target(address: str, moved: str) -> str:
    """Return where a redirect leads to: another place at the same host, and no less safe.

    So nobody who answers in the place of a registry can have us ask a machine of our own network.
    """
    try:
        target = urljoin(address, moved)
        old, new = urlsplit(address), urlsplit(target)
        same = new.hostname == old.hostname and (
            (new.scheme, new.port) == (old.scheme, old.port)
            or (old.scheme, new.scheme, old.port, new.port) == ("http", "https", None, None)
        )
    except ValueError:
        same = False
    if not same or new.username or new.password:
        shown = printable(moved)[:80]
        raise LookupFailedError("refused", f"the server sends on to another one: {shown}")
    return target


def _pause(retry: Retry, response: BaseHTTPResponse | None, end: float) -> None:
    """Wait as `Retry-After` says, or longer each time; not beyond the end of the whole."""
    try:
        retry.sleep(response)
    except (exceptions.InvalidHeader, ValueError, OverflowError):
        retry.sleep()
    if time.monotonic() > end:
        raise LookupFailedError("timed-out", "the server asks to wait for longer than we can")


def _another(retry: Retry, address: str, error: exceptions.HTTPError, limits: Limits) -> Retry:
    try:
        return retry.increment("GET", address, error=error)
    except exceptions.MaxRetryError:
        raise _failure(error, limits) from None


def _failure(error: Exception, limits: Limits) -> LookupFailedError:
    refused = isinstance(error, exceptions.NewConnectionError)  # which is a time-out by its class
    if isinstance(error, exceptions.TimeoutError) and not refused:
        return LookupFailedError("timed-out", f"no answer within {limits.wait:g} seconds")
    if isinstance(error, exceptions.ResponseError):
        return LookupFailedError("refused", f"the server does not answer: {error}")
    if isinstance(error, exceptions.DecodeError):
        return LookupFailedError("unreadable", "the answer is garbled")
    return LookupFailedError("unreachable", "the server cannot be reached, or breaks off")


def _too_long(limits: Limits) -> LookupFailedError:
    return LookupFailedError("timed-out", f"no whole answer within {limits.whole:g} seconds")
