"""`init`, then `source import`: the example goes where nobody has changed it, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from barley import barley_file
from claimweave.article.article import Article
from claimweave.article.blocks import Block, Line
from claimweave.article.draft import draft_of
from claimweave.authoring.drafted_sections import drafted_sections, section_folder
from claimweave.commands.command_line import main
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.whole_site import render
from pandoc import absent

OPTIONS = (
    "--title",
    "Barley & soil",
    "--subject",
    "soil",
    "--rows",
    "Crop: barley, winter oats",
    "--columns",
    "Soil: lime, β",
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "own"
    assert main(["init", str(folder), *OPTIONS]) == 0
    return folder


@pytest.fixture
def new_review(started: Path, tmp_path: Path) -> Path:
    """A review as `init` writes it, for one test."""
    return shutil.copytree(started, tmp_path / "own")


def run(project: Path, *arguments: object) -> int:
    return main(["--project", str(project), "source", *map(str, arguments)])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_import_takes_the_untouched_example_away(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(new_review)
    assert run(new_review, "import", barley_file("xml")) == 0
    assert "Works: 9 new, 0 already there, 0 at fault" in capsys.readouterr().out
    after = contents(new_review)
    gone = sorted(before.keys() - after.keys())
    assert gone == [
        "claims/1-first-section/example-claim.yml",
        "claims/_studies/Example2001.yml",
        "claims/table-1/table-barley-lime.yml",
        "claims/table-1/table-barley-soil-2.yml",
        "claims/table-1/table-winter-oats-lime.yml",
        "claims/table-1/table-winter-oats-soil-2.yml",
        "docs/review/1-first-section.md",
    ]
    assert [path for path, text in after.items() if b"Example2001" in text] == ["README.md"]
    report = check(read_review(new_review))
    assert report.diagnostics == ()
    sections = yaml.safe_load(after["claims/_review/review.yml"])["sections"]
    assert list(sections)[-1] == "T1"
    assert {one["folder"] for one in sections.values()} >= {"1-introduction"}
    pages = sorted(path for path in after if path.startswith("docs/review/"))
    navigation = yaml.load(after["mkdocs.yml"], Loader=_Loose)["nav"]  # noqa: S506 - ours
    listed = next(one["Read the review"] for one in navigation if "Read the review" in one)
    assert [f"docs/{path}" for entry in listed for path in entry.values()] == pages
    assert f"]({next(iter(listed[0].values()))})" in after["docs/index.md"].decode()
    _stubs_and_the_site_follow(new_review)


def _stubs_and_the_site_follow(new_review: Path) -> None:
    assert run(new_review, "stubs") == 0
    report = check(read_review(new_review))
    assert report.diagnostics == ()
    assert len(report.base.review.stubs) == 16
    pages = render(report)
    assert "paragraph 1&#44; sentence" in str(pages["review/1-introduction.md"])
    assert "cw-mx-legend" in str(pages["table-1.md"])


class _Loose(yaml.SafeLoader):
    """Reads `mkdocs.yml`, whose own tags mean nothing here."""


_Loose.add_multi_constructor("!", lambda *_: "")


def test_an_article_without_references_takes_the_example_away_too(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = new_review.parent / "a.txt"
    article.write_text("Introduction\n\nBarley grows well.\n", encoding="utf-8")
    assert run(new_review, "import", article) == 0
    assert "The example of a new review is taken out (7 files)" in capsys.readouterr().out
    assert "Example2001" not in (new_review / "bibliography.bib").read_text(encoding="utf-8")
    assert check(read_review(new_review)).diagnostics == ()


@pytest.mark.parametrize("form", ["docx", pytest.param("brackets.txt", marks=pytest.mark.full)])
def test_other_forms_do_the_same(form: str, new_review: Path) -> None:
    if form == "docx":
        try:
            import pypandoc  # noqa: F401
        except ImportError:
            absent("pypandoc is not installed")
    assert run(new_review, "import", barley_file(form)) == 0
    assert not (new_review / "claims/1-first-section").exists() or not list(
        (new_review / "claims/1-first-section").iterdir()
    )
    assert check(read_review(new_review)).diagnostics == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("claims/1-first-section/example-claim.yml", "An example: ", "We found that "),
        ("claims/_review/table-1.yml", "author: Example", "author: Adler"),
        ("bibliography.bib", "Example, Ann", "Adler, Ann"),
        pytest.param(
            "docs/review/1-first-section.md", "First section", "My section", marks=pytest.mark.full
        ),
    ],
)
def test_what_somebody_has_changed_stays_with_all_of_the_example(
    path: str, old: str, new: str, new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = new_review / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = contents(new_review)
    assert run(new_review, "import", barley_file("xml")) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"somebody has changed it ({path})" in told
    assert "number 1 " in told
    after = contents(new_review)
    assert after.keys() >= before.keys()
    assert after[path].startswith(before[path][:40])
    assert after["claims/_review/review.yml"] == before["claims/_review/review.yml"]


def test_a_claim_of_ones_own_keeps_the_example(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = new_review / "claims/1-first-section/example-claim.yml"
    own = example.with_name("my-claim.yml")
    own.write_text(
        example.read_text(encoding="utf-8").replace("S1.p1.s1", "S1.p1.s2"), encoding="utf-8"
    )
    assert run(new_review, "import", barley_file("xml")) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "somebody has changed it (claims/1-first-section/my-claim.yml)" in told
    assert own.exists()
    assert example.exists()


def test_a_ledger_that_was_begun_is_not_written_over(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = new_review / "claims/_review/sentences.yml"
    ledger.write_text(ledger.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    before = contents(new_review)
    assert run(new_review, "import", barley_file("xml")) == 2
    assert "is there already: --force replaces it" in capsys.readouterr().err
    assert contents(new_review) == before


def test_a_draft_of_a_table_that_cannot_be_written_is_told(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = [f'<xref ref-type="bibr" rid="w{n}">{n}</xref>' for n in range(1, 5)]
    rows = f"<tr><td>Oats</td><td>{marks[0]}</td><td>{marks[1]}</td></tr>"
    rows += f"<tr><td>Rye</td><td>{marks[2]}</td><td>{marks[3]}</td></tr>"
    works = "".join(
        f'<ref id="w{n}"><label>{n}</label><mixed-citation>Adler{n} A. Clay {n}. J Fields. '
        f"200{n};1:{n}-9.</mixed-citation></ref>"
        for n in range(1, 5)
    )
    text = (
        f"<article><body><sec><title>One</title><p>Oats grow [{marks[0]}].</p><table-wrap><table>"
        f"<tr><td>Crop</td><td>Rain</td><td>Soil</td></tr>{rows}</table></table-wrap></sec></body>"
        f"<back><ref-list>{works}</ref-list></back></article>"
    )
    article, table = new_review.parent / "a.xml", new_review.parent / "t.yml"
    article.write_text(text.replace("Adler1", "Adler"), encoding="utf-8")
    assert run(new_review, "import", article) == 0
    told = capsys.readouterr().out
    assert "table-1.yml is there already" in told
    assert "`--table FILE` writes it into another file" in told
    assert run(new_review, "import", article, "--table", table, "--force") == 0
    assert "The draft of a table is not written" not in capsys.readouterr().out
    assert len(yaml.safe_load(table.read_text(encoding="utf-8"))["entries"] or []) >= 1


def test_titles_of_sections_on_pages_are_no_copied_sentences(
    new_review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = barley_file("xml").read_text(encoding="utf-8")
    long = "What lime and water do to barley on wet ground"
    article = article.replace("<title>Introduction</title>", f"<title>{long}</title>")
    assert long in article
    (new_review.parent / "long.xml").write_text(article, encoding="utf-8")
    assert run(new_review, "import", new_review.parent / "long.xml") == 0
    assert run(new_review, "verify", new_review.parent / "long.xml") == 0
    page = next((new_review / "docs/review").glob("1-*.md"))
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{long}, we say.\n", encoding="utf-8")
    assert run(new_review, "verify", new_review.parent / "long.xml") == 1
    capsys.readouterr()


def test_folders_and_roles_of_sections() -> None:
    titles = ["# Abstract", "## Aim", "# Introduction", "# Results & discussion: the whole"]
    titles += ["## Clay", "### Wet clay", "# Concluding remarks", "## Outlook"]
    titles += ["# Schlüsse", "# 结论"]
    blocks = [
        Block("heading", (Line(0, title.strip("# "), 1),), "", title.count("#")) for title in titles
    ]
    text = Block("paragraph", (Line(0, "Barley grows. Oats grow, too.", 1),))
    parts = [part for block in blocks for part in (block, text)]
    del parts[parts.index(blocks[3]) + 1]
    found = drafted_sections(draft_of(Article("text", parts, "plain")))
    assert {name: one["folder"] for name, one in found.items()} == {
        "S0": "0-abstract",
        "S1": "1-introduction",
        "S2.1": "2-1-clay",
        "S3": "3-concluding-remarks",
        "S4": "4-schlusse",
        "S5": "5",
    }
    assert {name: one["role"] for name, one in found.items() if "role" in one} == {
        "S0": "abstract",
        "S3": "conclusion",
    }
    assert section_folder("S2", "Results & discussion: the whole") == "2-results-discussion"
    assert section_folder("S7", "The long " * 30 + "end") == "7-the-long-the-long-the-long"
