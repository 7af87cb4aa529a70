"""`claimweave cite`: a reference joins the bibliography in the house style, or nothing changes."""

from __future__ import annotations

import io
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, assemble, edited
from claimweave.commands.command_line import main
from claimweave.disk.text_files import TextFile
from claimweave.disk.whole_file import Snapshot
from claimweave.references import NotInFormError, RefusedError
from claimweave.references.asked_fields import TYPES
from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.references.bibtex import UnwritableEntryError, author_field, entry_text
from claimweave.references.entry_place import with_entry, with_entry_replaced
from claimweave.references.incoming.file_formats import read_file, the_one_entry
from claimweave.references.incoming.incoming_entry import UnreadableFileError
from claimweave.references.keys import citation_key
from claimweave.references.lookup.plain_text import without_hidden
from claimweave.references.normal_form import bare_doi, in_house_style
from claimweave.references.record import BibliographicRecord
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reference import Author, Reference
from claimweave.rules.checking import check
from full_runs import examples
from loaded_command import run_loaded
from registries import Registry, served, update, work

OATS = "10.1000/oats"
DAY = "2026-01-31"


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works[OATS] = work("10.1000/OATS", "Phosphate and the <i>yield</i> of oats", 2011)
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return assemble(BASE, tmp_path / "project")


def cite(project: Path, *arguments: str, registry: Registry | None = None) -> int:
    address = registry.address if registry else "http://127.0.0.1:9"
    online = ("--crossref", address, "--pubmed", address)
    return main(["--project", str(project), "cite", "--added", DAY, *arguments, *online])


def files(project: Path) -> dict[str, bytes]:
    found = (file for file in project.rglob("*") if file.is_file())
    return {file.relative_to(project).as_posix(): file.read_bytes() for file in found}


def bibliography(project: Path) -> str:
    return (project / "bibliography.bib").read_text(encoding="utf-8")


def entry(project: Path, key: str) -> str:
    (found,) = re.findall(
        rf"^@\w+{{{key},\n.*?^}}", bibliography(project), re.MULTILINE | re.DOTALL
    )
    assert isinstance(found, str)
    return found


def rules(project: Path) -> list[str]:
    return [d.rule for d in check(read_review(project)).diagnostics]


# From a registry


def test_an_entry_from_a_doi(project: Path, registry: Registry) -> None:
    before, later = bibliography(project).split("\n@article{Brandt2005")
    assert cite(project, "https://doi.org/10.1000/Oats", registry=registry) == 0
    new = f"""\
@article{{Adler2011,
  author         = {{Adler, Ida}},
  title          = {{{{Phosphate and the yield of oats}}}},
  journal        = {{Journal of Fields}},
  year           = {{2011}},
  volume         = {{12}},
  number         = {{3}},
  pages          = {{101--109}},
  doi            = {{10.1000/oats}},
  added          = {{{DAY}}},
  identity       = {{named}},
  metadatasource = {{{registry.address}/works/10.1000/oats}},
}}
"""
    assert bibliography(project) == f"{before}\n{new}\n@article{{Brandt2005{later}"
    assert rules(project) == ["unused-reference"]
    assert form_of_bibliography(new) == new


def test_an_entry_from_a_pmid(project: Path, registry: Registry) -> None:
    registry.records["12345"] = (
        "<PubmedArticle><MedlineCitation><PMID>12345</PMID><Article><Journal><JournalIssue>"
        "<PubDate><Year>1998</Year></PubDate></JournalIssue><Title>Soil</Title></Journal>"
        "<ArticleTitle>Rye.</ArticleTitle><AuthorList><Author><LastName>Öz</LastName>"
        "<ForeName>Ali</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle>"
    )
    address = "https://pubmed.ncbi.nlm.nih.gov/12345/"
    assert cite(project, address, registry=registry) == 0
    assert "  pmid           = {12345},\n" in entry(project, "Oz1998")
    assert "/efetch.fcgi?db=pubmed&id=12345" in entry(project, "Oz1998")


