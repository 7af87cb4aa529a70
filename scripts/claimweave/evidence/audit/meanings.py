"""One level, two meanings: a term whose relation turns round from one row of a table to another.

Where more of it goes with a better outcome here and with a worse one there, a conclusion about
the term alone hides that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.finding import Finding
from claimweave.review.table import Pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.review.claim import Claim
    from claimweave.review.table import Table

_SIGNS = ("positive", "negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoMeanings(Finding):
    """A term of a table's column axis that the review relates both ways, by row.

    `table` is its locator. `rows` maps a term of the row axis to the directions that claims have
    there; `claims` are these claims. Rows in which the directions differ among themselves are
    among them.
    """

    kind: ClassVar[str] = "two-meanings"

    table: str
    column: str
    question: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def two_meanings(facts: Facts) -> list[TwoMeanings]:
    """Return the column terms whose direction differs by row, in the order of claim ids.

    Compared are claims with a term on both axes, the same question, and a sign. Each
    question is compared with itself only: it says what a sign means. Of tables with the same axes
    the first is asked. A question that compares two terms is left out: what one does better than,
    and another worse, has no two meanings.
    """
    tables: dict[tuple[str, str], Table] = {}
    for table in facts.review.tables:
        tables.setdefault((table.rows, table.columns), table)
    return [found for table in tables.values() for found in _of_table(facts, table)]


def _of_table(facts: Facts, table: Table) -> list[TwoMeanings]:
    groups: dict[tuple[str, str], list[tuple[str, Claim]]] = {}
    for _, claim in sorted(facts.review.claims.items()):
        topic = claim.topic
        if topic.question in facts.review.turns or topic.direction not in _SIGNS:
            continue
        for row in topic.named.get(table.rows, ()) if topic.question else ():
            for column in topic.named.get(table.columns, ()):
                groups.setdefault((column, topic.question or ""), []).append((row, claim))
    found = [_two(table, column, question, own) for (column, question), own in groups.items()]
    return [item for item in found if item]


def _two(
    table: Table, column: str, question: str, claims: list[tuple[str, Claim]]
) -> TwoMeanings | None:
    rows: dict[str, dict[str, None]] = {}
    for row, claim in claims:
        rows.setdefault(row, {})[claim.topic.direction or ""] = None
    if not _turns_round(rows):
        return None
    return TwoMeanings(
        claims=tuple(claim.id for _, claim in claims),
        cells=tuple(Pair(row, column, table.locator) for row in rows),
        table=table.locator,
        column=column,
        question=question,
        rows=tuple((row, tuple(signs)) for row, signs in rows.items()),
    )


def _turns_round(rows: Mapping[str, Mapping[str, None]]) -> bool:
    """Whether one row has one sign, and another row the other."""
    return any(
        "positive" in one and "negative" in other
        for row, one in rows.items()
        for name, other in rows.items()
        if row != name
    )
