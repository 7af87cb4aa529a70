"""Marks of an unfinished merge: found in every file that is read; nothing else is taken for one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from assembly import BASE
from claimweave.diagnostics.problem import Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.merge_marks import unfinished_merge
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

if TYPE_CHECKING:
    from pathlib import Path

PAIR = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"


def line_of(path: str, text: str) -> int | None:
    problem = unfinished_merge(TextFile(path, text))
    assert problem is None or isinstance(problem.where, Span)
    return problem.where.line if problem and isinstance(problem.where, Span) else None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PAIR, 1),
        (f"# Page\n\n{PAIR}", 3),
        (f"```\n{PAIR}```\n", 2),  # a merge does not know about code
        ("<<<<<<<\n", 1),
        ("text\n>>>>>>> other\n", 2),
        ("<<<<<<< HEAD\na\n||||||| base\n=======\n>>>>>>> other", 1),
        # The other marks are gone.
        ("text\n\n=======\n\nmore\n", 3),
        ("two lines\nof text\n=======\n", 3),
        ("=======\n", 1),
        ("text\n\n||||||| merged common ancestors\n", 3),
        ("<!-- a comment -->\n\n======= \n", 3),
        # No marks.
        ("Heading\n=======\n", None),
        ("# Page\nHeading\n=======\n", None),
        ("---\ntitle: Page\n---\nHeading\n=======\n", None),
        ("```\n=======\n```\n", None),
        ("|||||||\n|a|b|\n", None),
        ("||||||| | |\n", None),
        ("    <<<<<<< HEAD\n", None),
        ("<<<<<<<<< a\n", None),
        (">>> a\n", None),
        ("======\n========\n", None),
    ],
)
def test_marks_on_a_page(text: str, line: int | None) -> None:
    assert line_of("docs/index.md", text) == line


def test_a_single_line_counts_in_yaml_and_not_elsewhere() -> None:
    assert line_of("claims/x.yml", "a: 1\n=======\n") == 2
    assert line_of("bibliography.bib", "% of old\n=======\n") is None


def test_the_message_names_the_other_lines() -> None:
    problem = unfinished_merge(TextFile("x.bib", f"\n{PAIR}"))
    assert problem
    assert problem.message == "a mark of an unfinished merge, as in lines 4 and 6"
    many = unfinished_merge(TextFile("x.bib", PAIR * 3))
    assert many
    assert many.message == "a mark of an unfinished merge, and 8 more of them below"


@pytest.mark.parametrize(
    "path",
    [
        "bibliography.bib",
        "mkdocs.yml",
        "claims/1-fields/nitrate-feeds-barley.yml",
        "claims/_review/exemptions.yml",
        "claims/_review/notices.yml",
        "claims/_review/review.yml",
        "claims/_review/sentences.yml",
        "claims/_review/table-1.yml",
        "claims/_review/vocabulary.yml",
        "claims/_studies/Adler2001.yml",
        "docs/another.md",
        "docs/index.md",
        "docs/notebooks/counts.py",
        "docs/assets/drawing.svg",
        "docs/data/numbers.json",
        "docs/robots.txt",
    ],
)
def test_each_file_is_looked_at_and_told_in_one_message(tmp_path: Path, path: str) -> None:
    project = shutil.copytree(BASE, tmp_path / "project")
    file = project / path
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{before}{PAIR}", encoding="utf-8")
    found = check(read_review(project)).diagnostics
    line = before.count("\n") + 1
    of_use = {
        "unused-file",
        "file-out-of-place",
        "stale-schema",
        "unsafe-picture",
    }  # whether anybody wants the file is another matter
    told = [(d.rule, d.span.path, d.span.line) for d in found if d.rule not in of_use]
    assert told == [("unfinished-merge", path, line)]
