"""One construct of BibTeX and biblatex after the other: each is read as what it says."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bibtex_constructs import FILES, NAMES
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference, split_names


def test_there_are_enough_of_them() -> None:
    assert len({file for file, _, _ in FILES}) + len(NAMES) >= 150


@pytest.mark.parametrize(("file", "field", "value"), FILES)
def test_a_construct_has_its_value(file: str, field: str, value: str) -> None:
    entries, problems = read_bibtex(TextFile("b.bib", file))
    assert [p.message for p in problems if p.rule == "invalid-bibtex"] == []
    (found,) = (entry for entry in entries if entry.key == "K")
    assert Reference.of(found).field(field) == value


@pytest.mark.parametrize(("written", "names"), NAMES)
def test_a_name_has_its_parts(written: str, names: tuple[tuple[str, str, str, str], ...]) -> None:
    found = split_names(written)
    assert tuple((n.family, n.particle, n.given, n.suffix) for n in found) == names


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("biber"), reason="Debian's biber is not installed")
def test_biber_accepts_each(tmp_path: Path) -> None:
    listed = [file for file, _, _ in FILES]
    listed += [f"@misc{{K, author = {{{written}}}}}" for written, _ in NAMES]
    for number, file in enumerate(listed):
        (tmp_path / f"{number}.bib").write_text(f"{file}\n", encoding="utf-8")
        command = ["biber", "--tool", "--nolog", "--quiet", "-O", "out.bib", f"{number}.bib"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "ERROR" not in done.stdout, (file, done.stdout)
