"""`claimweave check --fix`: what is safe is mended at once, and shown; all else is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec import structs

from assembly import BASE, edited, run_command
from claimweave.authoring.fixing import fix_review
from claimweave.authoring.writing import write_change
from claimweave.diagnostics.applying import apart, edited_text
from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Diagnostic, Span
from claimweave.disk.known_files import KnownFiles
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check

BARLEY = "claims/1-fields/nitrate-feeds-barley.yml"
BEANS = "claims/table-1/beans-nitrate.yml"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "review"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


SLIPS = [
    (BARLEY, "stance: supports", "stanse: suports"),
    (BARLEY, "kind: association", "kind asociation"),
    (BARLEY, "crop: barley", "crop: barly"),
    (BEANS, "  - cites: Ref3", "    cites: Ref3"),
    ("bibliography.bib", "doi = {10.1000/barley}", "doi = {https://doi.org/10.1000/barley}"),
    ("bibliography.bib", "@article{Adler2001", "@artcle{Adler2001"),
    ("claims/_review/vocabulary.yml", "label: Nitrate,", "label: 1.10,"),
    ("docs/index.md", "[[soil-tests-pay]]", "[[soil-test-pays]]"),
]


def test_slips_of_many_kinds_are_mended_at_once_and_shown(review: Path) -> None:
    for slip in SLIPS:
        edited(review, *slip)
    (review / BARLEY).rename(review / f"{BARLEY}.txt")
    result = run_command(review, "check", "--fix", "--quiet")
    assert result.returncode == 0, result.stdout
    assert f"moved: {BARLEY}.txt to {BARLEY}" in result.stdout
    assert "-    stanse: suports\n+    stance: supports" in result.stdout
    assert "things mended in" in result.stdout
    assert result.stdout.rstrip().split("\n")[-1].startswith("clean: ")
    for path in (BARLEY, BEANS, "bibliography.bib"):
        assert (review / path).read_bytes() == (BASE / path).read_bytes(), path
    after = tree(review)
    again = run_command(review, "check", "--fix", "--quiet")
    assert (again.returncode, tree(review)) == (0, after)
    assert "nothing can be mended safely" in again.stdout


def test_a_diff_is_shown_and_nothing_is_written(review: Path) -> None:
    edited(review, BARLEY, "kind: association", "kind: asociation")
    before = tree(review)
    result = run_command(review, "check", "--diff", "--quiet")
    assert (result.returncode, tree(review)) == (1, before)
    assert "-kind: asociation\n+kind: association" in result.stdout
    assert "1 thing would be mended in 1 file" in result.stdout
    assert "is not a valid kind" in result.stdout, "the report is of what is there"


def test_what_is_left_counts_and_other_formats_stay_what_they_are(review: Path) -> None:
    edited(review, BARLEY, "kind: association", "kind: asociation")
    edited(review, BEANS, "    at: [S1.p1.s2]\n", "")
    result = run_command(review, "check", "--fix", "--format", "json")
    assert result.returncode == 1
    assert result.stdout.startswith("{")
    assert "1 thing mended in 1 file" in result.stderr
    assert (review / BARLEY).read_bytes() == (BASE / BARLEY).read_bytes()


def test_a_file_keeps_its_line_ends_and_its_mark(review: Path) -> None:
    text = (BASE / BARLEY).read_text(encoding="utf-8").replace("stance:", "stanse:")
    (review / BARLEY).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run_command(review, "check", "--fix").returncode == 0
    whole = (BASE / BARLEY).read_bytes().replace(b"\n", b"\r\n")
    assert (review / BARLEY).read_bytes() == b"\xef\xbb\xbf" + whole


def test_a_move_onto_another_file_is_not_made_and_is_told(review: Path) -> None:
    sheet = review / "claims/_studies/sub/Adler2001.yml"
    sheet.parent.mkdir()
    shutil.copy(review / "claims/_studies/Adler2001.yml", sheet)
    before = tree(review)
    result = run_command(review, "check", "--fix", "--quiet")
    assert result.returncode == 1
    assert "not applied: claims/_studies/sub/Adler2001.yml:1: invalid-study" in result.stdout
    assert "is there already" in result.stdout
    assert tree(review) == before


def test_a_fix_that_would_lose_a_citation_is_refused(review: Path) -> None:
    """Whatever a rule offers as safe: it is looked at what is kept."""
    edited(review, BARLEY, "kind: association", "kind: asociation")
    report = check(read_review(review))
    (found,) = report.diagnostics
    harm = Edit(Span(BEANS, 6, 5, len("cites: Brandt2005")), "cites: Adler2001")
    bad = Fix("do harm", (harm,), safe=True)
    harmful = Diagnostic("invalid-claim", "error", found.span, found.message, "", bad)
    before = tree(review)
    fixing = fix_review(review, structs.replace(report, diagnostics=(harmful,)), KnownFiles())
    write_change(review, fixing.change())
    assert [refusal.why for refusal in fixing.refused] == [
        "this would be lost: beans-nitrate cites Brandt2005 contradicts S1.p1.s2"
    ]
    assert tree(review) == before


def fix(line: int, column: int, length: int, text: str) -> Diagnostic:
    edit = Edit(Span("x", line, column, length), text)
    return Diagnostic("r", "error", Span("x", line), "m", fix=Fix("s", (edit,), safe=True))


def test_of_fixes_that_overlap_the_first_is_applied() -> None:
    first, within, beside, below = (
        fix(1, 2, 3, "A"),
        fix(1, 3, 1, "B"),
        fix(1, 8, 1, "C"),
        fix(2, 2, 3, "D"),
    )
    chosen = apart([first, within, beside, below])
    assert chosen == [first, beside, below]
    edits = [edit for d in chosen if d.fix for edit in d.fix.edits]
    assert edited_text("0123456789\n0123456789", edits) == "0A456C89\n0D456789"
    twice = [fix(1, 2, 0, "A"), fix(1, 2, 0, "B")]
    assert apart(twice) == twice[:1], "nobody knows which of two comes first"
