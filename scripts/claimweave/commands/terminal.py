"""The terminal that a command runs on: whether somebody is there, and how a line is typed.

What is asked, and how, is said in `authoring/terminal.py`; here are Tab and the keys for editing,
where the system has readline.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

from claimweave.authoring.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

INTRODUCTION = (
    "Enter takes what stands in [brackets], and - leaves it out. Tab completes, ? lists the words\n"
    "that fit, and < goes one question back. "
    "Nothing is written before the end: Ctrl-C leaves all as it is.\n"
)
ENDED = "the answers ended: nothing was written"


def asks() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


@cache
def terminal() -> Terminal:
    """Return the terminal that the command runs on."""
    try:
        import readline  # noqa: PLC0415 - not every system has it
    except ImportError:
        return Terminal(lambda prompt, _words: input(prompt), print)

    # A hyphen, a dot and a Greek letter are parts of words here.
    readline.set_completer_delims(" \t")
    old_mac = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if old_mac else "tab: complete")

    def read(prompt: str, words: Collection[str]) -> str:
        readline.set_completer(completer(words))
        return input(prompt)

    return Terminal(read, print)


def completer(words: Collection[str]) -> Callable[[str, int], str | None]:
    """Return a completer of readline: those of the words that begin so, letter case aside."""

    def complete(text: str, state: int) -> str | None:
        begun = [word for word in words if word.casefold().startswith(text.casefold())]
        return begun[state] if state < len(begun) else None

    return complete
