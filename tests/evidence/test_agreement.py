"""Whether a source reports what it is cited for: the whole table, reasoned from the words.

Stance is how the review uses a citation, a finding is what the source reports. A null result
contradicts a claim of prediction; it is not the absence of a finding.
"""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from claimweave.evidence.agreement import AGREEMENTS, Agreement, Comparison, comparable, compare
from claimweave.evidence.relevance import about
from claimweave.review.claim import Evidence, Topic
from claimweave.review.fields import Direction, Stance
from claimweave.review.study import SourceFinding, Study, StudyRecord
from record_data import as_record

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
STANCES: tuple[Stance, ...] = ("supports", "contradicts")


def topic(direction: Direction | None = None, question: str = "baseline", **axes: str) -> Topic:
    terms = axes or {"marker": "IL-6", "treatment": "ect"}
    return as_record(Topic, {"question": question, "direction": direction, **terms})


def evidence(stance: Stance) -> Evidence:
    return Evidence(cites="Kruse2018", stance=stance, at=("S1",))


def finding(direction: Direction, question: str = "baseline", **axes: str) -> SourceFinding:
    terms = axes or {"marker": "IL-6", "treatment": "ect"}
    content = {"question": question, "direction": direction, "says": "It rose.", **terms}
    return as_record(SourceFinding, content)


def study(*findings: SourceFinding) -> Study:
    record = StudyRecord(design="cohort", read="abstract", findings=findings)
    return Study("Kruse2018", "claims/_studies/Kruse2018.yml", record)


def agreement_of(claimed: Topic, use: Evidence, source: Study | None) -> Agreement:
    return compare(claimed, use, source, about(claimed.named, {})).agreement


# Claim's direction (None: "predicts", whichever way) and finding, for a supporting citation.
SUPPORTS: dict[tuple[Direction | None, Direction], Agreement] = {
    (None, "positive"): "agrees",
    (None, "negative"): "agrees",
    (None, "none"): "null",
    ("positive", "positive"): "agrees",
    ("positive", "negative"): "opposite",
    ("positive", "none"): "null",
    ("positive", "mixed"): "mixed",
    ("negative", "positive"): "opposite",
    ("negative", "negative"): "agrees",
    ("negative", "none"): "null",
    ("negative", "mixed"): "mixed",
    # The claim is that there is no association.
    ("none", "positive"): "opposite",
    ("none", "negative"): "opposite",
    ("none", "none"): "agrees",
    ("none", "mixed"): "mixed",
    # The claim is that results point both ways.
    ("mixed", "mixed"): "agrees",
    ("mixed", "none"): "null",
    ("mixed", "unsigned"): "unsigned",
    # A relation without its sign: enough for "is related", and too much for "is not".
    (None, "unsigned"): "agrees",
    ("positive", "unsigned"): "unsigned",
    ("negative", "unsigned"): "unsigned",
    ("none", "unsigned"): "opposite",
    ("unsigned", "unsigned"): "agrees",
    ("unsigned", "positive"): "agrees",
    ("unsigned", "none"): "null",
}

# The same for a citation against the claim.
CONTRADICTS: dict[tuple[Direction | None, Direction], Agreement] = {
    (None, "positive"): "opposite",
    (None, "negative"): "opposite",
    (None, "none"): "agrees",
    (None, "mixed"): "mixed",
    ("positive", "positive"): "opposite",
    ("positive", "negative"): "agrees",
    ("positive", "none"): "agrees",
    ("positive", "mixed"): "mixed",
    ("negative", "positive"): "agrees",
    ("negative", "negative"): "opposite",
    ("negative", "none"): "agrees",
    ("negative", "mixed"): "mixed",
    ("none", "positive"): "agrees",
    ("none", "negative"): "agrees",
    ("none", "none"): "null",
    (None, "unsigned"): "opposite",
    ("positive", "unsigned"): "unsigned",
    ("negative", "unsigned"): "unsigned",
    ("none", "unsigned"): "agrees",
    ("unsigned", "unsigned"): "opposite",
    ("unsigned", "none"): "agrees",
}

TABLE = [("supports", *k, v) for k, v in SUPPORTS.items()]
TABLE += [("contradicts", *k, v) for k, v in CONTRADICTS.items()]


@pytest.mark.parametrize(("stance", "claimed", "found", "agreement"), TABLE)
def test_one_finding(
    stance: Stance, claimed: Direction | None, found: Direction, agreement: Agreement
) -> None:
    assert agreement_of(topic(claimed), evidence(stance), study(finding(found))) == agreement


