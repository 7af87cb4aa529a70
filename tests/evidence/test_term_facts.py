"""What a review says of its terms: claims, works and conclusions, those of narrower terms, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.by_term import basis, by_terms
from claimweave.evidence.term_facts import Conclusions, all_term_facts
from claimweave.evidence.term_wording import narrower_said, term_counted, term_defined
from claimweave.review.reading.review_reader import read_review
from miniature import KEYS, VOCABULARY_YML, claim, write_review
from one_cell import cell, sheet

BROADER = VOCABULARY_YML.replace(
    "{tea: {label: Tea}, milk: {label: Milk}}",
    "{hot: {label: Hot drinks}, tea: {label: Tea, broader: hot, synonyms: [cha, thé], "
    "definition: Leaves in water.}, milk: {label: Milk}, beer: {label: Beer}}",
)


def check(sql: str) -> str:
    return f'{{readings: {{one: {{says: It is so., sql: "{sql}", verdict: holds}}}}}}'


def of_broader(root: Path, claims: dict[str, str], studies: dict[str, str]) -> EvidenceBase:
    write_review(root, claims, studies)
    (root / "claims/_review/vocabulary.yml").write_text(BROADER, encoding="utf-8")
    return EvidenceBase(read_review(root))


@pytest.fixture
def base(tmp_path: Path) -> EvidenceBase:
    drawn = claim(kind="synthesis", rests_on="[b]", check=check("SELECT 1"))
    counts = claim(
        kind="synthesis", check=check("SELECT count(*) FROM cells WHERE measure = 'length'")
    )
    claims = {
        "table-1/a": cell(2, 1),
        "1-tea/b": claim("[]", rests_on="[a]"),
        "1-tea/c": claim("[]", topic="{drink: hot}"),
        "1-tea/d": drawn,
        "1-tea/e": counts,
        "1-tea/f": claim(check=check("SELECT count(*) FROM cells WHERE drink = 'milk'")),
    }
    return of_broader(tmp_path, claims, {KEYS[0]: sheet(), KEYS[4]: sheet(drink="milk")})


def test_a_term_has_what_is_said_of_narrower_ones(base: EvidenceBase) -> None:
    found = all_term_facts(base)
    drinks = [term for axis, term in found if axis == "drink"]
    assert drinks == ["hot", "tea", "milk"], "nobody speaks of beer"
    hot, tea = found["drink", "hot"], found["drink", "tea"]
    assert hot.narrower == ("tea",)
    assert [c.id for c in hot.claims] == ["a", "c"]
    assert [c.id for c in tea.claims] == ["a"]
    assert hot.studied == tea.studied == (KEYS[0],)
    assert (tea.unread, found["drink", "milk"].unread) == (2, 0)
    assert found["drink", "milk"].studied == (KEYS[4],)


def test_a_conclusion_uses_what_it_rests_on_and_what_it_counts(base: EvidenceBase) -> None:
    found = all_term_facts(base)
    assert [c.id for c in found["drink", "tea"].conclusions] == ["d"]
    assert [c.id for c in found["drink", "milk"].conclusions] == ["f"]
    assert [c.id for c in found["measure", "length"].conclusions] == ["d", "e"]
    using = Conclusions(base)
    pair = {"drink": "tea", "measure": "length"}
    assert [c.id for c in using.of(pair)] == ["d", "e"], "e counts each drink"
    assert [c.id for c in using.of(pair | {"drink": "milk"})] == ["e", "f"]
    assert using.of({"drink": "tea", "measure": "depth"}) == ()


def test_claims_that_rest_on_one_another_end_the_walk(tmp_path: Path) -> None:
    circle = {"1-tea/a": claim(rests_on="[b]"), "1-tea/b": claim(rests_on="[a, nobody]")}
    claims = read_review(write_review(tmp_path, circle)).claims
    assert [c.id for c in basis(claims, claims["a"])] == ["a", "b"]


def test_what_has_no_term_on_an_axis_is_about_no_pair(base: EvidenceBase) -> None:
    items = [
        ("x", {"drink": "tea", "measure": "length"}),
        ("y", {"drink": "tea"}),
        ("x", {"drink": "hot", "measure": "length"}),
        ("z", {"drink": "nobody"}),
    ]
    assert by_terms(base, ("drink", "measure"), items) == {
        ("tea", "length"): ["x"],
        ("hot", "length"): ["x"],
    }
    alone = by_terms(base, ("drink",), items)
    assert alone == {("tea",): ["x", "y"], ("hot",): ["x", "y"], ("nobody",): ["z"]}


def test_the_first_sentence_of_a_term(base: EvidenceBase) -> None:
    found = all_term_facts(base)
    assert term_defined(base, "drink", "tea") == "Tea (cha, thé): Leaves in water."
    assert term_defined(base, "drink", "milk") == "Milk: The review has no definition for it."
    assert term_counted(base, found["drink", "hot"]) == (
        "2 claims are about it (1 contested and 1 derived); 1 work that we read reports on it, and "
        "2 more are cited on it and not read."
    )
    assert term_counted(base, found["drink", "milk"]) == (
        "No claim is about it alone; 1 work that we read reports on it."
    )
    assert term_counted(base, found["measure", "depth"]) == (
        "No claim is about it alone; none of the works that we read reports on it."
    )
    said = narrower_said(base, "drink", found["drink", "hot"])
    assert said == "What is said here counts what is said of Tea, too."
    assert narrower_said(base, "drink", found["drink", "milk"]) == ""
