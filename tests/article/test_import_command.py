"""`claimweave source import` and `verify` with files of other kinds, whole and broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from barley import BARLEY, FORMS, barley_file
from claimweave.commands.command_line import main
from pandoc import absent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    ledger = tmp_path / "own" / "claims" / "_review"
    ledger.mkdir(parents=True)
    text = "title: Barley\nsubject: soil\nsource: SourceReview\nsections: {}\n"
    (ledger / "review.yml").write_text(text, encoding="utf-8")
    bibliography = (
        "@misc{SourceReview,\n  title    = {{Barley}},\n  identity = {unidentified},\n}\n"
    )
    (tmp_path / "own/bibliography.bib").write_text(bibliography, encoding="utf-8")
    return tmp_path / "own"


def needs_pandoc(form: str) -> None:
    if form in ("md", "tex", "docx"):
        try:
            import pypandoc  # noqa: F401
        except ImportError:
            absent("pypandoc is not installed")


def run(project: Path, *arguments: object) -> int:
    return main(["--project", str(project), "source", *map(str, arguments)])


def ledger_of(project: Path) -> dict[str, dict[str, object]]:
    written = (project / "claims/_review/sentences.yml").read_text(encoding="utf-8")
    found: dict[str, dict[str, object]] = yaml.safe_load(written)["sentences"]
    return found


@pytest.mark.parametrize("form", ["xml", "md", "brackets.txt"])
def test_the_works_join_the_bibliography_with_their_numbers(
    form: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_pandoc(form)
    assert run(project, "import", barley_file(form)) == 0
    out = capsys.readouterr().out
    assert "Works: 9 new, 0 already there, 0 at fault" in out
    written = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert [line.strip() for line in written.split("\n") if "reviewnumber" in line] == [
        f"reviewnumber   = {{{number}}}," for number in range(1, 10)
    ]
    assert "@article{Adler2001,\n" in written
    ledger = (project / "claims/_review/sentences.yml").read_text(encoding="utf-8")
    assert "cites: [1, 2]  # Adler2001, Bern2003\n" in ledger
    assert run(project, "import", barley_file(form), "--force") == 0
    assert "Works: 0 new, 9 already there, 0 at fault" in capsys.readouterr().out
    assert (project / "bibliography.bib").read_text(encoding="utf-8") == written


def test_a_work_that_is_there_without_a_number_gets_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = (
        "\n@article{Barley1,\n  author   = {Adler, Ann},\n  title    = {{Barley on wet and on dry "
        "ground}},\n  journal  = {J Fields},\n  year     = {2001},\n  added    = {2026-01-01},\n"
        "  identity = {named},\n}\n"
    )
    with (project / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write(entry)
    assert run(project, "import", barley_file("xml")) == 0
    assert "Barley1 has the number 1 now" in capsys.readouterr().out
    written = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert "  reviewnumber   = {1},\n  identity = {named}," in written
    assert "2026-01-01" not in written


def test_a_number_of_another_work_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = (
        "\n@article{Other1,\n  author       = {Zed, Zoe},\n  title        = {{Something else}},\n"
        "  year         = {1999},\n  reviewnumber = {2},\n  identity     = {named},\n}\n"
    )
    with (project / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write(entry)
    assert run(project, "import", barley_file("xml")) == 0
    out = capsys.readouterr().out
    assert "number 2 (bern2003): not added: Other1 has the number 2, and seems to be another" in out
    assert "Works: 8 new" in out


@pytest.mark.parametrize("form", FORMS)
def test_each_form_verifies_a_ledger_of_another(
    form: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_pandoc(form)
    assert run(project, "import", barley_file("xml")) == 0
    assert run(project, "verify", barley_file(form)) == 0
    assert "16 of 16 sentences of the ledger stand in the text" in capsys.readouterr().out


def test_merged_paragraphs_are_noticed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "import", barley_file("xml")) == 0
    path = project / "claims/_review/sentences.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("S1.p2.s1:", "S1.p1.s4:").replace("S1.p2.s2:", "S1.p1.s5:"), encoding="utf-8"
    )
    assert run(project, "verify", barley_file("brackets.txt")) == 1
    out = capsys.readouterr().out
    assert "S1.p1.s3 and S1.p1.s4 are one paragraph in the ledger, and two in the article" in out


UNCITED = """Introduction

Oats grow well in all of the years that we know of.

References

