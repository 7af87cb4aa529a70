"""Where the verdict of a reading moves when a threshold does: "from 5 on it fails"."""

from __future__ import annotations

import re
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimweave.evidence.database import build_database, tables
from claimweave.evidence.verdicts.claim_verdicts import readings_of
from claimweave.evidence.verdicts.effort import A_TRIAL
from claimweave.evidence.verdicts.query_runner import CheckRunner, CostlyCheckError
from claimweave.evidence.what_if import statements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.verdicts.claim_verdicts import CheckResults
    from claimweave.review.fields import CheckVerdict

BEYOND = 10
"""Values above the chosen one that are tried, besides all below it down to 1."""

FURTHEST_BELOW = 40
"""Values below the chosen one that are tried, at most."""

_TABLE = re.compile(r"\bthresholds\b", re.IGNORECASE)
_NAMED = re.compile(r"\bname\s*(?:=|==|\bIS\b)\s*('(?:[^']|'')*')", re.IGNORECASE)
_LISTED = re.compile(r"\bname\s+IN\s*\(((?:\s*'(?:[^']|'')*'\s*,?)+)\)", re.IGNORECASE)
_TEXT = re.compile(r"'((?:[^']|'')*)'")


class ThresholdMoves(NamedTuple):
    """Which verdict a reading has at which value of a threshold, and up to where it was tried.

    `steps` are (value, verdict) wherever the verdict is another one than at the value before.
    """

    value: int
    first: int
    last: int
    steps: tuple[tuple[int, CheckVerdict], ...]


@lru_cache(maxsize=1024)  # two rules ask
def reads_thresholds(sql: str) -> bool:
    """Whether a query names the table of thresholds, outside of a text."""
    return "thresholds" in sql.casefold() and bool(_TABLE.search(_TEXT.sub("''", sql)))


@lru_cache(maxsize=1024)  # the same
def thresholds_named(sql: str) -> tuple[str, ...]:
    """Return the thresholds that a query names, in order: `name = 'numerous'`, each once."""
    if not reads_thresholds(sql):
        return ()
    texts = [found[1] for found in _NAMED.finditer(sql)]
    texts += [text for found in _LISTED.finditer(sql) for text in _quoted(found[1])]
    return tuple(dict.fromkeys(name for text in texts for name in _unquoted(text)))


def _quoted(listed: str) -> Iterator[str]:
    return (f"'{found[1]}'" for found in _TEXT.finditer(listed))


def _unquoted(text: str) -> Iterator[str]:
    return (found[1].replace("''", "'") for found in _TEXT.finditer(text))


def threshold_moves(
    facts: Facts, results: CheckResults
) -> Mapping[tuple[str, str, str], ThresholdMoves]:
    """Return (claim, reading, threshold) to where it moves; what is too costly is not in it."""
    thresholds, found = facts.review.thresholds, {}
    asked = [
        (claim_id, name, reading, threshold)
        for claim_id, name, reading in readings_of(results)
        for threshold in thresholds_named(reading.record.sql)
        if threshold in thresholds
    ]
    if not asked:
        return {}
    with closing(build_database(tables(facts))) as connection:
        runner = CheckRunner(connection, writable=True)
        left = runner.allowance.thresholds
        for claim_id, name, reading, threshold in asked:
            value = thresholds[threshold].value
            first, last = max(1, value - FURTHEST_BELOW), value + BEYOND
            steps: list[tuple[int, CheckVerdict]] = []
            try:
                for other in range(first, last + 1):
                    _move(connection, threshold, other)
                    verdict = runner.settled(reading.record.sql, left)
                    left -= runner.work_again + A_TRIAL
                    if not steps or steps[-1][1] != verdict:
                        steps.append((other, verdict))
                found[claim_id, name, threshold] = ThresholdMoves(value, first, last, tuple(steps))
            except CostlyCheckError:
                continue
            finally:
                _move(connection, threshold, value)
    return found


def _move(connection: sqlite3.Connection, name: str, value: int) -> None:
    statements.run(
        connection, ((sql, {"name": name, "value": value}) for sql in statements.THRESHOLD)
    )
