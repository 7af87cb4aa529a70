"""What the conclusion cites, held against what it is drawn from."""

from __future__ import annotations

from altered import with_citation, with_claim, without_citation, without_role
from claimweave.evidence.audit.conclusion_citations import (
    CitedAnew,
    LeftOut,
    cited_anew,
    first_in_conclusion,
    left_out,
)
from claimweave.evidence.base import EvidenceBase

ECT = "il6-most-promising-biomarker-for-ect"
KETAMINE = "il6-most-promising-biomarker-for-ketamine"
POORER = "raised-cytokines-poorer-antidepressant-response"


def numbers(base: EvidenceBase, keys: tuple[str, ...]) -> set[int | None]:
    return {base.review.references[key].number for key in keys}


def first(base: EvidenceBase) -> set[int | None]:
    return {n for f in first_in_conclusion(base.facts) for n in numbers(base, f.references)}


def anew(base: EvidenceBase) -> dict[str, CitedAnew]:
    return {found.claims[0]: found for found in cited_anew(base.facts)}


def left(base: EvidenceBase) -> dict[str, LeftOut]:
    return {found.claims[0]: found for found in left_out(base.facts)}


def test_two_works_first_appear_in_the_conclusion(base: EvidenceBase) -> None:
    assert {78, 79} <= first(base)
    (zhou,) = [f for f in first_in_conclusion(base.facts) if f.references == ("Zhou2021",)]
    assert zhou.claims == (KETAMINE,)
    assert zhou.cells == (("ketamine", "IL-6", "T1"),)


def test_a_work_that_the_text_names_before_is_not_among_them(base: EvidenceBase) -> None:
    assert not {10, 32, 46, 52, 64, 67, 75} & first(base)  # 67 and 75 stand in the table alone
    before = with_citation(
        base, "il6-change-tracks-ketamine-improvement", "Zhou2021", "supports", "Zhan2020"
    )
    assert first(before) == first(base) - {79}


def test_without_a_conclusion_nothing_is_first_in_it(base: EvidenceBase) -> None:
    silent = without_role(base, "conclusion")
    assert first_in_conclusion(silent.facts) == []
    assert left_out(silent.facts) == []


def test_what_was_described_before_is_not_what_32_was_cited_for(base: EvidenceBase) -> None:
    found = anew(base)[POORER]
    assert numbers(base, found.references) == {32}
    assert "tnf-fall-tracks-fluoxetine-improvement" in found.claims


def test_once_something_before_cites_it_the_finding_goes(base: EvidenceBase) -> None:
    before = with_citation(
        base,
        "mounting-evidence-poorer-antidepressant-response",
        "Amitai2016",
        "supports",
        "Strawbridge2015",
    )
    assert POORER not in anew(before)
    dropped = without_citation(base, POORER, "Amitai2016")
    assert POORER not in anew(dropped)


def test_what_rests_on_a_claim_through_others_counts(base: EvidenceBase) -> None:
    through = with_claim(
        base,
        "raised-markers-may-mean-resistance",
        rests_on=("tnf-fall-tracks-fluoxetine-improvement",),
    )
    assert POORER not in anew(through)


def test_a_claim_that_rests_on_nothing_has_to_begin_somewhere(base: EvidenceBase) -> None:
    for found in cited_anew(base.facts):
        assert base.review.claims[found.claims[0]].record.rests_on
    alone = with_claim(base, POORER, rests_on=())
    assert POORER not in anew(alone)


def test_the_ketamine_conclusion_cites_for_ketamine_what_stood_for_ect(base: EvidenceBase) -> None:
    found = anew(base)["growing-evidence-inflamed-gain-from-ketamine"]
    assert numbers(base, found.references) == {10, 45, 46}


def test_the_conclusion_drops_47_75_and_63(base: EvidenceBase) -> None:
    found = left(base)
    assert {47, 75} <= numbers(base, found[ECT].supports)
    assert {41, 53} <= numbers(base, found[ECT].contradicts)
    assert numbers(base, found[KETAMINE].supports) == {63}
    assert {65, 66} <= numbers(base, found[KETAMINE].contradicts)


def test_what_is_cited_after_all_is_not_dropped(base: EvidenceBase) -> None:
    cited = with_citation(base, KETAMINE, "Chen2018", "supports", "Zhan2020")
    assert left(cited)[KETAMINE].supports == ()
    for key in ("Kiraly2017", "Park2017"):
        cited = with_citation(cited, KETAMINE, key, "contradicts", "Zhan2020")
    assert KETAMINE not in left(cited)


def test_a_claim_that_cites_nothing_drops_nothing(base: EvidenceBase) -> None:
    assert "tnf-potential-biomarker-for-antidepressants" not in left(base)
    for found in left(base).values():
        assert found.named
        assert set(found.references) == {*found.supports, *found.contradicts}
        assert not set(found.references) & set(found.named)
