"""`claimweave new`: a claim or a study sheet, from options or a dialogue, valid or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly import BASE, edited, run_command
from claimweave.authoring import change
from claimweave.authoring.answers import FaultyAnswersError
from claimweave.authoring.change import Change
from claimweave.authoring.claim_answers import read_claim
from claimweave.authoring.file_text import claim_text
from claimweave.authoring.known_words import KnownWords
from claimweave.authoring.plain_input import AnswerError, one_line
from claimweave.authoring.writing import write_change
from claimweave.commands.command_line import main
from claimweave.disk.text_files import TextFile
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import Snapshot
from claimweave.evidence.base import EvidenceBase
from claimweave.review.claim import ClaimRecord
from claimweave.review.reading.record_reader import read_record
from claimweave.review.reading.review_reader import read_review
from claimweave.review.writing.yaml_form import form_of_claim
from claimweave.rules.checking import check
from current_review import current_review
from full_runs import examples
from record_data import as_data
from terminals import Dialogue

STATEMENT = "Beans ripen later where the soil is poor."
OPTIONS = {
    "--claim": STATEMENT,
    "--kind": "association",
    "--section": "1-fields",
    "--asserted": "S1.p1.s2",
    "--evidence": "Brandt2005 supports S1.p1.s2",
}
NAME = "beans-ripen-later-soil-poor"
PATH = f"claims/1-fields/{NAME}.yml"


@pytest.fixture(scope="module")
def with_schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review with schemas."""
    return current_review(tmp_path_factory.mktemp("new") / "review")


