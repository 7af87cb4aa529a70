"""Other worlds of evidence, in which checks are tried: nothing, all turned, more, or other works.

Each changes a database whose owner puts everything back. What it makes up is called `made-up-…`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from claimweave.evidence.turning import TURNED_SIGN

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

Side = Literal["supports", "contradicts"]

MADE_UP = 6
"""Works that are made up for each claim: more than what words such as "numerous" ask for."""

MOST_MADE_UP = 60_000
"""Rows that are made up at most: in a very large review there are fewer works for each claim."""

_FIRST = 1_000_000
"""The first number of a work that is made up: larger than any of a review."""

_TURNED = (
    "UPDATE evidence SET stance = CASE stance WHEN 'supports' THEN 'contradicts' "
    "WHEN 'contradicts' THEN 'supports' ELSE stance END, agreement = CASE agreement "
    "WHEN 'agrees' THEN 'opposite' WHEN 'opposite' THEN 'agrees' ELSE agreement END"
)
_DIRECTIONS: dict[Side, tuple[str, ...]] = {
    "supports": ("positive",),
    "contradicts": ("negative", "none"),
}


EvidenceRow = tuple[int | str | None, ...]
"""A row of the evidence, its number first."""


def own_rows(
    connection: sqlite3.Connection, claim_id: str, asserted: Sequence[str]
) -> list[EvidenceRow]:
    """Return the rows of evidence that belong to a claim, or to a sentence that asserts it."""
    marks = ", ".join("?" * len(asserted))
    sql = f'SELECT rowid, * FROM evidence WHERE claim = ? OR "at" IN ({marks})'  # noqa: S608 - marks
    return connection.execute(sql, (claim_id, *asserted)).fetchall()


def empty(connection: sqlite3.Connection) -> None:
    """Take all evidence, study sheets, findings and works away."""
    empty_but_works(connection)
    connection.execute("DELETE FROM refs")
    connection.execute("UPDATE claims SET verdict = 'derived' WHERE verdict IS NOT NULL")


def empty_but_works(connection: sqlite3.Connection) -> None:
    """Take all evidence, study sheets and findings away."""
    for table in ("evidence", "studies", "findings"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words


def put_in(connection: sqlite3.Connection, rows: Sequence[EvidenceRow]) -> None:
    """Put rows back into the evidence from which all were taken."""
    columns = connection.execute("SELECT * FROM evidence").description
    names = ", ".join(f'"{name}"' for name, *_ in columns)
    marks = ", ".join("?" * (1 + len(columns)))
    connection.executemany(f"INSERT INTO evidence (rowid, {names}) VALUES ({marks})", rows)  # noqa: S608 - our own words


def without(connection: sqlite3.Connection, rows: Sequence[EvidenceRow]) -> None:
    """Take rows of the evidence away."""
    connection.executemany("DELETE FROM evidence WHERE rowid = ?", [row[:1] for row in rows])


def turn(connection: sqlite3.Connection) -> None:
    """Turn every stance and every direction of a finding."""
    connection.execute(_TURNED)
    connection.execute(f"UPDATE findings SET direction = {TURNED_SIGN}")  # noqa: S608 - own words
    connection.execute(
        "UPDATE claims SET verdict = CASE verdict WHEN 'cited-in-support' THEN 'cited-against' "
        "WHEN 'cited-against' THEN 'cited-in-support' ELSE verdict END"
    )


def turn_rows(connection: sqlite3.Connection, rows: Sequence[EvidenceRow]) -> None:
    """Turn the stance of some rows of the evidence; of those that are turned, turn it back."""
    connection.executemany(f"{_TURNED} WHERE rowid = ?", [row[:1] for row in rows])


def more(connection: sqlite3.Connection, side: Side, claims: str, values: Sequence[str]) -> None:
    """Make up works for claims, all of them on one side, with study sheets and findings.

    Args:
        connection: the database.
        side: what they are cited for.
        claims: a condition on the table of claims.
        values: what its marks stand for.
    """
    run = connection.execute
    (count,) = run(f"SELECT count(*) FROM claims WHERE {claims}", tuple(values)).fetchone()  # noqa: S608 - our own words
    works = max(1, min(MADE_UP, MOST_MADE_UP // max(1, count)))
    keys = [(f"made-up-{n}", _FIRST + n) for n in range(works)]
    connection.executemany("INSERT INTO refs (key, number, identity) VALUES (?, ?, 'named')", keys)
    connection.executemany(
        "INSERT INTO studies (key, design, participants, read) "
        "VALUES (?, 'made-up', 1000, 'abstract')",
        [(key,) for key, _ in keys],
    )
    axes = _axes(connection)
    listed = "".join(f', c."{axis}"' for axis in axes)
    names = "".join(f', "{axis}"' for axis in axes)
    place = "coalesce((SELECT min(p.\"at\") FROM cell_places AS p WHERE p.claim = c.id), 'made-up')"
    (first_key, first_number), *others = keys
    columns = f'claim, reference, number, stance, "at", agreement, question{names}'
    run(
        f"INSERT INTO evidence ({columns}) "  # noqa: S608 - our own words
        f"SELECT c.id, ?, ?, ?, {place}, 'agrees', c.question{listed} FROM claims AS c "
        f"WHERE {claims}",
        (first_key, first_number, side, *values),
    )
    # The others are cited at the same places: to look them up takes longer than all else here.
    connection.executemany(
        f"INSERT INTO evidence ({columns}) "  # noqa: S608 - the same
        f'SELECT claim, ?, ?, stance, "at", agreement, question{names} FROM evidence '
        "WHERE number = ? ORDER BY rowid",
        [(key, number, first_number) for key, number in others],
    )
    for key, _ in keys:
        for direction in _DIRECTIONS[side]:
            run(
                f"INSERT INTO findings (reference, question, direction, says{names}) "  # noqa: S608
                f"SELECT DISTINCT ?, c.question, ?, 'made up'{listed} FROM claims AS c "
                f"WHERE c.question IS NOT NULL AND {claims}",
                (key, direction, *values),
            )


def without_side(connection: sqlite3.Connection, side: Side) -> None:
    """Take away all that is cited for, or all that is cited against."""
    connection.execute("DELETE FROM evidence WHERE stance = ?", (side,))


def all_say(connection: sqlite3.Connection, direction: str) -> None:
    """Let all claims say the same of the direction, and all findings."""
    connection.execute("UPDATE claims SET direction = ?", (direction,))
    connection.execute("UPDATE findings SET direction = ?", (direction,))


def without_made_up(connection: sqlite3.Connection, claim_id: str) -> None:
    """Take away what was made up for a claim."""
    sql = "DELETE FROM evidence WHERE claim = ? AND number >= ?"
    connection.execute(sql, (claim_id, _FIRST))


def change_works(connection: sqlite3.Connection) -> None:
    """Let all works be of another kind: other designs, sizes, samples and identities."""
    connection.execute(
        "UPDATE studies SET design = 'made-up', participants = 1, population = 'made-up', "
        "cohort = NULL, read = 'secondary', year = 1"
    )
    connection.execute("UPDATE refs SET identity = 'unidentified', year = 1, journal = NULL")
    connection.execute("UPDATE evidence SET agreement = 'not-read'")
    connection.execute("UPDATE findings SET direction = 'not-reported'")


def _axes(connection: sqlite3.Connection) -> list[str]:
    """Return the columns of findings that are axes of the vocabulary."""
    named = connection.execute("SELECT name FROM pragma_table_info('findings')").fetchall()
    own = {"reference", "question", "direction", "says"}
    known = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('claims')")}
    return [name for (name,) in named if name not in own and name in known]
