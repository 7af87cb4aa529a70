"""The evidence base as SQLite: tables `claims`, `evidence`, `refs`, `studies`, `findings`, `cells`.

The same tables are published as `data/evidence.sqlite`, so that a reader can run each check.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from claimweave.review.study import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimweave.evidence.facts import Facts, Use

Row = tuple[str | int | float | None, ...]
Tables = dict[str, tuple[tuple[str, ...], list[Row]]]
"""Table name to (column names, rows)."""

FORMAT = 2
"""The form of the published data. It rises when a field goes, or means something else: see the
changelog. Files without a number are of form 1."""

ESTIMATE = tuple(f"estimate_{name}" for name in Estimate.model_fields)
"""The columns of a finding's estimate, which is one group in a study sheet."""


def tables(facts: Facts) -> Tables:
    """Return the tables in a fixed order; the verdicts of checks are not among them yet."""
    axes = facts.axes
    table = facts.review.table
    cell_axes = (table.rows, table.columns) if table else ("row", "column")
    return {
        "claims": (("id", "claim", "kind", "strength", "section", "verdict", *axes, "question",
                    "direction"),
                   list(_claims(facts))),
        "evidence": (("claim", "reference", "number", "stance", "at", *axes, "question",
                      "agreement", "added", "compared_on"), list(_evidence(facts))),
        "refs": (("key", "number", "identity", "title", "authors", "year", "journal", "doi",
                  "pmid"), list(_references(facts))),
        "studies": (("key", "design", "participants", "population", "cohort", "read", "year"),
                    list(_studies(facts))),
        "findings": (("reference", *axes, "question", "direction", "says", *ESTIMATE),
                     list(_findings(facts))),
        "cells": (("claim", *cell_axes, "supports", "contradicts"), list(_cells(facts))),
    }  # fmt: skip


_NO_NUMBER = (None,) * len(ESTIMATE)


def build_database(content: Tables) -> sqlite3.Connection:
    """Return the tables as a database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("BEGIN")
    for name, (columns, rows) in content.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
        marks = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - own names
    connection.execute("COMMIT")
    return connection


def table_sizes(connection: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    """Return the rows of all tables together, and table name to the bytes of its longest text."""
    defined = "SELECT name, length(CAST(sql AS BLOB)) FROM sqlite_master WHERE type = 'table'"
    names = dict(connection.execute(defined).fetchall())
    rows, widest = 0, {"sqlite_master": max(names.values(), default=0)}
    for table in names:
        listed = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        lengths = [f'max(length(CAST("{column}" AS BLOB)))' for (column,) in listed]
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
        terms = [topic.axes.get(axis) for axis in facts.axes]
        standing = None if claim.record.check else facts.standing(claim)
        yield (claim.id, claim.text, claim.record.kind, claim.record.strength, claim.folder,
               standing, *terms, topic.question, topic.direction)  # fmt: skip


def _evidence(facts: Facts) -> Iterator[Row]:
    for _, uses in sorted(facts.uses.items()):
        for use in uses:
            for locator in use.evidence.at or (None,):
                yield evidence_row(facts.axes, use, locator)


def evidence_row(axes: Sequence[str], use: Use, locator: str | None) -> Row:
    """Return one evidence item at one locator, as it stands in the table and in the CSV file."""
    topic = use.claim.topic
    return (use.claim.id, use.reference.key, use.reference.number, use.evidence.stance, locator,
            *(topic.axes.get(axis) for axis in axes), topic.question, use.agreement,
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
               record.read, year)  # fmt: skip


def _findings(facts: Facts) -> Iterator[Row]:
    for key, study in sorted(facts.review.studies.items()):
        for finding in study.record.findings:
            terms = [finding.axes.get(axis) for axis in facts.axes]
            number = finding.estimate.model_dump().values() if finding.estimate else _NO_NUMBER
            yield (key, *terms, finding.question, finding.direction, finding.says, *number)


def _cells(facts: Facts) -> Iterator[Row]:
    for cell in facts.cells:
        yield (cell.claim.id, cell.row, cell.column, len(cell.supports), len(cell.contradicts))
