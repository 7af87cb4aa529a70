"""The evidence base as SQLite: `claims`, `evidence`, `refs`, `studies`, `findings`, `cells`.

`cells` is a view of the evidence at the places of the tables (`cell_places`): whoever changes the
evidence sees the cells follow. All of it is published as `data/evidence.sqlite`, so that a reader
can run each check; `readings` and `lens_verdicts`, which are results of checks, only there.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimweave.evidence.turning import TURNED_SIGN
from claimweave.review.fields import SIDES
from claimweave.review.ledger import Pair
from claimweave.review.study import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Topic
    from claimweave.review.fields import FiledStance
    from claimweave.review.ledger import Table

Row = tuple[str | int | float | None, ...]
Tables = dict[str, tuple[tuple[str, ...], list[Row] | str]]
"""Table name to (column names, rows); of a view, the SELECT in place of the rows."""

CELLS = "cells"
"""The view of the evidence that counts for each cell of the review's tables."""

TOPICS = "topics"
"""The table of what each claim is about, a row for each of its terms.

A review in which each claim names one term an axis has none: `claims` says it.
"""

BOTH_WAYS = "findings_both_ways"
"""The view of the findings in which what compares two terms stands turned round, too.

A review without a question that turns has none.
"""

TABLE_ID = "table_id"
"""The column of a cell that says whose it is; a review with one table does without it."""

_COUNTED = "count(DISTINCT CASE WHEN e.stance = '{stance}' THEN e.reference END)"

FORMAT = 2
"""The form of the published data. It rises when a field goes, or means something else: see the
changelog. Files without a number are of form 1."""

ESTIMATE = tuple(f"estimate_{name}" for name in Estimate.model_fields)
"""The columns of a finding's estimate, which is one group in a study sheet."""


def tables(facts: Facts) -> Tables:
    """Return the tables in a fixed order; the verdicts of checks are not among them yet.

    They are made once for the same facts: nobody changes them.
    """
    made = facts.made.get("tables")
    if made is None:
        made = facts.made["tables"] = _tables(facts)
    return made  # type: ignore[return-value]  # put there under the same name


def _tables(facts: Facts) -> Tables:
    axes = facts.axes
    cell_axes, table_id = cell_columns(facts.review.tables)
    counted = counted_stances(facts.review.tables)
    return {
        "claims": (("id", "claim", "kind", "strength", "section", "verdict", *axes, "question",
                    "direction"),
                   list(_claims(facts))),
        "evidence": (("claim", "reference", "number", "stance", "at", *axes, "question",
                      "agreement", "added", "compared_on"), list(_evidence(facts))),
        "refs": (("key", "number", "identity", "title", "authors", "year", "journal", "doi",
                  "pmid"), list(_references(facts))),
        "studies": (("key", "design", "participants", "population", "cohort", "read", "year",
                     "version", "seen"),
                    list(_studies(facts))),
        "findings": (("reference", *axes, "question", "direction", "says", *ESTIMATE),
                     list(_findings(facts))),
        **_both_ways(facts),
        **_topics(facts),
        "thresholds": (("name", "value"), [(name, threshold.value) for name, threshold
                                           in facts.review.thresholds.items()]),
        "cell_places": (("claim", *cell_axes, "at", *table_id), list(_cell_places(facts))),
        CELLS: (("claim", *cell_axes, *counted, *table_id),
                _cells((*cell_axes, *table_id), counted, facts.review.source_key)),
    }  # fmt: skip


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


_NO_NUMBER = (None,) * len(ESTIMATE)


@contextmanager
def put_back(connection: sqlite3.Connection) -> Iterator[None]:
    """Try something on a database: all that changes within is taken back at the end."""
    connection.execute("SAVEPOINT trial")
    try:
        yield
    finally:
        connection.execute("ROLLBACK TO trial")
        connection.execute("RELEASE trial")


def build_database(content: Tables) -> sqlite3.Connection:
    """Return the tables as a database in memory."""
    # Each query of a check is made ready once, however many there are.
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=1000)
    connection.execute("BEGIN")
    for name, (columns, rows) in content.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        if isinstance(rows, str):
            connection.execute(f'CREATE VIEW "{name}" ({listed}) AS {rows}')
            if name == CELLS:  # without it, each place would go through all evidence
                connection.execute('CREATE INDEX evidence_at ON evidence (claim, "at")')
            continue
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
        marks = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - own names
    connection.execute("COMMIT")
    return connection


