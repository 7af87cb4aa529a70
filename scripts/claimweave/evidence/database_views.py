"""What the evidence base counts by itself: its views in SQL, and the cells as they stand now.

`cells` is a view of the evidence at the places of the tables (`cell_places`): whoever changes the
evidence sees the cells follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.turning import TURNED_SIGN
from claimweave.review.fields import SIDES
from claimweave.review.table import Pair

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.review.fields import FiledStance
    from claimweave.review.table import Table

View = tuple[tuple[str, ...], str]
"""The columns of a view, and its SELECT."""

CELLS = "cells"
"""The view of the evidence that counts for each cell of the review's tables."""

TABLE_ID = "table_id"
"""The column of a cell that says whose it is; a review with one table does without it."""

_COUNTED = "count(DISTINCT CASE WHEN e.stance = '{stance}' THEN e.reference END)"


def cell_columns(listed: Sequence[Table]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of a cell: the axes of all tables, and which table it is of several."""
    axes = dict.fromkeys(axis for table in listed for axis in (table.rows, table.columns))
    return tuple(axes) or ("row", "column"), (TABLE_ID,) if len(listed) > 1 else ()


def counted_stances(listed: Sequence[Table]) -> tuple[FiledStance, ...]:
    """Return the stances that are counted in cells: `neither` where a table has such a row."""
    stances = {relation.stance for table in listed for relation in table.relations.values()}
    return (*SIDES, "neither") if "neither" in stances else SIDES


def cell_counts(
    connection: sqlite3.Connection, listed: Sequence[Table]
) -> Iterator[tuple[Pair, int, int]]:
    """Yield each cell as the view counts it now: its pair, and the works for and against."""
    axes, table_id = cell_columns(listed)
    names = ", ".join(f'"{name}"' for name in (*SIDES, *axes, *table_id))
    for row in connection.execute(f"SELECT {names} FROM {CELLS}").fetchall():  # noqa: S608 - own names
        cell = dict(zip((*SIDES, *axes, *table_id), row, strict=True))
        table = next((t for t in listed if t.locator == cell.get(TABLE_ID)), listed[0])
        pair = Pair(cell[table.rows], cell[table.columns], table.locator)
        yield pair, cell["supports"], cell["contradicts"]


def cells_view(facts: Facts) -> View:
    """Return the view that counts, for each cell, the works that the review files in it.

    As in `Facts.cells`: neither the review itself, nor what it does not cite.
    """
    axes, table_id = cell_columns(facts.review.tables)
    stances = counted_stances(facts.review.tables)
    named = ", ".join(f'p."{axis}"' for axis in axes)
    which = f', p."{TABLE_ID}"' if table_id else ""
    counts = ", ".join(_COUNTED.format(stance=stance) for stance in stances)
    source = facts.review.source_key.replace("'", "''")
    return ("claim", *axes, *stances, *table_id), (
        f"SELECT p.claim, {named}, {counts}{which} FROM cell_places AS p "  # noqa: S608 - own names
        'LEFT JOIN evidence AS e ON e.claim = p.claim AND e."at" = p."at" '
        f"AND e.number IS NOT NULL AND e.reference <> '{source}' "
        f"GROUP BY p.claim, {named}{which} ORDER BY min(p.rowid)"
    )


def both_ways_view(facts: Facts) -> View:
    """Return the view of the findings as they are and, where they compare two terms, turned."""
    own = ("question", "direction", "says")
    parts = [_selected(("reference", *map(_quoted, facts.axes), *own), "0")]
    for question, (first, second) in facts.review.turns.items():
        swapped = {first: second, second: first}
        axes = (_quoted(swapped.get(axis, axis)) for axis in facts.axes)
        where = f"question = '{question}'"
        where += "".join(f" AND {_quoted(axis)} IS NOT NULL" for axis in swapped)
        parts.append(_selected(("reference", *axes, "question", TURNED_SIGN, "says"), "1", where))
    return ("reference", *facts.axes, *own, "turned"), " UNION ALL ".join(parts)


def _quoted(axis: str) -> str:
    return f'"{axis}"'


def _selected(columns: Iterable[str], turned: str, where: str = "") -> str:
    condition = f" WHERE {where}" if where else ""
    return f"SELECT {', '.join(columns)}, {turned} FROM findings{condition}"  # noqa: S608 - own names
