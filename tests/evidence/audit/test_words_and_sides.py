"""The abstract, works on both sides, what no conclusion takes up, and levels of two meanings."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from altered import (
    with_citation,
    with_claim,
    with_topic,
    without_citation,
    without_claim,
    without_role,
)
from claimweave.evidence.audit.abstract import OneSidedAbstract, one_sided_abstract
from claimweave.evidence.audit.both_sides import on_both_sides
from claimweave.evidence.audit.meanings import TwoMeanings, two_meanings
from claimweave.evidence.audit.not_taken_up import NotTakenUp, not_taken_up
from claimweave.evidence.base import EvidenceBase
from miniature import claim, evidence_base

RESISTANCE = "raised-markers-go-with-drug-resistance"
PROMISING = "targeting-inflammation-may-be-promising"
UNRELATED = "il6-before-ect-unrelated-to-response"
DENIED = "numerous-studies-deny-markers-for-antidepressants"


def abstract(base: EvidenceBase) -> dict[str, OneSidedAbstract]:
    return {found.claims[0]: found for found in one_sided_abstract(base.facts)}


def test_the_abstract_names_nothing_of_what_speaks_against_it(base: EvidenceBase) -> None:
    found = abstract(base)
    assert ("antidepressants", "IL-6", "T1") in found[RESISTANCE].cells
    assert UNRELATED in found[PROMISING].opposing


def test_every_contrary_cell_has_entries_against(base: EvidenceBase) -> None:
    against = {c.pair for c in base.cells if c.contradicts}
    assert all(set(found.cells) <= against for found in abstract(base).values())


def test_without_what_speaks_against_it_it_goes(base: EvidenceBase) -> None:
    assert PROMISING not in abstract(without_claim(base, UNRELATED))
    cited = without_claim(base, DENIED)
    for cell in base.cells:
        for use in cell.contradicts if cell.row == "antidepressants" else ():
            cited = without_citation(cited, cell.claim.id, use.reference.key)
    assert RESISTANCE not in abstract(cited)


def test_an_abstract_that_names_the_contrary_is_not_one_sided(base: EvidenceBase) -> None:
    told = with_claim(base, UNRELATED, asserted=("S3.2.p5.s3", "S0.p1.s2"))
    assert PROMISING not in abstract(told)
    null = "tnf-before-sertraline-unrelated-to-response"
    assert RESISTANCE not in abstract(with_claim(base, null, asserted=("S0.p1.s2",)))


def test_without_an_abstract_nothing_is_looked_for(base: EvidenceBase) -> None:
    assert one_sided_abstract(without_role(base, "abstract").facts) == []


def sides(base: EvidenceBase) -> set[tuple[int | None, frozenset[str], bool]]:
    references = base.review.references
    return {
        (references[f.references[0]].number, frozenset(f.claims), f.opposed)
        for f in on_both_sides(base.facts)
    }


TEN = ("marker-levels-may-track-severity", "many-studies-il6-unrelated-to-severity")
FORTY_ONE = ("ect-changes-cytokine-levels", "il6-unchanged-by-ect-resistant-depression")


def test_10_and_41_stand_on_both_sides(base: EvidenceBase) -> None:
    found = sides(base)
    assert (10, frozenset(TEN), True) in found
    assert (41, frozenset(FORTY_ONE), True) in found


@pytest.mark.parametrize(
    ("claims", "key", "number"), [(TEN, "Strawbridge2015", 10), (FORTY_ONE, "Zincir2016", 41)]
)
def test_off_one_side_it_is_no_finding(
    base: EvidenceBase, claims: tuple[str, str], key: str, number: int
) -> None:
    gone = without_citation(base, claims[0], key)
    assert (number, frozenset(claims), True) not in sides(gone)
    at_peace = with_claim(base, claims[1], opposes=())
    assert (number, frozenset(claims), True) not in sides(at_peace)


def test_for_one_claim_and_against_another_that_says_the_same(base: EvidenceBase) -> None:
    same = ("higher-il6-before-ect-meta-analysis", "higher-il6-before-ect-larger-fall")
    assert not any(claims == frozenset(same) for _, claims, _ in sides(base))
    both = with_citation(base, same[1], "Dellink2025", "contradicts", "Kruse2018")
    assert (47, frozenset(same), False) in sides(both)
    other = with_topic(
        both, same[1], marker="IL-6", treatment="ect", question="change", direction="positive"
    )
    assert not any(claims == frozenset(same) for _, claims, _ in sides(other))


def test_against_a_claim_and_for_its_opposite_is_one_voice(base: EvidenceBase) -> None:
    """53 stands against what IL-6 predicts before ECT, and for there being no relation."""
    assert not any(number == 53 for number, _, _ in sides(base))


def taken(base: EvidenceBase) -> dict[str, NotTakenUp]:
    return {found.term: found for found in not_taken_up(base.facts)}


def test_crp_and_the_other_markers_have_no_conclusion(base: EvidenceBase) -> None:
    found = taken(base)
    assert {"CRP", "IL-1β", "IL-2", "IL-17A", "IFN-γ"} <= set(found)
    assert not {"IL-6", "TNF-α", "ect"} & set(found)
    crp = found["CRP"]
    assert crp.entries == sum(len(c.entries) for c in base.cells if c.column == "CRP")
    assert {"ect-crp-predicts-response", "crp-can-predict-antidepressant-response"} <= set(
        crp.claims
    )
    assert ("ketamine", "CRP", "T1") not in crp.cells  # nothing stands there


def test_a_conclusion_that_names_it_takes_it_up(base: EvidenceBase) -> None:
    named = with_topic(base, "ect-eases-resistant-depression-fast", treatment="ect", marker="CRP")
    assert "CRP" not in taken(named)
    assert taken(without_role(base, "conclusion")) == {}


def test_a_term_without_evidence_is_not_missed(base: EvidenceBase) -> None:
    gone = without_citation(base, "il17a-change-tracks-ketamine-improvement", "Zhan2020")
    assert "IL-17A" not in taken(gone)


HIGH = {
    "antidepressants": ("mounting-evidence-poorer-antidepressant-response", "negative"),
    "ect": ("mounting-evidence-inflamed-benefit-from-ect", "positive"),
    "ketamine": ("higher-inflammation-may-favour-ketamine", "positive"),
}


def meanings(base: EvidenceBase) -> TwoMeanings | None:
    """Return the finding that names the claim on antidepressants."""
    worse = HIGH["antidepressants"][0]
    return next((f for f in two_meanings(base.facts) if worse in f.claims), None)


def test_a_high_level_means_worse_under_drugs_and_better_under_ect(base: EvidenceBase) -> None:
    found = meanings(base)
    assert found is not None
    assert found.question == "baseline"
    rows = dict(found.rows)
    assert {row: rows[row] for row in HIGH} == {row: (sign,) for row, (_, sign) in HIGH.items()}
    assert {claim_id for claim_id, _ in HIGH.values()} <= set(found.claims)


def test_if_all_went_one_way_there_would_be_one_meaning(base: EvidenceBase) -> None:
    found = meanings(base)
    assert found is not None
    under_drugs = [
        claim_id
        for claim_id in found.claims
        if base.review.claims[claim_id].topic.named.get("treatment") == ("antidepressants",)
    ]
    assert HIGH["antidepressants"][0] in under_drugs
    for changed in ({"direction": "positive"}, {"direction": "none"}, {"question": "change"}):
        other = base
        for claim_id in under_drugs:
            topic = base.review.claims[claim_id].topic
            other = with_claim(other, claim_id, topic=structs.replace(topic, **changed))
        assert meanings(other) is None


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("tea", "positive"), ("milk", "negative"), True),
        (("tea", "positive"), ("tea", "negative"), False),  # one row: that is another finding
        (("tea", "positive"), ("milk", "none"), False),
        (("tea", "mixed"), ("milk", "negative"), False),
        (("tea", "negative"), ("milk", "negative"), False),
    ],
)
def test_the_rows_of_a_table_are_compared(
    tmp_path: Path, one: tuple[str, str], other: tuple[str, str], *, found: bool
) -> None:
    claims = {
        f"1-tea/c{i}": claim(
            topic=f"{{drink: {row}, measure: length, question: before, direction: {sign}}}"
        )
        for i, (row, sign) in enumerate((one, other))
    }
    assert bool(two_meanings(evidence_base(tmp_path, claims).facts)) == found