def test_who_adds_a_retracted_work_is_told(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.works[OATS]["updated-by"] = [update("10.1000/n", "retraction", (2012, 1, 2))]
    assert cite(project, OATS, registry=registry) == 0
    said = capsys.readouterr().err
    assert said == "warning: Crossref has a notice on it: retraction, 10.1000/n, 2012-01-02\n"


def test_a_dry_run_writes_nothing(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    assert cite(project, OATS, "--dry-run", registry=registry) == 0
    assert capsys.readouterr().out.startswith("@article{Adler2011,\n")
    assert files(project) == before


def test_offline_it_says_so_and_offers_the_paste(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    assert cite(project, OATS) == 3
    said = capsys.readouterr().err
    assert "10.1000/oats could not be looked up: the server cannot be reached" in said
    assert "claimweave cite --from FILE" in said
    assert files(project) == before


def test_a_doi_that_is_not_known(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(project, "10.1000/rye", registry=registry) == 1
    assert "10.1000/rye was not found" in capsys.readouterr().err


# What is there already


@pytest.mark.parametrize(
    ("more", "same"),
    [
        ({"DOI": "10.1000/BARLEY"}, "Adler2001 has the same doi"),
        ({"title": ["The beans on poor and on rich soil"]}, "Brandt2005 has the same title"),
    ],
)
def test_a_work_that_is_there_is_refused(
    project: Path,
    registry: Registry,
    more: dict[str, object],
    same: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = work("10.1000/x", "Slugs of the coast", 1987) | more
    registry.works[str(found["DOI"]).lower()] = found
    before = files(project)
    assert cite(project, str(found["DOI"]), registry=registry) == 1
    assert same in capsys.readouterr().err
    assert files(project) == before


def test_a_number_that_is_taken_is_refused(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        cite(project, OATS, "--review-number", "3", "--identity", "named", registry=registry) == 1
    )
    assert "--identifies Ref3" in capsys.readouterr().err


def test_keys_that_are_taken_get_a_letter(project: Path, registry: Registry) -> None:
    for number, letter in enumerate(("", "a", "b")):
        doi = f"10.1000/oats{number}"
        title = f"{['Slugs', 'snails', 'worms'][number]} of the coast and of the hills"
        registry.works[doi] = work(doi, title, 2011)
        assert cite(project, doi, registry=registry) == 0
        assert doi in entry(project, f"Adler2011{letter}")


def test_a_key_that_is_given_must_be_free(project: Path, registry: Registry) -> None:
    assert cite(project, OATS, "--key", "adler2001", registry=registry) == 1
    assert cite(project, OATS, "--key", "two words", registry=registry) == 1
    assert "Adler2011" not in bibliography(project)


def test_an_entry_with_a_number_stands_in_its_order(project: Path, registry: Registry) -> None:
    edited(project, "bibliography.bib", "reviewnumber = {3}", "reviewnumber = {5}")
    edited(project, "claims/_review/sentences.yml", "cites: [2, 3]", "cites: [2, 4, 5]")
    options = ("--review-number", "4", "--identity", "inferred", "--note", "It fits.")
    assert cite(project, OATS, *options, registry=registry) == 0
    keys = re.findall(r"^@\w+{(\w+),", bibliography(project), re.MULTILINE)
    assert keys == ["FieldReview", "Adler2001", "Brandt2005", "Adler2011", "Ref3"]
    assert "added" not in entry(project, "Adler2011")


# Pasted, and by hand

BIBTEX = r"""
@Article{some key,
  Author = {M{\"u}ller, J{\'o}zef and {World Health Organization} and others},
  title = "{The {Yield} of {Rye}} in Gda{\'n}sk.",
  journaltitle = {Soil {\&} Field}, date = {2003-05}, pages = {637-41},
  doi = {https://doi.org/10.1000/RYE}, url = {https://doi.org/10.1000/rye},
  abstract = {Long.}, keywords = {rye}, note = {cited by 3}, identity = {unidentified}
}
"""
RIS = """TY  - JOUR
AU  - Müller, Józef
AU  - World Health Organization
T1  - The Yield of Rye in Gdańsk.
JO  - Soil & Field
PY  - 2003/05/01
VL  - 7
IS  - 2
SP  - 637
EP  - 641
DO  - https://doi.org/10.1000/RYE
UR  - https://example.org/rye
ER  -
"""


def test_pasted_bibtex(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rye.bib").write_text(BIBTEX, encoding="utf-8")
    source = "https://example.org/rye"
    assert cite(project, "--from", str(tmp_path / "rye.bib"), "--source", source) == 0
    assert (
        entry(project, "Muller2003")
        == f"""\
@article{{Muller2003,
  author         = {{Müller, Józef and {{World Health Organization}} and others}},
  title          = {{{{The Yield of Rye in Gdańsk}}}},
  journal        = {{Soil & Field}},
  year           = {{2003}},
  month          = {{5}},
  pages          = {{637--641}},
  doi            = {{10.1000/rye}},
  added          = {{{DAY}}},
  identity       = {{named}},
  metadatasource = {{{source}}},
}}"""
    )
    assert "warning: left out: abstract, identity, keywords, note, url" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_pasted_ris_on_the_standard_input(
    project: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    raw = ("\ufeff" + RIS.replace("\n", ending)).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
    assert cite(project, "--from", "-", "--source", "https://example.org/rye") == 0
    found = entry(project, "Muller2003")
    assert "{Müller, Józef and {World Health Organization}}" in found
    assert (
        "  volume         = {7},\n  number         = {2},\n  pages          = {637--641},\n"
        in found
    )
    assert "  title          = {{The Yield of Rye in Gdańsk}},\n" in found


RIS_OF_A_CHAPTER = """TY  - CHAP
TI  - Rye
A1  - Adler, Ann
AU  - Bern, Ben, Jr.
A2  - Cole, Cy
A4  - Dorn, Dan
T2  - Grain
T3  - Library
ET  - 2
CY  - Oslo
C7  - e12
UR  - https://example.org/r
PY  - 2003
ER  -
"""


def test_pasted_ris_keeps_editors_both_kinds_of_authors_and_an_article_number(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "rye.ris").write_text(RIS_OF_A_CHAPTER, encoding="utf-8")
    assert cite(project, "--from", str(tmp_path / "rye.ris"), "--source", "https://x.example") == 0
    assert (
        entry(project, "Adler2003")
        == f"""\
@incollection{{Adler2003,
  author         = {{Adler, Ann and Bern, Jr., Ben}},
  editor         = {{Cole, Cy}},
  translator     = {{Dorn, Dan}},
  title          = {{{{Rye}}}},
  booktitle      = {{{{Grain}}}},
  series         = {{{{Library}}}},
  address        = {{Oslo}},
  edition        = {{2}},
  year           = {{2003}},
  eid            = {{e12}},
  url            = {{https://example.org/r}},
  added          = {{{DAY}}},
  identity       = {{named}},
  metadatasource = {{https://x.example}},
}}"""
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "neither BibTeX"),
        ("10.1000/rye", "neither BibTeX"),
        ("@article{a, title = {Rye", "cannot be read"),
        ("@article{a, title = {Rye}}\n@article{b, title = {Oats}}", "here are 2"),
        ("@comment{nothing}", "here are 0"),
        (RIS + "\n" + RIS, "here are 2"),
        (RIS.replace("ER  -", ""), "RIS|here are 0"),
    ],
)
def test_a_paste_that_is_not_one_entry(text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        the_one_entry(read_file(text))


def test_an_entry_by_hand(project: Path) -> None:
    options = ("--title", "Slugs", "--author", "Öz, Ali", "--author", "{Ministry of Fields}",
               "--year", "1999", "--type", "book", "--publisher", "Field Press")  # fmt: skip
    assert cite(project, *options) == 2, "where it was seen is not said"
    assert cite(project, *options, "--source", "https://example.org/slugs") == 0
    found = entry(project, "Oz1999")
    assert found.startswith("@book{Oz1999,\n  author         = {Öz, Ali and {Ministry of Fields}},")


@pytest.mark.parametrize("type_", TYPES)
def test_a_work_of_each_kind_by_hand(project: Path, type_: str) -> None:
    options = {
        "--title": "Slugs",
        "--editor": "Öz, Ali",
        "--year": "1999",
        "--series": "Pests",
        "--edition": "2nd",
        "--version": "1.2",
        "--institution": "Field School",
        "--issue": "7",
        "--urldate": "2024-02-03",
        "--type": type_,
    }
    if type_ == "article":  # an article has authors
        options["--author"] = "Öz, Ali"
    given = [text for option in options.items() for text in option]
    assert cite(project, *given, "--source", "https://example.org/slugs") == 0
    read = BibliographicRecord.of(read_review(project).references["Oz1999"])
    assert read.kind == type_
    written = {name: read.fields[name] for name in read.fields}
    expected = {option.removeprefix("--"): text for option, text in options.items()}
    expected["number"] = expected.pop("issue")
    for name in ("type", "editor", "author"):
        expected.pop(name, None)
    assert written.items() >= expected.items()
    assert [name.family for name in read.people["editor"].names] == ["Öz"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--urldate", "yesterday"),
        ("--urldate", "2024-02-30"),
        ("--editor", "Ali Öz"),
        ("--edition", "{2nd}"),
    ],
)
def test_what_is_no_answer_writes_nothing(project: Path, wrong: tuple[str, str]) -> None:
    before = (project / "bibliography.bib").read_bytes()
    options = ("--title", "Slugs", "--author", "Öz, Ali", "--year", "1999", "--source", "a shelf")
    assert cite(project, *options, *wrong) == 2
    assert (project / "bibliography.bib").read_bytes() == before


def test_what_is_known_beside_the_registry_joins_the_entry(
    project: Path, registry: Registry
) -> None:
    assert cite(project, OATS, "--pmid", "PMID: 77", registry=registry) == 2
    more = ("--pmid", "PMID: 77", "--source", "https://example.org/77")
    assert cite(project, OATS, *more, registry=registry) == 0
    found = entry(project, "Adler2011")
    assert "  pmid           = {77},\n" in found
    assert f"{{{registry.address}/works/10.1000/oats; https://example.org/77}}" in found


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 2),
        (("nonsense",), 2),
        ((OATS, "--from", "x"), 2),
        (("--from", "/nowhere"), 2),
        (("--from", "/dev/null", "--key", "A", "--keep-keys"), 2),
        (("--from", "/"), 2),
        ((OATS, "--keep-keys"), 2),
        (("--skip-faulty",), 2),
        ((OATS, "--identifies", "Ref33"), 2),
        ((OATS, "--identifies", "Adler2001"), 2),
        ((OATS, "--identifies", "Ref3"), 2),
        ((OATS, "--identifies", "Ref3", "--identity", "inferred"), 2),
        ((OATS, "--identifies", "Ref3", "--review-number", "4"), 2),
        ((OATS, "--review-number", "0"), 2),
        ((OATS, "--identity", "inferred"), 2),
        ((OATS, "--added", "2026-02-30"), 2),
        ((OATS, "--year", "soon", "--source", "x"), 2),
        ((OATS, "--author", "Ida Adler", "--source", "x"), 2),
        (("--title", "Slugs", "--source", "x", "--year", "1999"), 1),
        (("--title", "Slugs", "--source", "x", "--author", "Öz"), 1),
        (("--title", "Slugs", "--source", "x", "--author", "王", "--year", "1999"), 1),
        (("--title", "X", "--source", "x", "--author", "A", "--year", "1999", "--key", "B1987"), 1),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    project: Path,
    registry: Registry,
    options: tuple[str, ...],
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = files(project)
    assert cite(project, *options, registry=registry) == status
    assert capsys.readouterr().err.startswith("claimweave")
    assert files(project) == before


# Asked on a terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_dialogue(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["", "n", "Slugs of the coast", "1999", "", "", "", "", "", "Öz, Ali; Adler, Ida",
               "https://example.org/slugs", "y"]  # fmt: skip
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers) + "\n"))
    assert cite(project) == 0
    assert "  author         = {Öz, Ali and Adler, Ida},\n" in entry(project, "Oz1999")
    assert "Write it? [Y/n]" in capsys.readouterr().out


