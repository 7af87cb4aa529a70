"""Which names a browser may call the preview by.

A page of another site can be made to ask under its own name and to reach this machine (DNS
rebinding). It then names that site in the header `Host`. So only names that nobody else can have
lead here are answered: those of this machine, and numbers.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def own_names(listening: str) -> frozenset[str]:
    """Return the names of this machine that an address is known by.

    Args:
        listening: what was given as the address to listen at: a number, or a name.
    """
    if listening in _LOOPBACK:
        return _LOOPBACK
    machine = socket.gethostname().casefold()
    return _LOOPBACK | {listening.casefold(), machine, f"{machine}.local"} - {""}


def is_allowed(host: str, names: frozenset[str]) -> bool:
    """Whether a header `Host` names this machine, by a name of its own or by a number.

    Whoever listens for this machine alone is asked by the names of that alone.
    """
    if any(sign in host for sign in "/\\@?#"):
        return False
    try:
        named = urlsplit(f"//{host}").hostname or ""
        urlsplit(f"//{host}").port  # noqa: B018 - it is read to see that it is one
    except ValueError:
        return False
    if named.casefold().rstrip(".") in names:
        return True
    return names != _LOOPBACK and _is_number(named)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
