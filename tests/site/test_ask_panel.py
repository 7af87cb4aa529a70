"""What the server writes of the panel in which a claim is asked differently."""

from __future__ import annotations

import json
from importlib import resources
from itertools import islice
from pathlib import Path

from claimweave.authoring.issue_forms import QUESTION, issue_forms
from claimweave.evidence import wording
from claimweave.evidence.base import EvidenceBase
from claimweave.site.parts.ask import ask_panel
from claimweave.site.parts.ask_turns import MOST_TURNS
from claimweave.site.publication import UNPUBLISHED, Publication
from miniature import claim, evidence_base


def test_a_conclusion_has_the_shortest_changes_of_each_reading(base: EvidenceBase) -> None:
    for claim_id in islice(base.check_results, 0, None, 9):
        panel = ask_panel(base, base.review.claims[claim_id], UNPUBLISHED)
        assert panel
        firm = base.robustness[claim_id]
        for told in panel.turns:
            found = firm[told.name].shortest
            assert told.firm == wording.robustness(firm[told.name]) != ""
            assert len(told.turns) == min(len(found), MOST_TURNS)
            assert told.more == len(found) - len(told.turns)
            for turn, (move, items) in zip(told.turns, found, strict=False):
                changes = json.loads(turn.changes)
                assert [(c["claim"], c["reference"], c["stance"]) for c in changes] == list(items)
                assert {c["kind"] for c in changes} == {move}
                for _, key, _ in items:
                    assert base.review.references[key].short_name in turn.says


def test_only_what_has_evidence_or_a_check_can_be_asked(tmp_path: Path) -> None:
    own = "[{cites: SourceReview, stance: supports, at: [S1.p1.s1]}]"
    cited = "[{cites: Ash2001, stance: supports, at: [S1.p1.s1]}]"
    base = evidence_base(
        tmp_path,
        {"1-tea/bare": claim(), "1-tea/own": claim(own), "1-tea/cited": claim(cited)},
    )
    claims = base.review.claims
    assert ask_panel(base, claims["bare"], UNPUBLISHED) is None
    assert ask_panel(base, claims["own"], UNPUBLISHED) is None
    panel = ask_panel(base, claims["cited"], Publication(repository="https://example.org/r"))
    assert panel
    settings = json.loads(panel.settings)
    assert settings["about"] == ["cited"]
    assert settings["thresholds"] == []
    assert settings["repository"] == "https://example.org/r"
    (turns,) = panel.turns
    assert [json.loads(turn.changes)[0]["kind"] for turn in turns.turns] == ["remove", "flip"]


def test_the_question_fills_fields_that_the_form_has(base: EvidenceBase) -> None:
    (form,) = (form for form in issue_forms(base.review) if form.name == QUESTION)
    script = (resources.files("claimweave.site") / "assets/ask-result.js").read_text("utf-8")
    filled = [field.field for field in form.fields if f" {field.field}: " in script]
    assert filled == ["place", "claim", "changed", "found"]
    needed = {field.field for field in form.fields if field.needed}
    assert needed == {"place", "question"}, "what is asked, its reader has to say"