@pytest.mark.parametrize(("answers", "status"), [(["n"], 0), ([], 2)])
def test_nothing_is_written_without_a_yes(
    project: Path,
    registry: Registry,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    status: int,
) -> None:
    before = files(project)
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers)))
    assert cite(project, OATS, registry=registry) == status
    assert files(project) == before


def test_the_identity_is_asked_for_and_explained(
    project: Path,
    registry: Registry,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = ["?", "infered", "inferred", "", "It is about oats.", "y"]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(answers) + "\n"))
    assert cite(project, OATS, "--identifies", "Ref3", registry=registry) == 0
    said = capsys.readouterr().out
    assert "  inferred  the review does not name it" in said
    assert 'did you mean "inferred"?' in said
    assert "  note           = {It is about oats.},\n" in entry(project, "Adler2011")


# An unidentified reference gets its name

IDENTIFIES = (OATS, "--identifies", "Ref3", "--identity", "named")
BEANS = "claims/table-1/beans-nitrate.yml"
SHEET = "claims/_studies/Ref3.yml"


@pytest.fixture
def cited_widely(project: Path) -> Path:
    """The review with Ref3 in two claims, a study sheet and the exemptions."""
    edited(project, BEANS, "  - cites: Ref3\n", '  - cites: "Ref3"   # Ref3 is not known yet\n')
    more = "  - {cites: Ref3, stance: background, at: [S1.p1.s2]}\n"
    file = project / "claims/1-fields/nitrate-feeds-barley.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("evidence:\n", f"evidence:\n{more}"), encoding="utf-8")
    sheet = (project / "claims/_studies/Adler2001.yml").read_text(encoding="utf-8")
    (project / SHEET).write_text(sheet, encoding="utf-8")
    exemptions = "exemptions:\n  unused-reference:\n    Ref3: Ref3 waits.\n"
    (project / "claims/_review/exemptions.yml").write_text(exemptions, encoding="utf-8")
    return project


