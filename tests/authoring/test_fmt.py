"""One canonical form: it changes no meaning, keeps comments, and is reached in one step."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assembly import BASE
from claimweave.commands.command_line import main
from claimweave.disk.text_files import TextFile
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.references.bibliography_form import (
    form_of_bibliography,
)
from claimweave.review.claim import ClaimRecord
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.yaml_reader import Data, read_yaml
from claimweave.review.record import record_fields
from claimweave.review.writing.yaml_fields import comments
from claimweave.review.writing.yaml_form import UnformattedError, form_of_claim, form_of_study
from claimweave.review.writing.yaml_values import same
from full_runs import examples, inputs

AXES = ("nutrient", "crop")


def data_of(text: str) -> Data:
    found, problems = read_yaml(TextFile("", text.replace("\r\n", "\n").removeprefix("\ufeff")))
    assert not problems
    return found


def entries_of(text: str) -> list[tuple[str, str, dict[str, str]]]:
    tidy = text.replace("\r\n", "\n").removeprefix("\ufeff")
    entries, problems = read_bibtex(TextFile("", tidy))
    assert not problems
    return [(entry.kind, entry.key, entry.fields) for entry in entries]


# Claims: an example from reasoning

MESSY = (
    "# yaml-language-server: $schema=x\r\n"
    "kind:   association   \r\n"
    "\r\n"
    "# what it says\r\n"
    "claim: 'Barley yields\r\n"
    "   more.'\r\n"
    "evidence:\r\n"
    '- stance: "supports"\r\n'
    "  at: ['S1.p1.s1',  S1.p1.s2]\r\n"
    "  cites:   Adler2001\r\n"
    "rests_on:\r\n"
    "- soil-tests-pay\r\n"
    "topic:\r\n"
    "    crop: barley\r\n"
    "    question: before-sowing\r\n"
    "    nutrient: nitrate\r\n"
    "asserted: []\r\n"
    "# the end"
)
CLEAN = """\
# yaml-language-server: $schema=x
# what it says
claim: Barley yields more.
kind: association
asserted: []
topic: {nutrient: nitrate, crop: barley, question: before-sowing}
evidence:
  - cites: Adler2001
    stance: supports
    at: [S1.p1.s1, S1.p1.s2]
