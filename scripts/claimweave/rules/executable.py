"""Rules about executable claims: their readings run, can fail, and come out as recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing
from claimweave.evidence.database import BOTH_WAYS, TOPICS, tables
from claimweave.evidence.verdicts.claim_verdicts import NotRunError
from claimweave.evidence.verdicts.query_runner import CostlyCheckError, InvalidCheckError
from claimweave.rules.query_values import unknown_askers
from claimweave.rules.registry import Tally, rule
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.verdicts.claim_verdicts import ReadingResult
    from claimweave.review.claim import Claim

LESS = "say with ON which rows of two tables belong together, or count in one table"
TABLES = "claims, evidence, refs, studies, findings, cells, cell_places, thresholds"
LEADING_NOWHERE = frozenset({"unknown-reference", "unknown-claim", "unknown-woven-claim"})
"""Rules about names that lead nowhere: what they are about is missing from what is counted."""

NO_LENSES = (
    "a query names no lens: each reading is run under every lens of claims/_review/lenses.yml by "
    "itself"
)


@rule("readings of executable claims", optional=True)
def invalid_check(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The query of a reading cannot run, or does not yield a verdict.

    What it checks:
        The SQL of each reading is one SELECT without recursion, uses only the evidence base and a
        list of functions, and yields one value: 1, 0 or NULL. It ends within the work that a
        query may make, and all of them together end within theirs. Work is counted in steps of
        the database, whatever the machine; a step on long texts counts for several. No two
        readings of a claim have names that differ in letter case only.
    Why:
        A conclusion whose check cannot run is not executable. And the query comes from a
        contributor: it must be able to do nothing but count.
    Fails:
        sql: SELECT min(supports > contradicts) FROM cell
    How to mend:
        The message says what the database refused. `data/evidence.sqlite` has the same tables:
        try the query there.
        A query that takes too much work mostly joins tables without saying which rows belong
        together: say so with `ON`, or count in one table.
    """
    yield from _too_much_together(base)
    no_columns = base.review.settings is None or base.review.vocabulary is None
    for claim, name, reading in _readings(base):
        yield from _alike(claim, name)
        if no_columns and reading.fault:
            tally.skip("the axes, which are its columns, cannot be read")
            continue
        if isinstance(reading.fault, NotRunError):
            tally.skip("the queries before it make all the work that is allowed")
            continue
        tally.checked += 1
        if reading.fault:
            where = AtKey(claim.path, (*_READINGS, name, "sql"))
            message = f"this query cannot be used: {reading.fault}"
            yield Problem(where, message, _help(base, reading.fault))


_READINGS = ("check", "readings")


def _readings(base: EvidenceBase) -> Iterator[tuple[Claim, str, ReadingResult]]:
    for claim_id, result in base.check_results.items():
        for name, reading in result.readings.items():
            yield base.review.claims[claim_id], name, reading


def _alike(claim: Claim, name: str) -> Iterator[Problem]:
    """Say that a reading has the name of one before it, but for letter case."""
    assert claim.record.check is not None
    for other in claim.record.check.readings:
        if other == name:
            return
        if other.casefold() == name.casefold():
            where = AtKey(claim.path, (*_READINGS, name), on_key=True)
            message = f'a reading before it is called "{other}": the two differ in letter case only'
            yield Problem(where, message, "give one of them another name")
            return


def _help(base: EvidenceBase, fault: InvalidCheckError) -> str:
    if isinstance(fault, CostlyCheckError):
        return LESS
    if re.search(r"no such table: lens", str(fault)):
        return NO_LENSES
    more = [name for name in (BOTH_WAYS, TOPICS) if name in tables(base.facts)]
    return f"tables: {', '.join((TABLES, *more))}"


def _too_much_together(base: EvidenceBase) -> Iterator[Problem]:
    """Yield one problem, at the costliest query, when not all could be run."""
    not_run = [r.fault for *_, r in _readings(base) if isinstance(r.fault, NotRunError)]
    if not_run:
        costliest = not_run[0].costliest
        named = ", ".join(_called(base, claim_id, name) for claim_id, name in costliest)
        message = (
            f"all checks together make more than {not_run[0].work:,} steps of work, so that "
            f"{plural(len(not_run), 'query', 'queries')} could not be run; the costliest: {named}"
        )
        claim_id, name = costliest[0]
        where = AtKey(base.review.claims[claim_id].path, (*_READINGS, name, "sql"))
        yield Problem(where, message, f"in these queries {LESS}")


def _called(base: EvidenceBase, claim_id: str, name: str) -> str:
    """Name a reading; where a claim has only one, the claim is enough."""
    return claim_id if len(base.check_results[claim_id].readings) == 1 else f"{claim_id} ({name})"


