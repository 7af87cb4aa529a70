"""A claim or an entry of the bibliography that is gone, although others still name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.review.reference import Reference


@dataclass(frozen=True, slots=True)
class GoneClaim:
    """The file of a claim that is gone: where it lay, the commit that has it, and its text.

    `beside` has the ids of all claims of that commit.
    """

    path: str
    commit: str
    text: str
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoneReference:
    """An entry that is gone: what it said, and the commit that has it, at a line.

    `alone` says whether that commit's bibliography has all that stands in the file now, so that
    bringing the file back loses nothing.
    """

    reference: Reference
    commit: str
    line: int
    alone: bool
