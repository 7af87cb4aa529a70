"""The condition of a lens: whether it is one, and which rows of the evidence it keeps.

It comes from a stranger, as the query of a check does, and runs under the same limits. It is put
in brackets into a query of ours. So that it cannot end that query and begin another one, it holds
no comment and no semicolon, and closes as many brackets as it opens.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from claimweave.evidence.verdicts.query_runner import (
    CheckRunner,
    CostlyCheckError,
    InvalidCheckError,
)

_WORKS = "refs LEFT JOIN studies ON studies.key = refs.key"
_ROWS = (
    "evidence LEFT JOIN refs ON refs.key = evidence.reference "
    "LEFT JOIN studies ON studies.key = evidence.reference"
)
_TEXT = re.compile(r"'(?:[^']|'')*'")
_STATEMENTS = frozenset(
    """
    select with values insert update delete replace create drop alter attach detach pragma explain
    vacuum begin commit
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class KeptRows(NamedTuple):
    """What a condition keeps: rows of the evidence, and where it asks only for works, those.

    `unknown` are the rows for which it cannot be told. `works` are the keys of all works for which
    it is true; None for a condition that names columns of the evidence itself.
    """

    rows: frozenset[int]
    unknown: frozenset[int]
    works: frozenset[str] | None


def kept_rows(runner: CheckRunner, condition: str) -> KeptRows:
    """Return which rows of the evidence a lens keeps.

    Raises:
        InvalidCheckError: when it is no condition, or takes more work than a query may.
    """
    _refuse_statements(condition)
    # It stands behind WHERE, too, which takes no aggregate and no pair: no row falls out by that.
    strange_value = f"({condition}) NOT IN (0, 1)"
    kept = f"{strange_value} OR ({strange_value}) IS NOT 1"
    found = f"SELECT evidence.rowid, ({condition}) FROM {_ROWS} WHERE {kept}"  # noqa: S608 - refused above
    said = runner.rows(found)
    strange = next((value for _, value in said if value is not None and value not in (0, 1)), None)
    if strange is not None:
        value = str(strange)[:40]
        raise InvalidCheckError(
            f"it yields {value!r} for a row, where true, false or NULL is wanted"
        )
    rows = frozenset(row for row, value in said if value and isinstance(row, int))
    unknown = frozenset(row for row, value in said if value is None and isinstance(row, int))
    return KeptRows(rows, unknown, _works(runner, condition))


def rows_kept(condition: str) -> str:
    """Return the query for the rows of the evidence that a condition keeps."""
    return f"SELECT evidence.rowid FROM {_ROWS} WHERE ({condition})"  # noqa: S608 - refused above


def works_kept(condition: str) -> str:
    """Return the query for the works that a condition keeps, where it asks only for works."""
    return f"SELECT refs.key FROM {_WORKS} WHERE ({condition})"  # noqa: S608 - refused above


def tells_of(condition: str) -> str:
    """Return the query for what a condition says of the rows of one work: 1, 0 or NULL."""
    return f"SELECT ({condition}) FROM {_ROWS} WHERE evidence.reference = :key"  # noqa: S608


def _works(runner: CheckRunner, condition: str) -> frozenset[str] | None:
    """Return the works for which the condition is true; None where it asks for more than works."""
    try:
        found = runner.rows(works_kept(condition))
    except CostlyCheckError:
        raise
    except InvalidCheckError:
        return None  # there is no column of the evidence: it was run before, with them
    return frozenset(str(key) for (key,) in found)


def _unwrapped(condition: str) -> str:
    """Return a condition without brackets around the whole of it."""
    bare = condition.strip()
    while bare.startswith("(") and bare.endswith(")"):
        depths = list(accumulate((sign == "(") - (sign == ")") for sign in bare))
        if 0 in depths[:-1]:  # the first bracket is closed before the end
            return bare
        bare = bare[1:-1].strip()
    return bare


def _refuse_statements(condition: str) -> None:
    bare = _TEXT.sub("''", condition)
    first = re.match(r"\s*(\w+)", _unwrapped(bare))
    if first and first[1].lower() in _STATEMENTS:
        said = f"it begins with {first[1].upper()}, as a whole statement does"
        raise InvalidCheckError(f"{said}: write the condition alone")
    for sign, what in ((";", "a semicolon"), ("--", "a comment"), ("/*", "a comment")):
        if sign in bare:
            raise InvalidCheckError(f"it holds {what}: write one condition alone")
    if bare.count("'") % 2:
        raise InvalidCheckError("a text in it has no end: a single quote is missing")
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in bare))
    if min(depths, default=0) < 0 or (depths and depths[-1]):
        raise InvalidCheckError("a bracket in it has no partner")
