"""A check tells that schemas and issue forms are not those of the review, by the one door."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.derived import derived_files, found_current
from claimweave.review.paths import FORM_FOLDER, FOUND_CURRENT, SCHEMA_FOLDER
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = f"{SCHEMA_FOLDER}/claim.schema.json"
VOCABULARY = "claims/_review/vocabulary.yml"
RULE = "stale-schema"
TERM = "phosphate: {label: Phosphate}"


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with schemas and forms that are current."""
    root = shutil.copytree(BASE, tmp_path_factory.mktemp("current") / "project")
    (root / FORM_FOLDER).mkdir(parents=True)
    assert main(["--project", str(root), "schema"]) == 0
    return root


@pytest.fixture
def project(current: Path, tmp_path: Path) -> Path:
    """A copy of that review."""
    return shutil.copytree(current, tmp_path / "project")


def checked(project: Path) -> Report:
    return check(read_review(project))


def told(project: Path) -> list[tuple[str, str]]:
    return [(d.severity, f"{d.span.path}: {d.message}") for d in checked(project).diagnostics]


def test_current_files_are_checked_and_not_told(project: Path) -> None:
    report = checked(project)
    assert report.diagnostics == ()
    assert report.counts["stale-schema"].checked == len(report.base.review.derived) == 16


def test_a_new_term_is_told_until_the_command_has_run(project: Path) -> None:
    edited(project, VOCABULARY, TERM, f"{TERM}\n      sulphate: {{label: Sulphate}}")
    message = "this file is not what belongs to the review as it is now, and 2 more are not"
    assert told(project) == [("warning", f"{SCHEMA}: {message}")]
    assert main(["--project", str(project), "check"]) == 0
    assert main(["--project", str(project), "schema", "--check"]) == 1
    assert main(["--project", str(project), "schema"]) == 0
    assert told(project) == []


def test_a_new_claim_and_a_new_reference_make_nothing_stale(project: Path) -> None:
    before = {path: path.read_bytes() for path in (project / SCHEMA_FOLDER).iterdir()}
    entry = (
        "@book{Brandt2020,\n  author = {Brandt, Otto},\n  title = {Soils},\n  year = {2020}\n}\n"
    )
    bibliography = project / "bibliography.bib"
    bibliography.write_text(f"{bibliography.read_text('utf-8')}\n{entry}", encoding="utf-8")
    claim = project / "claims/1-fields/nitrate-feeds-barley.yml"
    text = claim.read_text("utf-8").replace("claim: ", "claim: Again, ", 1)
    claim.with_name("nitrate-feeds-barley-again.yml").write_text(text, encoding="utf-8")
    assert "stale-schema" not in {d.rule for d in checked(project).diagnostics}
    main(["--project", str(project), "schema"])
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_that_is_gone_or_edited_by_hand_is_told(project: Path) -> None:
    (project / SCHEMA).unlink()
    form = f"{FORM_FOLDER}/add-a-reference.yml"
    edited(project, form, "name: Add a reference", "name: Add a paper")
    assert [d.span.path for d in checked(project).diagnostics] == [SCHEMA]
    main(["--project", str(project), "schema"])
    assert told(project) == []


def test_what_cannot_be_read_is_skipped_and_counted(project: Path) -> None:
    (project / SCHEMA).write_bytes(b"\xff")
    report = checked(project)
    assert report.diagnostics == ()
    assert report.counts["stale-schema"].skipped == {"it cannot be read": 1}
    edited(project, VOCABULARY, "axes:", "axes: [")
    report = checked(project)
    assert {d.rule for d in report.diagnostics} == {"invalid-yaml"}
    skipped = report.counts["stale-schema"].skipped
    assert skipped == {"a file that they are made from cannot be read": 16}


def test_marks_of_a_merge_are_the_one_thing_told(project: Path) -> None:
    edited(project, SCHEMA, '  "$schema"', '<<<<<<< HEAD\n=======\n>>>>>>> other\n  "$schema"')
    assert [d.rule for d in checked(project).diagnostics] == ["unfinished-merge"]


# What an earlier check has found is noted, and believed while nothing has changed.


def command(project: Path) -> None:
    assert main(["--project", str(project), "check", "--quiet"]) == 0


def is_told(project: Path) -> bool:
    return RULE in {d.rule for d in checked(project).diagnostics}


def test_what_was_found_current_is_not_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(project)
    made: list[object] = []
    monkeypatch.setattr(derived_files, "committed_schemas", lambda *of: made.append(of))
    assert checked(project).counts[RULE].checked == 16
    assert not made
    noted = (project / FOUND_CURRENT).stat()
    command(project)
    assert (project / FOUND_CURRENT).stat().st_mtime_ns == noted.st_mtime_ns


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (VOCABULARY, TERM, f"{TERM}\n      sulphate: {{label: Sulphate}}"),
        (VOCABULARY, "Phosphate}", "Phosphates}"),
        ("claims/_review/review.yml", "title: Fields", "title: Meadows"),
        (SCHEMA, "draft-07", "draft-06"),
        (f"{FORM_FOLDER}/add-a-reference.yml", "name: Add a reference", "name: Add a paper"),
    ],
)
def test_whatever_has_changed_since_is_told(project: Path, path: str, old: str, new: str) -> None:
    command(project)
    edited(project, path, old, new)
    assert is_told(project)
    command(project)  # it warns, and notes nothing
    assert is_told(project)


def test_a_file_that_has_gone_since_is_told(project: Path) -> None:
    command(project)
    (project / SCHEMA).unlink()
    assert is_told(project)


def test_another_engine_believes_no_note(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(project)
    edited(project, SCHEMA, "draft-07", "draft-06")
    note = project / FOUND_CURRENT
    for told in (
        "",
        "0 12",
        "12 ",
        " 12",
        f" {note.read_text('utf-8')}",
        "\x00",
        "12",
        "9" * 5_000,
    ):
        note.write_text(told, encoding="utf-8")
        assert is_told(project)
    main(["--project", str(project), "schema"])
    command(project)
    monkeypatch.setattr(found_current, "state_of_engine", lambda: "another one")
    monkeypatch.setattr(derived_files, "committed_schemas", lambda *_: {"claim.schema.json": "{}"})
    assert is_told(project)


def test_what_is_replaced_in_all_files_of_a_folder_is_told(project: Path) -> None:
    command(project)
    for path in (*project.rglob("*.json"), project / FOUND_CURRENT):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("draft-07", "draft-06"), encoding="utf-8")
    assert is_told(project)


def test_the_number_that_is_noted_is_held_with_the_rest(project: Path) -> None:
    command(project)
    note = project / FOUND_CURRENT
    text = note.read_text(encoding="utf-8")
    assert text.startswith("16 ")
    note.write_text(text.replace("16 ", "99 ", 1), encoding="utf-8")
    assert checked(project).counts[RULE].checked == 16


def test_an_engine_that_was_edited_while_it_runs_notes_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_current, "_LOADED", 0)
    found_current.state_of_engine.cache_clear()
    command(project)
    found_current.state_of_engine.cache_clear()
    assert not (project / FOUND_CURRENT).exists()


def test_what_could_not_be_looked_at_is_never_noted(project: Path) -> None:
    (project / SCHEMA).write_bytes(b"\xff")
    command(project)
    assert not (project / FOUND_CURRENT).exists()
