"""Issue forms: of one mind with model and vocabulary, and turned into files when filled."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import Any, get_args

import pytest

from assembly import BASE, edited, run_command
from claimweave.commands.command_line import main
from claimweave.derived.form_fields import TOPIC
from claimweave.derived.form_files import form_files
from claimweave.derived.issue_forms import CLAIM, IDENTIFY, MISTAKE, REFERENCE, issue_forms
from claimweave.evidence.base import EvidenceBase
from claimweave.references.record import FIELDS, OURS
from claimweave.review.claim import Check, ClaimRecord, Reading, Topic
from claimweave.review.fields import CheckVerdict, Direction, Stance
from claimweave.review.reading.review_reader import read_review
from claimweave.review.record import record_fields
from claimweave.review.vocabulary import kinds_everywhere
from claimweave.rules.checking import check
from current_review import current_review
from filled_forms import FOLDER, filled, load, questions
from loaded_command import run_loaded
from record_data import as_data

NAMES = (CLAIM, REFERENCE, IDENTIFY, MISTAKE)
FORMS = {name: load(name) for name in NAMES}
CLAIM_LABELS = {
    "claim": "Claim",
    "in_text": "Short form",
    "kind": "Kind",
    "strength": "Strength",
    "asserted": "Asserted",
    "topic.question": "Topic: question",
    "topic.direction": "Topic: direction",
    "evidence": "Evidence",
    "rests_on": "Rests on",
    "opposes": "Opposes",
    "check.says": "Check: how it is read",
    "check.sql": "Check: query",
    "check.verdict": "Check: verdict",
    "check.note": "Check: note",
    "note": "Note",
}


def element(form: str, label: str) -> dict[str, Any]:
    (found,) = [e for e in questions(FORMS[form]) if e["attributes"]["label"] == label]
    return found


def words(form: str, label: str) -> list[str]:
    return [text.partition(": ")[0] for text in element(form, label)["attributes"]["options"]]


# Against the model and the vocabulary


def test_the_forms_are_current() -> None:
    made = form_files(read_review(FOLDER.parents[1]))
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert there == made


def test_the_claim_form_has_the_fields_of_a_claim_and_no_others(base: EvidenceBase) -> None:
    vocabulary = base.review.vocabulary
    assert vocabulary is not None
    # A new one has no past.
    simple = set(record_fields(ClaimRecord)) - {
        "topic",
        "check",
        "formerly",
    }  # a new one has no past
    inner = {f"topic.{name}" for name in (*record_fields(Topic), *vocabulary.axes)}
    inner |= {f"check.{name}" for name in record_fields(Check) if name != "readings"}
    inner |= {f"check.{name}" for name in record_fields(Reading) if name != "counts"}
    labels = CLAIM_LABELS | {f"topic.{axis}": f"Topic: {axis}" for axis in vocabulary.axes}
    assert set(labels) == simple | inner
    asked = [e["attributes"]["label"] for e in questions(FORMS[CLAIM])]
    # The section is the folder of the file; the boxes are no field.
    assert sorted(asked) == sorted([*labels.values(), "Section", "Before you send it"])


def test_dropdowns_offer_the_words_of_model_and_vocabulary(base: EvidenceBase) -> None:
    vocabulary, settings = base.review.vocabulary, base.review.settings
    assert vocabulary is not None
    assert settings is not None
    assert words(CLAIM, "Kind") == list(kinds_everywhere())
    assert words(CLAIM, "Check: verdict") == list(get_args(CheckVerdict))
    assert words(CLAIM, "Topic: direction") == list(get_args(Direction))
    assert words(CLAIM, "Topic: question") == list(vocabulary.questions)
    assert words(CLAIM, "Section") == [s.folder for s in settings.sections.values()]
    about = element(CLAIM, "Evidence")["attributes"]["description"]
    assert all(stance in about for stance in get_args(Stance))
    for name, axis in vocabulary.axes.items():
        assert words(CLAIM, f"Topic: {name}") == list(axis.terms)


def test_reference_forms_ask_for_fields_that_entries_have(base: EvidenceBase) -> None:
    forms = {form.name: form for form in issue_forms(base.review)}
    asked = {field.field for field in forms[REFERENCE].fields}
    used = {name for r in base.review.references.values() for name in r.entry.fields}
    # The day is that on which the form becomes a file.
    assert asked <= {*FIELDS, *OURS, "kind"}
    assert used <= asked | {"added"}
    identify = {field.field for field in forms[IDENTIFY].fields}
    assert identify == asked - {"reviewnumber"} | {"unidentified"}


def test_what_must_be_filled_in_is_what_the_rules_need() -> None:
    needed = {
        name: {
            e["attributes"]["label"]
            for e in questions(form)
            if e.get("validations", {}).get("required")
        }
        for name, form in FORMS.items()
    }
    assert needed[CLAIM] == {"Claim", "Kind", "Section"}
    # Editors may stand in place of authors, which a form cannot ask for: the reader does.
    seen = {"Type", "Title", "Identity", "Where you saw these details"}
    assert needed[REFERENCE] == seen
    assert needed[IDENTIFY] == seen | {"Unidentified reference"}


@pytest.mark.parametrize("name", NAMES)
def test_github_takes_the_form(name: str) -> None:
    """The rules of GitHub's form schema, and of its page on validation errors."""
    form = FORMS[name]
    assert set(form) == {"name", "description", "title", "body"}
    asked = list(questions(form))
    assert {e["type"] for e in asked} <= {"input", "textarea", "dropdown", "checkboxes"}
    for key in ("id", "label"):
        found = [e["id"] if key == "id" else e["attributes"]["label"] for e in asked]
        assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[\w-]+", e["id"], re.ASCII) for e in asked)
    for e in asked:
        attributes = e["attributes"]
        known = {"label", "description", "placeholder", "options"}
        assert set(attributes) <= known
        texts = [v for k, v in attributes.items() if k != "options"]
        assert all(isinstance(text, str) and text.strip() for text in texts)
        assert ("options" in attributes) == (e["type"] in ("dropdown", "checkboxes"))
        if e["type"] == "dropdown":
            options = attributes["options"]
            assert all(isinstance(text, str) and text.strip() for text in options)
            assert len(set(options)) == len(options)
            # Forms keep this word for "nothing chosen".
            assert not [text for text in options if text.casefold() == "none"]


