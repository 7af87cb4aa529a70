"""A link that came with the files leads no command to write outside of the project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembly import BASE
from claimweave.commands.command_line import main
from claimweave.disk.folder_swap import fresh_folder, swap
from claimweave.disk.transaction import Creation, Replacement, carry_out
from claimweave.disk.whole_file import Snapshot


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "project"))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "kept.txt").write_text("kept", encoding="utf-8")
    return folder


def led_out(project: Path, name: str, outside: Path) -> None:
    """Put a link in the place of a folder, which has gone where the link leads."""
    folder = project / name
    if folder.is_dir():
        shutil.copytree(folder, outside, dirs_exist_ok=True)
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.symlink_to(outside)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("docs/schema", ("schema",)),
        ("docs", ("schema",)),
        (".github/ISSUE_TEMPLATE", ("schema",)),
        ("claims/1-fields", ("fmt",)),
        ("claims", ("fmt",)),
        ("claims/_review", ("source", "import", "ARTICLE", "--force")),
        ("claims/_review", ("check", "--fix")),
        (".cache", ("check",)),
        (".cache/claimweave", ("check",)),
    ],
)
def test_nothing_is_written_behind_a_link(
    project: Path, outside: Path, name: str, command: tuple[str, ...]
) -> None:
    article = project.parent / "article.txt"
    article.write_text("1 Fields\n\nBarley yields more [1]. Beans do not [2].\n", encoding="utf-8")
    assert main(["--project", str(project), "schema"]) == 0
    led_out(project, name, outside)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    for path in before:  # so that they are to be written anew
        if path.name.endswith(".schema.json"):
            path.write_text("{}", encoding="utf-8")
            before[path] = b"{}"
    said = [str(article) if word == "ARTICLE" else word for word in command]
    status = main(["--project", str(project), *said])
    after = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    assert after == before
    assert status != 0 or name.startswith((".cache", ".github"))


def test_a_step_out_of_the_folder_is_refused_before_any_is_taken(
    project: Path, outside: Path
) -> None:
    (project / "away").symlink_to(outside)
    inside = Creation(project / "new.txt", b"new")
    for step in (
        Creation(project / "away/new.txt", b"new"),
        Creation(project / "away/more/new.txt", b"new"),
        Creation(project / "claims/../../outside/new.txt", b"new"),
        Replacement(Snapshot.of(project / "away/kept.txt"), b"new"),
        Replacement(Snapshot.of(project / "bibliography.bib"), b"new", project / "away/b.bib"),
    ):
        with pytest.raises(OSError, match="leads out of the project"):
            carry_out([inside, step], within=project)
    assert not (project / "new.txt").exists()
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]


def test_a_project_that_is_reached_by_a_link_is_its_own(project: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(project)
    carry_out([Creation(tmp_path / "short/a/new.txt", b"new")], within=tmp_path / "short")
    carry_out([Creation(project / "b/new.txt", b"new")], within=tmp_path / "short")
    assert main(["--project", str(tmp_path / "short"), "schema"]) == 0


@pytest.mark.parametrize("name", ["site", ".site-old", ".site-new-abc"])
@pytest.mark.parametrize("there", [True, False])
def test_a_new_site_takes_the_place_of_a_link_and_not_of_what_it_leads_to(
    tmp_path: Path,
    outside: Path,
    name: str,
    there: bool,  # noqa: FBT001 - pytest hands it over so
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / name).symlink_to(outside if there else tmp_path / "nowhere")
    with fresh_folder(folder / "site") as fresh:
        (fresh / "index.html").write_text("new", encoding="utf-8")
        swap(fresh, folder / "site")
    assert [path.name for path in folder.iterdir()] == ["site"]
    assert not (folder / "site").is_symlink()
    assert (folder / "site/index.html").is_file()
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]
