"""`claimweave serve`: show the site in the browser while the review is being edited."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, UsageError, project_root

if TYPE_CHECKING:
    from pathlib import Path

HIGHEST_PORT = 65535


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("serve", help="show the site while you edit: each save at once")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address (default: this machine alone); others ask by a number or this machine's name",
    )
    parser.add_argument(
        "--port", type=_port, default=8000, help="default: 8000; 0 takes a free one"
    )
    parser.add_argument("--open", action="store_true", help="open it in your browser")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until the command is ended from outside (Ctrl-C).

    Raises:
        UsageError: when the address cannot be taken, or the site is not one that weaves.
    """
    from claimweave.serving.session import AddressError, serve  # noqa: PLC0415 - fast start

    root: Path = project_root(options, crowded=True)
    if not (root / "mkdocs.yml").is_file():
        raise UsageError(f"{root} has no mkdocs.yml: it says what the site is made of")
    try:
        serve(root, options.host, options.port, open_browser=options.open)
    except AddressError as error:
        raise UsageError(str(error)) from None
    return CLEAN


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port: a number up to {HIGHEST_PORT}")
    return int(text)
