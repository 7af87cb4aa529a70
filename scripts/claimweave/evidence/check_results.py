"""All checks of a review, run one after the other within what they may cost together."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from claimweave.evidence.checks import CheckRunner, InvalidCheckError
from claimweave.evidence.database import build_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claimweave.evidence.database import Tables
    from claimweave.model.claim import Claim
    from claimweave.model.fields import CheckVerdict

NAMED = 3
"""Costliest queries that are named when the allowance of all is used up."""

_ALIKE = 100_000
"""Work by which queries that cost about the same may differ from one SQLite to the next."""


class NotRunError(InvalidCheckError):
    """A check that was not run, because those before it had used up what all may cost.

    `costliest` are the ids of the claims whose checks cost most, the costliest first.
    """

    def __init__(self, work: int, costliest: tuple[str, ...]) -> None:
        """Take what all checks together may cost."""
        super().__init__(f"it was not run: those before it make more than {work:,} steps of work")
        self.work = work
        self.costliest = costliest


def run_checks(
    tables: Callable[[], Tables], claims: Iterable[Claim]
) -> dict[str, CheckVerdict | InvalidCheckError]:
    """Run each claim's check; `tables` is called only when there is one.

    Returns claim id to its verdict, or to the reason why it has none.
    """
    executable = [claim for claim in claims if claim.record.check]
    if not executable:
        return {}
    with closing(build_database(tables())) as connection:
        return _run_all(CheckRunner(connection), executable)


def _run_all(
    runner: CheckRunner, executable: Iterable[Claim]
) -> dict[str, CheckVerdict | InvalidCheckError]:
    results: dict[str, CheckVerdict | InvalidCheckError] = {}
    work: dict[str, int] = {}
    may_cost, spent = runner.allowance.together, 0
    for claim in executable:
        assert claim.record.check is not None
        if spent > may_cost:
            costliest = sorted(work, key=lambda name: (-(work[name] // _ALIKE), name))
            results[claim.id] = NotRunError(may_cost, tuple(costliest[:NAMED]))
            continue
        try:
            results[claim.id] = runner.run(claim.record.check.sql)
        except InvalidCheckError as error:
            results[claim.id] = error
        work[claim.id] = runner.work
        spent += runner.work
    return results
