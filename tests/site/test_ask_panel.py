"""What the server writes of the panel in which a claim is asked differently."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import resources
from itertools import islice
from pathlib import Path

from claimweave.derived.issue_forms import QUESTION, issue_forms
from claimweave.evidence import wording
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from claimweave.site.parts.ask import MOST_CONCLUSIONS, ask_cells, ask_panel
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


def test_the_door_opens_for_each_name_that_the_panel_has_in_the_address() -> None:
    """The door comes with each page, and the panel only when it is asked for: each has a list."""
    assets = resources.files("claimweave.site") / "assets"
    door = re.search(r"KINDS = \[([^]]*)\]", (assets / "ask-open.js").read_text("utf-8"))
    panel = (assets / "ask-state.js").read_text("utf-8")
    fields = re.search(r"FIELDS = \{(.*?)\n  \};", panel, re.DOTALL)
    others = re.search(r"OURS = \[\.\.\.Object\.keys\(FIELDS\), ([^]]*)\]", panel)
    assert door
    assert fields
    assert others
    named = re.findall(r"^    (\w+):", fields[1], re.MULTILINE)
    assert re.findall(r"\w+", door[1]) == [*named, *re.findall(r"\w+", others[1])]
    assert "sql" in door[1]


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


def test_cells_have_one_panel_with_all_that_uses_them(base: EvidenceBase) -> None:
    found = [answer for answer in answers(base) if answer.claim]
    checked = [base.review.claims[claim_id] for claim_id in base.check_results]
    others = [base.review.claims[claim_id] for claim_id in list(base.review.claims)[:4]]
    plain = [other for other in others if not other.record.check]
    many = checked * (1 + MOST_CONCLUSIONS // len(checked))
    panel = ask_cells(base, "All", found, [*plain, *many], UNPUBLISHED)
    assert panel
    settings = json.loads(panel.settings)
    assert settings["cells"] == [list(answer.pair[:2]) for answer in found]
    assert settings["claims"][: len(found)] == [a.claim.id for a in found if a.claim]
    assert {claim.id for claim in plain} <= set(settings["claims"])
    assert len(settings["conclusions"]) == MOST_CONCLUSIONS
    assert settings["left_out"] == len(many) - MOST_CONCLUSIONS > 0
    assert len(panel.turns) == len(found)
    for answer, told in zip(found, panel.turns, strict=True):
        turned = [json.loads(turn.changes)[0]["reference"] for turn in told.turns]
        assert set(turned) <= set(answer.turning)
        assert len(turned) == min(len(answer.turning), MOST_TURNS)
        assert told.firm


def test_where_no_claim_stands_for_a_cell_there_is_no_panel(base: EvidenceBase) -> None:
    answer = replace(next(iter(answers(base))), synthesis=None)
    assert ask_cells(base, "One", [answer], [], UNPUBLISHED) is None
    assert ask_cells(base, "None", [], [], UNPUBLISHED) is None