@pytest.mark.parametrize(("stance", "claimed"), list(product(STANCES, (None, *DIRECTIONS))))
def test_result_that_was_not_seen(stance: Stance, claimed: Direction | None) -> None:
    found = study(finding("not-reported"))
    assert agreement_of(topic(claimed), evidence(stance), found) == "not-reported"


@pytest.mark.parametrize(
    ("stance", "claimed", "found"),
    list(product(STANCES, (None, *DIRECTIONS), DIRECTIONS)),
)
def test_what_does_not_depend_on_directions(
    stance: Stance, claimed: Direction | None, found: Direction
) -> None:
    about, use = topic(claimed), evidence(stance)
    assert agreement_of(about, use, None) == "not-read"
    assert agreement_of(about, use, study()) == "silent"
    other_marker = finding(found, marker="CRP", treatment="ect")
    other_treatment = finding(found, marker="IL-6", treatment="ketamine")
    assert agreement_of(about, use, study(other_marker, other_treatment)) == "silent"
    for question in ("change", "level", "differential", "other"):
        elsewhere = finding(found, question)
        assert agreement_of(about, use, study(elsewhere)) == "another-question"
        assert agreement_of(about, use, study(elsewhere, other_marker)) == "another-question"


@pytest.mark.parametrize(("stance", "claimed", "found", "agreement"), TABLE)
def test_only_findings_on_the_question_count(
    stance: Stance, claimed: Direction | None, found: Direction, agreement: Agreement
) -> None:
    beside = (
        finding("positive", "change"),
        finding("none", "level"),
        finding("mixed", marker="CRP", treatment="ect"),
    )
    about = study(beside[0], finding(found), *beside[1:])
    assert agreement_of(topic(claimed), evidence(stance), about) == agreement


@pytest.mark.parametrize(
    ("stance", "claimed", "found", "agreement"),
    [
        ("supports", "positive", ("positive", "positive"), "agrees"),
        ("supports", "positive", ("none", "none"), "null"),
        ("supports", "positive", ("positive", "negative"), "mixed"),
        ("supports", "positive", ("positive", "none"), "mixed"),
        ("supports", "positive", ("negative", "none"), "mixed"),
        ("supports", None, ("positive", "none"), "mixed"),
        ("contradicts", None, ("none", "positive"), "mixed"),
        # For a claim that IL-6 rises, both are against it.
        ("contradicts", "positive", ("none", "negative"), "agrees"),
        # What was not seen says nothing beside what was.
        ("supports", "positive", ("positive", "not-reported"), "agrees"),
        ("supports", "positive", ("not-reported", "none"), "null"),
        ("contradicts", None, ("not-reported", "positive"), "opposite"),
        ("supports", "positive", ("not-reported", "not-reported"), "not-reported"),
        ("supports", "positive", ("not-reported", "positive", "negative"), "mixed"),
        # A relation without its sign says nothing beside one that has it, and much beside none.
        ("supports", "positive", ("unsigned", "positive"), "agrees"),
        ("supports", "positive", ("unsigned", "negative"), "opposite"),
        ("supports", None, ("unsigned", "none"), "mixed"),
        ("contradicts", "positive", ("unsigned", "none"), "mixed"),
        ("supports", "positive", ("unsigned", "not-reported"), "unsigned"),
    ],
)
def test_several_findings(
    stance: Stance, claimed: Direction | None, found: tuple[Direction, ...], agreement: Agreement
) -> None:
    about = study(*(finding(direction) for direction in found))
    assert agreement_of(topic(claimed), evidence(stance), about) == agreement
    reverse = study(*(finding(direction) for direction in reversed(found)))
    assert agreement_of(topic(claimed), evidence(stance), reverse) == agreement


def test_every_combination_has_an_agreement() -> None:
    seen = {
        agreement_of(topic(claimed), evidence(stance), study(*map(finding, found)))
        for stance in STANCES
        for claimed in (None, *DIRECTIONS)
        for found in product(DIRECTIONS, repeat=2)
    }
    assert seen <= set(AGREEMENTS)


def test_agreeing_both_for_and_against_is_impossible() -> None:
    """A single finding with a sign cannot bear out a citation in both stances."""
    claims: tuple[Direction | None, ...] = (None, "positive", "negative", "none")
    for claimed, found in product(claims, DIRECTIONS):
        about = study(finding(found))
        uses = [agreement_of(topic(claimed), evidence(s), about) for s in STANCES]
        assert uses != ["agrees", "agrees"]


