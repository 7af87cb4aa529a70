"""What a query costs is counted, so that no clock has a say; what all cost together has an end."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from claimweave.evidence.database import build_database, table_sizes
from claimweave.evidence.verdicts import effort, query_work
from claimweave.evidence.verdicts.claim_verdicts import NotRunError
from claimweave.evidence.verdicts.query_runner import (
    CheckRunner,
    CostlyCheckError,
    InvalidCheckError,
)
from claimweave.evidence.verdicts.query_work import LONGEST, reading_work, step_price
from claimweave.evidence.what_if import robustness, withdrawal
from claimweave.evidence.what_if.search_depth import PARTS, Search, depths
from miniature import claim, evidence_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.database import Tables

# ruff: noqa: S608 - queries of strangers are what is tested

TABLES: Tables = {
    "claims": (("id", "claim"), [(f"c{i}", f"Claim {i}") for i in range(100)]),
    "evidence": (("claim", "number"), [(f"c{i}", i) for i in range(100)]),
}
TEN = ", ".join(f"evidence e{i}" for i in range(10))
LONG = f"(SELECT group_concat('{'a' * 90}', '') x FROM evidence)"
COSTLY = {
    "join": f"SELECT count(*) FROM {TEN}",
    "long texts": f"SELECT sum(length(x)) FROM {LONG}, {TEN}",
    "instr": f"SELECT sum(instr(x, substr(x, 1, 4000) || 'b')) FROM {LONG}, {TEN}",
    "like": f"SELECT sum(x LIKE '%a%a%{'a' * 30}b') FROM {LONG}, {TEN}",
    "numbers": f"SELECT sum(x + 1) FROM {LONG.replace('a' * 90, '1' * 90)}, {TEN}",
    "sort": f"SELECT max(y) FROM (SELECT e9.claim y FROM {TEN} ORDER BY e9.claim, e8.claim)",
    "sort long": f"SELECT max(y) FROM (SELECT x || e9.claim y FROM {LONG}, {TEN} ORDER BY y)",
    "group": f"SELECT 1 FROM {TEN} GROUP BY e9.claim, e8.claim, e7.claim",
    "window": f"SELECT count(r) FROM (SELECT rank() OVER (ORDER BY e9.claim) r FROM {TEN})",
    "union": f"SELECT sum(e1.number IN (SELECT e2.number UNION SELECT e3.number)) FROM {TEN}",
}


@pytest.fixture
def runner() -> Iterator[CheckRunner]:
    with closing(build_database(TABLES)) as connection:
        yield CheckRunner(connection)


def work_of(sql: str) -> int:
    with closing(build_database(TABLES)) as connection:
        runner = CheckRunner(connection)
        with pytest.raises(CostlyCheckError):
            runner.run(sql)
        return runner.work


@pytest.mark.parametrize("sql", COSTLY.values(), ids=COSTLY)
def test_a_costly_query_is_stopped_at_the_same_step_each_time(
    sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "QUERY", 200_000)
    work = work_of(sql)
    assert 200_000 < work < 420_000, "a hundred steps of LIKE on long texts make 200,000"
    assert work == work_of(sql)


def cte_chain(wanted: str, levels: int = 25) -> str:
    head = "WITH t0(a) AS (SELECT number FROM evidence)"
    chain = "".join(f", t{i}(a) AS ({wanted.format(i - 1)})" for i in range(1, levels))
    return f"{head}{chain} SELECT count(*) FROM t{levels - 1} WHERE a > 1"


def nested(wanted: str, levels: int = 14) -> str:
    inner = "SELECT number a FROM evidence"
    for _ in range(levels):
        inner = wanted.format(inner)
    return inner


EXPONENTIAL = [
    cte_chain("SELECT a + a FROM t{}"),
    cte_chain("SELECT a+a FROM t{}").upper(),
    cte_chain("SELECT [a] + `a` FROM t{}"),
    cte_chain("SELECT a/* */ + a -- \n FROM t{}"),
    cte_chain("SELECT (SELECT a) + a FROM t{}"),
    cte_chain("SELECT t.a + t.a FROM t{} t"),
    cte_chain("SELECT x.a FROM t{0} x, t{0} y"),
    cte_chain("SELECT a FROM t{0} UNION ALL SELECT a FROM t{0}"),
    cte_chain("SELECT (SELECT a FROM t{0}) + (SELECT a FROM t{0})"),
    cte_chain("SELECT *, * FROM t{}"),
    nested("SELECT a + a a FROM ({})"),
    nested("SELECT a+a a FROM evidence JOIN({})"),
    nested("SELECT (SELECT count(*) FROM ({})) a FROM (SELECT 1 UNION ALL SELECT 2)", 20),
]


@pytest.mark.parametrize("sql", EXPONENTIAL)
def test_a_query_whose_parts_multiply_is_not_even_read(runner: CheckRunner, sql: str) -> None:
    with pytest.raises(CostlyCheckError, match="repeated within one another"):
        runner.run(sql)
    assert runner.work < 50 * len(sql)


HONEST = [
    "SELECT min(supports > contradicts) FROM cells WHERE treatment IN ('ect') AND marker = 'CRP'",
    " UNION ALL ".join(f"SELECT supports > {i} FROM cells" for i in range(12)),
    "SELECT "
    + " AND ".join(
        f"(SELECT sum(supports) > sum(contradicts) FROM cells WHERE marker = '{i}')"
        for i in range(9)
    ),
    (
        "WITH a AS (SELECT claim, count(*) n FROM evidence GROUP BY claim), b AS (SELECT max(n) m, "
        "min(n) l FROM a), c AS (SELECT avg(n) v FROM a) SELECT m > 2 * l AND v > 1 FROM b, c"
    ),
    (
        "SELECT CASE WHEN count(DISTINCT e.reference) >= 3 OR max(s.design = 'cohort') = 1 THEN 1 "
        "WHEN sum(s.design <> 'unknown') = count(*) THEN 0 END FROM evidence AS e "
        "LEFT JOIN studies AS s ON s.key = e.reference WHERE e.stance = 'supports'"
    ),
]


@pytest.mark.parametrize("sql", HONEST)
def test_what_people_write_is_read_for_little(sql: str) -> None:
    assert reading_work(sql) < effort.QUERY // 40


@pytest.mark.parametrize(
    ("sql", "functions", "widest", "price"),
    [
        ("SELECT 1", (), 0, 1),
        ("SELECT 1", ("count",), 255, 1),
        ("SELECT 1", (), 256, 2),
        ("SELECT 1" + " " * 600, (), 0, 3),
        ("SELECT 1", ("instr",), 256, 2),
        ("SELECT 1", ("instr",), 2_560, 51),
        ("SELECT 1", ("like",), 256, 51),
        ("SELECT a || b", (), 10, 1 + LONGEST // 256),
        ("SELECT 1", ("group_concat",), 10, 1 + LONGEST // 256),
        ("SELECT 1", (), 10**9, 1 + LONGEST // 256),
    ],
)
def test_a_step_on_long_texts_counts_for_several(
    sql: str, functions: tuple[str, ...], widest: int, price: int
) -> None:
    assert step_price(sql, functions, widest) == price


def test_the_longest_text_of_the_tables_that_are_read_counts() -> None:
    tables = TABLES | {"refs": (("key", "authors"), [("a", "ä" * 4_000), ("b", None)])}
    with closing(build_database(tables | {"empty": (("a",), [])})) as connection:
        assert table_sizes(connection)[0] == 202
        assert table_sizes(connection)[1]["refs"] == 8_000
        assert table_sizes(connection)[1]["empty"] == 0
        runner = CheckRunner(connection)
        short, long = "SELECT count(*) = 100 FROM evidence WHERE claim > ''", "SELECT 1 FROM refs"
        assert runner.run(short) == "holds"
        cheap = runner.work_again
        sql = "SELECT count(*) = 200 FROM evidence, refs WHERE claim > ''"
        assert runner.run(sql) == "holds"
        assert runner.work_again > 30 * cheap
        with pytest.raises(InvalidCheckError, match="more than one row"):
            runner.run(long)


def test_a_text_that_is_too_long_is_said_in_plain_words(runner: CheckRunner) -> None:
    with pytest.raises(InvalidCheckError, match="longer than 10,000 bytes"):
        runner.run("SELECT length(group_concat(a.claim || b.claim)) FROM claims a, claims b")


def test_too_much_memory_is_said_in_plain_words(
    runner: CheckRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bounds keep a query from it; should one get there all the same, it costs all it may."""
    sql = "SELECT " + " + ".join(f"(number = {i})" for i in range(90)) + " FROM evidence"
    monkeypatch.setattr("claimweave.evidence.verdicts.query_runner.reading_work", lambda _: 1)
    with pytest.raises(CostlyCheckError, match="it takes too much memory"):
        runner.run(cte_chain("SELECT a + a FROM t{}", 14))
    assert runner.work == runner.allowance.query
    with pytest.raises(InvalidCheckError, match="more than one row"):
        runner.run(sql)


