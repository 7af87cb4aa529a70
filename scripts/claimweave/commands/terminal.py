"""Asking somebody at a terminal; where nobody is there, nothing is asked."""

from __future__ import annotations

import sys

from claimweave.commands.call import UsageError


def asks() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def ask(question: str) -> str:
    """Return the answer, and an empty text where nobody is there.

    Raises:
        UsageError: when the answers end.
    """
    if not asks():
        return ""
    try:
        return input(f"{question}: ").strip()
    except EOFError:
        raise UsageError("the answers ended: nothing was written") from None


def agrees(question: str) -> bool:
    """Whether the answer is yes; where nobody is there, it is."""
    return not asks() or ask(f"{question} [y/n]").lower() in ("y", "yes")
