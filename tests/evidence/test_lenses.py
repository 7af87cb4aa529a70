"""Lenses, thresholds and checks that cannot fail: on a review of tea and sleep."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.verdicts import effort, verdict_wording
from claimweave.evidence.what_if.failing import fixed_verdicts
from claimweave.evidence.what_if.lenses import LensEffect
from claimweave.evidence.what_if.stability import Stability, counted_verdicts, stability
from claimweave.evidence.what_if.thresholds import ThresholdMoves, thresholds_named
from claimweave.review.lenses import Threshold
from claimweave.review.reading.review_reader import read_review
from miniature import claim, write_review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CELL = "T1.tea.helps.length"
AGAINST = "T1.tea.none.length"
ENTRIES = (
    f"[{{cites: Ash2001, stance: supports, at: [{CELL}]}},"
    f" {{cites: Birch2002, stance: supports, at: [{CELL}]}},"
    f" {{cites: Cedar2003, stance: supports, at: [S1.p1.s1]}},"
    f" {{cites: Elm2004, stance: contradicts, at: [{AGAINST}]}}]"
)
SHEET = "design: {design}\nparticipants: {size}\nread: abstract\nwhere: https://doi.org/10.1000/a\n"
LENSES = """
lenses:
  read: {label: Read, says: Works that were read count., where: studies.read IS NOT NULL}
  large: {label: Large, says: Large works count., where: studies.participants >= 50}
  in-table: {label: Table, says: What the table lists counts., where: "evidence.at <> 'S1.p1.s1'"}
  once: {label: Once, says: Each sample counts once., once: cohort}
