"""How much is tried: a question of the kind "what if this went?" is put to each check many times.

What is asked grows with the evidence, and so does the time of each answer: together with its
square. So there is a limit. It counts steps and no seconds: the same review is always searched
equally far, on any machine.
"""

from __future__ import annotations

EFFORT = 60_000_000
"""Steps of SQLite's virtual machine for all trials of one kind: about two seconds."""

A_TRIAL = 500
"""Steps that a trial costs before its query has begun: the change, and its undoing."""


def affordable(trials: int, steps: int) -> bool:
    """Say whether a query of so many steps may be tried so often."""
    return trials * (steps + A_TRIAL) <= EFFORT
