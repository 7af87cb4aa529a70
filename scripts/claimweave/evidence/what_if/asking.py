"""What a reader may change of the evidence, as data: which statements, and in which order.

The engine writes it once for the whole review; the page of a conclusion runs it in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.evidence.what_if import statements
from claimweave.evidence.what_if.lens_conditions import rows_kept, tells_of, works_kept
from claimweave.evidence.what_if.lenses import kept_by_lenses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.what_if.lens_conditions import KeptRows

FIRST_ADDED = 1_000_000
"""The number of the first work that a reader makes up: larger than any of a review."""


def changes(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return each kind of change with its statements, in the order in which kinds are applied.

    A work is made up first, so that all that follows holds for it, too. Thresholds come last.
    """
    return {
        "add": statements.added(facts),
        "reported": statements.reported(facts),
        "flip": statements.FLIP,
        "remove": statements.REMOVE,
        "withdraw": statements.withdrawn(facts),
        "threshold": statements.THRESHOLD,
    }


def lenses(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return what each lens that can be used does, in the file's order.

    They follow all changes, each on what those before it have left. `once` says that reports of
    one sample are taken as one work, which comes after all conditions. `tells` is the query for
    what the condition says of one work: 1, 0 or NULL, which means that it cannot be told.
    """
    kept, faults = kept_by_lenses(facts)
    return {
        name: {
            "label": lens.label,
            "says": lens.says,
            "steps": list(_steps(lens.where, kept[name])) if lens.where else [],
            "tells": tells_of(lens.where) if lens.where else None,
            "once": lens.once is not None,
        }
        for name, lens in facts.review.lenses.items()
        if name not in faults
    }


def _steps(condition: str, kept: KeptRows | None) -> Iterator[str]:
    yield f"INSERT INTO kept {rows_kept(condition)}"
    if kept is not None and kept.works is not None:
        yield f"INSERT INTO kept_works {works_kept(condition)}"
        yield from statements.ONLY_KEPT_WORKS
    yield statements.ONLY_KEPT
    yield from statements.NOTHING_KEPT


def stands(facts: Facts) -> str:
    """Return the query for how some claims stand by the evidence as it is then: id, standing."""
    return (
        f"SELECT id, {statements.standing(facts)} FROM claims "  # noqa: S608 - own
        "WHERE id IN (SELECT value FROM json_each(:claims))"
    )