rests_on: [soil-tests-pay]
# the end
"""


def test_a_claim_in_disorder() -> None:
    assert form_of_claim(MESSY, AXES) == CLEAN
    assert same(data_of(MESSY), data_of(CLEAN))


def test_a_long_list_has_an_item_a_line() -> None:
    short, long = "a" * 44, "a" * 45
    line = f"rests_on: [{short}, {short[:-2]}]"
    assert len(line) == 100
    assert form_of_claim(f"claim: A.\n{line}\n") == f"claim: A.\n{line}\n"
    assert form_of_claim(f"claim: A.\nrests_on: [{long}, {short[:-2]}]\n") == (
        f"claim: A.\nrests_on:\n  - {long}\n  - {short[:-2]}\n"
    )


def test_a_study_sheet() -> None:
    messy = (
        "findings:\n- direction: none\n  crop: beans\n  says: 'None, as it were: none.'\n"
        "  nutrient: nitrate\n  question: before-sowing\nread: abstract\ncohort:\ndesign: survey\n"
    )
    assert form_of_study(messy, AXES) == (
        "design: survey\ncohort: null\nread: abstract\nfindings:\n"
        "  - {nutrient: nitrate, crop: beans, question: before-sowing, direction: none, "
        'says: "None, as it were: none."}\n'
    )


def test_the_number_of_a_finding() -> None:
    head = "design: survey\nread: abstract\nfindings:\n  - {crop: beans, question: q, "
    number = "{high: 1.50, value: 0.000001, low: -2, measure: a ratio}"
    written = f"{head}says: A., direction: none, estimate: {number}}}\n"
    number = "{measure: a ratio, value: 0.000001, low: -2, high: 1.5}"
    form = f"{head}direction: none, estimate: {number}, says: A.}}\n"
    assert form_of_study(written, AXES) == form == form_of_study(form, AXES)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("'2001'", '"2001"'),
        ('"yes"', "yes"),
        ("'null'", '"null"'),
        ("'a # b'", '"a # b"'),
        ('"a: b"', '"a: b"'),
        ("'a, b [c]'", "a, b [c]"),
        ("'it''s'", "it's"),
        ("'- a'", '"- a"'),
        ("' a '", '" a "'),
        ('"\\u202e"', '"\\u202E"'),
        ("''", '""'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(written: str, form: str) -> None:
    assert form_of_claim(f"note: {written}\n") == f"note: {form}\n"


def test_a_field_with_a_comment_keeps_its_form() -> None:
    text = (
        "claim: A.   # ours\n"
        "evidence:\n"
        "    - {cites: B, stance: supports}   # of   two\n"
        "    # another\n"
        "    - cites: 'C'\n"
        "kind: 'method'\n"
    )
    assert form_of_claim(text) == (
        "claim: A.   # ours\n"
        "kind: method\n"
        "evidence:\n"
        "    - {cites: B, stance: supports}   # of   two\n"
        "    # another\n"
        "    - cites: 'C'\n"
    )


def test_a_comment_moves_with_the_field_below_it() -> None:
    text = "# head\nkind: method\n# on the claim\nclaim: A.\n# at the end\n"
    assert form_of_claim(text) == "# head\n# on the claim\nclaim: A.\nkind: method\n# at the end\n"


def test_a_text_with_line_breaks_keeps_its_form() -> None:
    text = "check:\n  sql: |\n    SELECT 1\n\n    FROM cells  \n  verdict: holds\nclaim: A.\n"
    assert form_of_claim(text) == (
        "claim: A.\ncheck:\n  sql: |\n    SELECT 1\n\n    FROM cells  \n  verdict: holds\n"
    )


def test_a_sign_that_begins_no_comment() -> None:
    text = "note: 'a #1'\nclaim: B#2 is C.\nrests_on: [a#b]\n"
    assert comments(text) == []
    assert form_of_claim(text) == 'claim: B#2 is C.\nrests_on: [a#b]\nnote: "a #1"\n'


def test_a_value_that_cannot_be_written_keeps_its_text() -> None:
    # Too large for a floating-point number: it is read as infinity, which YAML 1.2 core lacks.
    text = "note: 1.0e999\nclaim: 'A.'\n"
    assert form_of_claim(text) == "claim: A.\nnote: 1.0e999\n"


def test_what_cannot_be_read_is_left() -> None:
    for text in ("claim: [", "claim: A.\nclaim: B.\n", "- a\n", "", "claim: &a A.\nnote: *a\n"):
        with pytest.raises(UnformattedError):
            form_of_claim(text)


# Claims of any sort

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)
TRICKY = st.sampled_from(
    ["null", "true", "12", "1.5", "~", "a: b", "a #b", "#a", "- a", "'", '"', "a\\b", "x" * 120,
     "…", "[a]", "{a}", "a,b", "? a", "!a", "&a", "*a", "@a", "`a", "%a", "|", ">", "a ", "β", "=",
     "---", "...", "0x1f", "a:", ":a", "a\nb", "a\n\nb\n", "\tb", "\U0001f331"]
)  # fmt: skip
TEXTS = st.one_of(TRICKY, WORDS)
LISTS = st.lists(TEXTS, max_size=5)
EVIDENCE = st.fixed_dictionaries(
    {"cites": TEXTS, "stance": TEXTS}, optional={"at": LISTS, "added": TEXTS, "note": TEXTS}
)
CLAIMS = st.fixed_dictionaries(
    {"claim": TEXTS},
    optional={
        "kind": TEXTS,
        "asserted": LISTS,
        "topic": st.dictionaries(st.sampled_from([*AXES, "question", "direction", "other"]), TEXTS),
        "evidence": st.lists(EVIDENCE, max_size=4),
        "rests_on": LISTS,
        "check": st.fixed_dictionaries({"sql": TEXTS}, optional={"verdict": TEXTS, "note": TEXTS}),
        "note": st.one_of(TEXTS, st.none(), st.integers(), st.booleans()),
        "unknown": st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=2), max_leaves=4),
    },
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, False, True]),
        "default_style": st.sampled_from([None, None, "'", '"']),
        "width": st.sampled_from([20, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "sort_keys": st.booleans(),
        "allow_unicode": st.booleans(),
    }
)


class Unaliased(yaml.SafeDumper):
    def ignore_aliases(self, data: Data) -> bool:  # noqa: ARG002
        return True


def dumped(data: Data, style: dict[str, Data]) -> str:
    return str(yaml.dump(data, Dumper=Unaliased, **style))


QUOTES = set("«»‹›“”„‟‘’‚‛″‶＂")
"""A text that begins with one, and stands without straight quotes, is told and left as it is."""


def readable(text: str, data: Data) -> bool:
    """Whether our reader takes a text of PyYAML as it was meant: it is of YAML 1.1, ours of 1.2."""
    found, problems = read_yaml(TextFile("", text))
    return not problems and same(found, data)


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000"])
def test_a_space_that_yaml_does_not_know_as_one_is_shown(space: str) -> None:
    for text in (space, f"a{space}", f"{space}a"):
        assert form_of_claim(f"claim: {text}\n", AXES) == f'claim: "{text}"\n'
        assert form_of_claim(f"note: {text}  # said\n", AXES).endswith("# said\n")
    assert form_of_claim(f"claim: a{space}b", AXES) == f"claim: a{space}b\n"


@inputs(30, 300)
def test_no_meaning_changes_and_one_step_is_enough(inputs: int) -> None:
    @settings(max_examples=inputs, deadline=None)
    @given(CLAIMS, STYLES)
    def run(data: Data, style: dict[str, Data]) -> None:
        text = dumped(data, style)
        if readable(text, data):
            the_form_means_the_same(text, data, ordered=style["default_flow_style"] is not True)

    run()


def the_form_means_the_same(text: str, data: Data, *, ordered: bool) -> None:
    form = form_of_claim(text, AXES)
    assert same(data_of(form), data)
    assert form_of_claim(form, AXES) == form
    assert form.endswith("\n")
    if ordered:
        order = [key for key in record_fields(ClaimRecord) if key in data]
        assert [key for key in data_of(form) if key in order] == order


@examples(100)
@given(CLAIMS, STYLES, STYLES)
def test_the_form_does_not_depend_on_the_style(
    data: Data, first: dict[str, Data], second: dict[str, Data]
) -> None:
    """Texts with line breaks keep their author's form, and so are left out here."""
    plain = yaml.safe_load(yaml.safe_dump(data).replace("\\n", " "))
    if any("\n" in text or text[:1] in QUOTES for text in scalars(plain)):
        return
    texts = [dumped(plain, {**style, "sort_keys": True}) for style in (first, second)]
    if all(readable(text, plain) for text in texts):
        assert form_of_claim(texts[0], AXES) == form_of_claim(texts[1], AXES)


