"""Results on the table's own pairs that the table does not list, and what its cells would read."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from altered import with_sheet, without_citation, without_findings
from claimweave.evidence.audit.unlisted import UnlistedResult
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.sentences_on_tables import cell_sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.review.table import Pair
from miniature import claim, evidence_base

NAMED = {
    ("ect", "CRP", "Kruse2018"): ("mixed", "neither"),
    ("ect", "IL-6", "Carlier2019"): ("none", "contradicts"),
    ("ect", "TNF-α", "Carlier2019"): ("none", "contradicts"),
    ("ect", "TNF-α", "Kruse2018"): ("none", "contradicts"),
    ("antidepressants", "TNF-α", "Yoshimura2009"): ("none", "contradicts"),
    ("antidepressants", "TNF-α", "Amitai2016"): ("negative", "supports"),
    ("antidepressants", "IL-6", "Amitai2016"): ("negative", "supports"),
}


def results(base: EvidenceBase) -> dict[tuple[str, str, str], UnlistedResult]:
    return {
        (pair.row, pair.column, result.references[0]): result
        for pair, cell in base.unlisted.items()
        for result in cell.results
    }


def test_what_readers_found_by_hand_is_found(base: EvidenceBase) -> None:
    found = results(base)
    named = {key: (found[key].direction, found[key].side) for key in NAMED}
    assert named == NAMED
    assert {found[key].listed for key in NAMED} == {None}
    assert len(found) >= 10


def test_an_entry_on_the_other_side_is_found_too(base: EvidenceBase) -> None:
    du = results(base)["ect", "IL-6", "Du2024"]
    assert (du.listed, du.direction, du.side) == ("supports", "none", "contradicts")


def test_none_of_them_is_an_entry_that_says_the_same(base: EvidenceBase) -> None:
    for pair, cell in base.unlisted.items():
        entries = {use.reference.key: use.evidence.stance for use in cell.cell.entries}
        for result in cell.results:
            assert entries.get(result.references[0]) == result.listed
            assert result.side != result.listed
            assert result.cells == (pair,)


@pytest.mark.parametrize(("row", "column", "key"), NAMED)
def test_without_the_result_the_finding_goes(
    base: EvidenceBase, row: str, column: str, key: str
) -> None:
    gone = without_findings(base, key, treatment=row, marker=column)
    assert (row, column, key) not in results(gone)


def test_a_result_for_another_question_is_none(base: EvidenceBase) -> None:
    findings = base.review.studies["Carlier2019"].record.findings
    other = tuple(structs.replace(f, question="change") for f in findings)
    assert not [
        k for k in results(with_sheet(base, "Carlier2019", findings=other)) if k[2] == "Carlier2019"
    ]


def test_a_listed_result_is_none(base: EvidenceBase) -> None:
    """A sheet that reports what the cell has it for is no finding; one that turns is."""
    assert ("ect", "CRP", "Carlier2019") not in results(base)
    findings = base.review.studies["Carlier2019"].record.findings
    turned = tuple(structs.replace(f, direction="none") for f in findings)
    found = results(with_sheet(base, "Carlier2019", findings=turned))
    assert found["ect", "CRP", "Carlier2019"].listed == "supports"


def test_a_cell_reads_its_entries_and_the_results(base: EvidenceBase) -> None:
    for cell in base.unlisted.values():
        for_, against = cell.printed
        gained = [r.side for r in cell.results if r.listed is None]
        moved = [r.side for r in cell.results if r.listed is not None]
        assert cell.with_results == (
            for_ + gained.count("supports") + moved.count("supports") - moved.count("contradicts"),
            against
            + gained.count("contradicts")
            + moved.count("contradicts")
            - moved.count("supports"),
        )
    before_ect = base.unlisted[Pair("ect", "TNF-α", "T1")]
    assert (before_ect.printed, before_ect.with_results) == ((2, 1), (2, 3))


def cell(row: str, column: str, relation: str, *items: tuple[str, str]) -> str:
    evidence = ", ".join(
        f"{{cites: {key}, stance: {stance}, at: [T1.{row}.{relation}.{column}]}}"
        for key, stance in items
    )
    topic = f"{{drink: {row}, measure: {column}, question: before}}"
    return claim(f"[{evidence}]", asserted=f"[T1.{row}.{relation}.{column}]", topic=topic)


def sheet(*directions: str, question: str = "before", row: str = "tea") -> str:
    return "design: trial\nread: abstract\nwhere: https://example.org/a\nfindings:\n" + "".join(
        f"  - {{drink: {row}, measure: length, question: {question}, direction: {direction}, "
        f"says: It was {direction}.}}\n"
        for direction in directions
    )


CITED = claim("[{cites: Birch2002, stance: background, at: [S1.p1.s1]}]")


@pytest.mark.parametrize(
    ("directions", "side", "reads"),
    [
        (("none",), "contradicts", (1, 1)),
        (("positive",), "supports", (2, 0)),
        (("negative",), "supports", (2, 0)),
        (("mixed",), "neither", (1, 0)),
        (("positive", "none"), "neither", (1, 0)),
        (("positive", "negative"), "neither", (1, 0)),
        (("not-reported",), "neither", (1, 0)),
        (("none", "not-reported"), "contradicts", (1, 1)),
    ],
)
def test_each_direction_stands_where_an_entry_of_it_would(
    tmp_path: Path, directions: tuple[str, ...], side: str, reads: tuple[int, int]
) -> None:
    claims = {
        "table-1/c": cell("tea", "length", "helps", ("Ash2001", "supports")),
        "1-tea/d": CITED,
    }
    base = evidence_base(tmp_path, claims, {"Birch2002": sheet(*directions)})
    found = base.unlisted[Pair("tea", "length", "T1")]
    assert [(r.references, r.side) for r in found.results] == [(("Birch2002",), side)]
    assert found.with_results == reads
    assert plain_text(cell_sentence(base, found)).startswith(
        "Under Length (Tea), Table 1 has 1 : 0 entries"
    )


@pytest.mark.parametrize(
    ("sheets", "claims"),
    [
        ({}, {"1-tea/d": CITED}),
        ({"Birch2002": sheet("none")}, {}),  # the review does not cite it
        ({"Birch2002": sheet("none", question="after")}, {"1-tea/d": CITED}),
        ({"Birch2002": sheet("none", row="milk")}, {"1-tea/d": CITED}),  # there is no such cell
        ({"Ash2001": sheet("positive")}, {"1-tea/d": CITED}),  # it is listed for that
    ],
)
def test_nothing_is_found_where_there_is_nothing(
    tmp_path: Path, sheets: dict[str, str], claims: dict[str, str]
) -> None:
    listed = {"table-1/c": cell("tea", "length", "helps", ("Ash2001", "supports"))}
    assert evidence_base(tmp_path, listed | claims, sheets).unlisted == {}


def test_what_was_added_later_is_no_gap_of_the_review(tmp_path: Path) -> None:
    later = claim("[{cites: Birch2002, stance: supports, added: 2026-01-31}]")
    claims = {
        "table-1/c": cell("tea", "length", "helps", ("Ash2001", "supports")),
        "1-tea/d": later,
    }
    assert evidence_base(tmp_path, claims, {"Birch2002": sheet("none")}).unlisted == {}


def test_a_result_that_was_not_seen_is_told_as_such(base: EvidenceBase) -> None:
    (liu,) = [r for key, r in results(base).items() if key == ("antidepressants", "CRP", "Liu2020")]
    assert "was not seen by us" in plain_text(sentence(liu, base))


def test_a_work_that_is_no_longer_cited_is_no_finding(base: EvidenceBase) -> None:
    gone = without_citation(base, "antidepressants-il6-predicts-response", "Yoshimura2009")
    assert ("antidepressants", "TNF-α", "Yoshimura2009") not in results(gone)
