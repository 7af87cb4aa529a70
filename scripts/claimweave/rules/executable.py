"""Rules about executable claims: their queries run, and their verdicts are the recorded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.evidence.check_results import NotRunError
from claimweave.evidence.checks import CostlyCheckError, InvalidCheckError
from claimweave.rules.registry import Tally, rule
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

LESS = "say with ON which rows of two tables belong together, or count in one table"


@rule("executable claims", optional=True)
def invalid_check(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A check's query cannot run, or does not yield a verdict.

    What it checks:
        The SQL of each check is one SELECT without recursion, uses only the evidence base and a
        list of functions, and yields one value: 1, 0 or NULL. It ends within the work that a
        query may make, and all checks together end within theirs. Work is counted in steps of the
        database, whatever the machine; a step on long texts counts for several.
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
    for claim_id, result in base.check_results.items():
        if no_columns and isinstance(result, InvalidCheckError):
            tally.skip("the axes, which are its columns, cannot be read")
            continue
        if isinstance(result, NotRunError):
            tally.skip("the checks before it make all the work that is allowed")
            continue
        tally.checked += 1
        if isinstance(result, InvalidCheckError):
            claim = base.review.claims[claim_id]
            costly = isinstance(result, CostlyCheckError)
            help_ = LESS if costly else "tables: claims, evidence, refs, studies, findings, cells"
            where = AtKey(claim.path, ("check", "sql"))
            yield Problem(where, f"this query cannot be used: {result}", help_)


def _too_much_together(base: EvidenceBase) -> Iterator[Problem]:
    """Yield one problem, at the costliest check, when not all could be run."""
    not_run = [r for r in base.check_results.values() if isinstance(r, NotRunError)]
    if not_run:
        costliest = [base.review.claims[claim_id] for claim_id in not_run[0].costliest]
        named = ", ".join(claim.id for claim in costliest)
        message = (
            f"all checks together make more than {not_run[0].work:,} steps of work, so that "
            f"{plural(len(not_run), 'check')} could not be run; the costliest: {named}"
        )
        where = AtKey(costliest[0].path, ("check", "sql"))
        yield Problem(where, message, f"in these queries {LESS}")


@rule("executable claims", optional=True)
def verdict_changed(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A check yields another verdict than the one that was recorded.

    What it checks:
        The computed verdict of each executable claim is the recorded one: holds, fails or
        undetermined.
    Why:
        A claim that fails its check is content, and the site says so. A verdict that changes
        without anybody having said so is an accident.
    Fails:
        check:
          sql: SELECT supports > contradicts FROM cells WHERE crop = 'barley'
          verdict: fails
    How to mend:
        If the change of the evidence is meant, record the new verdict and say why in `note`.
        Else look at which claim or study sheet you changed.
    """
    for claim_id, result in base.check_results.items():
        claim = base.review.claims[claim_id]
        assert claim.record.check is not None
        if isinstance(result, InvalidCheckError):
            tally.skip("its query cannot run")
            continue
        if base.review.broken:
            tally.skip("a file cannot be read, so what is counted is not complete")
            continue
        tally.checked += 1
        if result != claim.record.check.verdict:
            recorded = claim.record.check.verdict
            message = f'the recorded verdict is "{recorded}", the computed one "{result}"'
            where = AtKey(claim.path, ("check", "verdict"))
            yield Problem(where, message, f"record {result} if the change is meant")
