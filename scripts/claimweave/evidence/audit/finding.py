"""What every finding of the audit has: its kind, and what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from claimweave.review.table import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the audit found, by names that stay: a test or a program can hold them.

    `claims` are ids, `references` citation keys, `cells` pairs of terms of a table; in each the
    one that the finding is about comes first.
    """

    kind: ClassVar[str] = ""

    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    cells: tuple[Pair, ...] = ()