# All checks of a review


def checked(folder: Path, *queries: str) -> EvidenceBase:
    cited = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    check = "{{sql: {0!r}, verdict: holds}}"
    return evidence_base(
        folder,
        {
            f"1-tea/c{i}": claim(cited, kind="synthesis", check=check.format(sql))
            for i, sql in enumerate(queries)
        }
        | {"1-tea/z": claim("[{cites: Birch2002, stance: supports, at: [S1.p1.s1]}]")},
    )


def test_two_hundred_costly_queries_cost_no_more_than_a_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "QUERY", 100_000)
    monkeypatch.setattr(effort, "TOGETHER", 250_000)
    spent: list[int] = []
    run = CheckRunner.run

    def counted(runner: CheckRunner, sql: str, may_cost: int | None = None) -> object:
        try:
            return run(runner, sql, may_cost)
        finally:
            spent.append(runner.work)

    monkeypatch.setattr(CheckRunner, "run", counted)
    costly = "SELECT count(*) > 1 FROM refs a, refs b, refs c, refs d, refs e, refs f, refs g"
    found = checked(tmp_path, "SELECT 1", *[f"{costly} -- {i}" for i in range(200)]).check_results
    assert found["c0"].verdict == "holds"
    faults = [reading.fault for one in found.values() for reading in one.readings.values()]
    not_run = [fault for fault in faults if isinstance(fault, NotRunError)]
    assert len(not_run) == 201 - len(spent) > 190
    assert sum(spent) < 250_000 * 1.5 + 100_000 * 1.1
    assert {result.costliest for result in not_run} == {
        tuple((name, "as-stated") for name in ("c1", "c10", "c100"))
    }


