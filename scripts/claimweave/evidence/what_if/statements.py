"""Each change of the evidence as SQL: the engine runs it, and so does the page of a conclusion.

What is put in is named with a colon. Every statement runs on the tables of `database`, and on the
temporary ones that `SETUP` makes; who runs them puts everything back.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimweave.evidence.database_views import CELLS, TABLE_ID, counted_stances
from claimweave.review.fields import SIDES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from claimweave.evidence.facts import Facts

Step = tuple[str, dict[str, str | int | None]]
"""A statement, and what is put in."""

SETUP = (
    "CREATE TEMP TABLE disputed (claim PRIMARY KEY)",
    "CREATE TEMP TABLE kept (row INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE kept_works (key PRIMARY KEY)",
    "CREATE TEMP TABLE reports (key PRIMARY KEY, first, place)",
    "INSERT INTO disputed SELECT value FROM json_each(:disputed)",
)
"""Run once, before all others."""

AS_CHECKS_SEE_IT = ("UPDATE claims SET verdict = NULL WHERE id IN (SELECT claim FROM readings)",)
"""Run on the published database: no check sees what another one comes to."""

DELETIONS = {
    "evidence": "DELETE FROM evidence WHERE reference = :key",
    "studies": "DELETE FROM studies WHERE key = :key",
    "findings": "DELETE FROM findings WHERE reference = :key",
    "refs": "DELETE FROM refs WHERE key = :key",
}
"""Table to what takes a work out of it."""

_ITEM = "WHERE claim = :claim AND reference = :reference AND stance = :stance"
_OTHER_SIDE = "CASE stance WHEN 'supports' THEN 'contradicts' ELSE 'supports' END"
REMOVE = (f"DELETE FROM evidence {_ITEM}",)
FLIP = (f"UPDATE evidence SET stance = {_OTHER_SIDE} {_ITEM}",)
THRESHOLD = ("UPDATE thresholds SET value = :value WHERE name = :name",)

_REPORTED = (
    "UPDATE evidence SET stance = CASE WHEN agreement = 'agrees' THEN stance "
    f"WHEN agreement IN ('opposite', 'null') THEN {_OTHER_SIDE} ELSE 'background' END, "
    "agreement = CASE WHEN agreement IN ('opposite', 'null') THEN 'agrees' ELSE agreement END "
    "WHERE reference = :key AND agreement IS NOT NULL"
)
"""What cannot be compared has no agreement, and stays; what tells nothing counts for no side."""

ONLY_KEPT = "DELETE FROM evidence WHERE rowid NOT IN (SELECT row FROM kept)"
ONLY_KEPT_WORKS = (
    "DELETE FROM studies WHERE key NOT IN (SELECT key FROM kept_works)",
    "DELETE FROM findings WHERE reference NOT IN (SELECT key FROM kept_works)",
)
NOTHING_KEPT = ("DELETE FROM kept", "DELETE FROM kept_works")

_LATER_REPORT = (
    "SELECT evidence.rowid FROM evidence JOIN reports AS own ON own.key = evidence.reference "
    "WHERE EXISTS (SELECT 1 FROM reports AS other JOIN evidence AS e ON e.reference = other.key "
    "WHERE other.first = own.first AND other.place < own.place AND e.claim = evidence.claim "
    "AND e.stance = evidence.stance)"
)
FIND_REPORTS = (
    "INSERT INTO reports SELECT studies.key, first_value(studies.key) OVER place, "
    "row_number() OVER place FROM studies LEFT JOIN refs ON refs.key = studies.key "
    "WHERE studies.cohort IS NOT NULL "
    "WINDOW place AS (PARTITION BY studies.cohort "
    "ORDER BY refs.number IS NULL, refs.number, studies.key)"
)
KEEP_FIRST_REPORTS = f"INSERT INTO kept {_LATER_REPORT}"
_LATER = "(SELECT key FROM reports WHERE place > 1)"
_FIRST_REPORT = (
    "SELECT reports.first, refs.number FROM reports LEFT JOIN refs ON refs.key = reports.first "
    "WHERE reports.key = evidence.reference"
)
_FIRST_KEY = "SELECT first FROM reports WHERE key = findings.reference"
MERGE_REPORTS = (
    "DELETE FROM evidence WHERE rowid IN (SELECT row FROM kept)",
    f"UPDATE evidence SET (reference, number) = ({_FIRST_REPORT}) WHERE reference IN {_LATER}",
    f"UPDATE findings SET reference = ({_FIRST_KEY}) WHERE reference IN {_LATER}",
    f"DELETE FROM studies WHERE key IN {_LATER}",
    "DELETE FROM reports",
    "DELETE FROM kept",
)
MERGE = (FIND_REPORTS, KEEP_FIRST_REPORTS, *MERGE_REPORTS)
"""Reports of one sample become one work: see `same_cohort`."""


def set_up(connection: sqlite3.Connection, facts: Facts) -> None:
    """Make the temporary tables that the other statements need."""
    values: dict[str, str | int | None] = {"disputed": disputed(facts)}
    run(connection, ((sql, values) for sql in SETUP))


def run(connection: sqlite3.Connection, steps: Iterable[Step]) -> None:
    """Run statements, one after the other."""
    for sql, values in steps:
        connection.execute(sql, values)


def disputed(facts: Facts) -> str:
    """Return the ids of the claims that the review disputes by asserting others, as JSON."""
    claims = facts.review.claims.values()
    return json.dumps([claim.id for claim in claims if facts.disputing(claim)])


def standing(facts: Facts, without: str = "") -> str:
    """Return the expression for how a claim of `claims` stands: `Facts.standing`, as SQL.

    With `without`, as if the work of that name had gone.
    """
    source = f"'{facts.review.source_key.replace(chr(39), 2 * chr(39))}'"
    numbered = f"(e.number IS NOT NULL OR e.reference = {source})" if facts.review.settings else "1"
    cited = (
        f'EXISTS (SELECT 1 FROM evidence AS e WHERE e.claim = claims.id AND e."at" IS NOT NULL '
        f"AND {numbered}{f' AND e.reference <> {without}' if without else ''} AND "
    )
    for_, against = (
        f"{cited}e.reference <> {source} AND e.stance = '{stance}')" for stance in SIDES
    )
    filed = f"{cited}e.reference <> {source} AND e.stance = 'neither')"
    on_no_side = f"WHEN {filed} THEN 'cited-neither' " if facts.on_no_side else ""
    return (
        f"CASE WHEN {against} THEN CASE WHEN {for_} THEN 'contested' ELSE 'cited-against' END "
        "WHEN id IN (SELECT claim FROM disputed) THEN 'contested' "
        f"WHEN {for_} THEN 'cited-in-support' {on_no_side}"
        f"WHEN {cited}e.stance <> 'background') THEN 'asserted-only' ELSE 'derived' END"
    )


def entries(facts: Facts) -> str:
    """Return the query for the entries of the tables' cells: each work on a side of a cell, once.

    As in `Facts.cells`. It yields claim, row, column, stance, work, agreement, whether the work was
    read, and of several tables which one it is.
    """
    if not facts.review.tables:
        return ""
    row, column, table_id = _pair_of_table(facts, "p.")
    stances = "', '".join((*SIDES, "neither") if facts.on_no_side else SIDES)
    source = facts.review.source_key.replace("'", "''")
    return (
        f"SELECT DISTINCT e.claim, {row}, {column}, e.stance, e.reference, "
        f"e.agreement, e.reference IN (SELECT key FROM studies){table_id} FROM cell_places AS p "
        'JOIN evidence AS e ON e.claim = p.claim AND e."at" = p."at" '
        f"WHERE e.number IS NOT NULL AND e.reference <> '{source}' "
        f"AND e.stance IN ('{stances}') ORDER BY e.number, e.reference"
    )


def counts(facts: Facts) -> dict[str, str]:
    """Return the query for the counts of cells that have more columns than those of one table.

    It yields claim, row, column, the works for and against, and of several tables which one it is.
    Where cells have no other columns, there is none.
    """
    tables = facts.review.tables
    if len(tables) < 2 and counted_stances(tables) == SIDES:  # noqa: PLR2004 - one table
        return {}
    row, column, table_id = _pair_of_table(facts, "")
    sql = f"SELECT claim, {row}, {column}, supports, contradicts{table_id} FROM {CELLS}"
    return {"counts": sql}


def _pair_of_table(facts: Facts, before: str) -> tuple[str, str, str]:
    """Return what yields the row and the column of a cell, and of several tables which it is in."""
    tables = facts.review.tables
    if len(tables) == 1:
        return f'{before}"{tables[0].rows}"', f'{before}"{tables[0].columns}"', ""
    rows, columns = (
        " ".join(f"WHEN '{t.locator}' THEN {before}\"{axis}\"" for t, axis in pairs)
        for pairs in ([(t, t.rows) for t in tables], [(t, t.columns) for t in tables])
    )
    which = f"{before}{TABLE_ID}"
    return f"CASE {which} {rows} END", f"CASE {which} {columns} END", f", {which}"


def restated_without(facts: Facts) -> str:
    """Return what gives each claim that cites a work the standing that it has without."""
    stands = standing(facts, ":key")
    return (
        f"UPDATE claims SET verdict = {stands} WHERE verdict IS NOT NULL "
        f"AND id IN (SELECT claim FROM evidence WHERE reference = :key) AND verdict <> {stands}"
    )


def withdrawn(facts: Facts) -> tuple[str, ...]:
    """Return the statements that take a work out, with all that it said and was cited for."""
    return (restated_without(facts), *DELETIONS.values())


def reported(facts: Facts) -> tuple[str, ...]:
    """Return what counts a work as it reports itself, wherever that can be compared.

    What it denies counts on the other side; what it is silent on, or was not read, on neither.
    """
    again = f"UPDATE claims SET verdict = {standing(facts)} WHERE verdict IS NOT NULL "
    return (_REPORTED, f"{again}AND id IN (SELECT claim FROM evidence WHERE reference = :key)")


def added(facts: Facts) -> tuple[str, ...]:
    """Return what makes a work up that is for or against a claim; an axis is that of the claim.

    It counts as read and as named. Its design, size and question may be NULL: not said.
    """
    names = "".join(f', "{axis}"' for axis in facts.axes)
    listed = "".join(f', c."{axis}"' for axis in facts.axes)
    place = "coalesce((SELECT min(p.\"at\") FROM cell_places AS p WHERE p.claim = c.id), 'made-up')"
    work = "INSERT INTO refs (key, number, identity, title) VALUES (:key, :number, 'named', :key)"
    sheet = (
        "INSERT INTO studies (key, design, participants, read) "
        "VALUES (:key, :design, :participants, 'full-text')"
    )
    agreement = (
        "CASE WHEN c.question IS NULL THEN NULL WHEN :question IS NULL THEN 'not-reported' "
        "WHEN :question = c.question THEN 'agrees' ELSE 'another-question' END"
    )
    citation = (
        'INSERT INTO evidence (claim, reference, number, stance, "at", agreement, question'
        f"{names}) SELECT c.id, :key, :number, :stance, {place}, {agreement}, c.question{listed} "
        "FROM claims AS c WHERE c.id = :claim"
    )
    direction = (
        "CASE :stance WHEN 'supports' THEN coalesce(c.direction, 'unsigned') "
        "ELSE CASE c.direction WHEN 'none' THEN 'unsigned' ELSE 'none' END END"
    )
    finding = (
        f"INSERT INTO findings (reference, question, direction, says{names}) "
        f"SELECT :key, :question, {direction}, 'made up'{listed} FROM claims AS c "
        "WHERE c.id = :claim AND :question IS NOT NULL"
    )
    return work, sheet, citation, finding