1. Adler A. Oats. J. 2001;1:1.
2. Bern B. Rye. J. 2002;1:1.
3. Cole C. Clay. J. 2003;1:1.
"""


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "a.txt",
            "Introduction\n\nOats grow [Adl01]. Rye too [Ber02]. So [Col03]. And [Doe04].\n",
            "4 citations were seen and not understood, and 0 read",
        ),
        (
            "a.tex",
            r"\documentclass{article}\begin{document}Oats.\input{two}\end{document}",
            "the article is not whole",
        ),
        ("a.txt", UNCITED, "the article lists 3 works, and no citation was read"),
    ],
)
def test_what_would_be_wrong_is_not_written_unless_forced(
    name: str, text: str, why: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_pandoc(name.partition(".")[2])
    (project.parent / name).write_text(text, encoding="utf-8")
    assert run(project, "import", project.parent / name) == 1
    out = capsys.readouterr().out
    assert f"Nothing was written: {why}" in " ".join(out.split())
    assert not (project / "claims/_review/sentences.yml").exists()
    assert run(project, "import", project.parent / name, "--force") == 0
    assert ledger_of(project)


def test_files_that_latex_takes_in_are_told_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_pandoc("tex")
    body = r"Oats.\input{a/two}\include{three.tex}"
    text = rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"
    (project.parent / "a.tex").write_text(text, encoding="utf-8")
    assert run(project, "import", project.parent / "a.tex") == 1
    out = capsys.readouterr().out
    assert "it takes in a/two and three, which are not read" in out
    assert out.count("three") == 1


def test_a_bibliography_that_lacks_a_key_and_two_keys_for_one_work(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_pandoc("md")
    bib = (BARLEY / "barley.bib").read_text(encoding="utf-8")
    doubled = (
        "@article{adler, author={Adler, Ann}, title={Barley on wet and on dry ground}, "
        "journal={J Fields}, year={2001}, doi={10.1000/F.2001.1}}\n"
    )
    (project.parent / "barley.bib").write_text(bib + doubled, encoding="utf-8")
    text = barley_file("md").read_text(encoding="utf-8").replace("@doe2007, p", "@nobody, p")
    text = text.replace("@adler2001; @gall2013", "@adler; @gall2013")
    (project.parent / "a.md").write_text(text, encoding="utf-8")
    assert run(project, "import", project.parent / "a.md") == 0
    out = capsys.readouterr().out
    assert "Two keys for one work (the same doi): adler counts as adler2001" in out
    assert "No entry in the bibliography: 9 (nobody)" in out
    assert ledger_of(project)["S1.p2.s2"]["cites"] == [1, 7]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04nothing", "the Word document is broken"),
        ("a.docx", b"Just text.", "its name says a Word document, and it is none, or a broken one"),
        ("a.xml", b"Just text.", "its name says XML, and it is none, or a broken one"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><article>&b;</article>', "entities of its own"),
        ("a.xml", b"<html><body></body></html>", "has no sentence"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "an old Word document"),
        ("a.pdf", b"%PDF-1.7", "it is a PDF"),
        ("a.md", b"K\xe4se.", "byte 0xE4 in line 1 is not UTF-8"),
        ("a.tex", b"%" * 3_000_000, "more than 2 MB"),
    ],
)
def test_bad_files_are_refused_with_a_reason(
    name: str, content: bytes, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.parent / name).write_bytes(content)
    assert run(project, "import", project.parent / name) == 2
    assert said in capsys.readouterr().err
    assert not (project / "claims/_review/sentences.yml").exists()


def test_a_file_of_another_kind_than_its_name_is_read_as_what_it_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(barley_file("xml"), project.parent / "a.txt")
    assert run(project, "import", project.parent / "a.txt") == 0
    assert "its name says plain text, and it is XML: it is read as that" in capsys.readouterr().out
    assert len(ledger_of(project)) == 16


def test_without_pandoc_it_is_said_how_to_get_it(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    assert run(project, "import", barley_file("md")) == 2
    said = capsys.readouterr().err
    assert "it takes pandoc to read it, which is not installed: " in said
    assert "pypandoc_binary" in said
    assert run(project, "import", barley_file("xml")) == 0


WORDS = (
    "Barley in plot {} grew well although the clay was wet for the whole of May and no lime had "
    "been spread, as those who sowed it say of each of the years in which they counted it"
)


@pytest.mark.full
@pytest.mark.parametrize("form", ["txt", "xml", "md", "docx", "tex", "html"])
def test_an_article_of_two_thousand_sentences_is_read_in_time(form: str, tmp_path: Path) -> None:
    """Within 10 seconds of the processor and 500 MB, pandoc's own included."""
    needs_pandoc("md" if form != "xml" else form)
    marks = {"xml": '[<xref ref-type="bibr" rid="w{0}">{0}</xref>]', "md": "[@w{}]"}
    mark = marks.get(form, "[{}]")
    texts = [
        [f"{WORDS.format(i)} {mark.format(i % 300 + 1)}." for i in range(n, n + 5)]
        for n in range(0, 2000, 5)
    ]
    path = tmp_path / f"a.{form}"
    if form == "xml":
        body = "".join(f"<p>{' '.join(one)}</p>" for one in texts)
        works = "".join(f'<ref id="w{n}"><label>{n}</label></ref>' for n in range(1, 301))
        text = f"<article><body>{body}</body><back><ref-list>{works}</ref-list></back></article>"
    else:
        text = "# A\n\n" + "\n\n".join(" ".join(one) for one in texts)
    if form in ("docx", "tex", "html"):
        import pypandoc

        pypandoc.convert_text(
            text,
            form,
            "markdown-citations",
            outputfile=str(path),
            extra_args=["--standalone", "--metadata=title:A"],
        )
    else:
        path.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "claimweave",
        "source",
        "import",
        str(path),
        "--output",
        str(tmp_path / "o.yml"),
    ]
    with (tmp_path / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (tmp_path / "out").read_text(encoding="utf-8")
    assert len(yaml.safe_load((tmp_path / "o.yml").read_text())["sentences"]) == 2000
    assert used.ru_utime + used.ru_stime < 10
    assert used.ru_maxrss < 500 * 1024


@pytest.mark.parametrize(
    "text", ["1. " * 30_000, pytest.param("Barley grows.\n\n" * 20_001, marks=pytest.mark.full)]
)
def test_more_sentences_than_an_article_has_are_refused(
    text: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.parent / "a.txt"
    path.write_text(f"Introduction\n\n{text}\n", encoding="utf-8")
    assert run(project, "import", path) == 2
    assert "more than 20,000 sentences, and an article has not" in capsys.readouterr().err
