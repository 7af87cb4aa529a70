"""All checks of a review, run one after the other within what they may cost together."""

from __future__ import annotations

from _thread import get_ident
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimweave.evidence.database import build_database, tables
from claimweave.evidence.verdicts.query_runner import CANNOT_RUN, CheckRunner, InvalidCheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimweave.evidence.database import Tables
    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Claim, Reading
    from claimweave.review.fields import CheckVerdict

ClaimVerdict = Literal["holds", "fails", "undetermined", "depends", "own-citations"]
"""What all readings of a check come to: see `together`."""

NAMED = 3
"""Costliest queries that are named when the allowance of all is used up."""

_ALIKE = 100_000
"""Work by which queries that cost about the same may differ from one SQLite to the next."""


class NotRunError(InvalidCheckError):
    """A query that was not run, because those before it had used up what all may cost.

    `costliest` are the (claim, reading) whose queries cost most, the costliest first.
    """

    def __init__(self, work: int, costliest: tuple[tuple[str, str], ...]) -> None:
        """Take what all queries together may cost."""
        super().__init__(f"it was not run: those before it make more than {work:,} steps of work")
        self.work = work
        self.costliest = costliest


class ReadingResult(NamedTuple):
    """What a reading came to: its record, and its verdict or the reason why it has none."""

    record: Reading
    found: CheckVerdict | InvalidCheckError

    @property
    def fault(self) -> InvalidCheckError | None:
        """Why its query cannot run."""
        return self.found if isinstance(self.found, InvalidCheckError) else None

    @property
    def verdict(self) -> CheckVerdict:
        """The computed verdict; a query that cannot run counts as undetermined."""
        return CANNOT_RUN if isinstance(self.found, InvalidCheckError) else self.found


class CheckResult(NamedTuple):
    """What the readings of a claim came to, by their names and in the file's order."""

    readings: Mapping[str, ReadingResult]

    @property
    def verdict(self) -> ClaimVerdict:
        """What they come to together."""
        return together((r.record, r.verdict) for r in self.readings.values())


CheckResults = Mapping[str, CheckResult]
"""Claim id to what the readings of its check came to."""


def together(readings: Iterable[tuple[Reading, CheckVerdict]]) -> ClaimVerdict:
    """Return what readings come to: their verdict where all have the same one, else `depends`.

    A reading that is undetermined beside one that is decided makes the claim depend on the
    reading, too: whoever reads it so knows nothing. One that counts only its own sentence's
    citations is no result, and is left out; without any other the claim is `own-citations`.
    """
    verdicts = {verdict for reading, verdict in readings if reading.counts is None}
    if not verdicts:
        return "own-citations"
    return verdicts.pop() if len(verdicts) == 1 else "depends"


def readings_of(results: CheckResults) -> Iterator[tuple[str, str, ReadingResult]]:
    """Yield (claim id, name, result) of each reading whose query can run."""
    for claim_id, result in results.items():
        for name, reading in result.readings.items():
            if reading.fault is None:
                yield claim_id, name, reading


def run_checks(content: Callable[[], Tables], claims: Iterable[Claim]) -> dict[str, CheckResult]:
    """Run the readings of each claim's check; `content` is called only when there is one.

    Returns claim id to its result.
    """
    executable = [claim for claim in claims if claim.record.check]
    if not executable:
        return {}
    with closing(build_database(content())) as connection:
        return _run_all(CheckRunner(connection), executable)


def run_checks_of(facts: Facts) -> dict[str, CheckResult]:
    """Run all checks of a review, in a database that whoever tries them next may go on with."""
    executable = [claim for claim in facts.review.claims.values() if claim.record.check]
    if not executable:
        return {}
    runner = runner_of(facts)
    results = _run_all(runner, executable)
    leave_runner(facts, runner)
    return results


_LEFT = "runner of checks"


def runner_of(facts: Facts) -> CheckRunner:
    """Return a runner on a database of a review; the one that was left, if it is of this thread.

    Its queries are made ready already. It is the caller's, who closes it or leaves it.
    """
    # What watches which facts a page reads lends nothing on: it must see who asked for what.
    left = facts.made.pop(_LEFT, None) if isinstance(facts.made, dict) else None
    if isinstance(left, tuple) and left[0] == get_ident():
        runner: CheckRunner = left[1]
        return runner
    return CheckRunner(build_database(tables(facts)), writable=True)


def leave_runner(facts: Facts, runner: CheckRunner) -> None:
    """Leave a runner for the next one who wants it; it goes with the facts. All is put back."""
    if isinstance(facts.made, dict):
        facts.made[_LEFT] = get_ident(), runner
    else:
        runner.connection.close()


def _run_all(runner: CheckRunner, executable: Iterable[Claim]) -> dict[str, CheckResult]:
    results: dict[str, CheckResult] = {}
    work: dict[tuple[str, str], int] = {}
    known: dict[str, CheckVerdict | InvalidCheckError] = {}  # several claims may ask the same
    may_cost, spent = runner.allowance.together, 0
    for claim in executable:
        assert claim.record.check is not None
        readings = {}
        for name, reading in claim.record.check.readings.items():
            if spent > may_cost:
                readings[name] = ReadingResult(reading, NotRunError(may_cost, _costliest(work)))
                continue
            if reading.sql not in known:
                known[reading.sql] = _found(runner, reading)
                work[claim.id, name] = runner.work
                spent += runner.work
            readings[name] = ReadingResult(reading, known[reading.sql])
        results[claim.id] = CheckResult(readings)
    return results


def _costliest(work: Mapping[tuple[str, str], int]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(work, key=lambda name: (-(work[name] // _ALIKE), name))[:NAMED])


def _found(runner: CheckRunner, reading: Reading) -> CheckVerdict | InvalidCheckError:
    try:
        return runner.run(reading.sql)
    except InvalidCheckError as error:
        return error
