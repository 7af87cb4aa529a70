"""The worlds in which checks are tried: what they turn is called as the evidence calls it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, get_args

from claimweave.evidence.database import build_database, put_back, tables
from claimweave.evidence.facts import Standing
from claimweave.evidence.what_if import worlds
from miniature import claim, evidence_base

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

FOR = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
AGAINST = "[{cites: Cedar2003, stance: contradicts, at: [S1.p1.s1]}]"


def verdicts(connection: sqlite3.Connection) -> dict[str, str]:
    """Claim id to how it stands."""
    return dict(connection.execute("SELECT id, verdict FROM claims").fetchall())


def test_a_turned_world_turns_how_claims_stand_and_is_put_back(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"1-tea/a": claim(FOR), "1-tea/b": claim(AGAINST)})
    as_it_is = {"a": "cited-in-support", "b": "cited-against"}
    with closing(build_database(tables(base.facts))) as connection:
        assert verdicts(connection) == as_it_is
        with put_back(connection):
            worlds.turn(connection)
            assert verdicts(connection) == {"a": "cited-against", "b": "cited-in-support"}
        with put_back(connection):
            worlds.empty(connection)
            assert set(verdicts(connection).values()) <= set(get_args(Standing))
        assert verdicts(connection) == as_it_is
