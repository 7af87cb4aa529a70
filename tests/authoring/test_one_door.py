"""A reference comes in by a look-up, a paste, options or a form: one entry, the same rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly import edited
from claimweave.commands.command_line import main
from claimweave.derived.issue_forms import IDENTIFY, REFERENCE
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from current_review import current_review
from filled_forms import filled, load
from registries import Registry, served

DAY = ("--added", "2026-01-31")
SEEN = "https://example.org/rye"
WORK = {
    "DOI": "10.1000/RYE.5",
    "type": "journal-article",
    "title": ["The yield of rye on poor soil."],
    "author": [{"family": "van der Þór", "given": "Ann"}, {"name": "Ministry of Rye and Oats"}],
    "container-title": ["Soil & Field"],
    "issued": {"date-parts": [[2003, 5]]},
    "volume": "7",
    "issue": "2",
    "page": "637-41",
}
BIBTEX = """@article{x, author = {van der Þór, Ann and {Ministry of Rye and Oats}},
title = {The Yield of Rye on Poor Soil}, journaltitle = {Soil \\& Field}, date = {2003},
volume = 7, number = 2, pages = {637--641}, doi = {https://doi.org/10.1000%2FRYE.5}}
""".replace("The Yield of Rye on Poor Soil", "The yield of rye on poor soil")
RIS = """TY  - JOUR
AU  - van der Þór, Ann
AU  - Ministry of Rye and Oats
TI  - The yield of rye on poor soil.
JO  - Soil & Field
PY  - 2003
VL  - 7
IS  - 2
SP  - 637
EP  - 41
DO  - doi:10.1000/RYE.5
ER  -
"""
OPTIONS = [
    "--author", "van der Þór, Ann", "--author", "{Ministry of Rye and Oats}",
    "--title", "The yield of rye on poor soil.", "--journal", "Soil & Field", "--year", "2003",
    "--volume", "7", "--issue", "2", "--pages", "637\u201341", "--doi", "dx.doi.org/10.1000/RYE.5",
]  # fmt: skip
FORM = {
    "Type": "article",
    "Authors": "van der Þór, Ann\n{Ministry of Rye and Oats}",
    "Title": "The yield of rye on poor soil.",
    "Journal": "Soil & Field",
    "Year": "2003",
    "Volume": "7",
    "Issue of the journal": "2",
    "Pages": "637-41",
    "DOI": "https://doi.org/10.1000/Rye.5",
    "Identity": "named",
    "Where you saw these details": SEEN,
}
KEY = "VanDerThor2003"
ENTRY = f"""\
@article{{{KEY},
  author         = {{van der Þór, Ann and {{Ministry of Rye and Oats}}}},
  title          = {{{{The yield of rye on poor soil}}}},
  journal        = {{Soil & Field}},
  year           = {{2003}},
  volume         = {{7}},
  number         = {{2}},
  pages          = {{637--641}},
  doi            = {{10.1000/rye.5}},
  {{ours}}
  identity       = {{named}},
  metadatasource = {{{SEEN}}},
}}
"""
WAYS = ("look-up", "BibTeX", "RIS", "options", "form")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review with schemas and issue forms, all current."""
    return current_review(tmp_path_factory.mktemp("started") / "review", forms=True)


@pytest.fixture
def project(started: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(started, tmp_path / "review"))


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works["10.1000/rye.5"] = dict(WORK)
        yield found


def bring(project: Path, registry: Registry, way: str, *more: str, identify: str = "") -> int:
    """Bring the work in; `identify` is the key of the unidentified reference that it is."""
    command = ["--project", str(project)]
    if way == "form":
        answers = FORM | ({"Unidentified reference": identify} if identify else {})
        form = load(IDENTIFY if identify else REFERENCE, project / ".github/ISSUE_TEMPLATE")
        issue = project.parent / "issue.md"
        issue.write_text(filled(form, answers), encoding="utf-8", newline="")
        return main([*command, "new", "--from-issue", str(issue), *DAY, *more])
    pasted = project.parent / "pasted"
    pasted.write_text(RIS if way == "RIS" else BIBTEX, encoding="utf-8")
    told = {"look-up": ["10.1000/rye.5"], "options": OPTIONS}.get(way, ["--from", str(pasted)])
    source = [] if way == "look-up" else ["--source", SEEN]
    which = ["--identifies", identify, "--identity", "named"] if identify else []
    online = ["--crossref", registry.address, "--pubmed", registry.address]
    return main([*command, "cite", *told, *source, *which, *DAY, *online, *more])


def bibliography(project: Path, registry: Registry) -> str:
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    return text.replace(f"{registry.address}/works/10.1000/rye.5", SEEN)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_gives_the_same_entry_and_leaves_nothing_stale(
    way: str, project: Path, registry: Registry
) -> None:
    before = bibliography(project, registry)
    assert bring(project, registry, way) == 0
    entry = ENTRY.replace("{ours}", "added          = {2026-01-31},")
    assert bibliography(project, registry) == f"{before}\n{entry}"
    assert [d.rule for d in check(read_review(project)).diagnostics] == ["unused-reference"]
    assert main(["--project", str(project), "schema", "--check"]) == 0


@pytest.mark.parametrize(("way", "old"), [("look-up", "3"), ("form", "Ref3")])
def test_each_way_identifies_in_the_same_way(
    way: str, old: str, project: Path, registry: Registry
) -> None:
    edited(project, "claims/table-1/beans-nitrate.yml", "cites: Ref3", 'cites: "Ref3" # not Ref3')
    sheet = project / "claims/_studies/Ref3.yml"
    shutil.copy(project / "claims/_studies/Adler2001.yml", sheet)
    exemptions = project / "claims/_review/exemptions.yml"
    exemptions.write_text("exemptions:\n  unused-reference:\n    Ref3: It waits.\n")
    found = [d.message.replace("Ref3", KEY) for d in check(read_review(project)).diagnostics]
    before = contents(project)
    assert bring(project, registry, way, identify=old) == 0
    after = contents(project)
    assert ENTRY.replace("{ours}", "reviewnumber   = {3},") in bibliography(project, registry)
    assert after[f"claims/_studies/{KEY}.yml"] == before["claims/_studies/Ref3.yml"]
    assert not sheet.exists()
    claim = after["claims/table-1/beans-nitrate.yml"].decode()
    assert f"  - cites: {KEY} # not Ref3\n" in claim
    assert f"    {KEY}: It waits.\n" in after["claims/_review/exemptions.yml"].decode()
    now = [d.message for d in check(read_review(project)).diagnostics]
    unknown = f"nobody knows which work {KEY} is, and this sheet says what it reports"
    assert found.count(unknown) == 1, "that is what the identification has settled"
    found.remove(unknown)
    assert now == found, "what was wrong before is wrong in the same way, and nothing else is"
    assert main(["--project", str(project), "schema", "--check"]) == 0


@pytest.mark.parametrize("way", ["look-up", "form"])
def test_the_review_itself_keeps_its_key_and_gets_no_day(
    way: str, project: Path, registry: Registry
) -> None:
    assert bring(project, registry, way, identify="FieldReview") == 0
    assert "@article{FieldReview," in bibliography(project, registry)
    assert "added" not in bibliography(project, registry)
    assert check(read_review(project)).diagnostics == ()


@pytest.mark.parametrize("way", ["look-up", "form"])
def test_the_day_of_a_work_that_the_review_does_not_cite_stays(
    way: str, project: Path, registry: Registry
) -> None:
    fields = "title = {Later}, added = {2025-12-24}, identity = {unidentified}, note = {x}"
    with (project / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write(f"\n@misc{{Later, {fields}}}\n")
    assert bring(project, registry, way, identify="Later") == 0
    assert "  added          = {2025-12-24},\n" in bibliography(project, registry)


@pytest.mark.parametrize(
    ("way", "more"), [("options", ("--key", "Oats1999")), ("form", ("--key", "adler2001"))]
)
def test_all_rules_are_asked_before_anything_is_written(
    way: str, more: tuple[str, str], project: Path, registry: Registry
) -> None:
    """The key names another author and year; or it differs from one in letter case only."""
    before = contents(project)
    assert bring(project, registry, way, *more) == 1
    assert contents(project) == before


@pytest.mark.parametrize("way", ["options", "form"])
def test_a_rule_about_claims_forbids_a_reference(
    way: str, project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ref3 turns out to be a work that the claim cites, and for the opposite."""
    old = "  - cites: Ref3\n    stance: background\n"
    two = f"  - cites: Ref3\n    stance: contradicts\n    at: [S1.p1.s2]\n  - cites: {KEY}\n"
    edited(project, "claims/table-1/beans-nitrate.yml", old, f"{two}    stance: supports\n")
    before = contents(project)
    assert bring(project, registry, way, identify="Ref3") == 1
    assert "conflicting-stance" in capsys.readouterr().out
    assert contents(project) == before


def test_a_key_is_renamed_in_the_settings_too(project: Path, registry: Registry) -> None:
    more = ("--key", KEY)
    assert bring(project, registry, "look-up", *more, identify="FieldReview") == 0
    text = (project / "claims/_review/review.yml").read_text(encoding="utf-8")
    assert f"source: {KEY}\n" in text
    assert check(read_review(project)).diagnostics == ()
