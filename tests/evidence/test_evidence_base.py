"""The evidence base of a miniature review: standings, cells, uses, and claims among themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimweave.evidence.facts import cell_claims
from claimweave.evidence.verdicts.query_runner import InvalidCheckError
from miniature import claim, evidence_base

if TYPE_CHECKING:
    from pathlib import Path

FOR = "{cites: Ash2001, stance: supports, at: [S1.p1.s1]}"
ALSO_FOR = "{cites: Birch2002, stance: supports, at: [S1.p1.s1]}"
AGAINST = "{cites: Cedar2003, stance: contradicts, at: [S1.p1.s1]}"
BACKGROUND = "{cites: Elm2004, stance: background, at: [S1.p1.s1]}"
OWN = "{cites: SourceReview, stance: supports, at: [S1.p1.s1]}"
LATER_FOR = "{cites: Fir2005, stance: supports, added: 2026-01-31}"
LATER_AGAINST = "{cites: Fir2005, stance: contradicts, added: 2026-01-31}"


@pytest.mark.parametrize(
    ("evidence", "standing"),
    [
        ([FOR], "cited-in-support"),
        ([FOR, ALSO_FOR], "cited-in-support"),
        ([FOR, BACKGROUND], "cited-in-support"),
        ([FOR, OWN], "cited-in-support"),
        ([AGAINST], "cited-against"),
        ([AGAINST, BACKGROUND], "cited-against"),
        ([FOR, AGAINST], "contested"),
        ([AGAINST, ALSO_FOR, FOR], "contested"),
        ([OWN], "asserted-only"),
        ([OWN, BACKGROUND], "asserted-only"),
        # What a contributor adds later never enters the review's own counts.
        ([FOR, LATER_AGAINST], "cited-in-support"),
        ([AGAINST, LATER_FOR], "cited-against"),
        ([OWN, LATER_FOR], "asserted-only"),
        ([OWN, LATER_AGAINST], "asserted-only"),
    ],
)
def test_standing_by_the_reviews_own_citations(
    tmp_path: Path, evidence: list[str], standing: str
) -> None:
    base = evidence_base(tmp_path, {"1-tea/a": claim(f"[{', '.join(evidence)}]")})
    one = base.review.claims["a"]
    assert base.standing(one) == standing
    assert base.verdict(one) == standing


def test_claim_drawn_from_others_is_derived(tmp_path: Path) -> None:
    base = evidence_base(
        tmp_path,
        {
            "1-tea/a": claim(f"[{FOR}]"),
            "1-tea/b": claim(rests_on="[a]"),
            "1-tea/c": claim(f"[{BACKGROUND}]", rests_on="[a]"),
            "1-tea/d": claim(f"[{AGAINST}]", rests_on="[a]"),
        },
    )
    standings = {c.id: base.standing(c) for c in base.review.claims.values()}
    assert standings == {
        "a": "cited-in-support",
        "b": "derived",
        "c": "derived",
        "d": "cited-against",
    }


def test_verdict_of_a_check_stands_before_the_citations(tmp_path: Path) -> None:
    def check(sql: str) -> str:
        return f"{{sql: {sql}, verdict: holds}}"

    base = evidence_base(
        tmp_path,
        {
            "1-tea/holds": claim(f"[{AGAINST}]", check=check("SELECT 1")),
            "1-tea/fails": claim(f"[{FOR}]", check=check("SELECT 0")),
            "1-tea/open": claim(f"[{FOR}]", check=check("SELECT NULL")),
            "1-tea/broken": claim(f"[{FOR}]", check=check("SELECT nothing")),
            "1-tea/none": claim(f"[{FOR}]"),
        },
    )
    assert {c.id: base.verdict(c) for c in base.review.claims.values()} == {
        "holds": "holds",
        "fails": "fails",
        "open": "undetermined",
        "broken": "undetermined",
        "none": "cited-in-support",
    }
    (broken,) = base.check_results["broken"].readings.values()
    assert isinstance(broken.fault, InvalidCheckError)
    assert "none" not in base.check_results


def test_opposing_is_symmetric_whoever_says_so(tmp_path: Path) -> None:
    base = evidence_base(
        tmp_path,
        {
            "1-tea/a": claim(f"[{FOR}]", opposes="[c, b]"),
            "1-tea/b": claim(f"[{FOR}]", opposes="[a]"),
            "1-tea/c": claim(f"[{FOR}]"),
            "1-tea/d": claim(f"[{FOR}]"),
        },
    )
    assert base.opposing == {"a": ("b", "c"), "b": ("a",), "c": ("a",)}


def test_resting_is_the_other_way_of_rests_on(tmp_path: Path) -> None:
    base = evidence_base(
        tmp_path,
        {
            "1-tea/a": claim(f"[{FOR}]"),
            "1-tea/c": claim(rests_on="[a]"),
            "1-tea/b": claim(rests_on="[c, a]"),
        },
    )
    assert base.resting == {"a": ("b", "c"), "c": ("b",)}


def test_uses_follow_the_file_and_unknown_keys_are_left_out(tmp_path: Path) -> None:
    unknown = "{cites: Nobody1999, stance: supports, at: [S1.p1.s1]}"
    base = evidence_base(
        tmp_path,
        {"1-tea/b": claim(f"[{AGAINST}, {unknown}, {FOR}]"), "1-tea/a": claim(f"[{FOR}]")},
    )
    assert [u.reference.key for u in base.uses["b"]] == ["Cedar2003", "Ash2001"]
    assert [u.claim.id for u in base.uses_by_reference["Ash2001"]] == ["a", "b"]
    assert base.uses_by_reference["Elm2004"] == ()
    assert set(base.uses_by_reference) == set(base.review.references)


TOPIC = "{drink: tea, measure: length, question: before}"
SHEET = """
    design: trial
    read: abstract
    findings:
      - {drink: tea, measure: length, question: before, direction: none, says: It made none.}
