"""`claimweave new` tells a twin: a copy is not written, and what may be one is left to judge."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembly import BASE
from claimweave.commands.command_line import main
from terminals import Dialogue

SAME = "barley yields more, where the soil holds more nitrate before sowing"
OTHER = "With more nitrate before sowing, there is more barley to harvest."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("claimweave.commands.new_claim.asks", lambda: False)
    return Path(shutil.copytree(BASE, tmp_path / "review"))


def new(project: Path, claim: str, evidence: str = "Adler2001 supports S1.p1.s1") -> int:
    given = [
        f"--claim={claim}",
        "--kind=association",
        "--section=1-fields",
        "--id=another-one",
        "--asserted=S1.p1.s1",
        "--topic=nutrient=nitrate crop=barley question=before-sowing",
        f"--evidence={evidence}",
    ]
    return main(["--project", str(project), "new", *given])


def test_a_claim_in_the_same_words_is_not_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project, SAME) == 1
    said = capsys.readouterr().out
    assert "duplicate-claim: " in said
    assert "nitrate-feeds-barley" in said
    assert not (project / "claims/1-fields/another-one.yml").exists()


def test_a_claim_of_one_topic_place_and_citation_is_told_and_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project, OTHER) == 0
    said = capsys.readouterr().out
    assert "left to do: claims/1-fields/nitrate-feeds-barley.yml:1: same-assertion: " in said
    assert "under same-assertion, how they differ" in said
    assert (project / "claims/1-fields/another-one.yml").exists()


def test_what_the_review_does_not_cite_there_is_not_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project, OTHER, evidence="Brandt2005 supports S1.p1.s1") == 1
    assert "citation-mismatch: S1.p1.s1 does not cite 2 (Brandt2005)" in capsys.readouterr().out


def test_who_is_asked_hears_of_a_twin_before_it_is_written(tmp_path: Path) -> None:
    review = Path(shutil.copytree(BASE, tmp_path / "review"))
    given = [
        f"--claim={OTHER}",
        "--section=1-fields",
        "--id=another-one",
        "--asserted=S1.p1.s1",
        "--topic=nutrient=nitrate crop=barley question=before-sowing",
        "--no-weave",
        "--evidence=Adler2001 supports S1.p1.s1",
    ]
    dialogue = Dialogue(review, ["new", *given])
    for prompt, typed in (
        ("Kind: ", "association\n"),
        ("words it", "\n"),
        ("drawn from", "\n"),
        ("cannot hold", "\n"),
        ("A note", "\n"),
        ("look first: ", ""),
        ("another-one", ""),
        ("Write it?", "n\n"),
    ):
        dialogue.answer(prompt, typed)
    assert dialogue.ended() == 0
    assert dialogue.said.endswith("Nothing was written.\n")
    assert not (review / "claims/1-fields/another-one.yml").exists()