def scalars(data: Data) -> list[str]:
    if isinstance(data, str):
        return [data]
    inner = [*data.keys(), *data.values()] if isinstance(data, dict) else data
    return [t for item in inner for t in scalars(item)] if isinstance(data, dict | list) else []


@inputs(25, 200)
def test_no_comment_is_lost(inputs: int) -> None:
    @settings(max_examples=inputs, deadline=None)
    @given(CLAIMS, st.booleans(), st.data())
    def run(data: Data, windows: bool, draw: st.DataObject) -> None:  # noqa: FBT001
        no_comment_is_lost(data, draw, windows=windows)

    run()


def no_comment_is_lost(data: Data, draw: st.DataObject, *, windows: bool) -> None:
    style = {
        "default_flow_style": False,
        "sort_keys": False,
        "allow_unicode": True,
        "width": 10_000,
    }
    lines = []
    marks = 0
    for line in dumped(data, style).split("\n"):
        if draw.draw(st.booleans()):
            indent = "  " * draw.draw(st.integers(0, 2))
            lines.append(f"{indent}# mark {marks}")
            marks += 1
        lines.append(line)
    text = ("\r\n" if windows else "\n").join(lines)
    tidy = text.replace("\r\n", "\n")
    if not readable(tidy, data):
        return  # a mark fell into a text of several lines
    form = form_of_claim(text, AXES)
    assert same(data_of(form), data)
    assert sorted(comments(form)) == sorted(comments(tidy))
    assert form.count("# mark") == marks
    assert form_of_claim(form, AXES) == form
    assert "\r" not in form


@examples(300)
@given(st.text(alphabet=" \n\t#:-,[]{}'\"|>ab\u00e9", max_size=40))
@example("claim: 'a\n# b'\n")
@example("claim: |\n  a\n # b\n")
@example("claim: a\n  # b\n  # c\nkind: b\n")
@example("claim: > # c\n  a\n")
@example("? a\n: b\n")
@example("---\nclaim: a\n...\n")
def test_any_text_at_all(text: str) -> None:
    """Whatever stands in a file: its data and comments stay, or it is refused."""
    try:
        form = form_of_claim(text)
    except UnformattedError:
        return
    assert same(data_of(form), data_of(text))
    assert sorted(comments(form)) == sorted(comments(text))
    assert form_of_claim(form) == form