"""


def test_agreement_is_computed_only_where_there_is_something_to_compare(tmp_path: Path) -> None:
    items = f"[{FOR}, {AGAINST}, {BACKGROUND}, {OWN}, {LATER_FOR}]"
    sheets = dict.fromkeys(("Ash2001", "Cedar2003", "Elm2004", "SourceReview"), SHEET)
    base = evidence_base(
        tmp_path,
        {
            "1-tea/exact": claim(items, topic=TOPIC),
            "1-tea/open": claim(items, topic="{drink: tea, question: before}"),
            "1-tea/asks-nothing": claim(items, topic="{drink: tea, measure: length}"),
            "1-tea/none": claim(items),
        },
        sheets,
    )
    exact = {u.reference.key: u.agreement for u in base.uses["exact"]}
    assert exact == {
        "Ash2001": "null",
        "Cedar2003": "agrees",
        "Elm2004": None,
        "SourceReview": None,
        "Fir2005": "not-read",
    }
    for other in ("open", "asks-nothing", "none"):
        assert {u.agreement for u in base.uses[other]} == {None}


def table_claim(row: str, column: str, *evidence: str) -> str:
    return claim(
        f"[{', '.join(evidence)}]",
        asserted=f"[T1.{row}.helps.{column}]",
        topic=f"{{drink: {row}, measure: {column}, question: before}}",
    )


def entry(key: str, stance: str, *places: str) -> str:
    return f"{{cites: {key}, stance: {stance}, at: [{', '.join(places)}]}}"


CELLS = {
    "table-1/tea-length": table_claim(
        "tea",
        "length",
        entry("Ash2001", "supports", "T1.tea.helps.length"),
        entry("Birch2002", "supports", "S1.p1.s1", "T1.tea.helps.length"),
        entry("Cedar2003", "contradicts", "T1.tea.none.length"),
        # None of these is an entry of the cell as printed.
        entry("Elm2004", "supports", "S1.p1.s1"),
        "{cites: Fir2005, stance: contradicts, added: 2026-01-31}",
        entry("SourceReview", "supports", "T1.tea.helps.length"),
    ),
    "table-1/milk-depth": table_claim(
        "milk", "depth", entry("SourceReview", "supports", "T1.milk.helps.depth")
    ),
    "1-tea/told": claim(f"[{FOR}]", topic=TOPIC),
}


def test_cells_hold_the_printed_entries_in_the_order_of_the_table(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, CELLS)
    shown = [
        (
            cell.row,
            cell.column,
            cell.claim.id,
            [u.reference.key for u in cell.supports],
            [u.reference.key for u in cell.contradicts],
        )
        for cell in base.cells
    ]
    assert shown == [
        ("tea", "length", "tea-length", ["Ash2001", "Birch2002"], ["Cedar2003"]),
        ("milk", "depth", "milk-depth", [], []),
    ]
    assert [u.reference.key for u in base.cells[0].entries] == ["Ash2001", "Birch2002", "Cedar2003"]


def test_cell_claims_of_cells_without_a_claim_and_with_two(tmp_path: Path) -> None:
    twice = table_claim("tea", "length", entry("Ash2001", "supports", "T1.tea.helps.length"))
    base = evidence_base(tmp_path, CELLS | {"table-1/tea-longer": twice})
    settings = base.review.settings
    assert settings is not None
    assert settings.table is not None
    found = cell_claims(base.review, settings.table)
    assert {place: [c.id for c in claims] for place, claims in found.items()} == {
        ("tea", "length"): ["tea-length", "tea-longer"],
        ("tea", "depth"): [],
        ("milk", "length"): [],
        ("milk", "depth"): ["milk-depth"],
    }


def test_locators_are_ordered_sentences_first_then_cells(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, CELLS)
    assert sorted(base.locator_order, key=base.locator_order.__getitem__) == [
        "S1.p1.s1",
        "S1.p1.s2",
        "T1.tea.helps.length",
        "T1.tea.helps.depth",
        "T1.tea.none.length",
        "T1.tea.none.depth",
        "T1.milk.helps.length",
        "T1.milk.helps.depth",
        "T1.milk.none.length",
        "T1.milk.none.depth",
    ]


def test_broken_settings_leave_no_cells_and_no_axes(tmp_path: Path) -> None:
    evidence_base(tmp_path, CELLS)
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.review_reader import read_review

    (tmp_path / "claims/_review/review.yml").write_text("title: [\n", encoding="utf-8")
    (tmp_path / "claims/_review/vocabulary.yml").unlink()
    base = EvidenceBase(read_review(tmp_path))
    assert (base.cells, base.axes) == ((), ())
    assert base.review.source_key == ""
    assert {c.id: base.standing(c) for c in base.review.claims.values()} == {
        "tea-length": "contested",
        "milk-depth": "cited-in-support",
        "told": "cited-in-support",
    }


@pytest.mark.parametrize(
    ("one", "other", "standings"),
    [
        ([FOR], [ALSO_FOR], ("contested", "contested")),
        ([FOR], [OWN], ("contested", "contested")),
        ([AGAINST], [FOR], ("cited-against", "contested")),
        ([FOR, AGAINST], [FOR], ("contested", "contested")),
        ([OWN], [FOR], ("contested", "contested")),
    ],
)
def test_of_two_opposed_claims_neither_is_undisputed(
    tmp_path: Path, one: list[str], other: list[str], standings: tuple[str, str]
) -> None:
    base = evidence_base(
        tmp_path,
        {
            "1-tea/a": claim(f"[{', '.join(one)}]", opposes="[b]"),
            "1-tea/b": claim(f"[{', '.join(other)}]"),
            "1-tea/c": claim(f"[{FOR}]"),
        },
    )
    claims = base.review.claims
    assert (base.standing(claims["a"]), base.standing(claims["b"])) == standings
    assert base.facts.disputing(claims["a"]) == ("b",)
    assert base.facts.disputing(claims["b"]) == ("a",)
    assert base.standing(claims["c"]) == "cited-in-support", "it has no part in it"


def test_what_was_added_disputes_nothing(tmp_path: Path) -> None:
    added = claim(f"[{LATER_FOR}]", opposes="[a]", asserted="[]")
    base = evidence_base(tmp_path, {"1-tea/a": claim(f"[{FOR}]"), "1-tea/b": added})
    claims = base.review.claims
    assert base.standing(claims["a"]) == "cited-in-support"
    assert base.facts.disputing(claims["b"]) == ()


def test_the_review_is_no_witness_for_itself(tmp_path: Path) -> None:
    base = evidence_base(
        tmp_path, {"1-tea/a": claim(f"[{OWN}]"), "1-tea/b": claim(f"[{FOR}, {OWN}]")}
    )
    claims = base.review.claims
    assert [base.facts.cited(claims[name]) for name in "ab"] == ["nothing", "for"]
    assert [len(base.facts.citations(claims[name])) for name in "ab"] == [0, 1]
    assert base.facts.asserted_alone(claims["a"])
    assert not base.facts.asserted_alone(claims["b"])
