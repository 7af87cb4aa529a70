"""Files under another name than the one that is read: told as that, once, with the rename."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assembly import BASE
from claimweave.authoring.fixing import fix_review
from claimweave.authoring.writing import write_change
from claimweave.disk.known_files import KnownFiles
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

PAGE = "docs/field.md"
NOTHING_CHECKED = "so this rule checked nothing"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    (folder / PAGE).write_text("# Fields\n\nOf fields.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("claims/1-fields/nitrate-feeds-barley.yml", "nitrate-feeds-barley.yaml"),
        ("claims/1-fields/nitrate-feeds-barley.yml", "nitrate-feeds-barley.yml.bak"),
        ("claims/1-fields/nitrate-feeds-barley.yml", "nitrate-feeds-barley.YML"),
        ("claims/_studies/Adler2001.yml", "Adler2001.yml.txt"),
        ("claims/_review/review.yml", "review.yml.txt"),
        ("claims/_review/review.yml", "review.yaml"),
        ("claims/_review/review.yml", "Review.yml"),
        ("claims/_review/vocabulary.yml", "vocabulary (1).yml"),
        ("claims/_review/table-1.yml", "table-1.yml~"),
        ("bibliography.bib", "bibliography.bib.txt"),
        ("bibliography.bib", "bibliography (1).bib"),
        ("docs/index.md", "index.md.txt"),
        (PAGE, "field.md.txt"),
        (PAGE, "field.md.bak"),
        (PAGE, "field.MD"),
        (PAGE, "field.markdown"),
    ],
)
def test_a_file_under_another_name_is_told_once_and_renamed(
    review: Path, path: str, name: str
) -> None:
    file = review / path
    content = file.read_bytes()
    file.rename(file.with_name(name))
    known = KnownFiles()
    report = check(read_review(review, known=known))
    told = [d for d in report.diagnostics if NOTHING_CHECKED not in d.message]
    assert [d.span.path.rpartition("/")[2] for d in told] == [name]
    assert told[0].help == f"rename it to {file.name}"
    fixing = fix_review(review, report, known)
    write_change(review, fixing.change())
    assert fixing.report.diagnostics == ()
    assert file.read_bytes() == content


@pytest.mark.parametrize("path", ["claims/_review/review.yml", PAGE])
@pytest.mark.parametrize("ending", [".txt", ".bak", "~"])
def test_a_copy_beside_it_is_told_as_one(review: Path, path: str, ending: str) -> None:
    shutil.copy(review / path, review / f"{path}{ending}")
    (told,) = check(read_review(review)).diagnostics
    name = path.rpartition("/")[2]
    assert told.message == f"this looks like a copy of {name}: nothing reads it"
    assert told.help.startswith(f"{name} lies beside it: move this copy out of ")
    assert told.fix is None