def test_all_real_claims_and_sheets_keep_their_meaning(project: Path) -> None:
    paths = [p for p in sorted((project / "claims").rglob("*.yml")) if p.parent.name != "_review"]
    assert len(paths) > 200
    for path in paths:
        text = path.read_text(encoding="utf-8")
        make = form_of_study if path.parent.name == "_studies" else form_of_claim
        form = make(text, ("marker", "treatment"))
        assert same(data_of(form), data_of(text)), path
        assert sorted(comments(form)) == sorted(comments(text)), path
        assert make(form, ("marker", "treatment")) == form, path


# The bibliography

MESSY_BIB = """\
% The references.


@Article( Adler2001 , Year=2001, title = "Nitrate
   before   sowing",
  Custom = {x},
  note={A {B} c}, author = {Adler, Ida} )
% on the next
@string{npp = "Soil"}
@string{fld = "Field"}
@misc{Ref3, journal = npp, identity={unidentified}, title={{Reference 3}}
}   % at its end
@comment{kept   as it is}



"""
CLEAN_BIB = """\
% The references.

@article{Adler2001,
  author         = {Adler, Ida},
  title          = {Nitrate before sowing},
  year           = {2001},
  custom         = {x},
  note           = {A {B} c},
}

% on the next
@string{npp = "Soil"}
@string{fld = "Field"}

@misc{Ref3,
  title          = {{Reference 3}},
  journal        = npp,
  identity       = {unidentified},
}

% at its end
@comment{kept   as it is}
"""


def test_a_bibliography_in_disorder() -> None:
    assert form_of_bibliography(MESSY_BIB) == CLEAN_BIB
    assert form_of_bibliography(MESSY_BIB.replace("\n", "\r\n")) == CLEAN_BIB
    assert entries_of(MESSY_BIB) == entries_of(CLEAN_BIB)


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ("@misc{A, title = {a}\n@misc{B, title = {b}}", "@misc{A, title = {a}\n"),
        ("@misc{A, x=1 y=2}\n@misc{B, title = {b}}", "@misc{A, x=1 y=2}"),
        ("@misc{A, x={1}, X={2}}\n@misc{B, title = {b}}", "@misc{A, x={1}, X={2}}"),
        ("@misc{A, t={x},\n% a comment\n y={z}}\n@misc{B, title = {b}}", "% a comment\n y={z}}"),
        ("@misc{A, t={x} % why\n}\n@misc{B, title = {b}}", "@misc{A, t={x} % why\n}"),
    ],
)
def test_what_cannot_be_put_into_form_stays_and_all_else_is(broken: str, kept: str) -> None:
    form = form_of_bibliography(broken)
    assert kept in form
    assert "@misc{B,\n  title          = {b},\n}" in form
    assert form_of_bibliography(form) == form


def test_an_entry_without_a_form_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = shutil.copytree(BASE, tmp_path / "project")
    file = project / "bibliography.bib"
    file.write_text("@misc{A, title = {a\n\n@misc{B, title={b}}\n", encoding="utf-8")
    assert main(["--project", str(project), "fmt"]) == 1
    assert "left as it stands, because nobody can read it: 1 entry" in capsys.readouterr().out
    text = file.read_text(encoding="utf-8")
    assert text == "@misc{A, title = {a\n\n@misc{B,\n  title          = {b},\n}\n"


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ('"a" # {b}', '"a" # {b}'),
        ("{a} # {b}", "{a} # {b}"),
        ("jan # { 1}", "jan # { 1}"),
        ("2001", "{2001}"),
        ('"a"', "{a}"),
    ],
)
def test_joined_texts_stay_as_they_are(value: str, form: str) -> None:
    text = f"@misc{{A, title={value}}}"
    assert form_of_bibliography(text) == f"@misc{{A,\n  title          = {form},\n}}\n"


NAMES = st.sampled_from(
    ["author", "title", "Year", "doi", "note", "identity", "reviewnumber", "x", "zz-9", "Journal"]
)
INNER = st.text(alphabet=" \n\tab1Zé%#,=@~-\"'", max_size=20)
VALUES = st.one_of(
    INNER.map(lambda t: f"{{{t}}}"),
    INNER.map(lambda t: f"{{a {{{t}}} b}}"),
    INNER.map(lambda t: '"' + t.replace('"', "") + '"'),
    st.integers(0, 9999).map(str),
    st.just("{\\\"o \\'e $x$ \\& y}"),
)
FIELDS = st.dictionaries(NAMES, VALUES, max_size=6)
GAPS = st.sampled_from(
    ["", "\n", "\n\n", "\n% a comment\n", "\n\n%  two\n%   lines \n\n", " free "]
)


