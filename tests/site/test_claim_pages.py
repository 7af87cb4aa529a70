"""Each claim's page says one thing: its badge, its answer, its cards and its counts agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.words import labels
from miniature import claim, evidence_base

if TYPE_CHECKING:
    from pathlib import Path

    from claimweave.evidence.base import EvidenceBase

ANSWER = re.compile(r'<p class="cw-answer-line">(.*?)</p>', re.DOTALL)
SAID = re.compile(r"The review cites (\d+) sources? for it and (\d+) against it")
CARD = re.compile(r'<article class="cw-use cw-s-(\w+)"[^>]*>(.*?)</article>', re.DOTALL)
TITLE = re.compile(r'<h3 id="(for|against)"[^>]*>\w+ \((\d+)\)</h3>')
ALSO = "The review also asserts what cannot hold together with it"


def contradictions(base: EvidenceBase, claim_id: str) -> list[str]:
    """Return what a claim's page says in two ways, in words; nothing when it agrees."""
    one = base.review.claims[claim_id]
    page = claim_page_text(base, one)
    found = ANSWER.search(page)
    assert found, "a page has an answer"
    answer, verdict = found.group(1), base.verdict(one)
    cards = [(stance, "Not cited by the review" in text) for stance, text in CARD.findall(page)]
    for_, against = (cards.count((s, False)) for s in ("supports", "contradicts"))
    titles = {side: int(number) for side, number in TITLE.findall(page)}
    shown = {
        side: sum(stance == name for stance, _ in cards)
        for side, name in (("for", "supports"), ("against", "contradicts"))
    }
    faults = []
    if labels.VERDICTS[verdict].label not in answer:
        faults.append("the badge is not that of the verdict")
    if any(titles.get(side, 0) != number for side, number in shown.items()):
        faults.append("a heading counts other cards than there are")
    said = SAID.search(page)
    if (tuple(map(int, said.groups())) if said else (0, 0)) != (for_, against):
        faults.append("the answer counts other citations than there are cards")
    if one.record.check:
        return faults
    opposed = ALSO in page
    if (verdict == "contested") != bool((for_ and against) or (opposed and not against)):
        faults.append("contested, and nothing stands on the other side, or the other way round")
    if verdict == "cited-in-support" and (against or opposed or not for_):
        faults.append("cited in support, and something stands against it, or nothing for it")
    if verdict in ("asserted-only", "derived") and (for_ or against or opposed):
        faults.append("nothing is cited, and there is a card")
    return faults


def test_no_page_of_the_review_contradicts_itself(base: EvidenceBase) -> None:
    found = {name: contradictions(base, name) for name in base.review.claims}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_review_is_shown_as_no_evidence(base: EvidenceBase) -> None:
    source = base.review.source_key
    for one in base.review.claims.values():
        shown = claim_page_text(base, one).partition("## Evidence")[2].partition("##")[0]
        assert f"references/{source}/" not in shown, one.id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The review cites 1 source for it", "The review cites 2 sources for it"),
        ("For (1)", "For (3)"),
        ("Cited in support", "Contested"),
    ],
)
def test_a_contradiction_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    evidence = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    base = evidence_base(tmp_path, {"1-tea/a": claim(evidence)})
    assert contradictions(base, "a") == []
    text = claim_page_text(base, base.review.claims["a"])
    assert old in text
    monkeypatch.setattr(f"{__name__}.claim_page_text", lambda *_: text.replace(old, new))
    assert contradictions(base, "a")
