"""Drift of strength: made-up claims about tea, and how firmly they are worded."""

from __future__ import annotations

from pathlib import Path

import pytest

from altered import with_claim
from claimweave.evidence.audit.strength import (
    FirmerThanBasis,
    FirmerWhileDenied,
    firmer_than_basis,
    firmer_while_denied,
    strengths_known,
)
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from miniature import claim, evidence_base


def review(folder: Path, **claims: dict[str, str]) -> EvidenceBase:
    return evidence_base(
        folder, {f"1-tea/{name}": claim(**fields) for name, fields in claims.items()}
    )


def firmer(base: EvidenceBase) -> dict[str, FirmerThanBasis]:
    return {found.claims[0]: found for found in firmer_than_basis(base.facts)}


def denied(base: EvidenceBase) -> dict[str, FirmerWhileDenied]:
    return {found.claims[0]: found for found in firmer_while_denied(base.facts)}


@pytest.mark.parametrize(
    ("strength", "below", "found"),
    [
        ("strong", ("tentative",), True),
        ("strong", ("plain",), True),
        ("strong", ("plain", "tentative"), True),
        ("strong", ("strong", "tentative"), False),
        ("plain", ("tentative",), True),
        ("plain", ("plain",), False),
        ("plain", ("strong",), False),
        ("tentative", ("tentative",), False),
        ("strong", (), False),
    ],
)
def test_a_claim_is_firmer_than_all_that_it_rests_on(
    tmp_path: Path, strength: str, below: tuple[str, ...], *, found: bool
) -> None:
    base_ = {f"b{i}": {"strength": had} for i, had in enumerate(below)}
    base = review(tmp_path, a={"strength": strength, "rests_on": f"[{', '.join(base_)}]"}, **base_)
    assert ("a" in firmer(base)) == found


def test_what_is_rested_on_through_others_counts(tmp_path: Path) -> None:
    base = review(
        tmp_path,
        a={"strength": "strong", "rests_on": "[b]"},
        b={"strength": "tentative", "rests_on": "[c]"},
        c={"strength": "strong"},
    )
    assert firmer(base) == {}


def test_what_is_not_recorded_is_said(tmp_path: Path) -> None:
    base = review(
        tmp_path,
        a={"strength": "strong", "rests_on": "[b, c]"},
        b={"strength": "tentative"},
        c={},
        d={"strength": "strong", "rests_on": "[c]"},
        e={"rests_on": "[b]"},
    )
    (found,) = firmer(base).values()
    assert (found.claims, found.unknown) == (("a", "b"), 1)
    assert "1 of the 2 claims that it rests on is worded tentatively at most" in plain_text(
        sentence(found, base)
    )
    assert strengths_known(base.facts) == (3, 5)


def test_from_might_to_highly_while_another_claim_denies_it(tmp_path: Path) -> None:
    topic = "{drink: tea, measure: length}"
    base = review(
        tmp_path,
        might={"strength": "tentative", "topic": topic},
        highly={"strength": "strong", "topic": topic, "asserted": "[S1.p1.s2]"},
        none={"strength": "plain", "topic": topic, "opposes": "[might]"},
    )
    (found,) = denied(base).values()
    assert (found.claims[0], found.tentative, found.denying) == ("highly", ("might",), ("none",))
    assert "speaks against it" in plain_text(sentence(found, base))


def test_of_the_same_question_a_sign_makes_no_other_topic(tmp_path: Path) -> None:
    topic = "{drink: tea, measure: length, question: before, direction: %s}"
    base = review(
        tmp_path,
        might={"strength": "tentative", "topic": topic % "unsigned"},
        highly={"strength": "strong", "topic": topic % "positive", "asserted": "[S1.p1.s2]"},
        none={"strength": "plain", "topic": topic % "none", "opposes": "[might]"},
    )
    assert set(denied(base)) == {"highly"}


CASES = {
    "nobody-denies": {"none": {"opposes": "[]"}},
    "was-never-tentative": {"might": {"strength": "plain"}},
    "is-not-strong": {"highly": {"strength": "plain"}},
    "another-topic": {"highly": {"topic": "{drink: milk, measure: length}"}},
    "another-question": {
        "highly": {"topic": "{drink: tea, measure: length, question: before}"},
        "might": {"topic": "{drink: tea, measure: length, question: other}"},
    },
    "no-question-is-another": {
        "highly": {"topic": "{drink: tea, measure: length, question: before}"}
    },
    "came-first": {"highly": {"asserted": "[S1.p1.s1]"}, "might": {"asserted": "[S1.p1.s2]"}},
    "denies-itself": {"none": {"opposes": "[]"}, "highly": {"opposes": "[]"}},
}


@pytest.mark.parametrize("case", CASES)
def test_without_its_cause_it_goes(tmp_path: Path, case: str) -> None:
    topic = "{drink: tea, measure: length}"
    claims = {
        "might": {"strength": "tentative", "topic": topic},
        "highly": {"strength": "strong", "topic": topic, "asserted": "[S1.p1.s2]"},
        "none": {"strength": "plain", "topic": topic, "opposes": "[might]"},
    }
    changed = {name: fields | CASES[case].get(name, {}) for name, fields in claims.items()}
    assert denied(review(tmp_path, **changed)) == {}


def test_what_a_strong_claim_rests_on_may_have_other_terms(tmp_path: Path) -> None:
    base = review(
        tmp_path,
        highly={"strength": "strong", "rests_on": "[between]"},
        between={"strength": "plain", "rests_on": "[might]"},
        might={"strength": "tentative", "topic": "{drink: tea}"},
        none={"opposes": "[between]"},
    )
    (found,) = denied(base).values()
    assert (found.tentative, found.denying) == (("might",), ("none",))


def test_a_circle_and_names_that_lead_nowhere_do_no_harm(tmp_path: Path) -> None:
    """Rules tell of them; the audit goes on with what there is."""
    base = review(
        tmp_path, a={"strength": "strong"}, b={"strength": "tentative"}, c={"strength": "strong"}
    )
    base = with_claim(base, "a", rests_on=("b", "gone"), opposes=("a", "nobody"))
    base = with_claim(with_claim(base, "b", rests_on=("a",)), "c", rests_on=("c", "nobody"))
    assert set(firmer(base)) == {"a"}
    assert denied(base) == {}
    assert [plain_text(sentence(found, base)) for found in findings(base)]