BLOCKS = st.lists(st.tuples(FIELDS, GAPS, st.sampled_from(["", " ", "\n  "])), max_size=5)


@inputs(30, 300)
def test_no_entry_and_no_comment_changes(inputs: int) -> None:
    @settings(max_examples=inputs, deadline=None)
    @given(BLOCKS, GAPS)
    def run(blocks: list[tuple[dict[str, str], str, str]], head: str) -> None:
        text = head
        for number, (fields, gap, space) in enumerate(blocks):
            listed = "".join(f",{space}{name}{space}={space}{v}" for name, v in fields.items())
            text += f"\n@Misc{{Key{number}{listed}{space}}}{gap}"
        the_form_keeps_all(text)

    run()


def the_form_keeps_all(text: str) -> None:
    form = form_of_bibliography(text)
    assert entries_of(form) == entries_of(text)
    for comment in ("% a comment", "%  two\n%   lines", "free"):
        assert form.count(comment) == text.count(comment)
    assert form_of_bibliography(form) == form


def test_the_real_bibliography_keeps_its_meaning(project: Path) -> None:
    text = (project / "bibliography.bib").read_text(encoding="utf-8")
    form = form_of_bibliography(text)
    assert entries_of(form) == entries_of(text)
    assert form_of_bibliography(form) == form
    assert [line for line in form.split("\n") if line.startswith("%")] == [
        line for line in text.split("\n") if line.startswith("%")
    ]


# Files


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    Snapshot.of(path).replace(b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["a.yml"]


@pytest.mark.parametrize("kept_time", [False, True])
def test_nothing_newer_is_overwritten(tmp_path: Path, *, kept_time: bool) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    snapshot = Snapshot.of(path)
    path.write_bytes(b"own")  # of the same size
    if kept_time:
        os.utime(path, ns=(snapshot.changed, snapshot.changed))
    with pytest.raises(ChangedMeanwhileError):
        snapshot.replace(b"new")
    assert path.read_bytes() == b"own"
    assert [file.name for file in tmp_path.iterdir()] == ["a.yml"]


def test_a_file_removed_meanwhile_stays_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    snapshot = Snapshot.of(path)
    path.unlink()
    with pytest.raises(ChangedMeanwhileError):
        snapshot.replace(b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_failing_disk_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        Snapshot.of(path).replace(b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.yml"]


# The command


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "review"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_check_writes_nothing_and_says_what_would_change(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(review)
    assert main(["--project", str(review), "fmt", "--check"]) == 1
    # Its fields are not aligned; its claims are in their form.
    assert capsys.readouterr().out == (
        "bibliography.bib: would be rewritten\n6 files looked at, 1 to be rewritten\n"
    )
    assert contents(review) == before


def test_fmt_writes_and_is_then_done(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = review / "claims/1-fields/nitrate-feeds-barley.yml"
    before, form = contents(review), claim.read_bytes()
    claim.write_bytes(
        form.replace(b"\n", b"\r\n").replace(b"kind: association", b"kind:  'association'")
    )
    assert main(["--project", str(review), "fmt"]) == 0
    assert capsys.readouterr().out.endswith("6 files looked at, 2 rewritten\n")
    after = contents(review)
    assert claim.read_bytes() == form
    assert {name for name in after if after[name] != before[name]} == {"bibliography.bib"}
    assert main(["--project", str(review), "fmt", "--check"]) == 0
    assert main(["--project", str(review), "check", "--quiet"]) == 0


@pytest.mark.parametrize("folder", [".", "tests/other_review"])
def test_the_files_of_this_project_are_in_their_form(
    folder: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(project / folder), "fmt", "--check"]) == 0, (
        capsys.readouterr().out
    )


def test_a_broken_file_is_told_and_left(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = review / "claims/1-fields/nitrate-feeds-barley.yml"
    claim.write_text("claim: [", encoding="utf-8")
    for options in ([], ["--check"]):
        assert main(["--project", str(review), "fmt", *options]) == 1
        assert f"{claim.relative_to(review)}: left as it is: " in capsys.readouterr().out
    assert claim.read_text(encoding="utf-8") == "claim: ["


def test_a_link_out_of_the_project_is_not_written_through(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("claim:  A.\n", encoding="utf-8")
    (review / "claims/1-fields/link.yml").symlink_to(outside)
    assert main(["--project", str(review), "fmt"]) == 1
    assert "link.yml: left as it is: this link leads out of the project" in capsys.readouterr().out
    assert outside.read_text(encoding="utf-8") == "claim:  A.\n"