def test_a_word_of_the_vocabulary_that_yaml_takes_for_a_truth_value(tmp_path: Path) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "review"))
    vocabulary = "claims/_review/vocabulary.yml"
    edited(project, vocabulary, "phosphate: {label: Phosphate}", "on: {label: \"null: 'x' # y\"}")
    folder = project / ".github/ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    assert main(["--project", str(project), "schema"]) == 0
    form = load(CLAIM, folder)
    (asked,) = [e for e in questions(form) if e["attributes"]["label"] == "Topic: nutrient"]
    assert asked["attributes"]["options"] == ["nitrate: Nitrate", "on: null: 'x' # y"]


def test_a_review_without_forms_gets_none_by_itself(tmp_path: Path) -> None:
    project = Path(shutil.copytree(BASE, tmp_path / "review"))
    assert main(["--project", str(project), "schema"]) == 0
    assert not (project / ".github").exists()


# Filled: a claim

ANSWERS = {
    "Claim": 'Barley ripens earlier\nwhere there is nitrate: "sooner", that is.',
    "Kind": "association",
    "Section": "1-fields",
    "Asserted": "S1.p1.s1",
    "Topic: crop": "barley",
    "Topic: question": "before-sowing",
    "Topic: direction": "none",
    "Evidence": "- Adler2001 supports S1.p1.s1\n- Brandt2005 contradicts -- Not cited there.",
    "Opposes": "nitrate-feeds-barley",
}