"""
MORE = "SELECT supports > contradicts FROM cells WHERE drink = 'tea' AND measure = 'length'"
BOTH = "SELECT count(DISTINCT reference) >= 2 FROM evidence WHERE stance = 'supports'"


def tea(
    root: Path, queries: Mapping[str, str], *, lenses: str = LENSES, thresholds: str = ""
) -> EvidenceBase:
    """Return a review with one table cell (2 : 1), and a conclusion that is read in some ways."""
    sheets = {
        "Ash2001": SHEET.format(design="trial", size=80) + "cohort: north\n",
        "Birch2002": SHEET.format(design="cohort", size=20) + "cohort: north\n",
        "Elm2004": SHEET.format(design="trial", size=60),
    }
    readings = "".join(
        f"    {name}:\n      says: It is so.\n      sql: {sql}\n      verdict: holds\n"
        for name, sql in queries.items()
    )
    conclusion = claim(
        "[{cites: Fir2005, stance: supports, at: [S1.p1.s2]}]",
        kind="synthesis",
        asserted="[S1.p1.s2]",
    )
    topic = "{drink: tea, measure: length, question: before}"
    write_review(
        root,
        {
            "table-1/cell": claim(ENTRIES, asserted=f"[{CELL}, {AGAINST}]", topic=topic),
            "1-tea/end": f"{conclusion}check:\n  readings:\n{readings}",
        },
        sheets,
    )
    for name, text in (("lenses", lenses), ("thresholds", thresholds)):
        if text:
            (root / f"claims/_review/{name}.yml").write_text(text, encoding="utf-8")
    review = read_review(root)
    assert {problem.rule for problem in review.problems} <= {"unknown-reference"}
    return EvidenceBase(review)


def test_each_lens_takes_out_what_it_says(tmp_path: Path) -> None:
    effects = tea(tmp_path, {"more": MORE}).lens_results.effects
    assert effects == {
        # Cedar and Fir have no sheet: nobody can say whether they were large, or by whom read.
        "read": LensEffect(rows=5, rows_out=2, missing=0, merged=0),
        "large": LensEffect(rows=5, rows_out=3, missing=2, merged=0),
        "in-table": LensEffect(rows=5, rows_out=1, missing=0, merged=0),
        "once": LensEffect(rows=5, rows_out=1, missing=0, merged=1),
    }


def test_the_cells_follow_the_evidence(tmp_path: Path) -> None:
    """Two for and one against: under two lenses it is one against one."""
    base = tea(tmp_path, {"more": MORE, "both": BOTH})
    under = {key[1:]: verdict for key, verdict in base.lens_results.verdicts.items()}
    assert under == {
        ("more", "read"): "holds",
        ("both", "read"): "holds",
        ("more", "large"): "fails",
        ("both", "large"): "fails",
        ("more", "in-table"): "holds",
        ("both", "in-table"): "holds",
        ("more", "once"): "fails",
        ("both", "once"): "holds",
    }
    found = base.lens_results.of_claim(base.check_results, "end")
    assert found == {"read": "holds", "large": "fails", "in-table": "holds", "once": "depends"}
    assert counted_verdicts(base, "end") == {"holds": 3, "fails": 1, "depends": 1}
    said = verdict_wording.under_lenses(counted_verdicts(base, "end"), "holds")
    assert "it holds in 3 of 5, depends on the reading in 1 of 5 and fails in 1 of 5." in said


def test_findings_of_works_that_fall_out_fall_out_too(tmp_path: Path) -> None:
    sheets = {"one": "SELECT count(*) = 3 FROM studies"}
    under = tea(tmp_path, sheets).lens_results.verdicts
    assert under["end", "one", "read"] == "holds"
    assert under["end", "one", "large"] == "fails", "it asks only for works"
    assert under["end", "one", "in-table"] == "holds", "it asks for the evidence itself"
    assert under["end", "one", "once"] == "fails", "of two reports the first sheet stays"


def test_a_lens_changes_nothing_that_comes_after(tmp_path: Path) -> None:
    turned = "lenses:" + "".join(
        f"\n  {line}" for line in reversed(LENSES.strip().split("\n  ")[1:])
    )
    first = tea(tmp_path / "a", {"more": MORE, "both": BOTH}).lens_results
    second = tea(tmp_path / "b", {"more": MORE, "both": BOTH}, lenses=turned).lens_results
    assert list(first.effects) == list(reversed(second.effects))
    assert first.verdicts == second.verdicts


def test_what_is_not_tried_is_not_called_stable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "LENSES", 5_000)
    base = tea(tmp_path, {"more": MORE, "both": BOTH})
    assert len(base.lens_results.verdicts) < 8
    assert [claim.id for claim in stability(base).kept] == []


@pytest.mark.parametrize(
    ("queries", "where"),
    [
        ({"a": "SELECT 1"}, "kept"),
        ({"a": "SELECT 0", "b": "SELECT 0"}, "kept"),
        ({"a": "SELECT CASE WHEN count(*) > 4 THEN 1 END FROM evidence"}, "kept"),
        ({"a": "SELECT 1", "b": MORE}, "moved"),
        ({"a": "SELECT 1", "b": "SELECT 0"}, "depending"),
        ({"a": "SELECT 1", "b": "SELECT NULL"}, "depending"),
        ({"a": "SELECT NULL"}, "undecided"),
    ],
)
def test_what_keeps_its_verdict(tmp_path: Path, queries: dict[str, str], where: str) -> None:
    """A lens that leaves nothing to decide from does not turn a verdict."""
    found = stability(tea(tmp_path, queries))
    assert [claim.id for claim in getattr(found, where)] == ["end"]
    assert (found.total, found.same) == (1, where in {"kept", "moved"})


@pytest.mark.parametrize(
    ("counts", "lenses", "said"),
    [
        ((0, 0, 0), 7, "0 of 2 come to the same in every reading."),
        ((1, 0, 0), 0, "1 of 3 comes to the same in every reading."),
        ((1, 0, 0), 1, "It stays so under the lens, if it leaves enough to decide."),
        ((0, 1, 0), 2, "It does not stay so under each of 2 lenses that leaves enough to decide."),
        ((0, 0, 1), 2, "It could not be tried under all of them."),
        ((1, 1, 0), 7, "1 stays so under each of 7 lenses that leaves enough to decide and 1 does"),
        ((0, 2, 1), 7, "enough to decide, 2 do not and 1 could not be tried under all of them."),
    ],
)
def test_how_many_are_stable_is_said(
    tmp_path: Path, counts: tuple[int, int, int], lenses: int, said: str
) -> None:
    one = tuple(tea(tmp_path, {"a": "SELECT 1"}).review.claims.values())[:1]
    kept, moved, untried = (one * count for count in counts)
    found = Stability(kept, moved, untried, one, one, lenses)
    assert said in verdict_wording.stability_summary(found)


@pytest.mark.parametrize(
    ("queries", "verdict"),
    [
        ({"a": "SELECT 1", "b": "SELECT 1"}, "holds"),
        ({"a": "SELECT 1", "b": "SELECT 0"}, "depends"),
        ({"a": "SELECT 1", "b": "SELECT NULL"}, "depends"),
        ({"a": "SELECT NULL", "b": "SELECT NULL"}, "undetermined"),
        ({"a": "SELECT 0", "b": "SELECT nothing"}, "depends"),
    ],
)
def test_what_readings_come_to(tmp_path: Path, queries: dict[str, str], verdict: str) -> None:
    assert tea(tmp_path, queries).verdicts["end"] == verdict


def test_where_a_verdict_moves_with_a_threshold(tmp_path: Path) -> None:
    asked = "SELECT count(DISTINCT reference) >= (SELECT value FROM thresholds WHERE name = 'few') "
    base = tea(
        tmp_path,
        {"few": f"{asked}FROM evidence WHERE stance = 'supports'", "more": MORE},
        thresholds="thresholds:\n  few: {value: 2, says: Few is two.}\n",
    )
    assert base.threshold_moves == {
        ("end", "few", "few"): ThresholdMoves(2, 1, 12, ((1, "holds"), (5, "fails")))
    }
    few = Threshold(value=2, says="Few is two.")
    said = verdict_wording.threshold_moves(few, base.threshold_moves["end", "few", "few"])
    assert said == "Few is two. The number is 2. From 5 on it fails (from 1 to 12 were tried)."


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("SELECT value FROM thresholds WHERE name = 'a'", ["a"]),
        ("SELECT t.value FROM THRESHOLDS AS t WHERE t.name='it''s'", ["it's"]),
        ("SELECT sum(value) FROM thresholds WHERE name IN ('a', 'b')", ["a", "b"]),
        ("SELECT max(value) FROM thresholds", []),
        ("SELECT 'thresholds' FROM refs WHERE name = 'a'", []),
    ],
)
def test_which_thresholds_a_query_names(sql: str, named: list[str]) -> None:
    assert list(thresholds_named(sql)) == named


OWN = (
    "SELECT count(DISTINCT reference) = 1 FROM evidence WHERE claim = 'end' AND stance = 'supports'"
)


@pytest.mark.parametrize(
    ("sql", "fixed"),
    [
        (MORE, None),
        (BOTH, None),
        ("SELECT 1", "never-moves"),
        ("SELECT max(1) FROM refs", "never-moves"),
        ("SELECT count(*) > 0 FROM claims", "never-moves"),
        (OWN, "own-citations"),
        ("SELECT count(*) >= 1 FROM evidence WHERE at = 'S1.p1.s2'", "own-citations"),
        (OWN.replace("= 1", ">= 3"), "own-citations"),
        (OWN.replace("claim = 'end'", "claim <> 'end'").replace("= 1", ">= 3"), None),
        ("SELECT max(design = 'trial') FROM studies", None),
        ("SELECT count(*) = 0 FROM findings", None),
        ("SELECT supports = 0 FROM cells WHERE drink = 'milk'", None),
        ("SELECT NULL", None),
    ],
)
def test_a_check_that_cannot_fail(tmp_path: Path, sql: str, fixed: str | None) -> None:
    base = tea(tmp_path, {"one": sql}, lenses="")
    found = fixed_verdicts(base.facts, base.check_results)
    assert found.found.get(("end", "one")) == fixed
    assert found.untried == frozenset()


def test_trials_beyond_their_allowance_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "FAILING", 10)
    base = tea(tmp_path, {"one": "SELECT 1"}, lenses="")
    assert fixed_verdicts(base.facts, base.check_results).untried == {("end", "one")}


def test_the_view_counts_as_the_facts_do(base: EvidenceBase) -> None:
    """On the review itself: the cells of the database are those of the table."""
    with closing(build_database(tables(base.facts))) as connection:
        found = connection.execute("SELECT * FROM cells").fetchall()
    assert found == [
        (c.claim.id, c.row, c.column, len(c.supports), len(c.contradicts)) for c in base.cells
    ]
