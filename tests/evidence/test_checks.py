"""SQL of strangers: verdicts, everything that is refused, and that each query comes to an end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import asked
from claimweave.evidence.database import build_database
from claimweave.evidence.verdicts.query_runner import CheckRunner, InvalidCheckError
from full_runs import examples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.database import Tables

MANY = 400
"""Rows of the evidence table: as many as the project's own review has."""

TABLES: Tables = {
    "claims": (("id", "claim", "kind"), [(f"c{i}", f"Claim {i}", "effect") for i in range(200)]),
    "evidence": (
        ("claim", "reference", "number", "stance"),
        [(f"c{i % 200}", f"Ref{i}", i, "supports") for i in range(MANY)],
    ),
    "cells": (
        ("claim", "treatment", "marker", "supports", "contradicts"),
        [("c0", "ect", "IL-6", 5, 2), ("c1", "ect", "CRP", 2, 0), ("c2", "ketamine", "CRP", 2, 2)],
    ),
}


ALL_THERE = "SELECT count(*) = 400 FROM evidence"


@pytest.fixture
def runner() -> Iterator[CheckRunner]:
    with closing(build_database(TABLES)) as connection:
        yield CheckRunner(connection)


def refusal(runner: CheckRunner, sql: str) -> str:
    with pytest.raises(InvalidCheckError) as caught:
        runner.run(sql)
    assert str(caught.value)
    assert runner.run("SELECT 1") == "holds", "after a refused query the next one still runs"
    return str(caught.value)


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C counts, also where the tests run in the background and the shell has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("within", ["the count of its work", "the list of what is allowed"])
def test_an_interrupt_amid_a_query_is_no_verdict(
    runner: CheckRunner, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    def interrupt(*_: object) -> float:
        signal.raise_signal(signal.SIGINT)  # as Ctrl-C does
        return 0.0

    class Interrupting(dict[str, set[tuple[str, str]]]):
        setdefault = interrupt  # type: ignore[assignment]

    with monkeypatch.context() as patched:
        if within == "the count of its work":
            patched.setattr("claimweave.evidence.verdicts.query_runner.step_price", interrupt)
        else:
            patched.setattr(runner.guard, "_columns", Interrupting())
        with pytest.raises(KeyboardInterrupt):
            runner.run("SELECT count(*) > 0 FROM evidence AS one, evidence AS other")
    assert runner.run(ALL_THERE) == "holds"


def test_an_interrupt_that_sqlite_swallows_is_no_verdict(runner: CheckRunner) -> None:
    """It comes before the callback has begun: SQLite then says "not authorized", and no more."""

    def swallowed(*_: object) -> int:
        raise KeyboardInterrupt

    runner._connection.set_authorizer(swallowed)  # noqa: SLF001 - as if it were ours
    with pytest.raises(KeyboardInterrupt):
        runner.run("SELECT count(*) FROM evidence")


@pytest.mark.parametrize(
    ("sql", "verdict"),
    [
        ("SELECT 1", "holds"),
        ("SELECT 0", "fails"),
        ("SELECT NULL", "undetermined"),
        ("SELECT 1 WHERE 0", "undetermined"),
        ("SELECT 1;", "holds"),
        ("  \n SELECT 1 -- so it is\n", "holds"),
        ("/* why */ SELECT 0", "fails"),
        ("SELECT true", "holds"),
        ("SELECT EXISTS (SELECT 1 FROM cells)", "holds"),
        ("VALUES (1)", "holds"),
        ("SELECT 1/0", "undetermined"),
        ("SELECT min(supports > contradicts) FROM cells", "fails"),
        ("SELECT min(supports > contradicts) FROM cells WHERE treatment = 'ect'", "holds"),
        ("SELECT min(supports > contradicts) FROM cells WHERE treatment = 'none'", "undetermined"),
        ("SELECT count(DISTINCT claim) = 200 FROM evidence", "holds"),
        ("SELECT sum(supports) > sum(contradicts) FROM cells", "holds"),
        ("SELECT count(*) FILTER (WHERE number % 2) = 200 FROM evidence", "holds"),
        (
            "WITH e AS (SELECT count(*) n FROM evidence GROUP BY claim) SELECT max(n) = 2 FROM e",
            "holds",
        ),
        ("SELECT count(*) = 3 FROM cells JOIN claims ON cells.claim = claims.id", "holds"),
        ("SELECT avg(supports) = 3 FROM cells", "holds"),
        ("SELECT lower('IL-6') = 'il-6' AND length('α') = 1 AND 'ab' LIKE 'A%'", "holds"),
        ("SELECT coalesce(NULL, iif(1 > 0, 1, 0))", "holds"),
        ("SELECT max(r) = 3 FROM (SELECT rank() OVER (ORDER BY claim) r FROM cells)", "holds"),
        ("SELECT CAST(1.0 AS INTEGER)", "holds"),
    ],
)
def test_verdicts(runner: CheckRunner, sql: str, verdict: str) -> None:
    assert runner.run(sql) == verdict
    assert runner.run(sql) == verdict, "the same again"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 2", "where 1, 0 or NULL is wanted"),
        ("SELECT -1", "where 1, 0 or NULL is wanted"),
        ("SELECT 1.0", "where 1, 0 or NULL is wanted"),
        ("SELECT 0.5", "where 1, 0 or NULL is wanted"),
        ("SELECT '1'", "where 1, 0 or NULL is wanted"),
        ("SELECT x'01'", "where 1, 0 or NULL is wanted"),
        ("SELECT 'yes'", "'yes'"),
        ("SELECT 9223372036854775807", "where 1, 0 or NULL is wanted"),
        ("SELECT 9e999", "'inf'"),
        ("SELECT 1, 0", "2 columns"),
        ("SELECT * FROM claims", "3 columns"),
        ("SELECT 1 UNION SELECT 0", "more than one row"),
        ("SELECT supports > 0 FROM cells", "more than one row"),
        ("", "0 columns"),
        (";", "0 columns"),
        ("-- only a comment", "0 columns"),
        ("/* only a comment */", "0 columns"),
        ("SELECT 1; SELECT 1", "one statement"),
        ("SELECT 1; DROP TABLE claims", "one statement"),
        ("SELECT \0 1", "null character"),
        ("SELECT 1\0; DROP TABLE claims", "null character"),
        ("SELECT", "syntax error|incomplete"),
        ("SELEC 1", "syntax error"),
        ("SELECT nosuch FROM cells", "no such column"),
        ("SELECT 1 FROM cell", "no such table"),
        ("SELECT ?", "variables"),
        ("SELECT :name", "variables"),
        ("SELECT " + "(" * 500 + "1" + ")" * 500, "overflow|depth|too large"),
        ("SELECT " + "+".join("1" * 300), "depth"),
        ("SELECT 1 " + "UNION SELECT 1 " * 30, "compound"),
        ("SELECT '" + "a" * 20_000 + "'", "too large|too big"),
        ("SELECT abs(-9223372036854775808)", "overflow"),
    ],
)
def test_what_is_no_verdict(runner: CheckRunner, sql: str, message: str) -> None:
    with pytest.raises(InvalidCheckError, match=message):
        runner.run(sql)
    assert runner.run("SELECT 1") == "holds"


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH ':memory:' AS x",
        "ATTACH '/tmp/claimweave-should-not-exist.db' AS x",
        "DETACH main",
        "INSERT INTO claims VALUES ('x', 'x', 'x')",
        "INSERT INTO claims DEFAULT VALUES",
        "REPLACE INTO claims VALUES ('x', 'x', 'x')",
        "UPDATE claims SET id = 'x'",
        "DELETE FROM claims",
        "DROP TABLE claims",
        "CREATE TABLE x (a)",
        "CREATE TEMP TABLE x (a)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE TRIGGER x AFTER INSERT ON claims BEGIN SELECT 1; END",
        "CREATE INDEX x ON claims (id)",
        "CREATE VIRTUAL TABLE x USING fts5(a)",
        "ALTER TABLE claims RENAME TO x",
        "PRAGMA user_version",
        "PRAGMA writable_schema = 1",
        "PRAGMA temp_store_directory = '/tmp'",
        "SELECT * FROM pragma_table_info('claims')",
        "SELECT count(*) > 0 FROM pragma_database_list",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT x",
        "VACUUM",
        "VACUUM INTO '/tmp/claimweave-should-not-exist.db'",
        "ANALYZE",
        "EXPLAIN SELECT 1",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
        "WITH c(x) AS (SELECT 1 UNION SELECT x + 1 FROM c WHERE x < 9) SELECT max(x) FROM c",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT writefile('/tmp/claimweave-should-not-exist', 'x')",
        "SELECT edit('x')",
        "SELECT random() > 0",
        "SELECT count(*) FROM cells ORDER BY random()",
        "SELECT length(randomblob(9)) = 9",
        "SELECT length(zeroblob(999999999))",
        "SELECT length(printf('%999999999d', 1))",
        "SELECT length(format('%999999999d', 1))",
        "SELECT length(replace('aaaa', 'a', 'aaaaaaaaaa'))",
        "SELECT length(hex('a'))",
        "SELECT length(quote('a'))",
        "SELECT date('now') > '2000'",
        "SELECT strftime('%s', 'now') > 0",
        "SELECT julianday() > 0",
        "SELECT current_timestamp > '2000'",
        "SELECT current_date > '2000'",
        "SELECT sqlite_version() > '3'",
        "SELECT changes() = 0",
        "SELECT json_extract('{}', '$')",
        "SELECT count(*) FROM json_each('[1]')",
        "SELECT value FROM generate_series(1, 9)",
        "SELECT count(*) FROM dbstat",
        "SELECT 'a' GLOB 'a'",
        "SELECT 'a' REGEXP 'a'",
        "SELECT 'a' MATCH 'a'",
    ],
)
def test_what_is_refused(sql: str) -> None:
    with closing(build_database(TABLES)) as connection:
        runner = CheckRunner(connection)
        refusal(runner, sql)
        assert runner.run(ALL_THERE) == "holds"
        assert runner.run("SELECT count(*) = 200 AND min(id) = 'c0' FROM claims") == "holds"
        assert not connection.in_transaction


