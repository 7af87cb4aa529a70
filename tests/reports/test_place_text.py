"""`claimweave explain PLACE`: where a locator is, in words, and what is asserted there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.commands.command_line import main


def explained(what: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["--project", str(BASE), "explain", what])
    said = capsys.readouterr()
    return status, said.out + said.err


def test_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = explained("S1.p1.s1", capsys)
    assert status == 0
    assert said == (
        "S1.p1.s1: Fields, paragraph 1, sentence 1\n"
        "It has 56 letters and signs, blanks left out.\n"
        "It cites 1 (Adler2001).\n"
        "\n"
        "Asserted there:\n"
        "  nitrate-feeds-barley: Barley yields more where the soil holds more nitrate before "
        "sowing.\n"
    )


def test_what_is_cited_there_for_a_claim_of_another_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = shutil.copytree(BASE, tmp_path / "review")
    edited(project, "claims/table-1/beans-nitrate.yml", "asserted: [S1.p1.s2, ", "asserted: [")
    assert main(["--project", str(project), "explain", "S1.p1.s2"]) == 0
    said = capsys.readouterr().out
    assert "It cites 2 (Brandt2005), 3 (Ref3)." in said
    assert "Cited there, for what is asserted elsewhere:\n  beans-nitrate: " in said
    assert "Asserted there" not in said


def test_a_sentence_that_asserts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = explained("S1.p1.s3", capsys)
    assert "It cites nothing.\nIt asserts nothing: Points to the next part.\n" in said
    assert "No claim asserts anything there" in said


@pytest.mark.parametrize(
    ("what", "first", "listed"),
    [
        ("S1", "S1: Fields: 3 places", "  S1.p1.s1  56 letters and signs, cites 1; 1 claim\n"),
        ("S1.p1", "S1.p1: Fields, paragraph 1: 3 places", "28 letters and signs; asserts"),
        ("T1", "T1: Table 1: 4 places", "  T1.barley.predictor.nitrate  1 claim\n"),
        ("T1.beans", "T1.beans: Table 1, beans: 2 places", ".beans.none.nitrate       1 claim\n"),
    ],
)
def test_a_part_lists_its_places(
    what: str, first: str, listed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = explained(what, capsys)
    assert status == 0
    assert said.startswith(f"{first}\n\n")
    assert listed in said


def test_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = explained("T1.barley.predictor.nitrate", capsys)
    assert said.startswith("T1.barley.predictor.nitrate: Table 1, Barley, “Predictor of yield”, ")
    assert "Asserted there:\n  barley-nitrate: " in said


@pytest.mark.parametrize(
    ("what", "hint"),
    [
        ("S1.p1.s9", "`claimweave explain S1.p1` lists those there"),
        ("S1.p9.s1", "`claimweave explain S1` lists those there"),
        ("T1.wheat", "`claimweave explain T1` lists those there"),
        ("unknown-refernce", 'did you mean "unknown-reference"?'),
        ("Adler2001", "`claimweave impact Adler2001`"),
        ("nitrate-feeds-barley", "`claimweave impact nitrate-feeds-barley`"),
        ("zzz", "lists all rules, and with a section"),
        ("S1.", "lists those there"),
        ("\x1b[31m", "lists all rules"),
        ("", "lists all rules"),
    ],
)
def test_what_is_not_there(what: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = explained(what, capsys)
    assert status == 2
    assert hint in said
    assert "\x1b" not in said


def test_an_example_of_a_rule_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    """It stands at the left edge: indented, pasted YAML would be other YAML."""
    _, said = explained("unknown-reference", capsys)
    assert "\nFails:\n\nevidence:\n" in said
    assert "\nWhy:\n    " in said


def test_a_reference_is_found_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(BASE), "impact", "1"]) == 0
    assert capsys.readouterr().out.startswith("Adler2001 (reference)")


def test_a_misspelt_command_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["chek"])
    assert 'did you mean "check"?' in capsys.readouterr().err