def table_sizes(connection: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    """Return the rows of all tables together, and table name to the bytes of its longest text."""
    defined = "SELECT name, type, length(CAST(sql AS BLOB)) FROM sqlite_master"
    listed = connection.execute(defined).fetchall()
    rows, widest = 0, {"sqlite_master": max((length or 0 for *_, length in listed), default=0)}
    for table in (name for name, kind, _ in listed if kind == "table"):
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        lengths = [f'max(length(CAST("{column}" AS BLOB)))' for (column,) in columns]
        sql = f'SELECT count(*), {", ".join(lengths)} FROM "{table}"'  # noqa: S608 - own names
        count, *longest = connection.execute(sql).fetchone()
        rows += count
        widest[table] = max(filter(None, longest), default=0)  # of an empty table it is NULL
    return rows, widest


def record_verdicts(connection: sqlite3.Connection, verdicts: Mapping[str, str]) -> None:
    """Fill the column `verdict` of `claims`: it is known only after the checks have run.

    `verdicts` has that of each claim by its id.
    """
    pairs = [(verdict, claim_id) for claim_id, verdict in verdicts.items()]
    connection.execute("BEGIN")
    connection.executemany("UPDATE claims SET verdict = ? WHERE id = ?", pairs)
    connection.execute("COMMIT")


def _claims(facts: Facts) -> Iterator[Row]:
    for _, claim in sorted(facts.review.claims.items()):
        topic = claim.topic
        terms = _terms_named(topic, facts.axes)
        standing = None if claim.record.check else facts.standing(claim)
        yield (claim.id, claim.text, claim.record.kind, claim.record.strength, claim.folder,
               standing, *terms, topic.question, topic.direction)  # fmt: skip


def _terms_named(topic: Topic, axes: Sequence[str]) -> list[str | None]:
    """Return the terms that a topic names on each axis, with a space between several."""
    named = topic.named
    return [" ".join(named[axis]) if axis in named else None for axis in axes]


def _topics(facts: Facts) -> Tables:
    """Return the table of each claim with each choice of its terms; none where nobody has a list.

    Whoever asks for the claims on a term asks here, where a claim may name several.
    """
    claims = [claim for _, claim in sorted(facts.review.claims.items())]
    if not any(claim.topic.has_lists for claim in claims):
        return {}
    rows: list[Row] = [
        (claim.id, *(way.get(axis) for axis in facts.axes), claim.topic.question,
         claim.topic.direction)
        for claim in claims
        for way in claim.topic.ways
        if claim.record.topic
    ]  # fmt: skip
    return {TOPICS: (("claim", *facts.axes, "question", "direction"), rows)}


def _evidence(facts: Facts) -> Iterator[Row]:
    for _, uses in sorted(facts.uses.items()):
        for use in uses:
            for locator in use.evidence.at or (None,):
                yield evidence_row(facts.axes, use, locator)


def evidence_row(axes: Sequence[str], use: Use, locator: str | None) -> Row:
    """Return one evidence item at one locator, as it stands in the table and in the CSV file."""
    topic = use.claim.topic
    return (use.claim.id, use.reference.key, use.reference.number, use.evidence.stance, locator,
            *_terms_named(topic, axes), topic.question, use.agreement,
            use.evidence.added, " ".join(use.narrower) or None)  # fmt: skip


def _references(facts: Facts) -> Iterator[Row]:
    for key, ref in facts.review.references.items():
        names = ("journal", "doi", "pmid")
        yield (key, ref.number, ref.identity or None, ref.title or None,
               ref.field("author") or None, ref.year_number,
               *(ref.field(name) or None for name in names))  # fmt: skip


def _studies(facts: Facts) -> Iterator[Row]:
    for key, study in sorted(facts.review.studies.items()):
        reference, record = facts.review.references.get(key), study.record
        year = reference.year_number if reference else None
        yield (key, record.design, record.participants, record.population, record.cohort,
               record.read, year, record.version, record.seen)  # fmt: skip


def _findings(facts: Facts) -> Iterator[Row]:
    for key, study in sorted(facts.review.studies.items()):
        for finding in study.record.results:
            terms = [finding.axes.get(axis) for axis in facts.axes]
            number = finding.estimate.model_dump().values() if finding.estimate else _NO_NUMBER
            yield (key, *terms, finding.question, finding.direction, finding.says, *number)


def _both_ways(facts: Facts) -> Tables:
    """Return the view of the findings as they are and, where they compare two terms, turned."""
    if not facts.review.turns:
        return {}
    own = ("question", "direction", "says")
    parts = [_selected(("reference", *map(_quoted, facts.axes), *own), "0")]
    for question, (first, second) in facts.review.turns.items():
        swapped = {first: second, second: first}
        axes = (_quoted(swapped.get(axis, axis)) for axis in facts.axes)
        where = f"question = '{question}'"
        where += "".join(f" AND {_quoted(axis)} IS NOT NULL" for axis in swapped)
        parts.append(_selected(("reference", *axes, "question", TURNED_SIGN, "says"), "1", where))
    columns = ("reference", *facts.axes, *own, "turned")
    return {BOTH_WAYS: (columns, " UNION ALL ".join(parts))}


def _quoted(axis: str) -> str:
    return f'"{axis}"'


def _selected(columns: Iterable[str], turned: str, where: str = "") -> str:
    condition = f" WHERE {where}" if where else ""
    return f"SELECT {', '.join(columns)}, {turned} FROM findings{condition}"  # noqa: S608 - own names


def _cell_places(facts: Facts) -> Iterator[Row]:
    """Yield the places of each cell that a claim stands for, table by table and row by row."""
    axes, table_id = cell_columns(facts.review.tables)
    for cell in facts.cells:
        terms = cell.table.axes_of(cell.pair)
        own = (cell.table.locator,) if table_id else ()
        for place in cell.table.places(cell.row, cell.column):
            yield (cell.claim.id, *(terms.get(axis) for axis in axes), place, *own)


def _cells(names: Sequence[str], counted: Sequence[str], source_key: str) -> str:
    """Return the SELECT that counts, for each cell, the works that the review files in it.

    As in `Facts.cells`: neither the review itself, nor what it does not cite.
    """
    terms = ", ".join(f'p."{name}"' for name in names)
    axes = ", ".join(f'p."{name}"' for name in names if name != TABLE_ID)
    counts = ", ".join(_COUNTED.format(stance=stance) for stance in counted)
    which = f', p."{TABLE_ID}"' if TABLE_ID in names else ""
    source = source_key.replace("'", "''")
    return (
        f"SELECT p.claim, {axes}, {counts}{which} FROM cell_places AS p "  # noqa: S608 - own names
        'LEFT JOIN evidence AS e ON e.claim = p.claim AND e."at" = p."at" '
        f"AND e.number IS NOT NULL AND e.reference <> '{source}' "
        f"GROUP BY p.claim, {terms} ORDER BY min(p.rowid)"
    )
