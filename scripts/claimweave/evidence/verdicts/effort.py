"""How much work queries may make. It is counted, so that no clock and no other program has a say.

The unit is a step of SQLite's virtual machine on numbers and short texts: some hundredths of a
microsecond, a tenth at worst. `query_work` says what else counts for how many. The allowances
grow with the evidence, as does what an honest query goes through. So the same review always comes
to the same end.
"""

from __future__ import annotations

from typing import NamedTuple

QUERY = 4_000_000
"""Work that one query may make in a small review: less than half a second."""

TOGETHER = 8_000_000
"""Work that all checks of a small review may make, one after the other."""

WITHDRAWALS = 300_000_000
"""Work for trying in a small review what turns when a reference goes, for all references."""

FIRMNESS = 300_000_000
"""Work for trying in a small review what turns when items go or change sides, for all checks."""

LENSES = 32_000_000
"""Work for trying in a small review what each reading comes to under all lenses."""

THRESHOLDS = 16_000_000
"""Work for trying in a small review what moves when thresholds do, for all readings."""

FAILING = 16_000_000
"""Work for trying in a small review whether each reading can come out otherwise."""

A_TRIAL = 500
"""Work that a trial makes before its query has begun: the change, and its undoing."""

_DOUBLED = {
    "query": 40_000,
    "together": 2_000,
    "withdrawals": 1_600,
    "firmness": 16_000,
    "lenses": 2_000,
    "thresholds": 2_000,
    "failing": 2_000,
}
"""Rows of evidence with which there is twice of what a review without any is allowed."""


class Allowance(NamedTuple):
    """How much work may be made: by a query, by all checks together, by all trials of a kind."""

    query: int
    together: int
    withdrawals: int
    firmness: int
    lenses: int
    thresholds: int
    failing: int


def allowance(rows: int) -> Allowance:
    """Return what queries on so many rows of evidence may cost."""
    least = {
        "query": QUERY,
        "together": TOGETHER,
        "withdrawals": WITHDRAWALS,
        "firmness": FIRMNESS,
        "lenses": LENSES,
        "thresholds": THRESHOLDS,
        "failing": FAILING,
    }
    return Allowance(
        **{name: work * (rows + _DOUBLED[name]) // _DOUBLED[name] for name, work in least.items()}
    )