@pytest.fixture
def project(with_schemas: Path, tmp_path: Path) -> Path:
    """A copy of that review, to write in."""
    return Path(shutil.copytree(with_schemas, tmp_path / "review"))


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def new(project: Path, *more: str, without: str = "", **changed: str) -> int:
    options = {k: v for k, v in OPTIONS.items() if k != without}
    options |= {f"--{name}": text for name, text in changed.items()}
    given = [f"{name}={text}" for name, text in options.items()]
    return main(["--project", str(project), "new", *given, *more])


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nothing is asked: tests with one start a process of their own."""
    monkeypatch.setattr("claimweave.commands.new_claim.asks", lambda: False)


# From options


def test_a_claim_from_options_is_valid_commented_and_canonical(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project, "--weave") == 0
    text = (project / PATH).read_text(encoding="utf-8")
    assert text == (
        "# yaml-language-server: $schema=../../docs/schema/claim.schema.json\n"
        "# The assertion, in our own words: one plain sentence.\n"
        "claim: Beans ripen later where the soil is poor.\n"
        "# What sort of assertion it is; readers filter by it: association | effect | mechanism "
        "| definition\n"
        "#   | synthesis | recommendation | method\n"
        "kind: association\n"
        "# Locators of the sentences or cells where the review asserts it, such as `S3.2.p4.s1`.\n"
        "asserted: [S1.p1.s2]\n"
        "# The citations for it and against it, one item each, as the review uses them.\n"
        "#   cites: Citation key of an entry in bibliography.bib.\n"
        "#   stance: How the review uses the citation: it supports the claim, contradicts it, "
        "or is\n"
        "#     background.\n"
        "#   at: Locators of the sentences or table cells where the review cites it, such as "
        "`S3.2.p4.s1`.\n"
        "evidence:\n"
        "  - cites: Brandt2005\n"
        "    stance: supports\n"
        "    at: [S1.p1.s2]\n"
    )
    assert check(read_review(project)).diagnostics == ()
    for command in ("schema", "fmt"):
        capsys.readouterr()
        main(["--project", str(project), command, "--check"])
        assert f"{PATH}: would be rewritten" not in capsys.readouterr().out
    assert main(["--project", str(project), "schema", "--check"]) == 0


def test_without_comments_only_the_schema_is_named(project: Path) -> None:
    assert new(project, "--no-comments") == 0
    lines = (project / PATH).read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line.startswith("#")] == [
        "# yaml-language-server: $schema=../../docs/schema/claim.schema.json"
    ]


def test_without_weaving_it_says_which_line_to_add_to_which_page(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(project) == 0
    said = capsys.readouterr().out
    line = f"in docs/index.md, add the line [[{NAME}]] as line 5, behind [[nitrate-feeds-barley]]"
    assert f"left to do: {line}" in said
    page = project / "docs/index.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    page.write_text("\n".join([*lines[:4], f"[[{NAME}]]", *lines[4:]]), encoding="utf-8")
    assert check(read_review(project)).diagnostics == ()


def test_each_field_can_be_given(project: Path) -> None:
    assert new(
        project,
        "--topic", "nutrient=no3", "crop=BEANS", "question=during-growth", "direction=positive",
        "--evidence", "3 background S1.p1.s2 -- Nobody knows it.",
        "--evidence", "Adler2001 contradicts added=2026-02-03",
        "--rests-on", "nitrate-feeds-barley", "beans-nitrate",
        "--opposes=soil-tests-pay",
        "--note", "A note: with a colon",
        "--id", "beans-and-soil",
        "--weave",
        kind="Effect", section="S1",
    ) == 0  # fmt: skip
    report = check(read_review(project))
    assert report.diagnostics == ()
    claim = report.base.review.claims["beans-and-soil"]
    assert as_data(claim.record) == {
        "claim": STATEMENT,
        "kind": "effect",
        "asserted": ("S1.p1.s2",),
        "topic": {
            "nutrient": "nitrate",
            "crop": "beans",
            "question": "during-growth",
            "direction": "positive",
        },
        "evidence": (
            {"cites": "Brandt2005", "stance": "supports", "at": ("S1.p1.s2",)},
            {
                "cites": "Ref3",
                "stance": "background",
                "at": ("S1.p1.s2",),
                "note": "Nobody knows it.",
            },
            {"cites": "Adler2001", "stance": "contradicts", "added": "2026-02-03"},
        ),
        "rests_on": ("nitrate-feeds-barley", "beans-nitrate"),
        "opposes": ("soil-tests-pay",),
        "note": "A note: with a colon",
    }


def test_new_evidence_has_the_day_of_the_clock(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimweave.commands.new.today", lambda: "2031-05-06")
    assert new(project, without="--asserted", evidence="Adler2001 supports") == 0
    (item,) = read_review(project).claims[NAME].evidence
    assert (item.added, item.at) == ("2031-05-06", ())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "asociation"}, '--kind: "asociation" is not a kind; did you mean "association"?'),
        ({"section": "1-field"}, 'did you mean "1-fields"?'),
        ({"asserted": "S1.p1.s9"}, '--asserted: "S1.p1.s9" is not a place of the review'),
        ({"evidence": "Adlr2001 supports"}, 'did you mean "Adler2001"?'),
        ({"evidence": "99 supports"}, '"99" is not a key of bibliography.bib'),
        ({"evidence": "Adler2001"}, "too short"),
        ({"evidence": "Adler2001 suports"}, 'did you mean "supports"?'),
        ({"evidence": "Adler2001 supports added=2026-02-30"}, "is no day"),
        ({"topic": "crop"}, "has no ="),
        ({"topic": "beans"}, "several terms with a comma and no space"),
        ({"topic": "crop=oats"}, '"oats" is not a term of crop; known: barley, beans'),
        ({"topic": "corp=beans"}, 'did you mean "crop"?'),
        ({"rests-on": "nitrate-feeds-barly"}, 'did you mean "nitrate-feeds-barley"?'),
        ({"added": "yesterday"}, "is no day"),
        ({"id": "../x"}, "is no id"),
        ({"id": "nitrate-feeds-barley"}, "is taken by claims/1-fields/nitrate-feeds-barley.yml"),
        ({"claim": "  "}, "it is empty"),
        ({"claim": "a\nb"}, "line break"),
        ({"claim": "a\x07b"}, "character 2 is invisible, U+0007"),
        ({"claim": "a\u202eb"}, "RIGHT-TO-LEFT OVERRIDE"),
        ({"claim": "a\u200bb"}, "ZERO WIDTH SPACE"),
        ({"claim": "a\udcffb"}, "U+DCFF"),
        ({"claim": "x" * 601}, "longer than 600"),
        ({"note": "\ufffe"}, "U+FFFE"),
        ({"design": "survey"}, "goes with --study"),
    ],
)
def test_what_cannot_be_used_is_told_and_writes_nothing(
    changed: dict[str, str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert new(project, **changed) == 2
    assert said in capsys.readouterr().err
    assert contents(project) == before


def test_all_faults_are_told_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(project, kind="x", section="y", evidence="z") == 2
    said = capsys.readouterr().err
    assert all(f"  --{name}: " in said for name in ("kind", "section", "evidence"))


def test_what_a_rule_forbids_is_shown_with_the_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert new(project, evidence="Adler2001 supports S1.p1.s2") == 1
    said = capsys.readouterr().out
    assert f"{PATH}:17:9: citation-mismatch: S1.p1.s2 does not cite 1 (Adler2001)" in said
    assert f"    claim: {STATEMENT}" in said
    assert said.endswith("Nothing was written.\n")
    assert new(project, without="--evidence") == 1
    assert "claim-without-evidence" in capsys.readouterr().out
    assert contents(project) == before


def test_what_was_wrong_before_forbids_nothing(project: Path) -> None:
    other = project / "claims/2-conclusion/soil-tests-pay.yml"
    other.write_text("claim: [\n", encoding="utf-8")
    assert new(project) == 0
    assert (project / PATH).is_file()


def test_a_verdict_that_flips_is_left_to_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(
        project,
        "claims/2-conclusion/soil-tests-pay.yml",
        "SELECT supports > contradicts FROM cells WHERE crop = 'barley'",
        "SELECT count(*) <= 6 FROM evidence",
    )
    assert check(read_review(project)).diagnostics == ()
    assert new(project, "--weave") == 0
    said = capsys.readouterr().out
    assert "left to do: claims/2-conclusion/soil-tests-pay.yml:14: verdict-changed" in said


def test_a_broken_ledger_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("vocabulary", "review"):
        (project / f"claims/_review/{name}.yml").write_text("a: [", encoding="utf-8")
        assert new(project, topic="crop=beans") == 2
        assert f"claims/_review/{name}.yml cannot be read" in capsys.readouterr().err


def test_a_section_that_leads_elsewhere_is_refused(project: Path) -> None:
    for folder in ("../..", "_studies", "_review/x", ".git", "a//b"):
        settings_ = project / "claims/_review/review.yml"
        shutil.copy(BASE / "claims/_review/review.yml", settings_)
        edited(project, "claims/_review/review.yml", "folder: 1-fields", f"folder: {folder}")
        before = contents(project)
        assert new(project, section="S1") in (1, 2), folder
        assert contents(project) == before


def test_a_folder_that_is_a_link_is_not_followed(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    shutil.move(project / "claims/1-fields", outside)
    (project / "claims/1-fields").symlink_to(outside)
    assert new(project) == 2
    assert "is a link, which is not followed" in capsys.readouterr().err
    assert len(list(outside.iterdir())) == 1


def test_nothing_is_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / PATH).symlink_to(project / "nowhere")
    assert new(project, id=NAME) == 2
    assert f'the id "{NAME}" is taken' in capsys.readouterr().err
    assert new(project) == 0
    assert (project / PATH).is_symlink()
    assert (project / f"claims/1-fields/{NAME}-2.yml").is_file()
    (project / "claims/1-fields/other.YML").write_text("", encoding="utf-8")
    (project / "claims/_studies/Brandt2005.yml").mkdir()
    assert study(project, "Brandt2005") == 2
    assert "is there already, and stays as it is" in capsys.readouterr().err


def test_a_page_that_changes_meanwhile_takes_the_claim_back(project: Path) -> None:
    page = project / "docs/index.md"
    read = Snapshot.of(page)
    page.write_text("# Newer\n", encoding="utf-8")
    before = contents(project)
    made = Change({"claims/3-new/a.yml": "a"}, {"docs/index.md": (read, "# Mine\n")})
    with pytest.raises(NotWrittenError, match="was changed while it was read"):
        write_change(project, made)
    assert contents(project) == before
    assert not (project / "claims/3-new").exists()


def test_breaking_off_while_writing_leaves_all_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {name: Snapshot.of(project / name) for name in ("docs/index.md", "bibliography.bib")}
    replace_ = Snapshot.replace

    def broken_off(snapshot: Snapshot, content: bytes) -> None:
        if content == b"second":
            raise KeyboardInterrupt
        replace_(snapshot, content)

    monkeypatch.setattr(change.Snapshot, "replace", broken_off)
    before = contents(project)
    texts = dict(zip(pages, ("first", "second"), strict=True))
    made = Change({PATH: "a"}, {name: (pages[name], texts[name]) for name in pages})
    with pytest.raises(KeyboardInterrupt):
        write_change(project, made)
    assert contents(project) == before


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    assert new(project, "--weave", "--dry-run") == 0
    said = capsys.readouterr().out
    assert f"claim: {STATEMENT}" in said
    assert "to be changed: docs/index.md" in said
    assert contents(project) == before


def test_line_ends_of_a_page_stay(project: Path) -> None:
    page = project / "docs/index.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    before = page.read_bytes()
    assert new(project, "--weave") == 0
    mark = b"[[nitrate-feeds-barley]]\r\n"
    assert page.read_bytes() == before.replace(mark, mark + f"[[{NAME}]]\r\n".encode())


def test_schemas_that_were_not_current_are_left_to_their_command(project: Path) -> None:
    schema = project / "docs/schema/claim.schema.json"
    schema.write_text("{}\n", encoding="utf-8")
    assert new(project) == 0
    assert schema.read_text(encoding="utf-8") == "{}\n"


def test_without_a_terminal_what_is_missing_is_named(project: Path) -> None:
    done = run_command(project, "new", "--claim", "A claim")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "claimweave: nobody can be asked here: give --kind, --section\n"


ODD = [
    "yes", "null", "~", "1.0", "2026-01-31", "- a", "a: b", "# c", "'", '"', "[[x]]", "{a}", "&a",
    "*a", "!b", "%c", "@d", "`e`", "|", ">", "--- a", "... and so on",
    "<script>x</script>", "{{ 7*7 }}",
    "\u200fאב\u200e", "a\u00a0b", "ＡＢ", "\\n", "\\", "a # b", "a:", ":", "?", "=", "\U0001f600",
]  # fmt: skip


def read_back(known: KnownWords, path: str, **answers: str) -> dict[str, object]:
    """Return the data of a claim file that is made of these answers."""
    answered = read_claim(known, {k: [v] for k, v in answers.items()}, "2026-01-31")
    text = claim_text(answered.data, path, known.vocabulary)
    record, problems = read_record(TextFile(path, text), ClaimRecord, "invalid-claim")
    assert problems == []
    assert record is not None
    assert form_of_claim(text, tuple(known.vocabulary.axes)) == text
    return as_data(record)


KNOWN = KnownWords(EvidenceBase(read_review(BASE)))


@examples(150)
@given(statement=st.text(max_size=60) | st.sampled_from(ODD), note=st.text(max_size=60))
def test_a_statement_is_read_back_just_as_it_was_typed(statement: str, note: str) -> None:
    answers = {"claim": statement, "note": note, "kind": "effect", "section": "S1"}
    try:
        wanted = {one_line(statement), one_line(note)}
        usable = "" not in wanted
    except AnswerError:
        usable = False
    if not usable:
        with pytest.raises(FaultyAnswersError):
            read_back(KNOWN, PATH, **answers)
        return
    read = read_back(KNOWN, PATH, **answers)
    assert read == {"claim": statement.strip(), "kind": "effect", "note": note.strip()}


def test_odd_statements_pass_through_the_command(project: Path) -> None:
    some = ODD[::3]
    for place, statement in enumerate(some):
        assert new(project, f"--id=odd-{place}", "--weave", claim=statement) == 0, statement
    report = check(read_review(project))
    assert report.diagnostics == ()
    claims = report.base.review.claims
    assert [claims[f"odd-{place}"].text for place in range(len(some))] == some


# A study sheet

STUDY = {
    "--design": "Survey",
    "--participants": "1,024",
    "--read": "abstract",
    "--where": "https://example.org/brandt",
    "--finding": "crop=beans nutrient=nitrate question=before-sowing direction=none -- No: none.",
}


def study(project: Path, key: str, **changed: str) -> int:
    options = STUDY | {f"--{name}": text for name, text in changed.items()}
    given = [f"{name}={text}" for name, text in options.items()]
    return main(["--project", str(project), "new", "--study", key, *given])


def test_a_study_sheet(project: Path) -> None:
    assert study(project, "2") == 0
    text = (project / "claims/_studies/Brandt2005.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/study.schema.json\n")
    report = check(read_review(project))
    assert report.diagnostics == ()
    record = report.base.review.studies["Brandt2005"].record
    assert (record.design, record.participants, record.read) == ("survey", 1024, "abstract")
    assert [as_data(finding) for finding in record.findings] == [
        {
            "nutrient": "nitrate",
            "crop": "beans",
            "question": "before-sowing",
            "direction": "none",
            "says": "No: none.",
        }
    ]


NUMBER = "crop=beans nutrient=nitrate question=before-sowing direction=none {} -- No: none."


def test_a_study_sheet_with_a_number(project: Path) -> None:
    parts = "unit=t measure=gain value=−0.000001 high=2 low=-0.5"
    assert study(project, "2", finding=NUMBER.format(parts)) == 0
    assert check(read_review(project)).diagnostics == ()
    text = (project / "claims/_studies/Brandt2005.yml").read_text(encoding="utf-8")
    number = "estimate: {measure: gain, value: -0.000001, low: -0.5, high: 2.0, unit: t}"
    assert f"direction: none, {number}, says" in text


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("value=1", "measure: "),
        ("measure=gain", "value: "),
        ("measure=gain value=1,5", '"1,5" is no number'),
        ("measure=gain value=inf", '"inf" is no number'),
        ("measure=gain value=1e5", '"1e5" is no number'),
        ("measure=gain value=1 value=2", "value is given twice"),
        ("measure=gain value=1 low=2 high=3", "the value lies outside its interval"),
        ("measure=gain value=1 low=3 high=0", "`low` lies above `high`"),
        ("measure=gain value=1 low=0", "this interval has one end"),
        ("measure= value=1", "it is empty"),
    ],
)
def test_a_number_that_cannot_be(
    parts: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert study(project, "2", finding=NUMBER.format(parts)) == 2
    assert said in capsys.readouterr().err
    assert contents(project) == before


@pytest.mark.parametrize(
    ("key", "changed", "said"),
    [
        ("Brant2005", {}, 'did you mean "Brandt2005"?'),
        ("Adler2001", {}, "claims/_studies/Adler2001.yml is there already"),
        ("Brandt2005", {"finding": "crop=beans -- x"}, "it has no question"),
        (
            "Brandt2005",
            {"finding": "crop=beans question=before-sowing direction=none"},
            "it does not say what was found",
        ),
        ("Brandt2005", {"participants": "many"}, "is no whole number"),
        ("Brandt2005", {"where": "a b"}, "--where:"),
        ("Brandt2005", {"kind": "effect"}, "--kind does not go with --study"),
    ],
)
def test_a_study_sheet_that_cannot_be(
    key: str, changed: dict[str, str], said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    assert study(project, key, **changed) == 2
    assert said in capsys.readouterr().err
    assert contents(project) == before


def test_a_finding_without_a_place_is_forbidden_by_its_rule(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [f"{k}={v}" for k, v in STUDY.items() if k != "--where"]
    assert main(["--project", str(project), "new", "--study", "Brandt2005", *options]) == 1
    assert "finding-without-place" in capsys.readouterr().out


# On a terminal


def test_the_dialogue_completes_suggests_and_weaves(project: Path) -> None:
    dialogue = Dialogue(project, ["new", "--added", "2026-01-31"])
    answer = dialogue.answer
    answer("one plain sentence of your own: ", f"{STATEMENT}\n")
    answer("Kind: ", "asociation\n")
    answer('did you mean "association"?', "")
    answer("Kind: ", "ass\t\n")
    answer("Section: ", "?\n")
    answer("2-conclusion  Conclusion", "")
    answer("Section: ", "1-f\t\n")
    answer("words it (Enter: not said): ", "tent\t\n")
    answer("asserts it (locators; Enter: it does not): ", "S1.p1.s2\n")
    answer("Nutrient (Enter: none): ", "\n")
    answer("Crop (Enter: none): ", "bea\t\n")
    answer("Question (Enter: none): ", "dur\t\n")
    answer("Direction (Enter: none): ", "\n")
    answer("Reference 1: ", "Brant2005\n")
    answer('did you mean "Brandt2005"?', "")
    answer("Reference 1: ", "bran\t\n")
    answer("Brandt2005: stance: ", "sup\t\n")
    answer("[S1.p1.s2]: ", "\n")
    answer("A note for readers (Enter: none): ", "\n")
    answer("Reference 2: ", "1\n")
    answer("Adler2001: stance: ", "contradicts\n")
    answer("it does not): ", "-\n")
    answer("The day it was added [2026-01-31]: ", "\n")
    answer("A note for readers (Enter: none): ", "Later work.\n")
    answer("Reference 3: ", "\n")
    answer("drawn from (ids; Enter: none): ", "\n")
    answer("cannot hold with it (ids; Enter: none): ", "soil\t\n")
    answer("A note for readers (Enter: none): ", "\n")
    answer(f"Id, the name of its file [{NAME}]: ", "nitrate-feeds-barley\n")
    answer("is taken by", "")
    answer("Id, the name of its file", "\n")
    answer("belongs on line 5 of docs/index.md, behind [[nitrate-feeds-barley]].", "")
    answer("Weave it in there? [Y/n]", "\n")
    answer("Write it? [Y/n]", "maybe\n")
    answer("answer yes or no", "y\n")
    assert dialogue.ended() == 0, dialogue.said
    report = check(read_review(project))
    assert report.diagnostics == ()
    assert as_data(report.base.review.claims[NAME].record) == {
        "claim": STATEMENT,
        "kind": "association",
        "strength": "tentative",
        "asserted": ("S1.p1.s2",),
        "topic": {"crop": "beans", "question": "during-growth"},
        "evidence": (
            {"cites": "Brandt2005", "stance": "supports", "at": ("S1.p1.s2",)},
            {
                "cites": "Adler2001",
                "stance": "contradicts",
                "added": "2026-01-31",
                "note": "Later work.",
            },
        ),
        "opposes": ("soil-tests-pay",),
    }


def test_a_forbidden_claim_can_be_mended_in_a_second_round(project: Path) -> None:
    dialogue = Dialogue(project, ["new", "--claim", STATEMENT, "--kind=effect", "--note=x"])
    answer = dialogue.answer
    answer("Section: ", "S1\n")
    answer("words it", "\n")
    answer("(locators; Enter: it does not): ", "S1.p1.s2\n")
    answer("Nutrient", "\n")
    answer("Crop", "beans\n")
    answer("Question", "\n")
    answer("Direction", "\n")
    answer("Reference 1: ", "Adler2001\n")
    answer("stance: ", "supports\n")
    answer("it does not): ", "S1.p1.s2\n")
    answer("A note for readers", "\n")
    answer("Reference 2: ", "\n")
    answer("drawn from", "\n")
    answer("cannot hold with it", "\n")
    answer("Id, ", "\n")
    answer("Weave it in", "n\n")
    answer("citation-mismatch: S1.p1.s2 does not cite 1", "")
    answer("Go through the answers again? [Y/n]", "\n")
    answer(f"[{STATEMENT}]: ", "\n")
    answer("Kind [effect]: ", "\n")
    answer("Section [S1]: ", "\n")
    answer("words it", "\n")
    answer("[S1.p1.s2]: ", "\n")
    answer("Nutrient (Enter: none): ", "\n")
    answer("Crop (Enter: none) [beans]: ", "-\n")
    answer("Reference 1 [Adler2001]: ", "Brandt2005\n")
    answer("stance: ", "supports\n")
    answer("[S1.p1.s2]: ", "\n")
    answer("A note for readers", "\n")
    answer("Reference 2: ", "\n")
    answer("drawn from", "\n")
    answer("cannot hold with it", "\n")
    answer("[x]: ", "\n")
    answer("Id, ", "\n")
    answer("Weave it in", "\n")
    answer("Write it?", "\n")
    assert dialogue.ended() == 0, dialogue.said
    report = check(read_review(project))
    assert report.diagnostics == ()
    record = report.base.review.claims[NAME].record
    assert (record.topic, record.evidence[0].cites, record.note) == (None, "Brandt2005", "x")


@pytest.mark.parametrize("typed", ["\x04", "\x03"], ids=["end of input", "Ctrl-C"])
def test_breaking_off_leaves_nothing_behind(typed: str, project: Path) -> None:
    before = contents(project)
    dialogue = Dialogue(project, ["new"])
    dialogue.answer("of your own: ", f"{STATEMENT}\n")
    dialogue.answer("Kind: ", typed)
    assert dialogue.ended(again=typed) == 2
    assert "claimweave: the answers ended: nothing was written\n" in dialogue.said
    assert contents(project) == before


def test_answers_that_are_no_text_are_asked_for_again(project: Path) -> None:
    dialogue = Dialogue(project, ["new"])
    dialogue.answer("of your own: ", b"\xff\xfe\n")
    dialogue.answer("of your own: ", "\x03")
    assert dialogue.ended(again="\x03") == 2
    assert "Traceback" not in dialogue.said


def test_a_wrong_option_is_told_before_anything_is_asked(project: Path) -> None:
    dialogue = Dialogue(project, ["new", "--kind", "asociation"])
    assert dialogue.ended() == 2
    assert 'did you mean "association"?' in dialogue.said
    assert "sentence of your own" not in dialogue.said


def test_saying_no_at_the_end_writes_nothing(project: Path) -> None:
    before = contents(project)
    given_ = [f"{k}={v}" for k, v in OPTIONS.items() if k != "--evidence"]
    dialogue = Dialogue(
        project, ["new", *given_, "--topic=crop=beans", "--strength=plain", "--note=x", "--id=b"]
    )
    for prompt, typed in (
        ("Reference 1: ", "2\n"),
        ("stance: ", "s\t\n"),
        ("[S1.p1.s2]: ", "\n"),
        ("A note", "\n"),
        ("Reference 2: ", "\n"),
        ("drawn from", "\n"),
        ("cannot hold", "\n"),
        ("Weave it in", "\n"),
        ("Write it?", "n\n"),
    ):
        dialogue.answer(prompt, typed)
    assert dialogue.ended() == 0
    assert dialogue.said.endswith("Nothing was written.\n")
    assert contents(project) == before


def test_with_all_that_a_claim_needs_nothing_is_asked(project: Path) -> None:
    dialogue = Dialogue(project, ["new", *(f"{k}={v}" for k, v in OPTIONS.items())])
    assert dialogue.ended() == 0, dialogue.said
    assert (project / PATH).is_file()


def test_a_study_sheet_is_asked_for(project: Path) -> None:
    dialogue = Dialogue(project, ["new", "--study", "Brandt2005"])
    answer = dialogue.answer
    answer("Design of the study: ", "fiel\t\n")
    answer("How many were studied (Enter: not seen): ", "a few\n")
    answer("is no whole number", "")
    answer("How many were studied (Enter: not seen): ", "40\n")
    answer("Who was studied", "\n")
    answer("same sample share (Enter: none): ", "\n")
    answer("What you read: ", "abs\t\n")
    answer("The address where you read it: ", "https://example.org/brandt\n")
    answer("relying on it (Enter: nothing): ", "\n")
    answer("plain sentence (Enter: no more): ", "More nitrate, more beans.\n")
    answer("Nutrient (Enter: none): ", "ni\t\n")
    answer("Crop (Enter: none): ", "beans\n")
    answer("Question: ", "\n")
    answer("it is empty", "bef\t\n")
    answer("Direction: ", "pos\t\n")
    answer("plain sentence (Enter: no more): ", "\n")
    answer("Write it? [Y/n]", "\n")
    assert dialogue.ended() == 0, dialogue.said
    report = check(read_review(project))
    assert report.diagnostics == ()
    assert report.base.review.studies["Brandt2005"].record.participants == 40
