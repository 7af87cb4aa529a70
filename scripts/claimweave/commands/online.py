"""Options of the commands that ask registries: which, under what name, and for how long."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claimweave import __version__
from claimweave.commands.call import UsageError
from claimweave.references.lookup.crossref import CROSSREF, Crossref
from claimweave.references.lookup.pubmed import PUBMED, PubMed
from claimweave.references.lookup.web import Limits, Web

if TYPE_CHECKING:
    import argparse


WAIT = 20.0
WAITS_IN_ALL = 6
"""A look-up with all its tries may take so many times what a single wait may."""


def add_online_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; the environment has a variable for each address and for the mail."""
    group = parser.add_argument_group("asking Crossref and PubMed")
    group.add_argument(
        "--mailto",
        metavar="ADDRESS",
        default=os.environ.get("CLAIMWEAVE_MAILTO", ""),
        help="your mail address: the registries ask for it and serve you sooner",
    )
    group.add_argument(
        "--timeout",
        type=float,
        default=WAIT,
        metavar="SECONDS",
        help="how long to wait for an answer (default: 20)",
    )
    for name in ("crossref", "pubmed"):
        variable = f"CLAIMWEAVE_{name.upper()}"
        group.add_argument(
            f"--{name}",
            metavar="URL",
            default=os.environ.get(variable, ""),
            help=f"another address of its interface (also: {variable})",
        )


def web(options: argparse.Namespace, tries: int) -> Web:
    """Return what makes the requests, under our name and with the user's mail address.

    Raises:
        UsageError: when the time or the mail address is none.
    """
    mail = options.mailto
    if mail and (not mail.isascii() or not mail.isprintable() or mail.count("@") != 1):
        raise UsageError(f'"{mail}" is not a mail address')
    if not 0 < options.timeout <= 600:  # noqa: PLR2004 - ten minutes
        raise UsageError("--timeout is a number of seconds, up to 600")
    agent = f"claimweave/{__version__}" + (f" (mailto:{mail})" if mail else "")
    whole = options.timeout * WAITS_IN_ALL
    return Web(agent, Limits(wait=options.timeout, whole=whole, tries=tries))


def crossref(options: argparse.Namespace, web: Web) -> Crossref:
    """Return Crossref, at its own address or another."""
    return Crossref(web, _address(options.crossref or CROSSREF))


def pubmed(options: argparse.Namespace, web: Web) -> PubMed:
    """Return PubMed, at its own address or another."""
    return PubMed(web, _address(options.pubmed or PUBMED), options.mailto)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f'"{text}" is no address: it begins with https://')
    return text.rstrip("/")