def test_the_message_names_the_function_that_is_refused(runner: CheckRunner) -> None:
    assert "randomblob()" in refusal(runner, "SELECT randomblob(9)")
    assert "SELECT" in refusal(runner, "DROP TABLE claims")


def test_a_refusal_is_not_blamed_on_the_next_query(runner: CheckRunner) -> None:
    refusal(runner, "SELECT random()")
    assert "random" not in refusal(runner, "SELECT nosuch FROM cells")


def test_the_schema_may_be_read_for_it_holds_nothing_else(runner: CheckRunner) -> None:
    """`sqlite_master` is harmless: it lists the published tables, in a database of its own."""
    assert runner.run("SELECT count(*) = 3 FROM sqlite_master") == "holds"
    assert runner.run("SELECT count(*) = 0 FROM sqlite_temp_master") == "holds"


SIXTY_TABLES = "SELECT count(*) FROM " + ", ".join(f"evidence e{i}" for i in range(60))  # noqa: S608 - to be refused


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM evidence a, evidence b, evidence c, evidence d",
        SIXTY_TABLES,
        "SELECT max(a.number + b.number + c.number) FROM evidence a, evidence b, evidence c",
        (
            "SELECT count(*) FROM (SELECT DISTINCT a.reference || b.reference || c.reference"
            " FROM evidence a, evidence b, evidence c)"
        ),
        (
            "SELECT a.claim FROM evidence a, evidence b, evidence c"
            " ORDER BY a.claim || b.claim || c.claim LIMIT 1"
        ),
        (
            "SELECT count(*) FROM evidence a JOIN evidence b ON a.number < b.number"
            " JOIN evidence c ON b.number < c.number JOIN evidence d ON c.number < d.number"
        ),
        (
            "SELECT count(x) FROM (SELECT min(a.number) OVER (ORDER BY a.number, b.number"
            " ROWS BETWEEN 90000 PRECEDING AND 90000 FOLLOWING EXCLUDE CURRENT ROW) x"
            " FROM evidence a, evidence b)"
        ),
    ],
)
def test_a_query_that_would_run_for_ever_is_stopped(runner: CheckRunner, sql: str) -> None:
    start = time.process_time()
    assert refusal(runner, sql)
    assert time.process_time() - start < 4, "a second or two, on a slow machine too"


