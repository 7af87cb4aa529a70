"""Bibliographies that would keep a check busy: its time grows with the text, and not its square."""

from __future__ import annotations

from pathlib import Path

import pytest

from assembly import BASE, assemble, run_command
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.review.same_work import LONGEST_TITLE, Seen, first_like

SECONDS = 20
"""Of the processor: each of these took minutes, and takes less than one now."""

ENDLESS = {
    "brackets": "@misc(Z, " + "(" * 100_000 + ")",
    "brackets apart": "@misc(Z, " + "( " * 100_000 + ")",
    "blanks": "@misc(Z, {" + " " * 200_000,
    "numbers": "@misc(Z, " + "reviewnumber " * 20_000,
    "words": "@misc{Z, title = {" + "ab " * 100_000 + "}}",
    "joined": "@misc{Z, title = " + " # ".join(['"a"'] * 50_000) + "}",
    "names": "@misc{Z, author = {" + " and {" * 40_000 + "}}",
}


@pytest.mark.parametrize(
    "name",
    [n if n in ("brackets", "words") else pytest.param(n, marks=pytest.mark.full) for n in ENDLESS],
)
def test_answer_in_time(name: str, tmp_path: Path) -> None:
    project = assemble(BASE, tmp_path / "project")
    file = project / "bibliography.bib"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{ENDLESS[name]}\n", encoding="utf-8")
    done = run_command(project, "check", "--quiet", seconds=SECONDS)
    assert done.returncode == 1, done.stderr
    assert "bibliography.bib:" in done.stdout


def known_by(words: int) -> int:
    title = " ".join(f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(words))
    (entry,), problems = read_bibtex(TextFile("", f"@misc{{Z, title = {{{title}}}}}"))
    assert not problems
    seen: Seen = {}
    assert first_like(Reference.of(entry), seen) is None
    return len(seen)


def test_a_long_title_is_known_as_a_whole() -> None:
    assert known_by(LONGEST_TITLE) > LONGEST_TITLE
    assert known_by(LONGEST_TITLE + 1) == known_by(600) < LONGEST_TITLE
