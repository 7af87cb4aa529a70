"""A claim that is gone, although others still name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoneClaim:
    """The file of a claim that is gone: where it lay, the commit that has it, and its text.

    `beside` has the ids of all claims of that commit.
    """

    path: str
    commit: str
    text: str
    beside: frozenset[str] = frozenset()