def test_a_reference_that_is_identified_is_renamed_everywhere(
    cited_widely: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(cited_widely)
    assert cite(cited_widely, *IDENTIFIES, registry=registry) == 0
    after = files(cited_widely)
    new_sheet = "claims/_studies/Adler2011.yml"
    assert set(after) == set(before) - {SHEET} | {new_sheet}
    assert after[new_sheet] == before[SHEET]
    assert b"  - cites: Adler2011   # Ref3 is not known yet\n" in after[BEANS]
    assert b"    Adler2011: Ref3 waits.\n" in after["claims/_review/exemptions.yml"]
    assert b"{cites: Adler2011, stance" in after["claims/1-fields/nitrate-feeds-barley.yml"]
    changed = {path for path in after if after[path] != before.get(path)}
    assert len(changed) == 5
    assert "  reviewnumber   = {3},\n  identity       = {named},\n" in entry(
        cited_widely, "Adler2011"
    )
    said = capsys.readouterr().out
    assert f"moved: {SHEET} to {new_sheet}" in said
    assert said.count("\nchanged: ") == 4
    assert f"{BEANS}:9 still names Ref3" in said
    keys = re.findall(r"^@\w+{(\w+),", bibliography(cited_widely), re.MULTILINE)
    assert keys == ["FieldReview", "Adler2001", "Brandt2005", "Adler2011"]


def test_the_review_itself_keeps_its_key(project: Path, registry: Registry) -> None:
    options = (OATS, "--identifies", "FieldReview", "--identity", "named")
    assert cite(project, *options, registry=registry) == 0
    assert "{Phosphate and the yield of oats}" in entry(project, "FieldReview")
    assert rules(project) == []


def test_a_file_that_cannot_be_read_stops_the_whole(cited_widely: Path, registry: Registry) -> None:
    with (cited_widely / BEANS).open("a", encoding="utf-8") as stream:
        stream.write("oops: [\n")
    before = files(cited_widely)
    assert cite(cited_widely, *IDENTIFIES, registry=registry) == 1
    assert files(cited_widely) == before


@pytest.mark.parametrize("failing", range(6))
def test_all_files_change_or_none(
    cited_widely: Path, registry: Registry, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, calls = files(cited_widely), Snapshot.replace, iter(range(100))

    def replace(self: Snapshot, content: bytes) -> None:
        if next(calls) == failing:
            raise OSError(28, "No space left on device")
        real(self, content)

    monkeypatch.setattr(Snapshot, "replace", replace)
    status = cite(cited_widely, *IDENTIFIES, registry=registry)
    assert (status, files(cited_widely) == before) == ((3, True) if failing < 5 else (0, False))


KILLED_AFTER = """
import os, signal, sys
from claimweave.references.asked_fields import TYPES
from claimweave.commands.command_line import main
from claimweave.disk.whole_file import Snapshot
real, left = Snapshot.replace, [int(sys.argv.pop(1))]
def replace(self, content):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    real(self, content)
Snapshot.replace = replace
sys.exit(main(sys.argv[1:]))
"""


def test_after_a_kill_half_way_the_same_call_finishes(
    cited_widely: Path, registry: Registry
) -> None:
    before = files(cited_widely)
    done = run_loaded(
        "3",
        "--project",
        str(cited_widely),
        "cite",
        *IDENTIFIES,
        code=KILLED_AFTER,
        environment=os.environ | {"CLAIMWEAVE_CROSSREF": registry.address},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert files(cited_widely) != before
    assert bibliography(cited_widely).encode() == before["bibliography.bib"]
    assert cite(cited_widely, *IDENTIFIES, registry=registry) == 0
    assert "unknown-reference" not in rules(cited_widely)
    assert SHEET not in files(cited_widely)


# Never over something newer


def test_a_bibliography_that_changed_meanwhile_is_left_alone(
    project: Path, registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = bibliography(project) + "\n% newer\n"
    file = project / "bibliography.bib"
    registry.before = lambda: file.write_text(newer, encoding="utf-8") and None
    assert cite(project, OATS, registry=registry) == 3
    assert "bibliography.bib was changed while it was read" in capsys.readouterr().err
    assert bibliography(project) == newer


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_breaks_and_the_mark_of_the_file_stay(
    project: Path, registry: Registry, ending: str
) -> None:
    file = project / "bibliography.bib"
    raw = b"\xef\xbb\xbf" + bibliography(project).replace("\n", ending).encode()
    file.write_bytes(raw)
    assert cite(project, OATS, registry=registry) == 0
    before, later = raw.split(b"@article{Brandt2005")
    assert file.read_bytes().startswith(before)
    assert file.read_bytes().endswith(later)
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(ending.encode())


def test_one_entry_that_cannot_be_read_keeps_no_other_out(
    project: Path, registry: Registry
) -> None:
    file = project / "bibliography.bib"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("@article{broken, title = {\n")
    before = file.read_text(encoding="utf-8")
    assert cite(project, OATS, registry=registry) == 0
    after = file.read_text(encoding="utf-8")
    added = after[after.index("@article{Adler2011,") :].partition("\n}\n")[0] + "\n}\n"
    assert after.replace(added, "").split() == before.split()


def test_a_work_that_may_stand_in_what_cannot_be_read_is_refused(
    project: Path, registry: Registry
) -> None:
    with (project / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write("@article{broken, doi = {10.1000/OATS}, title = {\n")
    before = files(project)
    assert cite(project, OATS, registry=registry) == 1
    assert files(project) == before


# The forms


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/182", "10.1000/182"),
        (" https://dx.doi.org/10.1000/ABC ", "10.1000/abc"),
        ("doi: 10.1000/abc.", "10.1000/abc"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
        ("http://www.doi.org/10.1002/(sici)1:2<3::a>4.0", "10.1002/(sici)1:2<3::a>4.0"),
    ],
)
def test_a_doi_without_what_is_around_it(text: str, doi: str) -> None:
    assert bare_doi(text) == doi


@pytest.mark.parametrize("text", ["", "10.1000", "https://example.org/10.1000/a b", "1234567"])
def test_what_is_no_doi(text: str) -> None:
    with pytest.raises(NotInFormError):
        bare_doi(text)


@pytest.mark.parametrize(
    ("family", "key"),
    [
        ("Adler", "Adler2001"),
        ("Więdłocha", "Wiedlocha2001"),
        ("Ødegård", "Odegard2001"),
        ("O'Neill-Łoś", "ONeillLos2001"),
        ("de Andrade", "DeAndrade2001"),
        ("Straße", "Strasse2001"),
        ("World Health Organization of Fields", "WorldHealthOrganization2001"),
    ],
)
def test_keys(family: str, key: str) -> None:
    assert citation_key([Author(family)], "2001", []) == key


@pytest.mark.parametrize(
    ("pages", "written"),
    [
        ("637-41", "637--641"),
        ("637\u2013641", "637--641"),
        ("637 -- 641", "637--641"),
        ("e12", "e12"),
        ("S1-S9", "S1--S9"),
        ("12-5, 120-4", "12--15, 120--124"),
        ("733", "733"),
    ],
)
def test_pages(pages: str, written: str) -> None:
    tidy = in_house_style(BibliographicRecord("article", fields={"pages": pages}))
    assert tidy.fields["pages"] == written


TEXTS = st.text(min_size=1, max_size=40).map(without_hidden).filter(str.strip)
NAMES = (
    st.text("abcÄłø O'-{}$&%,", min_size=1, max_size=12)
    .map(without_hidden)
    .filter(lambda name: any(c.isalpha() for c in name) and " and " not in f" {name} ")
)


@pytest.mark.parametrize(
    ("family", "given_name"), [(",O", "O,"), ("a,b", "c"), ("Adler,", ""), ("Adler", "I., B.")]
)
def test_a_comma_in_a_name_parts_it_no_further(family: str, given_name: str) -> None:
    field = author_field([Author(family, given_name)])
    (found,), _ = read_bibtex(TextFile("", entry_text("article", "A1", {"author": field})))
    (read,) = Reference("A1", None, found).authors
    assert (read.family, read.given, read.suffix) == (family, given_name, "")


@examples(40)
@given(TEXTS, st.lists(st.tuples(NAMES, NAMES), max_size=3))
def test_an_entry_is_read_as_it_was_meant(title: str, names: list[tuple[str, str]]) -> None:
    authors = [Author(family, given) for family, given in names]
    fields = {"author": author_field(authors), "title": title}
    try:
        text = entry_text("article", "Adler2001", {n: v for n, v in fields.items() if v})
    except UnwritableEntryError:
        return
    (found,), problems = read_bibtex(TextFile("", text))
    assert not problems
    bare = re.sub(r"\s+", " ", title.replace("{", "").replace("}", "")).strip()
    assert found.fields["title"] == bare
    assert len(Reference("Adler2001", None, found).authors) == len(names)


@pytest.mark.parametrize("number", [None, 4, 99])
def test_a_new_entry_leaves_all_else_as_it_stands(number: int | None) -> None:
    before = (BASE / "bibliography.bib").read_text(encoding="utf-8")
    fields = {"title": "Rye", "reviewnumber": str(number or "")}
    new = entry_text("misc", "Adler2011", fields)
    after = with_entry(before, new)
    assert after.replace(f"{new}\n\n", "").replace(f"\n{new}\n", "") == before


SIGNS = ["50 % of $5 & \\alpha_1 ~ x^2 #3", "a -- b", "C:\\temp", "``so''", "\\", "$"]


@pytest.mark.parametrize("title", SIGNS)
def test_signs_of_latex_are_kept(title: str) -> None:
    (found,), _ = read_bibtex(TextFile("", entry_text("misc", "A", {"title": f"Rye {title}"})))
    assert found.fields["title"] == f"Rye {title}"


def test_an_entry_is_replaced_where_it_stands() -> None:
    old = "% above\n@misc{Ref3, title = {x}}\n% below\n@misc{B, title = {y}}\n"
    new = entry_text("misc", "C", {"title": "z"})
    assert with_entry_replaced(old, "Ref3", new) == old.replace("@misc{Ref3, title = {x}}", new)


@pytest.mark.parametrize("add", [with_entry, lambda old, new: with_entry_replaced(old, "A", new)])
def test_an_entry_whose_key_is_taken_is_not_written(add: Callable[[str, str], str]) -> None:
    old = "@misc{A, title = {x}}\n\n@misc{B, title = {y}}\n"
    with pytest.raises(RefusedError):
        add(old, entry_text("misc", "B", {"title": "z"}))