@rule("readings of executable claims", optional=True)
def verdict_changed(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A reading yields another verdict than the one that was recorded.

    What it checks:
        The computed verdict of each reading of an executable claim is the recorded one: holds,
        fails or undetermined. While the review is a draft, the evidence is not complete, and one
        that comes out otherwise is counted.
    Why:
        A claim that fails its check is content, and the site says so. A verdict that changes
        without anybody having said so is an accident.
    Fails:
        readings:
          more-for:
            says: More works stand for barley than against it.
            sql: SELECT supports > contradicts FROM cells WHERE crop = 'barley'
            verdict: fails
    How to mend:
        If the change of the evidence is meant, record the new verdict and say why in `note`.
        Else look at which claim or study sheet you changed.
    """
    gone = any(problem.rule in LEADING_NOWHERE for problem in base.review.problems)
    asks_for_unknown = unknown_askers(base)
    for claim, name, reading in _readings(base):
        if reading.fault:
            tally.skip("its query cannot run")
            continue
        if base.review.broken:
            tally.skip("a file cannot be read, so what is counted is not complete")
            continue
        if gone:  # the verdict changed because of it, or may change back with it
            tally.skip("a claim or a work is named that is not there, so not all is counted")
            continue
        if asks_for_unknown(reading.record.sql):
            tally.skip("its query asks for what is not there")
            continue
        tally.checked += 1
        recorded, computed = reading.record.verdict, reading.verdict
        if computed != recorded:
            message = f'the recorded verdict is "{recorded}", the computed one "{computed}"'
            where = AtKey(claim.path, (*_READINGS, name, "verdict"))
            yield missing(where, message, f"record {computed} if the change is meant")


@rule("readings of executable claims", optional=True)
def check_cannot_fail(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A reading comes out the same whatever the evidence is, or counts only its own citations.

    What it checks:
        Each reading that holds or fails is tried in other worlds: without any evidence, with
        every stance and every direction of a finding turned, with one side alone, with many more
        works on one side, with works of another kind, and where all say the same. Its verdict is
        another one in some of them, and not only undetermined where there is nothing. It is
        another one in some world in which the citations of the claim's own sentence stay as they
        are. A reading with `counts: own-citations` may do without that, and must need it. While the
        review is a draft, what it would count may not be encoded yet: such a reading is counted.
    Why:
        A check that cannot fail is no check. That a sentence cites three works does not show
        that what it says is so: the site does not present it as a result.
    Fails:
        says: At least one work is cited for it.
        sql: SELECT count(*) > 0 FROM evidence WHERE claim = 'soil-tests-pay'
    How to mend:
        Ask for what would be otherwise if the claim were wrong: what other claims and cells
        hold, or what the sources report. If the sentence means nothing but its own citations,
        say so with `counts: own-citations`: the site then shows it as what it is.
    """
    from claimweave.evidence.what_if.failing import (  # noqa: PLC0415 - who has no check needs none
        fixed_verdicts,
    )

    if base.check_results and base.review.broken:
        tally.skip("a file cannot be read, so what is counted is not complete")
        return
    fixed = fixed_verdicts(base.facts, base.check_results) if base.check_results else None
    asks_for_unknown = unknown_askers(base)
    for claim, name, reading in _readings(base):
        key = (claim.id, name)
        if reading.fault or reading.verdict == "undetermined":
            tally.skip("it decides nothing")
        elif asks_for_unknown(reading.record.sql):
            tally.skip("its query asks for what is not there")
        elif fixed and key in fixed.untried:
            tally.skip("to try it takes more work than is allowed")
        elif fixed:
            tally.checked += 1
            yield from _fixed(claim, name, reading, fixed.found.get(key))


def _fixed(claim: Claim, name: str, reading: ReadingResult, fixed: str | None) -> Iterator[Problem]:
    own = reading.record.counts is not None
    where = AtKey(claim.path, (*_READINGS, name, "sql"))
    if fixed == "never-moves":
        message = f'this reading comes out as "{reading.verdict}" whatever the evidence is'
        yield missing(where, message, "ask for what would be otherwise if the claim were wrong")
    elif fixed and not own:
        message = "this reading counts only what its own sentence cites, so that it shows nothing"
        help_ = "ask what others report, or say `counts: own-citations` below its verdict"
        yield missing(where, message, help_)
    elif own and not fixed:
        where = AtKey(claim.path, (*_READINGS, name, "counts"))
        message = "this reading does not count only what its own sentence cites"
        yield Problem(where, message, "remove `counts`: then it is shown as a result")