@pytest.mark.parametrize(
    ("about", "exact"),
    [
        ({"marker": "IL-6", "treatment": "ect", "question": "baseline"}, True),
        ({"marker": "IL-6", "treatment": "ect"}, False),
        ({"marker": "IL-6", "question": "baseline"}, False),
        ({"question": "baseline"}, False),
        ({}, False),
    ],
)
def test_comparable(about: dict[str, str], *, exact: bool) -> None:
    assert comparable(as_record(Topic, about), ("marker", "treatment")) is exact


INFLAMMATION = {"marker": {"inflammation": ("CRP", "IL-6"), "cytokines": ("IL-6",)}}
BROAD = {"marker": "inflammation", "treatment": "ect"}


def on(marker: str, direction: Direction, question: str = "baseline") -> SourceFinding:
    return finding(direction, question, marker=marker, treatment="ect")


def compared(
    *findings: SourceFinding, claimed: Direction = "positive", stance: Stance = "supports"
) -> Comparison:
    said = topic(claimed, **BROAD)
    return compare(said, evidence(stance), study(*findings), about(said.named, INFLAMMATION))


@pytest.mark.parametrize(
    ("findings", "agreement", "narrower"),
    [
        ([on("CRP", "positive")], "agrees", ("CRP",)),
        ([on("IL-6", "positive"), on("CRP", "positive")], "agrees", ("CRP", "IL-6")),
        ([on("CRP", "positive"), on("IL-6", "none")], "mixed", ("CRP", "IL-6")),
        ([on("CRP", "negative"), on("IL-6", "negative")], "opposite", ("CRP", "IL-6")),
        ([on("CRP", "none")], "null", ("CRP",)),
        # A finding on the broader term itself goes first, whatever stands beside it.
        ([on("CRP", "positive"), on("inflammation", "none")], "null", ()),
        ([on("inflammation", "positive"), on("IL-6", "none")], "agrees", ()),
        ([on("inflammation", "unsigned"), on("IL-6", "none")], "unsigned", ()),
        # But what was not seen gives way to what was.
        ([on("inflammation", "not-reported"), on("CRP", "positive")], "agrees", ("CRP",)),
        ([on("inflammation", "not-reported"), on("CRP", "not-reported")], "not-reported", ()),
        ([on("CRP", "not-reported"), on("IL-6", "none")], "null", ("IL-6",)),
        ([on("CRP", "unsigned"), on("IL-6", "positive")], "agrees", ("IL-6",)),
        # An answer on a narrower term goes before another question on the term itself.
        ([on("inflammation", "none", "change"), on("CRP", "positive")], "agrees", ("CRP",)),
        ([on("CRP", "none", "change")], "another-question", ("CRP",)),
        (
            [on("inflammation", "none", "change"), on("CRP", "none", "level")],
            "another-question",
            (),
        ),
        ([on("TNF-α", "positive")], "silent", ()),
    ],
)
def test_a_claim_about_a_broader_term(
    findings: list[SourceFinding], agreement: Agreement, narrower: tuple[str, ...]
) -> None:
    for order in (findings, findings[::-1]):
        assert compared(*order) == Comparison(agreement, narrower)


def test_two_narrower_terms_that_both_stand_against_a_claim_agree_with_that() -> None:
    both = (on("CRP", "none"), on("IL-6", "negative"))
    assert compared(*both, stance="contradicts").agreement == "agrees"


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("broad", ["inflammation", "cytokines"])
def test_what_is_reported_of_a_broader_term_says_nothing_of_a_narrower_one(
    broad: str, direction: Direction
) -> None:
    said = topic("positive", marker="IL-6", treatment="ect")
    found = compare(
        said, evidence("supports"), study(on(broad, direction)), about(said.named, INFLAMMATION)
    )
    assert found == Comparison("silent")


def test_a_question_that_asks_about_one_axis_is_compared_on_it_alone() -> None:
    said = topic("positive", "group", marker="IL-6", treatment="ect")
    source = study(finding("positive", "group", marker="IL-6"))
    assert comparable(said, ("marker",))
    assert compare(said, evidence("supports"), source, about({"marker": "IL-6"}, {})) == Comparison(
        "agrees"
    )