LONG_TEXT = (
    "WITH a AS MATERIALIZED (SELECT substr(group_concat(p.claim || q.claim), 1, 900000) x"
    " FROM evidence p, claims q WHERE q.id < 'c15') SELECT "
)


@pytest.mark.parametrize(
    "sql",
    [
        "count(*) FROM (SELECT a.x || q.id || r.id y FROM a, claims q, claims r ORDER BY y)",
        "count(DISTINCT a.x || q.id || r.id) FROM a, claims q, claims r",
        "sum(length(upper(a.x || q.id))) FROM a, claims q, claims r",
        "sum(instr(a.x, substr(a.x, 400000) || 'q' || q.id)) FROM a, claims q, claims r",
    ],
)
def test_a_query_on_long_texts_is_stopped_too(runner: CheckRunner, sql: str) -> None:
    start = time.process_time()
    assert refusal(runner, LONG_TEXT + sql)
    assert time.process_time() - start < 4


def test_each_query_has_a_budget_of_its_own(runner: CheckRunner) -> None:
    heavy = "SELECT count(*) > 0 FROM evidence a, evidence b WHERE a.number + b.number > 3"
    for _ in range(30):
        assert runner.run(heavy) == "holds"


def test_what_several_readings_ask_is_run_once(
    base: EvidenceBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    run = CheckRunner.run
    monkeypatch.setattr(CheckRunner, "run", lambda self, sql: (ran.append(sql), run(self, sql))[1])
    holds, fault = "SELECT count(*) > 1 FROM claims", "SELECT nobody FROM claims"
    (result,) = asked(base, a=holds, b=fault, c=holds, d=fault, e="SELECT 0").values()
    assert ran == [holds, fault, "SELECT 0"]
    readings = result.readings
    assert [readings[name].verdict for name in "ace"] == ["holds", "holds", "fails"]
    assert str(readings["b"].fault) == str(readings["d"].fault) == "no such column: nobody"


BLOW_UPS = (
    "SELECT length(group_concat(a.reference || b.reference)) FROM evidence a, evidence b, claims",
    (
        "SELECT length(group_concat(a, (SELECT group_concat(b, (SELECT group_concat(id)"
        " FROM claims)) FROM (SELECT id b FROM claims)))) FROM (SELECT id a FROM claims)"
    ),
    (
        "WITH a AS (SELECT group_concat(claim) x FROM evidence),"
        " b AS (SELECT x||x||x||x||x||x||x||x x FROM a),"
        " c AS (SELECT x||x||x||x||x||x||x||x x FROM b),"
        " d AS (SELECT x||x||x||x||x||x||x||x x FROM c) SELECT length(x||x||x||x) FROM d"
    ),
    (
        "SELECT count(x) FROM (SELECT group_concat(a.claim) OVER (ORDER BY a.claim) x"
        " FROM evidence a, evidence b, evidence c)"
    ),
)


def test_blow_ups_are_refused_in_little_memory(tmp_path: Path) -> None:
    script = tmp_path / "blow_ups.py"
    lines = [
        "import resource",
        "from claimweave.evidence.verdicts.query_runner import CheckRunner, InvalidCheckError",
        "from claimweave.evidence.database import build_database",
        f"runner = CheckRunner(build_database({TABLES!r}))",
        "runner.run('SELECT 1')",
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
        f"for sql in {BLOW_UPS!r}:",
        "    try:",
        "        print(runner.run(sql))",
        "    except InvalidCheckError:",
        "        pass",
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)",
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=600
    )
    (megabytes,) = done.stdout.split()
    assert int(megabytes) < 100


SQL_WORDS = """
    SELECT 1 0 NULL FROM claims evidence cells WHERE id = 'x' ( ) , ; -- /* */ count(*) min( UNION
    ALL WITH RECURSIVE AS DROP TABLE INSERT INTO VALUES PRAGMA " ' ? * + || LIKE %
"""
SQL_LIKE = st.lists(st.sampled_from(SQL_WORDS.split()), max_size=12).map(" ".join)


def outcome(runner: CheckRunner, sql: str) -> str:
    try:
        return runner.run(sql)
    except InvalidCheckError as error:
        return str(error)


@examples(150, derandomize=True)
@given(st.one_of(SQL_LIKE, st.text(max_size=60)))
def test_any_text_is_a_verdict_or_a_message(sql: str) -> None:
    with closing(build_database(TABLES)) as connection:
        runner = CheckRunner(connection)
        assert outcome(runner, sql)
        assert runner.run(ALL_THERE) == "holds"