TURNS = (
    "SELECT CASE WHEN (SELECT count(*) FROM evidence) = 2 THEN 1 ELSE (SELECT count(*) > 1 FROM "
    "refs a, refs b, refs c, refs d, refs e, refs f, refs g) END"
)
"""A query that is cheap as things are, and costly as soon as something is changed."""


def test_a_query_that_is_costly_only_in_trials_is_stopped_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "FIRMNESS", 40_000)
    monkeypatch.setattr(effort, "WITHDRAWALS", 40_000)
    base = checked(tmp_path, TURNS.replace("= 2", "= 3"), "SELECT count(*) >= 2 FROM evidence")
    assert {result.verdict for result in base.check_results.values()} == {"holds"}
    found = robustness.robustness(base.facts, base.check_results)
    firm = {claim: readings["as-stated"] for claim, readings in found.items()}
    assert firm["c0"] == robustness.Robustness(None, None, (), 0)
    assert firm["c1"].searched == 1, "what another query costs takes nothing from this one"
    gone = withdrawal.withdrawals(base.facts, base.check_results)
    assert {key: gone[key].verdicts for key in ("Ash2001", "Birch2002", "Fir2005")} == {
        "Ash2001": None,
        "Birch2002": None,
        "Fir2005": (),
    }


def test_what_is_tried_does_not_hang_on_the_order_in_which_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "FIRMNESS", 100_000)
    monkeypatch.setattr(effort, "WITHDRAWALS", 100_000)
    queries = (TURNS, "SELECT count(*) > 2 FROM evidence", "SELECT count(*) = 5 FROM refs")
    base = checked(tmp_path, *queries)
    one, other = (
        robustness.robustness(base.facts, base.check_results),
        robustness.robustness(base.facts, base.check_results),
    )
    assert {name: one[name] for name in one} == {name: other[name] for name in reversed(list(one))}
    gone, again = (
        withdrawal.withdrawals(base.facts, base.check_results),
        withdrawal.withdrawals(base.facts, base.check_results),
    )
    assert dict(gone) == {key: again[key] for key in reversed(list(gone))}


def test_the_cheapest_searches_come_first_and_none_is_begun_that_cannot_be_paid() -> None:
    searches = {
        "dear": Search(work=10_000, kinds=100, moves=2, deepest=1),
        "cheap": Search(work=100, kinds=10, moves=2, deepest=3),
        "none": Search(work=100, kinds=0, moves=2, deepest=1),
    }
    costs = [searches["cheap"].cost(size) for size in (1, 2, 3)]
    assert costs == [12_000, 66_000, 264_000]
    dear = searches["dear"].cost(1)
    for may_cost, reached in [(11_999, 0), (12_000, 1), (78_000, 2), (4 * dear, 3)]:
        found = depths(searches, PARTS * may_cost)
        assert found["cheap"].items == reached
        assert found["dear"].items == (may_cost >= dear)
        assert max(depth.may_cost for depth in found.values()) <= may_cost
        assert found["none"].items == 1
        assert sum(depth.may_cost for depth in found.values()) <= PARTS * may_cost
    several = {f"dear{i}": searches["dear"] for i in range(9)} | {"cheap": searches["cheap"]}
    found = depths(several, PARTS * dear)
    assert [found[name].items for name in sorted(found)] == [3, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    assert depths({}, 10) == {}


def test_the_allowance_grows_with_the_evidence() -> None:
    small, large = effort.allowance(0), effort.allowance(40_000)
    assert small.query == effort.QUERY
    assert large.query == 2 * effort.QUERY
    assert large.together == 21 * effort.TOGETHER


@pytest.mark.full
def test_a_unit_of_work_takes_about_as_long_for_each_query() -> None:
    """Seconds are held against those of a plain join in the same run, so that no machine counts."""

    def seconds(sql: str) -> float:
        with closing(build_database(TABLES)) as connection:
            runner = CheckRunner(connection)
            began = time.process_time()
            with pytest.raises(CostlyCheckError):
                runner.run(sql)
            return (time.process_time() - began) / runner.work

    plain = min(seconds(COSTLY["join"]) for _ in range(3))
    ratios = {name: min(seconds(sql) for _ in range(2)) / plain for name, sql in COSTLY.items()}
    assert max(ratios.values()) < 40, ratios
    assert query_work.SHORT == 256, "the ratios were measured with this"