@pytest.fixture(scope="module")
def with_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review with its own forms."""
    return current_review(tmp_path_factory.mktemp("forms") / "review", forms=True)


@pytest.fixture
def project(with_forms: Path, tmp_path: Path) -> Path:
    """A copy of that review, to write in."""
    return Path(shutil.copytree(with_forms, tmp_path / "review"))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def send(
    project: Path, name: str, answers: dict[str, str], *arguments: str, ticked: bool = True
) -> int:
    form = load(name, project / ".github/ISSUE_TEMPLATE")
    return send_text(project, filled(form, answers, ticked=ticked), *arguments)


def send_text(project: Path, text: str, *arguments: str) -> int:
    issue = project.parent / "issue.md"
    issue.write_text(text, encoding="utf-8", newline="")
    options = ("--from-issue", str(issue), "--added", "2026-01-31")
    return main(["--project", str(project), "new", *options, *arguments])


def test_a_filled_form_becomes_a_claim_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(project, CLAIM, ANSWERS, "--weave") == 0
    said = capsys.readouterr().out
    assert "written: claims/1-fields/barley-ripens-earlier-nitrate-sooner.yml" in said
    report = check(read_review(project))
    assert report.diagnostics == ()
    record = report.base.review.claims["barley-ripens-earlier-nitrate-sooner"].record
    assert record.claim == 'Barley ripens earlier where there is nitrate: "sooner", that is.'
    assert as_data(record)["evidence"] == (
        {"cites": "Adler2001", "stance": "supports", "at": ("S1.p1.s1",)},
        {
            "cites": "Brandt2005",
            "stance": "contradicts",
            "added": "2026-01-31",
            "note": "Not cited there.",
        },
    )
    assert record.topic is not None
    assert (record.topic.named, record.topic.direction) == ({"crop": ("barley",)}, "none")
    assert record.opposes == ("nitrate-feeds-barley",)
    assert main(["--project", str(project), "schema", "--check"]) == 0


def test_an_executable_claim(project: Path) -> None:
    query = "SELECT min(supports > contradicts)\nFROM cells\nWHERE crop = 'barley'"
    answers = {
        **{k: v for k, v in ANSWERS.items() if not k.startswith(("Evidence", "Topic"))},
        "Kind": "synthesis",
        "Rests on": "barley-nitrate",
        "Check: query": query,
        "Check: verdict": "holds",
    }
    assert send(project, CLAIM, answers, "--weave") == 0
    assert check(read_review(project)).diagnostics == ()
    assert send(project, CLAIM, answers | {"Check: verdict": "fails"}) == 1
    assert send(project, CLAIM, answers | {"Check: query": "DROP TABLE cells"}) == 1


def test_each_fault_of_a_form_is_told_at_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    wrong = ANSWERS | {
        "Asserted": "S1.p1.s9",
        "Evidence": "Adler2001 supports S1.p1.s1\nAdlr2001 suports",
        "Claim": "A barley\u202e field",
    }
    assert send(project, CLAIM, wrong) == 1
    said = capsys.readouterr().out.split("\n")
    text = (project.parent / "issue.md").read_text(encoding="utf-8").split("\n")
    told = {}
    for line in said:
        found = re.match(r".*issue\.md:(\d+): (\w+): (.*)", line)
        if found:
            told[found[2]] = (text[int(found[1]) - 1].strip(), found[3])
    assert told["Claim"][0] == "A barley\u202e field"
    assert "U+202E (RIGHT-TO-LEFT OVERRIDE)" in told["Claim"][1]
    assert told["Asserted"][0] == "S1.p1.s9"
    assert told["Evidence"][0] == "Adlr2001 suports"
    assert 'did you mean "Adler2001"?' in told["Evidence"][1]
    assert said[-2] == "Nothing was written."
    assert contents(project) == before


def test_what_a_rule_forbids_is_shown_and_not_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    wrong = ANSWERS | {"Evidence": "Brandt2005 supports S1.p1.s1"}
    assert send(project, CLAIM, wrong) == 1
    said = capsys.readouterr().out
    assert "citation-mismatch: S1.p1.s1 does not cite 2 (Brandt2005)" in said
    assert "    claim: " in said
    assert contents(project) == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Claim": "Barley\n\n### Kind\n\neffect"}, 'the heading "Kind" is here twice'),
        ({"Note": "x\n\n### Claim\n\nAnother"}, 'the heading "Claim" is here twice'),
        ({"Note": "x\n\n### Unidentified reference\n\nRef3"}, ""),
        ({"Note": "### A heading of mine"}, ""),
        ({"Note": "<script>alert(1)</script> {{ 7 }} ]] --> `x` !!python/object"}, ""),
        ({"Note": "a: b\n- c\n# d\n---\n...\n&x *x"}, ""),
        ({"Evidence": "### Claim"}, 'the heading "Claim" is here twice'),
        ({"Evidence": "Adler2001 supports /etc/passwd"}, "is not a place of the review"),
        ({"Rests on": "../../../etc/passwd"}, "is not the id of a claim"),
        ({"Note": "\x1b[2J"}, "U+001B"),
        ({"Note": "x" * 1201}, "longer than 1200"),
    ],
)
def test_hostile_answers_stay_answers_or_are_refused(
    changed: dict[str, str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    status = send(project, CLAIM, ANSWERS | changed, "--weave")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    if said:
        assert (status, said in out) == (1, True), out
        assert contents(project) == before
        return
    assert status == 0, out
    report = check(read_review(project))
    assert report.diagnostics == ()
    record = report.base.review.claims["barley-ripens-earlier-nitrate-sooner"].record
    assert record.note == re.sub(r"\s*\n\s*", " ", changed["Note"])
    assert record.kind == "association"


@pytest.mark.parametrize(
    "text", ["", "Hello", "### Claim\n\nx", "### \n\n###", "\ufeff", "- [x] y"]
)
def test_what_is_no_form_is_told(
    text: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert send_text(project, text) == 1
    assert "this is no filled form of this review" in capsys.readouterr().out
    assert contents(project) == before


def test_a_box_that_is_not_ticked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert send(project, CLAIM, ANSWERS, ticked=False) == 1
    assert "is not ticked" in capsys.readouterr().out


def test_headings_in_another_order_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = filled(load(CLAIM, project / ".github/ISSUE_TEMPLATE"), ANSWERS).replace("\r", "")
    parts = re.split(r"(?=^### )", body, flags=re.MULTILINE)[1:]
    assert send_text(project, "\n\n".join([parts[1], parts[0], *parts[2:]])) == 1
    assert "does not stand where the form has it" in capsys.readouterr().out


def test_a_form_from_standard_input_with_lines_above_it(project: Path) -> None:
    body = filled(load(CLAIM, project / ".github/ISSUE_TEMPLATE"), ANSWERS)
    done = run_loaded(
        "--project",
        str(project),
        "new",
        "--from-issue",
        "-",
        "--dry-run",
        stdin=f"title: x\nauthor: y\n--\n{body}".encode(),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "dry run" in done.stdout


@pytest.mark.parametrize(
    "long",
    [
        "### x" + " " * 60_000 + "y",
        " " * 60_000 + "x",
        "\n \t" * 20_000 + "x",
        "Adlr2001 suports S1.p1.s1\n" * 2_000,
        "S1.p1.s1 " * 7_000,
        "-- " * 20_000,
    ],
)
def test_a_long_answer_is_soon_read(long: str, project: Path) -> None:
    before = time.process_time()
    for label in ("Evidence", "Asserted", "Note"):
        assert send(project, CLAIM, ANSWERS | {label: long}) in (0, 1)
    assert time.process_time() - before < 6


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * (256 * 1024 + 1)])
def test_a_file_that_cannot_be_read(content: bytes, project: Path) -> None:
    (project.parent / "issue.md").write_bytes(content)
    done = run_command(project, "new", "--from-issue", str(project.parent / "issue.md"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "UTF-8" in done.stderr or "larger than 256 KB" in done.stderr
    assert run_command(project, "new", "--from-issue", str(project)).returncode == 2


# Filled: a reference

WORK = {
    "Type": "article",
    "Authors": "Młynarz, Zoë\nvan der Berg, Ann",
    "Title": "Lime & the yield: 5% at $3 a field",
    "Journal": "Fields",
    "Year": "2019",
    "DOI": "https://doi.org/10.1000/Lime.2019",
    "Identity": "named",
    "Where you saw these details": "https://example.org/a\nhttps://example.org/b",
}


def test_a_reference_stands_where_its_key_belongs_with_its_day(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project / "bibliography.bib").read_text(encoding="utf-8")
    assert send(project, REFERENCE, WORK) == 0
    said = capsys.readouterr().out
    assert "left to do: bibliography.bib" in said
    assert "no claim cites Mlynarz2019" in said
    after = (project / "bibliography.bib").read_text(encoding="utf-8")
    first, last = before.split("\n@misc{Ref3")
    assert after.startswith(first)
    assert after.endswith(last)
    reference = read_review(project).references["Mlynarz2019"]
    assert reference.entry.fields == {
        "author": "Młynarz, Zoë and van der Berg, Ann",
        "title": "Lime & the yield: 5% at $3 a field",
        "journal": "Fields",
        "year": "2019",
        "doi": "10.1000/lime.2019",
        "added": "2026-01-31",
        "identity": "named",
        "metadatasource": "https://example.org/a; https://example.org/b",
    }
    found = check(read_review(project)).diagnostics
    assert [d.rule for d in found] == ["unused-reference"]
    assert send(project, REFERENCE, WORK) == 1
    assert "Mlynarz2019 has the same doi" in capsys.readouterr().out


def test_an_edited_book_needs_no_author(project: Path) -> None:
    book = {**WORK, "Type": "collection", "Authors": "", "Editors": "Młynarz, Zoë", "Journal": ""}
    assert send(project, REFERENCE, book) == 0
    entry = read_review(project).references["Mlynarz2019"].entry
    assert entry.kind == "collection"
    assert entry.fields["editor"] == "Młynarz, Zoë"
    assert "author" not in entry.fields


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DOI": "10.1000/BARLEY"}, "Adler2001 has the same doi"),
        (
            {"Title": "Nitrate before sowing and the yield of barley", "DOI": ""},
            "Adler2001 has the same title",
        ),
        ({"DOI": "not a doi"}, '"not a doi" is not a DOI'),
        ({"Authors": "Ida Adler"}, "may be a person or a body"),
        ({"Authors": ""}, "it is missing"),
        ({"Editors": "Ida Adler"}, "may be a person or a body"),
        ({"Seen on": "last week"}, "is no day"),
        ({"Year": "19"}, "is no year"),
        ({"Identity": "inferred"}, "an identity is inferred from where the review cites a work"),
        ({"Identity": "inferred", "Number in the review": "4"}, "lacks the field note"),
        ({"Title": "a\\input{/etc/passwd}"}, "backslash"),
        ({"Title": "a} , note = {b"}, "cannot be written in BibTeX"),
        ({"Title": "{Braces} get lost"}, "cannot be written in BibTeX"),
        ({"Authors": "{A} @misc{x,"}, "one pair of braces"),
        ({"Title": "} @article{Evil, title={x}"}, "cannot be written in BibTeX"),
        ({"Number in the review": "two"}, "no whole number"),
        ({"Number in the review": "2"}, "Brandt2005 has the same number in the review"),
    ],
)
def test_a_reference_that_is_refused(
    changed: dict[str, str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert send(project, REFERENCE, WORK | changed) == 1
    assert said in capsys.readouterr().out
    assert contents(project) == before


# Filled: an identified reference

IDENTIFIED = {
    **{key: value for key, value in WORK.items() if key != "Identity"},
    "Unidentified reference": "Ref3",
    "Identity": "inferred",
    "Remark": "The sentence is about lime.",
}


def test_an_identified_reference_takes_the_place_of_the_old_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = project / "claims/table-1/beans-nitrate.yml"
    claim.write_bytes(claim.read_bytes().replace(b"\n", b"\r\n"))
    before = claim.read_bytes()
    assert send(project, IDENTIFY, IDENTIFIED) == 0
    said = capsys.readouterr().out
    assert "claimweave new --study Mlynarz2019" in said
    review = read_review(project)
    assert check(review).diagnostics == ()
    assert list(review.references)[-1] == "Mlynarz2019"
    assert review.references["Mlynarz2019"].number == 3
    assert claim.read_bytes() == before.replace(b"Ref3", b"Mlynarz2019")


def test_a_reference_that_is_known_cannot_be_identified(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    for key, said in (
        ("Adler2001", "not among the unidentified"),
        ("Ref33", 'did you mean "Ref3"?'),
    ):
        assert send(project, IDENTIFY, IDENTIFIED | {"Unidentified reference": key}) == 1
        assert said in capsys.readouterr().out
    assert contents(project) == before


def test_a_study_sheet_of_the_old_key_moves_and_is_for_a_person_to_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = project / "claims/_studies/Ref3.yml"
    text = (project / "claims/_studies/Adler2001.yml").read_text(encoding="utf-8")
    where = IDENTIFIED["Where you saw these details"].partition("\n")[0]
    sheet.write_text(re.sub("(?<=where: ).*", where, text), encoding="utf-8")
    before = sheet.read_bytes()
    assert send(project, IDENTIFY, IDENTIFIED) == 0
    said = capsys.readouterr().out
    moved = "claims/_studies/Mlynarz2019.yml"
    assert f"moved: claims/_studies/Ref3.yml to {moved}" in said
    assert f"left to do: {moved} was written for Ref3: hold it against the work" in said
    assert not sheet.exists()
    assert (project / moved).read_bytes() == before
    assert check(read_review(project)).diagnostics == ()


def test_where_the_old_key_is_still_named_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(project, "docs/index.md", "What follows from it:", "Of Ref3 more is wanted:")
    assert send(project, IDENTIFY, IDENTIFIED) == 0
    assert "docs/index.md:9 still names Ref3; it is Mlynarz2019 now" in capsys.readouterr().out


# Filled: a mistake


def test_a_mistake_makes_no_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    answers = {"Where it stands": "nitrate-feeds-barley", "What is wrong": "\x1b[1mAll\nof it"}
    assert send(project, MISTAKE, answers) == 0
    said = capsys.readouterr().out
    assert "makes no file" in said
    assert "What is wrong: \\u001b[1mAll of it" in said
    assert contents(project) == before


def test_topics_are_told_apart_from_fields(base: EvidenceBase) -> None:
    fields = [field for form in issue_forms(base.review) for field in form.fields]
    assert {f.field for f in fields if f.field.startswith(TOPIC)} == {
        f"topic.{name}" for name in ("marker", "treatment", "question", "direction")
    }
