"""Patterns that are compiled when somebody first looks with them.

A check of a clean review uses two of three, and compiling them all takes as long as reading a
dozen files. So what looks only at what is wrong, or seldom there, has its patterns from here.
"""

from __future__ import annotations

import re
from typing import cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, and compile it when it is used."""
    return cast("re.Pattern[str]", LatePattern(text, flags))


class LatePattern:
    """Stands for a pattern: what is asked of it, the compiled one answers."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        """Return what the compiled pattern has under a name."""
        found: object = getattr(re.compile(self._text, self._flags), name)
        self.__dict__[name] = found  # next time it is found without this function
        return found
