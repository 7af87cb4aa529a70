"""`claimweave source stubs`: what follows from the ledger is filled in, the rest is left open."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, check_in_process, edited, run_command
from claimweave.authoring.navigation_lines import with_pages
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.stubs import stub_id_of
from claimweave.disk.text_files import TextFile
from claimweave.evidence.database import tables
from claimweave.review.claim import Claim
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.review_reader import read_review
from claimweave.review.reading.stub_reader import read_claim_file
from claimweave.review.stub import Stub
from claimweave.review.writing.yaml_form import form_of_claim
from claimweave.rules.checking import check
from claimweave.site.whole_site import render
from drafts import FIRST, LAST, SENTENCES, draft_without_two_claims, texts
from full_runs import examples

INDEX = "docs/index.md"
NAVIGATION = """site_name: Fields
plugins: [claimweave]
nav:
  - Home: index.md
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a draft in which the claims of two sentences are missing, and their page is bare."""
    return draft_without_two_claims(tmp_path / "project")


def stubs(project: Path, *options: str, status: int = 0) -> str:
    ran = run_command(project, "source", "stubs", *options)
    assert ran.returncode == status, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def test_each_sentence_that_waits_gets_a_stub_and_is_woven_in(project: Path) -> None:
    (project / "mkdocs.yml").write_text(NAVIGATION, encoding="utf-8")
    said = stubs(project)
    assert said == (
        "2 stubs written\n  1 in claims/1-fields/\n  1 in claims/2-conclusion/\n"
        "new page: docs/review/1-fields.md\nnew page: docs/review/2-conclusion.md\n"
        "changed: mkdocs.yml\nLeft out:\n  1: a claim asserts it already (S1.p1.s2)\n"
        "  1: the ledger says that it asserts nothing (S1.p1.s3)\n"
        "Then run `claimweave next`: it shows the first, and asks for what is open.\n"
    )
    written = yaml.safe_load((project / FIRST).read_text(encoding="utf-8"))
    assert written == {
        "claim": "TODO",
        "kind": "TODO",
        "strength": "TODO",
        "asserted": ["S1.p1.s1"],
        "topic": {"nutrient": "TODO", "crop": "TODO", "question": "TODO"},
        "evidence": [{"cites": "Adler2001", "stance": "TODO", "at": ["S1.p1.s1"]}],
    }
    alone = yaml.safe_load((project / LAST).read_text(encoding="utf-8"))
    assert alone["evidence"] == [{"cites": "FieldReview", "stance": "supports", "at": ["S2.p1.s1"]}]
    page = (project / "docs/review/1-fields.md").read_text(encoding="utf-8")
    assert page == "# Fields\n\n[[s1-p1-s1]]\n"
    assert "  - Fields: review/1-fields.md\n  - Conclusion: review/2-" in (
        project / "mkdocs.yml"
    ).read_text(encoding="utf-8")
    checked = check_in_process(project)
    assert checked.status == 0, checked.text
    assert "2 claims wait as stubs" in checked.text
    assert (
        run_command(project, "fmt", "--check").stdout.count("would be rewritten") == 1
    )  # the base


def test_it_is_resumable_and_writes_over_nothing(project: Path) -> None:
    stubs(project)
    edited(project, FIRST, "kind: TODO", "kind: association")
    before = texts(project)
    assert stubs(project).startswith("No stub written.\nLeft out:\n  2: it has a stub already (S1.")
    assert texts(project) == before
    (project / LAST).unlink()  # as a run leaves it that was killed before its last file
    assert "1 stub written" in stubs(project)
    assert texts(project) == before


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = texts(project)
    assert stubs(project, "--dry-run").startswith("2 stubs to be written\n")
    assert texts(project) == before


def test_in_a_review_that_is_no_draft_nothing_is_written(project: Path) -> None:
    edited(project, SETTINGS, "state: draft\n", "")
    before = texts(project)
    assert "write the line `state: draft` into claims/_review/review.yml" in stubs(
        project, status=2
    )
    assert texts(project) == before


def test_where_nobody_can_tell_whether_it_is_a_draft_that_is_told(project: Path) -> None:
    edited(project, SETTINGS, "state: draft", "state: drfat")
    assert "claims/_review/review.yml cannot be read: mend it first" in stubs(project, status=2)


def test_what_cannot_be_filled_in_is_told_with_its_place(project: Path) -> None:
    edited(project, SENTENCES, "  S1.p1.s1:\n    cites: [1]", "  S1.p1.s1:\n    cites: [1, 47]")
    edited(project, SETTINGS, "  S2: {title: Conclusion, folder: 2-conclusion}\n", "")
    edited(project, "claims/table-1/beans-nitrate.yml", "kind: association", "kind: [")
    said = stubs(project)
    assert "1: no entry has the number 47 (S1.p1.s1)" in said
    assert "1: it lies in no section of review.yml (S2.p1.s1)" in said
    assert "1: a claim file that cannot be read may assert it (S1.p1.s2)" in said
    assert [e["cites"] for e in yaml.safe_load((project / FIRST).read_text())["evidence"]] == [
        "Adler2001"
    ]


def test_departures_of_the_ledger_are_heeded(project: Path) -> None:
    (project / "claims/table-1/beans-nitrate.yml").unlink()
    edited(
        project,
        SENTENCES,
        "    cites: [2, 3]\n",
        "    cites: [2, 3]\n    departures: {3: A slip., 1: It means this one.}\n",
    )
    stubs(project)
    written = yaml.safe_load((project / "claims/1-fields/s1-p1-s2.yml").read_text())
    assert [item["cites"] for item in written["evidence"]] == ["Brandt2005", "Adler2001"]
    assert check_in_process(project).status == 0


def test_stubs_join_the_page_of_their_section_in_its_order(project: Path) -> None:
    claim = (BASE / "claims/1-fields/nitrate-feeds-barley.yml").read_text(encoding="utf-8")
    ledger = (project / SENTENCES).read_text(encoding="utf-8")
    for place, sign in (("S1.p2.s1", "1"), ("S1.p2.s2", "2"), ("S1.p3.s1", "3")):
        entry = f"  {place}:\n    cites: []\n    length: 9\n    sha256: {sign * 64}\n"
        ledger = ledger.replace("  S2.p1.s1:", f"{entry}  S2.p1.s1:")
    (project / SENTENCES).write_text(ledger, encoding="utf-8")
    middle = claim.replace("[S1.p1.s1]\ntopic", "[S1.p2.s1]\ntopic").replace("feeds", "fed")
    middle = middle.replace(
        "Adler2001\n    stance: supports\n    at: [S1.p1.s1]",
        "FieldReview\n    stance: supports\n    at: [S1.p2.s1]",
    )
    middle = middle.replace("Barley yields", "All barley yields")
    (project / "claims/1-fields/in-the-middle.yml").write_text(middle, encoding="utf-8")
    page = project / "docs" / "fields.md"
    page.write_bytes(b"# Fields\r\n\r\nBefore.\r\n\r\n- [[in-the-middle]]\r\n\r\nAfter.\r\n")
    stubs(project)
    assert page.read_bytes().decode().split("\r\n") == [
        "# Fields",
        "",
        "Before.",
        "",
        "[[s1-p1-s1]]",
        "",
        "- [[in-the-middle]]",
        "- [[s1-p2-s2]]",
        "- [[s1-p3-s1]]",
        "",
        "After.",
        "",
    ]


def test_a_stub_counts_as_no_evidence_and_has_no_page(project: Path) -> None:
    before = check(read_review(project))
    stubs(project)
    report = check(read_review(project))
    assert list(report.base.review.stubs) == ["s1-p1-s1", "s2-p1-s1"]
    assert tables(report.base.facts) == tables(before.base.facts)
    assert report.base.uses == before.base.uses
    made = render(report)
    assert not [path for path in made if "s1-p1-s1" in path]
    data = [text for path, text in made.items() if path.startswith("data/")]
    assert not [text for text in data if "s1-p1-s1" in str(text) or "TODO" in str(text)]
    shown = str(made["review/1-fields.md"])
    assert "(paragraph 1&#44; sentence 1: not encoded yet)" in shown
    assert json.loads(str(made["data/claims.json"]))["claims"]


def test_a_stub_that_is_filled_in_is_a_claim(project: Path) -> None:
    stubs(project, "--no-comments")
    path = project / FIRST
    text = path.read_text(encoding="utf-8").replace(
        "claim: TODO", "claim: Barley feeds on nitrate."
    )
    text = text.replace("kind: TODO", "kind: association").replace(
        "strength: TODO", "strength: plain"
    )
    text = text.replace(
        "{nutrient: TODO, crop: TODO, question: TODO}",
        "{nutrient: nitrate, crop: barley, question: before-sowing}",
    )
    path.write_text(text, encoding="utf-8")
    assert "1 not encoded yet" in run_command(project, "check").stdout
    review = read_review(project)
    assert review.stubs["s1-p1-s1"].open_fields == ["stance of Adler2001"]
    path.write_text(text.replace("stance: TODO", "stance: supports"), encoding="utf-8")
    review = read_review(project)
    assert review.claims["s1-p1-s1"].text == "Barley feeds on nitrate."
    assert check_in_process(project).status == 0


def test_a_stub_gets_another_name_wherever_it_is_woven_in(project: Path) -> None:
    stubs(project)
    ran = run_command(project, "rename", "s1-p1-s1", "nitrate-feeds-barley")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "claim: TODO" in (project / "claims/1-fields/nitrate-feeds-barley.yml").read_text()
    assert "[[nitrate-feeds-barley]]" in (project / "docs/review/1-fields.md").read_text()
    assert check_in_process(project).status == 0


def test_a_rule_that_forbids_it_leaves_all_as_it_was(project: Path) -> None:
    edited(project, SETTINGS, "title: Fields", 'title: "Fields, as in Adler et al"')
    before = texts(project)
    assert "Nothing was written" in stubs(project, status=1)
    assert texts(project) == before


def test_a_folder_that_is_no_place_for_claims_is_refused(project: Path) -> None:
    edited(project, SETTINGS, "folder: 1-fields", "folder: _review/x")
    before = texts(project)
    stubs(project, status=2)
    assert texts(project) == before


@pytest.mark.parametrize(
    ("locator", "taken", "wanted"),
    [
        ("S3.2.p4.s1", (), "s3-2-p4-s1"),
        ("S3.2.p4.s1", ("s3-2-p4-s1",), "s3-2-p4-s1-2"),
        ("SÄ.p1.s1", (), "sa-p1-s1"),
    ],
)
def test_the_id_of_a_stub_is_its_sentence(
    locator: str, taken: tuple[str, ...], wanted: str
) -> None:
    assert stub_id_of(locator, taken) == wanted


def test_the_id_of_a_long_locator_is_one_of_a_claim() -> None:
    name = stub_id_of(f"S{'1.2' * 30}.p1.s1", ())
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert stub_id_of(f"S{'1.2' * 30}.p1.s2", {name}) != name


@pytest.mark.parametrize(
    ("nav", "wanted"),
    [
        ("nav:\n  - Home: index.md\n", "nav:\n  - Home: index.md\n  - A: review/a.md\n"),
        ("nav:\n- index.md # 1\n- b.md\n", "nav:\n- index.md # 1\n- A: review/a.md\n- b.md\n"),
        (
            "nav:\n  - R:\n      - B: 'review/b.md'\n  - c.md\n",
            "nav:\n  - R:\n      - B: 'review/b.md'\n      - A: review/a.md\n  - c.md\n",
        ),
        ("nav:\n  - review/a.md\n", "nav:\n  - review/a.md\n"),
        ("theme: {name: material}\n", "theme: {name: material}\n"),
    ],
)
def test_a_page_joins_the_navigation_behind_its_neighbours(nav: str, wanted: str) -> None:
    assert with_pages(f"site_name: X\n{nav}", {"review/a.md": "A"}) == f"site_name: X\n{wanted}"


@pytest.mark.parametrize("nav", ["nav: [index.md]\n", "nav: []\n", "nav:\n  - {Home: index.md}\n"])
def test_a_navigation_in_another_form_is_left_to_its_author(nav: str) -> None:
    with pytest.raises(AnswerError, match=r"it is not clear where.*`- A: review/a\.md`"):
        with_pages(f"site_name: X\n{nav}", {"review/a.md": "A"})


FIELDS = {
    ("claim",): "claim: Barley feeds on nitrate.",
    ("in_text",): "in_text: It grew.",
    ("kind",): "kind: association",
    ("strength",): "strength: plain",
    ("topic", "crop"): "topic: {crop: barley, nutrient: nitrate, question: before-sowing}",
    (
        "evidence",
        0,
        "stance",
    ): "evidence:\n- {cites: Adler2001, stance: supports, at: [S1.p1.s1]}",
    ("note",): "note: In one year.",
}


@examples(40)
@given(st.sets(st.sampled_from(list(FIELDS))))
def test_whatever_is_open_is_noted_and_the_rest_is_read(
    open_: set[tuple[str | int, ...]],
) -> None:
    """Only fields that a reader of the article fills in can be open; their places stay."""
    words = {"crop": "barley", "stance": "supports"}
    lines = ["asserted: [S1.p1.s1]"]
    for keys, line in FIELDS.items():
        word = words.get(str(keys[-1]), line.partition(": ")[2])
        lines.append(line.replace(word, "TODO") if keys in open_ else line)
    text = "\n".join(lines) + "\n"
    file, problems = read_claim_file(TextFile("claims/a/b.yml", text), "invalid-claim")
    assert problems == []
    assert file is not None
    assert set(file.open_) == open_
    stub = Stub(Claim("b", "claims/a/b.yml", "a", file.record), file.open_)
    assert len(stub.open_fields) == len(open_)
    assert stub.asserted == ("S1.p1.s1",)
    assert [(e.cites, e.at) for e in stub.rest.evidence] == [("Adler2001", ("S1.p1.s1",))]
    assert (stub.rest.topic.named.get("crop") == ("barley",)) == (("topic", "crop") not in open_)
    assert form_of_claim(form_of_claim(text)) == form_of_claim(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("claim: TODO\nkind: TODO\nstrength: firm\n", "invalid-claim"),
        ("claim: TODO\nkind: association\nasserted: [TODO!]\n", "invalid-claim"),
        ("claim: TODO\nkind: TODO\nkind: TODO\n", "duplicate-key"),
        ("claim: TODO\nkind: TODO\nnote: TODO: later\n", "invalid-yaml"),
        ("claim: TODO\nkind: TODO\nnote: Three of #4 # and more\n", "misread-text"),
        ("claim: TODO\nkind: TODO\nevidence:\n  - {cites: A1, stance: TODO}\n", "invalid-claim"),
        ("claim: TODO\nkind: TODO\nevidence: TODO\n", "invalid-claim"),
        ("claim: TODO\nkind: TODO\ncheck: TODO\n", "invalid-claim"),
        ("TODO\n", "invalid-claim"),
        ("- TODO\n", "invalid-claim"),
    ],
)
def test_a_stub_is_held_to_the_form_of_a_claim(text: str, rule: str) -> None:
    file, problems = read_claim_file(TextFile("claims/a/b.yml", text), "invalid-claim")
    assert rule in {problem.rule for problem in problems}
    assert file is None or rule in ("duplicate-key", "misread-text")


@pytest.mark.parametrize(
    "text",
    [
        "claim: To do\nkind: method\n",
        "claim: TODOs\nkind: method\n",
        "# TODO\nclaim: A\nkind: method\n",
    ],
)
def test_other_words_leave_nothing_open(text: str) -> None:
    file, _ = read_claim_file(TextFile("claims/a/b.yml", text), "invalid-claim")
    assert file is not None
    assert file.open_ == ()
