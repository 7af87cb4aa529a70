"""Counting honestly: the sign test, the interval, and how few entries change a verdict."""

from __future__ import annotations

import math
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import asked
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.synthesis import (
    entries_to_flip,
    entries_to_remove,
    sign_test,
    wilson_interval,
)
from claimweave.evidence.verdicts.query_runner import CheckRunner
from claimweave.evidence.what_if.robustness import Robustness, robustness
from full_runs import examples


@pytest.mark.parametrize(
    ("positive", "negative", "p"),
    [(9, 0, 0.00390625), (0, 9, 0.00390625), (5, 1, 0.21875), (6, 0, 0.03125), (3, 3, 1.0)],
)
def test_sign_test_oracles(positive: int, negative: int, p: float) -> None:
    assert sign_test(positive, negative) == p


@pytest.mark.parametrize(("positive", "negative"), [(0, 0), (1, 0), (5, 0), (3, 2)])
def test_fewer_than_six_are_not_tested(positive: int, negative: int) -> None:
    assert sign_test(positive, negative) is None


# Oracle: R's binom::binom.confint(x, n, methods = "wilson"), 95 %, as published in its manual
# for 8 of 10: 0.4901625 to 0.9433178.
def test_wilson_interval_oracle() -> None:
    low, high = wilson_interval(8, 10)
    assert low == pytest.approx(0.4901625, abs=1e-7)
    assert high == pytest.approx(0.9433178, abs=1e-7)


@given(st.integers(0, 60), st.integers(1, 60))
@examples(100, derandomize=True)
def test_wilson_interval_holds_the_share(successes: int, more: int) -> None:
    total = successes + more
    low, high = wilson_interval(successes, total)
    assert 0 <= low <= successes / total <= high <= 1


@given(st.integers(0, 25), st.integers(0, 25))
@examples(100, derandomize=True)
def test_entries_to_change_a_majority(supports: int, contradicts: int) -> None:
    before = supports > contradicts
    losing, other = (supports, contradicts) if before else (contradicts, supports)
    needed = next(
        (n for n in range(losing + 1) if _majority(before, losing - n, other) != before), None
    )
    assert entries_to_remove(supports, contradicts) == needed
    flips = next(
        (n for n in range(losing + 1) if _majority(before, losing - n, other + n) != before), None
    )
    assert entries_to_flip(supports, contradicts) == flips


def _majority(before: bool, losing: int, other: int) -> bool:  # noqa: FBT001 - a test's own helper
    supports, contradicts = (losing, other) if before else (other, losing)
    return supports > contradicts


def test_a_sample_counts_once(base: EvidenceBase) -> None:
    for synthesis in base.syntheses:
        answering = [r for r in synthesis.reported if r.question == synthesis.question]
        samples = {
            (r.use.study.record.cohort if r.use.study else None) or r.use.reference.key
            for r in answering
            if r.direction in ("positive", "negative")
        }
        assert synthesis.informative <= len(samples)


def test_each_entry_is_reported_once(base: EvidenceBase) -> None:
    for synthesis in base.syntheses:
        assert len(synthesis.reported) == len(synthesis.cell.entries)
        assert sum(synthesis.counts.values()) == len(synthesis.cell.entries)


def test_tnf_before_ect_points_both_ways(base: EvidenceBase) -> None:
    both = [(s.cell.row, s.cell.column) for s in base.syntheses if s.both_ways]
    assert both == [("ect", "TNF-α")]


def firmness(base: EvidenceBase, sql: str) -> Robustness:
    """Return how firm the verdict of a query on this review is."""
    (readings,) = robustness(base.facts, asked(base, one=sql)).values()
    return readings["one"]


def test_robustness_of_the_prevailing_conclusion(base: EvidenceBase) -> None:
    firm = firmness(
        base,
        "SELECT min(supports > contradicts) FROM cells WHERE "
        "treatment IN ('ect', 'ketamine') AND marker IN ('IL-6', 'TNF-α')",
    )
    assert firm.to_flip == 1
    assert firm.to_remove == 1
    # One entry of the even cell that goes from the opposing side makes it hold.
    assert ("ketamine-tnf-predicts-response", "Park2017", "remove") in firm.deciding
    assert all(claim == "ketamine-tnf-predicts-response" for claim, _, _ in firm.deciding)


def test_robustness_agrees_with_the_counts_of_a_cell(base: EvidenceBase) -> None:
    firm = firmness(
        base, "SELECT supports > contradicts FROM cells WHERE treatment = 'ect' AND marker = 'IL-6'"
    )
    cell = next(s for s in base.syntheses if (s.cell.row, s.cell.column) == ("ect", "IL-6"))
    assert (firm.to_remove, firm.to_flip) == (cell.to_remove, cell.to_flip) == (3, 2)
    assert math.isclose(len(firm.deciding), 0)


def test_sides_are_not_changed_for_a_query_that_does_not_read_them(base: EvidenceBase) -> None:
    works = "(SELECT reference FROM evidence WHERE at IS NOT NULL)"
    firm = firmness(base, f"SELECT count(*) > 3 FROM findings WHERE reference IN {works}")  # noqa: S608
    assert (firm.to_flip, firm.searched) == (None, 1)
    # In a subquery, in an order, in a view: the column is read there, too.
    for sql in (
        (
            "SELECT count(*) > 0 FROM evidence WHERE number = 35 "
            "AND reference IN (SELECT reference FROM evidence WHERE stance = 'contradicts')"
        ),
        (
            "SELECT number > 0 FROM (SELECT number FROM evidence WHERE number = 35 "
            "ORDER BY stance DESC LIMIT 1)"
        ),
        "SELECT sum(supports) > 0 FROM cells WHERE marker = 'CRP' AND treatment = 'ect'",
    ):
        connection = build_database(tables(base.facts))
        with closing(connection):
            runner = CheckRunner(connection)
            runner.run(sql)
            assert runner.guard.reads_column(sql, "evidence", "stance"), sql
