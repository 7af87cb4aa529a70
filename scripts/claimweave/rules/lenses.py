"""Rules about what conclusions are tried with: lenses and thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing, misspelt
from claimweave.evidence.verdicts.query_runner import CostlyCheckError
from claimweave.evidence.what_if.thresholds import reads_thresholds, thresholds_named
from claimweave.review.paths import LENSES, THRESHOLDS
from claimweave.rules.registry import Tally, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

COLUMNS = (
    "write a condition on columns of evidence, refs and studies, such as "
    "`studies.participants >= 50`"
)
ASK = "write (SELECT value FROM thresholds WHERE name = 'numerous')"
FEWER = "ask for columns of the row itself, without a query within the condition"


@rule("lenses", optional=True, reads=LENSES)
def invalid_lens(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The condition of a lens is none that can be asked of a row of the evidence.

    What it checks:
        `where` of each lens is one condition in SQL, no whole statement. It is true, false or
        NULL for each row of `evidence` joined to its `refs` and `studies`, uses the functions
        that a check may use, and ends within the work that a query may make.
    Why:
        Every conclusion is run under every lens. A lens that cannot be put on would silently
        leave the evidence as it is.
    Fails:
        where: SELECT reference FROM evidence
    How to mend:
        The message says what the database refused. Write the condition alone, with the table
        before each column: `studies.read IS NOT NULL`.
    """
    from claimweave.evidence.what_if.lenses import (  # noqa: PLC0415 - who has none needs none
        lens_faults,
    )

    if not base.review.lenses:
        return
    if base.review.settings is None or base.review.vocabulary is None:
        tally.skip("the axes, which are its columns, cannot be read", len(base.review.lenses))
        return
    faults = lens_faults(base.facts)
    for name in base.review.lenses:
        tally.checked += 1
        fault = faults.get(name)
        if fault:
            where = AtKey(LENSES, ("lenses", name, "where"))
            help_ = FEWER if isinstance(fault, CostlyCheckError) else COLUMNS
            yield Problem(where, f"this lens cannot be used: {fault}", help_)


@rule("readings that ask for a threshold", optional=True, reads=THRESHOLDS)
def unknown_threshold(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A query asks for a threshold that is not there.

    What it checks:
        Each threshold that a reading's query names stands in `claims/_review/thresholds.yml`,
        and a query that reads the table `thresholds` says which by its name.
    Why:
        The database yields NULL for what is not there: the reading would be undetermined for
        ever, and nobody would know why.
    Fails:
        sql: SELECT count(*) >= (SELECT value FROM thresholds WHERE name = 'numeruos') FROM refs
    How to mend:
        Correct the name, or add the threshold with its value and what is read so.
    """
    known = base.review.thresholds
    if THRESHOLDS in base.review.broken:
        tally.skip(f"{THRESHOLDS} cannot be read")
        return
    for claim in base.review.claims.values():
        readings = claim.record.check.readings if claim.record.check else {}
        for reading_name, reading in readings.items():
            if not reads_thresholds(reading.sql):
                continue
            tally.checked += 1
            where = AtKey(claim.path, ("check", "readings", reading_name, "sql"))
            named = thresholds_named(reading.sql)
            if not named:
                message = "this query reads the thresholds, and does not say which by its name"
                yield Problem(where, message, ASK)
            for name in (name for name in named if name not in known):
                listed = ", ".join(known) or "none yet"
                otherwise = f"{THRESHOLDS} has: {listed}"
                found = misspelt(where, f'there is no threshold "{name}"', name, known, otherwise)
                yield Problem(where, found.message, found.help)  # the word is a part of the query


@rule("thresholds", optional=True, reads=THRESHOLDS)
def unused_threshold(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A threshold is used by no reading.

    What it checks:
        The query of at least one reading names each threshold. While the review is a draft, a
        threshold may still wait for its conclusion: it is counted.
    Why:
        Whoever changes the number expects that conclusions move. If none asks for it, it says
        something about the review that is not so.
    Fails:
        thresholds: {few: {value: 2, says: Few is read as two works at most.}}
    How to mend:
        Use it in the readings that it is about, in place of the number, or remove it.
    """
    if any(path.startswith("claims/") for path in base.review.broken):
        tally.skip("a claim cannot be read that may use it", len(base.review.thresholds))
        return
    used = {
        name
        for claim in base.review.claims.values()
        if claim.record.check
        for reading in claim.record.check.readings.values()
        for name in thresholds_named(reading.sql)
    }
    for name in base.review.thresholds:
        tally.checked += 1
        if name not in used:
            where = AtKey(THRESHOLDS, ("thresholds", name), on_key=True)
            message = f'no reading asks for the threshold "{name}"'
            yield missing(where, message, f"{ASK.replace('numerous', name)} for its number")
