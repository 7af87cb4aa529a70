"""What every finding of the audit has: its kind, and what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Pair = tuple[str, str]
"""A row term and a column term of the review's table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the audit found, by names that stay: a test or a program can hold them.

    `claims` are ids, `references` citation keys, `cells` pairs of terms of the table; in each the
    one that the finding is about comes first.
    """

    kind: ClassVar[str] = ""

    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    cells: tuple[Pair, ...] = ()
