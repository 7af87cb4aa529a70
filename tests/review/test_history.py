"""The history of claim files, read from a repository made here."""

import subprocess
from pathlib import Path

from claimweave.review.reading.history import Change, read_history
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.publication import Publication
from miniature import claim, evidence_base

NAME = "claims/a/één-claim.yml"


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def repository(root: Path) -> Path:
    """Make a review in a subfolder, with two changes of one claim and one of another."""
    git(root, "init", "--initial-branch=main")
    folder = root / "review"
    for subject, path in (("Begin | <b>", NAME), ("Other", "claims/b.yml"), ("Mend", NAME)):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(subject, encoding="utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-m", subject, "--date=2026-01-31T12:00:00Z")
    return folder


def test_changes_of_each_file_the_newest_first(tmp_path: Path) -> None:
    found = read_history(repository(tmp_path))
    assert set(found) == {"claims/b.yml", NAME}
    assert [change.subject for change in found[NAME]] == ["Mend", "Begin | <b>"]
    assert all(len(change.commit) == 40 for changes in found.values() for change in changes)


def test_a_part_of_the_history_is_not_told_as_the_whole(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    repository(tmp_path / "whole")
    clone = tmp_path / "clone"
    address = (tmp_path / "whole").as_uri()
    git(tmp_path, "clone", "--depth=1", address, str(clone))
    assert read_history(clone / "review") == {}
    git(clone, "fetch", "--unshallow")
    assert len(read_history(clone / "review")) == 2


def test_no_repository_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == {}


def test_a_page_tells_its_newest_changes_as_text(tmp_path: Path) -> None:
    base = evidence_base(tmp_path, {"1-tea/tea": claim()}, {})
    path = base.review.claims["tea"].path
    changes = tuple(Change(f"{n:040x}", "2026-01-31", f"<i>*{n}*</i>") for n in range(12))
    told = Publication(history={path: changes}, repository="https://code.example/tea")
    page = claim_page_text(base, base.review.claims["tea"], told)
    assert page.count("https://code.example/tea/commit/") == 10
    assert "2 earlier changes." in page
    assert "<i>" not in page
    assert "## History" not in claim_page_text(base, base.review.claims["tea"])
