"""What a change does to the evidence, on a miniature review in a repository of its own."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.alteration import Alteration
from claimweave.evidence.changes.change import Change, RecordChange
from claimweave.reports.change_markdown import LONGEST_COMMENT, as_markdown, code
from claimweave.review.reading.commits import Revision
from git_folder import commit, git
from visible_text import HOSTILE, Visible

BARLEY = "claims/table-1/barley-nitrate.yml"
BEANS = "claims/table-1/beans-nitrate.yml"
FEEDS = "claims/1-fields/nitrate-feeds-barley.yml"
PAYS = "claims/2-conclusion/soil-tests-pay.yml"
SHEET = "claims/_studies/Adler2001.yml"
PARTS = {
    "claims",
    "cells",
    "verdicts",
    "references",
    "unused",
    "studies",
    "agreements",
    "unreadable",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The miniature review, committed on `main`."""
    folder = tmp_path / "review"
    shutil.copytree(BASE, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    return folder


def output(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--project", str(folder), *arguments]) == 0
    return capsys.readouterr().out


def change(folder: Path, capsys: pytest.CaptureFixture[str], *base: str) -> dict[str, Any]:
    data = json.loads(output(folder, capsys, "diff", *base, "--format", "json"))
    assert set(data) == {*PARTS, "base"}
    assert isinstance(data, dict)
    return data


def parts_told(data: dict[str, Any]) -> set[str]:
    return {part for part in PARTS if data[part]}


# What changes


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert parts_told(change(repository, capsys)) == set()
    assert "The evidence is as it was." in output(repository, capsys, "diff")


def test_a_stance_turned(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(repository, BARLEY, "stance: supports", "stance: contradicts")
    data = change(repository, capsys)
    assert parts_told(data) == {"claims", "cells", "verdicts"}
    (claim,) = data["claims"]
    assert (claim["kind"], claim["id"]) == ("changed", "barley-nitrate")
    assert claim["alterations"] == [
        {"what": "stance", "before": "Adler2001 supports", "after": "Adler2001 contradicts"}
    ]
    (cell,) = data["cells"]
    assert cell == {
        "row": "Barley",
        "column": "Nitrate",
        "before": [1, 0],
        "after": [0, 1],
        "gained": [["contradicts", "Adler2001"]],
        "lost": [["supports", "Adler2001"]],
    }
    told = ("claim", "reading", "before", "after", "recorded")
    assert [tuple(flip[name] for name in told) for flip in data["verdicts"]] == [
        ("barley-nitrate", "", "cited-in-support", "cited-against", ""),
        ("soil-tests-pay", "as-stated", "holds", "fails", "holds"),
    ]
    text = output(repository, capsys, "diff")
    assert "  Barley and Nitrate: 1:0 → 0:1\n    added Adler2001 (against)\n" in text
    assert "  soil-tests-pay, read as as-stated: Check holds → Check fails\n" in text
    assert "    its file still records “holds”, and the check fails\n" in text


def test_an_entry_added_to_a_cell(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "\n  - cites: Brandt2005\n    stance: contradicts\n    at: [T1.barley.none.nitrate]"
    edited(
        repository,
        BARLEY,
        "[T1.barley.predictor.nitrate]\n",
        f"[T1.barley.predictor.nitrate]{more}\n",
    )
    data = change(repository, capsys)
    assert data["cells"][0]["before"] == [1, 0]
    assert data["cells"][0]["after"] == [1, 1]
    assert data["claims"][0]["alterations"] == [
        {
            "what": "evidence",
            "before": "",
            "after": "Brandt2005 contradicts, cited by the review at T1.barley.none.nitrate",
        }
    ]
    # 1 > 1 does not hold any more.
    assert {f["claim"]: f["after"] for f in data["verdicts"]} == {
        "barley-nitrate": "contested",
        "soil-tests-pay": "fails",
    }


def test_wording_topic_and_check(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(
        repository,
        PAYS,
        "claim: A soil test before sowing pays for barley only",
        "claim: A soil test before sowing pays for barley",
    )
    edited(repository, PAYS, "verdict: holds", "verdict: fails")
    edited(repository, FEEDS, ", question: before-sowing", "")
    found = {c["id"]: c["alterations"] for c in change(repository, capsys)["claims"]}
    assert found["soil-tests-pay"] == [
        {
            "what": "wording",
            "before": "A soil test before sowing pays for barley only.",
            "after": "A soil test before sowing pays for barley.",
        },
        {"what": "recorded verdict of as-stated", "before": "holds", "after": "fails"},
    ]
    assert found["nitrate-feeds-barley"] == [
        {
            "what": "topic",
            "before": "crop: barley, nutrient: nitrate, before-sowing",
            "after": "crop: barley, nutrient: nitrate",
        }
    ]


def test_a_check_that_goes_is_no_flip(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT supports > contradicts FROM cells WHERE crop = 'barley'"
    says = "A soil test before sowing pays for barley only."
    text = (repository / PAYS).read_text(encoding="utf-8")
    (repository / PAYS).write_text(text.partition("check:")[0], encoding="utf-8")
    data = change(repository, capsys)
    assert parts_told(data) == {"claims"}
    (claim,) = data["claims"]
    assert claim["alterations"] == [
        {"what": "reading as-stated", "before": f"{says} {sql}", "after": ""}
    ]


def test_order_and_layout_are_no_change(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(
        repository,
        BARLEY,
        "{nutrient: nitrate, crop: barley, question: before-sowing}",
        "\n  question: before-sowing\n  crop: barley\n  nutrient: nitrate",
    )
    edited(
        repository,
        PAYS,
        "[nitrate-feeds-barley, beans-nitrate]",
        "[beans-nitrate, nitrate-feeds-barley]",
    )
    assert parts_told(change(repository, capsys)) == set()


def test_claims_and_references_that_come_and_go(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / FEEDS).rename(repository / "claims/1-fields/barley-likes-nitrate.yml")
    text = (repository / "bibliography.bib").read_text(encoding="utf-8")
    text = text.replace("{Brandt2005,", "{Brandt2006,").replace("{2001}", "{2002}")
    (repository / "bibliography.bib").write_text(text, encoding="utf-8")
    data = change(repository, capsys)
    assert [(c["kind"], c["id"]) for c in data["claims"]] == [
        ("added", "barley-likes-nitrate"),
        ("gone", "nitrate-feeds-barley"),
    ]
    assert [(r["kind"], r["id"]) for r in data["references"]] == [
        ("changed", "Adler2001"),
        ("gone", "Brandt2005"),
        ("added", "Brandt2006"),
    ]
    assert data["references"][0]["alterations"] == [
        {"what": "year", "before": "2001", "after": "2002"}
    ]
    assert facts(data["references"][2]) == {
        "title": "Beans on poor and on rich soil",
        "in the review": "cited by the review as number 2",
    }
    assert facts(data["claims"][0]) == {
        "evidence": "Adler2001 supports, cited by the review at S1.p1.s1"
    }


def test_a_claim_that_was_renamed_is_one_and_neither_gone_nor_new(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = "SELECT count(*) > 0 FROM evidence WHERE claim = 'nitrate-feeds-barley'"
    edited(repository, PAYS, "SELECT supports > contradicts FROM cells WHERE crop = 'barley'", sql)
    commit(repository, "a query that names a claim")
    project = ["--project", str(repository)]
    assert main([*project, "rename", "nitrate-feeds-barley", "barley-likes-nitrate"]) == 0
    capsys.readouterr()
    data = change(repository, capsys)
    assert parts_told(data) == {"claims"}
    (claim,) = [c for c in data["claims"] if c["id"] == "barley-likes-nitrate"]
    assert (claim["kind"], claim["before"]) == ("renamed", "nitrate-feeds-barley")
    assert claim["alterations"] == []
    assert main([*project, "diff"]) == 0
    told = capsys.readouterr().out
    assert "renamed nitrate-feeds-barley → barley-likes-nitrate" in told
    assert "gone" not in told


def test_a_claim_that_was_split_is_gone_and_leads_on(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (repository / FEEDS).read_text(encoding="utf-8") + "formerly: [nitrate-feeds-barley]\n"
    (repository / FEEDS).unlink()
    for name in ("barley-likes-nitrate", "barley-needs-nitrate"):
        (repository / f"claims/1-fields/{name}.yml").write_text(text, encoding="utf-8")
    gone = change(repository, capsys)["claims"][-1]
    assert (gone["kind"], gone["id"]) == ("gone", "nitrate-feeds-barley")
    assert [(a["what"], a["after"]) for a in gone["alterations"]] == [
        ("leads on to", "barley-likes-nitrate"),
        ("leads on to", "barley-needs-nitrate"),
    ]


def facts(record: dict[str, Any]) -> dict[str, str]:
    """Return what is told of a record that was added."""
    assert record["kind"] == "added"
    return {told["what"]: told["after"] for told in record["alterations"]}


def test_a_new_work_is_told_with_its_doi_and_that_the_review_does_not_cite_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = """
@article{Cole2020,
  title = {{Soils}},
  doi = {10.1000/soils},
  pmid = {12},
  added = {2026-01-31},
  identity = {named},
}
"""
    with (repository / "bibliography.bib").open("a", encoding="utf-8") as stream:
        stream.write(entry)
    evidence = "\n  - cites: Cole2020\n    stance: supports\n    added: 2026-01-31\n"
    text = (repository / FEEDS).read_text("utf-8").rstrip() + evidence
    (repository / FEEDS).with_name("a-second-claim.yml").write_text(text, encoding="utf-8")
    data = change(repository, capsys)
    assert facts(data["references"][0]) == {
        "title": "Soils",
        "DOI": "10.1000/soils",
        "in the review": "added 2026-01-31: the review does not cite it",
    }
    told = [a["after"] for a in data["claims"][0]["alterations"]]
    assert told[1] == "Cole2020 supports, added 2026-01-31"


def test_the_last_use_of_a_reference(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(repository, BEANS, "\n  - cites: Ref3\n    stance: background\n    at: [S1.p1.s2]", "")
    data = change(repository, capsys)
    assert data["unused"] == ["Ref3"]
    assert data["cells"] == []  # background is no entry of a cell


def test_a_finding_that_no_longer_agrees(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(repository, SHEET, "direction: positive", "direction: none")
    data = change(repository, capsys)
    assert parts_told(data) == {"studies", "agreements"}
    (sheet,) = data["studies"]
    (finding,) = sheet["alterations"]
    about = "crop: barley, nutrient: nitrate, before-sowing"
    assert finding["before"].startswith(f"{about}, positive: ")
    assert finding["after"].startswith(f"{about}, none: ")
    assert [(a["claim"], a["before"], a["after"]) for a in data["agreements"]] == [
        ("barley-nitrate", "agrees", "null"),
        ("nitrate-feeds-barley", "agrees", "null"),
    ]


def test_a_broken_claim_is_not_gone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / FEEDS).write_text("claim: [", encoding="utf-8")
    data = change(repository, capsys)
    assert parts_told(data) == {"unreadable"}
    assert data["unreadable"] == [FEEDS]
    assert "1 file that cannot be read, so this is not all" in output(repository, capsys, "diff")


def test_a_broken_vocabulary_takes_no_cell_away(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "claims/_review/vocabulary.yml").write_text("axes: [", encoding="utf-8")
    assert parts_told(change(repository, capsys)) <= {"unreadable", "agreements"}


# What it is compared with


def test_a_branch_is_compared_with_where_it_began(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "switch", "--quiet", "--create", "topic")
    edited(repository, PAYS, "claim: A soil test", "claim: One soil test")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    edited(repository, FEEDS, "yields more", "yields much more")
    commit(repository)
    git(repository, "switch", "--quiet", "topic")
    data = change(repository, capsys)
    assert data["base"] == {"commit": began, "asked": "", "why": "where this branch left main"}
    assert [c["id"] for c in data["claims"]] == ["soil-tests-pay"]
    # Asked for main itself, what main has gained since is told as well.
    named = change(repository, capsys, "main")
    assert [c["id"] for c in named["claims"]] == ["nitrate-feeds-barley", "soil-tests-pay"]


def test_without_a_default_branch_it_is_the_last_commit(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository, "branch", "--move", "main", "elsewhere")
    edited(repository, PAYS, "claim: A soil test", "claim: One soil test")
    data = change(repository, capsys)
    assert data["base"]["why"] == "the last commit"
    assert [c["id"] for c in data["claims"]] == ["soil-tests-pay"]


def test_a_review_in_a_folder_of_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "all" / "reviews" / "soil"
    shutil.copytree(BASE, folder)
    git(tmp_path / "all", "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path / "all")
    edited(folder, PAYS, "claim: A soil test", "claim: One soil test")
    assert [c["id"] for c in change(folder, capsys)["claims"]] == ["soil-tests-pay"]


def test_the_work_tree_is_left_alone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(repository, PAYS, "claim: A soil test", "claim: One soil test")

    def state() -> dict[str, tuple[int, int]]:
        files = (p for p in repository.rglob("*") if p.is_file())
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in files}

    before = state()
    change(repository, capsys)
    assert state() == before


def test_attributes_of_a_branch_hide_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / ".gitattributes").write_text("claims export-ignore\n", encoding="utf-8")
    commit(repository)
    assert parts_told(change(repository, capsys, "HEAD")) == set()


def test_a_link_that_leads_out_is_not_followed(
    repository: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yml"
    shutil.copy(repository / FEEDS, secret)
    link = repository / "claims/1-fields/copied.yml"
    link.symlink_to(secret)
    commit(repository)
    link.unlink()
    data = change(repository, capsys, "HEAD")
    assert "copied" not in {c["id"] for c in data["claims"]}
    assert secret.read_text(encoding="utf-8") == (repository / FEEDS).read_text(encoding="utf-8")


def test_a_revision_that_is_not_there(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("nowhere", "--output=owned", "HEAD:claims", "HEAD..HEAD"):
        assert main(["--project", str(repository), "diff", "--", name]) == 2
        assert f'Git knows no commit "{name}"' in capsys.readouterr().err
    assert not (repository / "owned").exists()


def test_outside_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.copytree(BASE, tmp_path / "review")
    assert main(["--project", str(tmp_path / "review"), "diff"]) == 2
    assert "not a git repository" in capsys.readouterr().err


# Markdown for a comment


def seen(markdown: str) -> Visible:
    page = Visible()
    page.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    page.close()
    return page


TAGS = {"h3", "h4", "p", "strong", "code", "ul", "li", "details", "summary"}


def test_hostile_text_is_only_text(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = json.dumps(HOSTILE)
    edited(
        repository,
        FEEDS,
        "Barley yields more where the soil holds more nitrate before sowing.",
        quoted,
    )
    edited(repository, "claims/_review/vocabulary.yml", "{label: Barley}", f"{{label: {quoted}}}")
    edited(repository, BARLEY, "stance: supports", "stance: contradicts")
    edited(
        repository,
        "bibliography.bib",
        "Nitrate before sowing and the yield of barley",
        HOSTILE.replace("\\", "").replace("$", ""),
    )
    markdown = output(repository, capsys, "diff", "--format", "markdown")
    page = seen(markdown)
    assert page.tags <= TAGS
    for trace in ("@", "evil", "script", "#1", "bold", "onerror", "gnp"):
        assert trace not in page.outside
    assert "octocat" in markdown  # it is shown, and notifies nobody
    assert not re.search(r"@\w", markdown)
    assert "\u202e" not in markdown


@given(st.text(max_size=40))
def test_a_code_span_is_never_left(text: str) -> None:
    page = seen(f"before {code(text)} after")
    assert page.tags <= {"p", "code"}
    assert re.sub(r"\s+", " ", page.outside).strip() == "before after"


def many(number: int, alterations: int = 0) -> Change:
    changed = tuple(Alteration("wording", "a" * 500, "b" * 500) for _ in range(alterations))
    claims = tuple(RecordChange("changed", f"claim-{n}", "c" * 500, changed) for n in range(number))
    return Change(claims, (), (), (), (), (), (), ())


def test_a_long_list_is_folded() -> None:
    markdown = as_markdown(many(20), Revision("0" * 40, why="the last commit"))
    shown, folded = markdown.split("<details><summary>12 more</summary>\n\n")
    assert shown.count("\n- ") == 8
    assert folded.count("- changed") == 12
    assert folded.count("</details>") == 1
    assert seen(markdown).tags <= TAGS


@pytest.mark.parametrize(("number", "alterations"), [(9, 3), (49, 40), (3000, 40)])
def test_a_comment_always_fits(number: int, alterations: int) -> None:
    markdown = as_markdown(many(number, alterations), Revision("0" * 40, why="the last commit"))
    assert len(markdown) <= LONGEST_COMMENT
    assert f"#### Claims: {number} changed" in markdown
    assert markdown.count("<details>") == markdown.count("</details>")
    told = sum(map(int, re.findall(r"^(\d+) not shown here", markdown, re.MULTILINE)))
    assert markdown.count("- changed ") + told == number


# What rests on a reference or a claim


def impact(key: str, capsys: pytest.CaptureFixture[str], project: Path = BASE) -> dict[str, Any]:
    (data,) = json.loads(output(project, capsys, "impact", key, "--format", "json"))
    assert isinstance(data, dict)
    return data


def test_impact_of_a_reference(capsys: pytest.CaptureFixture[str]) -> None:
    data = impact("Adler2001", capsys)
    assert data["what"] == "reference"
    assert [(u["claim"], u["stance"]) for u in data["uses"]] == [
        ("barley-nitrate", "supports"),
        ("nitrate-feeds-barley", "supports"),
    ]
    assert data["resting"] == ["soil-tests-pay"]
    assert [(c["row"], c["before"], c["after"]) for c in data["cells"]] == [
        ("Barley", [1, 0], [0, 0])
    ]
    # Without its one entry 0 > 0 decides.
    assert [(v["claim"], v["before"], v["after"]) for v in data["verdicts"]] == [
        ("soil-tests-pay", "holds", "fails")
    ]


def test_impact_of_a_claim(capsys: pytest.CaptureFixture[str]) -> None:
    cell = impact("barley-nitrate", capsys)
    assert (cell["what"], cell["resting"]) == ("claim", [])
    assert [(c["before"], c["after"]) for c in cell["cells"]] == [([1, 0], None)]
    # No row is left, so the query yields nothing.
    assert [v["after"] for v in cell["verdicts"]] == ["undetermined"]
    text = impact("nitrate-feeds-barley", capsys)
    assert (text["resting"], text["cells"], text["verdicts"]) == (["soil-tests-pay"], [], [])


def test_impact_reaches_through_other_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = shutil.copytree(BASE, tmp_path / "review")
    for name, other in (("farmers-test", "soil-tests-pay"), ("farmers-gain", "farmers-test")):
        (project / f"claims/2-conclusion/{name}.yml").write_text(
            f"claim: So it is.\nkind: synthesis\nrests_on: [{other}]\n", encoding="utf-8"
        )
    assert impact("Adler2001", capsys, project)["resting"] == [
        "farmers-gain",
        "farmers-test",
        "soil-tests-pay",
    ]


def test_impact_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(BASE, capsys, "impact", "Adler2001")
    assert text.startswith("Adler2001 (reference): Adler 2001\n\nCited for 2 claims:\n")
    assert "  Barley and Nitrate: 1:0 → 0:0\n" in text
    assert "  soil-tests-pay (as-stated): holds → fails\n" in text


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Adler2010", 'did you mean "Adler2001"?'),
        ("soil-test-pays", 'did you mean "soil-tests-pay"?'),
        ("zzzzzz", 'there is no reference and no claim "zzzzzz"\n'),
    ],
)
def test_impact_of_nothing_known(key: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(BASE), "impact", key]) == 2
    assert hint in capsys.readouterr().err


def test_impact_of_each_real_key_can_be_told(
    base: EvidenceBase,
    capsys: pytest.CaptureFixture[str],
    real_keys: list[str],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Read once for all keys.
    monkeypatch.setattr("claimweave.commands.impact.read_review", lambda _: base.review)
    for key in real_keys:
        assert output(project, capsys, "impact", key).startswith(f"{key} (")


@pytest.fixture
def real_keys(project: Path) -> list[str]:
    """The source itself, an unidentified reference, and a claim of each folder."""
    claims = [min(f.glob("*.yml")).stem for f in sorted((project / "claims").glob("[0-9]*"))]
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    return [*re.findall(r"^@\w+\{(\w+),", text, re.MULTILINE)[:2], *claims]
