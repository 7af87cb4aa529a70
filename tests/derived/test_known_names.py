"""The names for editors: written in passing, never where they do not belong, and never told."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.derived.known_names import KNOWN_NAMES, renew_known_names
from claimweave.review.paths import FOUND_CURRENT
from claimweave.review.reading.review_reader import read_review


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with current schemas, as it is after cloning: without the names."""
    root = shutil.copytree(BASE, tmp_path_factory.mktemp("cloned") / "project")
    assert main(["--project", str(root), "schema"]) == 0
    shutil.rmtree(root / ".cache")
    return root


@pytest.fixture
def project(cloned: Path, tmp_path: Path) -> Path:
    """A copy of that review."""
    return shutil.copytree(cloned, tmp_path / "project")


def known(project: Path, kind: str) -> list[str]:
    text = (project / KNOWN_NAMES).read_text("utf-8")
    return list(json.loads(text)["definitions"][kind].get("enum", ()))


def written(project: Path) -> dict[str, bytes]:
    found = (path for path in project.rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


def test_a_check_writes_them_and_says_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(project)
    assert main(["--project", str(project), "check"]) == 0
    said = capsys.readouterr()
    assert KNOWN_NAMES not in said.out + said.err
    assert set(written(project)) - set(before) == {KNOWN_NAMES, FOUND_CURRENT}
    review = read_review(project)
    assert known(project, "key") == sorted(review.references)
    assert known(project, "claim") == sorted(review.claims)
    assert set(review.sentences) <= set(known(project, "place"))


def test_they_are_written_anew_only_when_they_are_others(project: Path) -> None:
    main(["--project", str(project), "check"])
    first = (project / KNOWN_NAMES).stat()
    main(["--project", str(project), "check"])
    again = (project / KNOWN_NAMES).stat()
    assert (first.st_ino, first.st_mtime_ns) == (again.st_ino, again.st_mtime_ns)
    claim = next((project / "claims").glob("[!_]*/*.yml"))
    claim.rename(claim.with_name("a-new-name.yml"))
    main(["--project", str(project), "check"])
    assert "a-new-name" in known(project, "claim")


def test_a_file_that_cannot_be_read_takes_no_name_away(project: Path) -> None:
    main(["--project", str(project), "check"])
    before = known(project, "claim")
    edited(project, "claims/_review/vocabulary.yml", "axes:", "axes: [")
    assert main(["--project", str(project), "check"]) == 1
    assert known(project, "claim") == before


def test_a_review_without_schemas_gets_none(tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "project")
    before = written(root)
    assert main(["--project", str(root), "check"]) == 0
    assert written(root) == before


@pytest.mark.parametrize("link", [".cache", ".cache/claimweave", KNOWN_NAMES])
def test_no_link_leads_the_writing_out_of_the_review(
    project: Path, tmp_path: Path, link: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    target = outside / "kept.txt" if link == KNOWN_NAMES else outside
    (project / link).symlink_to(target)
    assert main(["--project", str(project), "check"]) == 0
    assert written(outside) == {"kept.txt": b"kept"}
    assert (project / link).is_symlink()


def test_a_pipe_in_its_place_keeps_no_check_waiting(project: Path) -> None:
    (project / KNOWN_NAMES).parent.mkdir(parents=True)
    os.mkfifo(project / KNOWN_NAMES)
    assert main(["--project", str(project), "check"]) == 0
    assert (project / KNOWN_NAMES).is_fifo()


def test_a_file_that_is_too_large_is_not_read(project: Path) -> None:
    (project / KNOWN_NAMES).parent.mkdir(parents=True)
    with (project / KNOWN_NAMES).open("wb") as stream:
        stream.truncate(1 << 40)  # takes no room, and nobody could read it
    assert main(["--project", str(project), "check"]) == 0
    assert (project / KNOWN_NAMES).stat().st_size == 1 << 40


@pytest.mark.parametrize("where", [".cache", ".cache/claimweave", KNOWN_NAMES])
def test_what_stands_in_the_way_does_not_fail_the_check(project: Path, where: str) -> None:
    if where == KNOWN_NAMES:
        (project / where).mkdir(parents=True)
    else:
        (project / where).parent.mkdir(parents=True, exist_ok=True)
        (project / where).write_text("in the way")
    renew_known_names(project, read_review(project))
    assert main(["--project", str(project), "check"]) == 0
