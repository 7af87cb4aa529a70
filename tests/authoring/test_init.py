"""`claimweave init`: from an empty folder to a review that checks, tests and builds at once."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from claimweave.authoring.new_review import engine_place
from claimweave.authoring.new_review.answers import read_answers, read_axis, read_term
from claimweave.authoring.new_review.example import example_of
from claimweave.authoring.new_review.project import FILES, start_files, template_names
from claimweave.authoring.plain_input import AnswerError
from claimweave.commands.command_line import main
from claimweave.disk.transaction import create_file, create_files
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.whole_site import render
from loaded_command import HANGS

ROOT = Path(__file__).parents[2]
CLAIMWEAVE = (sys.executable, "-m", "claimweave")
OPTIONS = {
    "--title": "Walls & roofs: what keeps out the cold?",
    "--subject": "houses",
    "--rows": "Wall: brick, rammed earth, β",
    "--columns": "Roof: tile, 100",
}


def init(folder: Path, **changed: str | None) -> int:
    options = OPTIONS | {f"--{name}": value for name, value in changed.items()}
    given = [part for pair in options.items() if pair[1] is not None for part in pair]
    return main(["init", str(folder), *map(str, given)])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "own"
    assert init(folder) == 0
    return folder


# What it writes


def test_the_new_review_is_clean(started: Path) -> None:
    report = check(read_review(started))
    assert report.diagnostics == ()
    assert {rule for rule, count in report.counts.items() if not count.checked} == {
        "unsafe-picture",  # the example has no picture
        "unfinished-claim",  # no claim of it is a stub
        "invalid-check",  # no claim of the example is executable
        "verdict-changed",
        "check-cannot-fail",
        "outdated-form",
        "unknown-in-query",
        "invalid-lens",  # it has no lenses and no thresholds
        "unknown-threshold",
        "unused-threshold",
        "compared-with-itself",  # it compares nothing with each other
        "malformed-doi",  # the example has no identifier
        "retracted-reference",  # nobody has asked a registry yet
        "expression-of-concern",
        "doi-mismatch",
    }


def test_the_files_are_in_their_form(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--project", str(started), "fmt", "--check"]) == 0, capsys.readouterr().out


def test_the_axes_are_those_that_were_asked_for(started: Path) -> None:
    base = check(read_review(started)).base
    vocabulary = base.review.vocabulary
    assert vocabulary is not None
    labels = {n: [t.label for t in axis.terms.values()] for n, axis in vocabulary.axes.items()}
    assert labels == {"wall": ["brick", "rammed earth", "β"], "roof": ["tile", "100"]}
    assert [(c.row, c.column, len(c.entries)) for c in base.cells] == [
        ("brick", "tile", 1),
        ("brick", "100", 0),
        ("rammed-earth", "tile", 0),
        ("rammed-earth", "100", 0),
        ("β", "tile", 0),
        ("β", "100", 0),
    ]
    assert "table-wall-3-100" in base.review.claims


def test_examples_say_that_they_are_examples(started: Path) -> None:
    bibliography = (started / "bibliography.bib").read_text(encoding="utf-8")
    assert "An example, and no real work" in bibliography
    assert "There is no such work." in bibliography
    for name in ("claims/1-first-section/example-claim.yml", "claims/_studies/Example2001.yml"):
        assert "An example" in (started / name).read_text(encoding="utf-8")


def test_the_schemas_are_current(started: Path) -> None:
    assert main(["--project", str(started), "schema", "--check"]) == 0


def test_issue_forms_ask_for_the_axes_of_the_review(started: Path) -> None:
    form = (started / ".github/ISSUE_TEMPLATE/propose-a-claim.yml").read_text(encoding="utf-8")
    labels = {field["attributes"].get("label") for field in yaml.safe_load(form)["body"]}
    assert {"Claim", "Topic: wall", "Topic: roof"} <= labels
    assert "rammed-earth: rammed earth" in form


@pytest.mark.full
def test_the_site_builds_and_the_tests_pass(started: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    for command in ((*CLAIMWEAVE, "build"), (sys.executable, "-m", "pytest", "-q", "tests")):
        done = subprocess.run(
            command, cwd=started, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    home = (started / "site/index.html").read_text(encoding="utf-8")
    assert re.search(r"<title>Walls [^<]*: what keeps out the cold\?</title>", home)
    assert "rammed earth" in home
    assert not list(started.glob(".site-*"))


# Without a table


@pytest.fixture(scope="module")
def without_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "plain"
    given = [part for pair in OPTIONS.items() for part in pair]
    assert main(["init", str(folder), "--no-table", *given]) == 0
    return folder


def test_a_review_without_a_table_is_clean_and_has_nothing_of_one(without_table: Path) -> None:
    report = check(read_review(without_table))
    assert report.diagnostics == ()
    assert not report.base.review.tables
    assert [*report.base.review.claims] == ["example-claim"]
    assert report.base.axes == ("wall", "roof")
    files = contents(without_table)
    assert not [path for path in files if "table" in path and "schema" not in path]
    own = ("README.md", "mkdocs.yml", "docs/index.md", "claims/_review/review.yml")
    for path in (*own, "tests/test_review.py"):
        assert not re.search(rb"table-1|T1|unlisted|<%|%>", files[path]), path


def test_a_review_without_a_table_is_rendered(without_table: Path) -> None:
    assert "terms/wall/brick.md" in render(check(read_review(without_table)))


@pytest.mark.full
def test_a_review_without_a_table_builds(without_table: Path) -> None:
    for command in ((*CLAIMWEAVE, "build"), (sys.executable, "-m", "pytest", "-q", "tests")):
        done = subprocess.run(
            command, cwd=without_table, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (without_table / "site/terms/wall/brick/index.html").exists()


def test_the_example_of_a_review_without_a_table_is_known(without_table: Path) -> None:
    example = example_of(without_table, read_review(without_table))
    assert example is not None
    assert example.is_untouched
    assert {Path(path).name for path in example.whole} == {
        "example-claim.yml",
        "Example2001.yml",
        "1-first-section.md",
    }


def test_a_table_that_was_taken_out_by_hand_leaves_cells_that_are_no_example(
    tmp_path: Path,
) -> None:
    assert init(tmp_path / "own") == 0
    settings = tmp_path / "own/claims/_review/review.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.partition("\ntable:")[0] + "\n", encoding="utf-8")
    example = example_of(tmp_path / "own", read_review(tmp_path / "own"))
    assert example is not None
    assert not example.is_untouched


def test_the_makefile_installs_the_engine_from_this_checkout(started: Path) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "test"], cwd=started, capture_output=True, text=True, check=True
    )
    assert f'pip install -qq --disable-pip-version-check -r requirements.txt "{ROOT}"' in (
        done.stdout
    )
    assert str(ROOT) in (started / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", ["git+https://example.org/a/b@v1#egg=c", "/with a/space $HOME"])
def test_another_place_of_the_engine(engine: str, tmp_path: Path) -> None:
    assert init(tmp_path / "own", engine=engine) == 0
    done = subprocess.run(
        ["make", "--dry-run", "site"],
        cwd=tmp_path / "own",
        capture_output=True,
        text=True,
        check=True,
    )
    assert f'"{engine}"' in done.stdout


def test_a_folder_that_is_there_becomes_a_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "engine").mkdir()
    monkeypatch.chdir(tmp_path)
    assert init(tmp_path / "own", engine="engine") == 0
    assert f"ENGINE ?= {tmp_path / 'engine'}\n" in (tmp_path / "own/Makefile").read_text()


@pytest.mark.parametrize("name", ["checks.yml", "comment.yml", "publish.yml", "verify.yml"])
def test_workflows_are_those_of_this_project(name: str, started: Path) -> None:
    own = (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
    new = (started / ".github/workflows" / name).read_text(encoding="utf-8")
    assert new == own.replace("run: .ci/run\n", "run: make test\n")
    runs = [
        step["run"]
        for job in yaml.safe_load(new)["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]
    makefile = (
        (started / "Makefile").read_text(encoding="utf-8").replace("$(READY)", ".venv/.ready")
    )
    targets = set(re.findall(r"^(\S+):", makefile, re.MULTILINE))
    made = {target for run in runs for target in re.findall(r"make (\S+)", run)}
    assert made
    assert made <= targets


def test_navigation_is_that_of_this_project_without_its_own_pages(started: Path) -> None:
    def computed(path: Path) -> set[str]:
        nav = re.findall(r"([\w/-]+\.md)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        return {page for page in nav if not (path.parent / "docs" / page).exists()}

    assert computed(started / "mkdocs.yml") == computed(ROOT / "mkdocs.yml")


def test_each_template_is_used() -> None:
    cells = {"first-cell.yml", "empty-cell.yml"}
    assert set(FILES.values()) | cells == template_names()


# Refusals


def test_a_folder_that_is_not_empty_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert init(tmp_path) == 2
    assert "is not empty" in capsys.readouterr().err
    assert contents(tmp_path) == {"notes.txt": b"mine"}
    assert init(tmp_path / "notes.txt") == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": "  "}, "the title is empty"),
        ({"title": "a" * 121}, "longer than 120"),
        ({"title": "A {brace}"}, "cannot hold '{'"),
        ({"title": "A <script>"}, "cannot hold '<'"),
        ({"rows": "Wall"}, "a name, a colon"),
        ({"rows": "Wall: "}, "a name, a colon"),
        ({"rows": "Question: a"}, "choose another name"),
        ({"rows": "Wall: brick, Brick"}, "name a term twice"),
        ({"rows": "Wall: ../brick"}, "letters, digits and hyphens"),
        ({"rows": "Roof: a"}, "rows and columns have the same name"),
        ({"columns": f"Roof: {', '.join(map(str, range(13)))}"}, "more than 12"),
        ({"engine": 'x" && rm'}, "without quotes"),
    ],
)
def test_an_answer_that_cannot_be_used_writes_nothing(
    changed: dict[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "own", **changed) == 2
    assert said in capsys.readouterr().err
    assert contents(tmp_path) == {}


def test_without_a_terminal_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        assert init(tmp_path / "own", rows=None, columns=None) == 2
    assert "--rows, --columns" in capsys.readouterr().err
    assert contents(tmp_path) == {}


def test_yes_takes_the_examples(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path), "--yes", "--title", "Mine"]) == 0
    review = read_review(tmp_path)
    assert review.settings is not None
    assert review.settings.title == "Mine"
    assert check(review).diagnostics == ()


# Asking, on a real terminal


def ask(folder: Path, typed: str) -> tuple[int, str]:
    """Run the command on a terminal of its own, type, and return its status and what it said."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [*CLAIMWEAVE, "init", str(folder)],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        os.write(ours, typed.encode())
        said, _ = process.communicate(timeout=HANGS)
    finally:
        os.close(ours)
        os.close(theirs)
    return process.returncode, said


def test_it_asks_and_asks_again(tmp_path: Path) -> None:
    status, said = ask(tmp_path, "Bees\nfields\nno colon\nBee: wild, kept\n\n")
    assert status == 0, said
    assert "a name, a colon, its terms" in said
    vocabulary = read_review(tmp_path).vocabulary
    assert vocabulary is not None
    assert {name: list(axis.terms) for name, axis in vocabulary.axes.items()} == {
        "bee": ["wild", "kept"],
        "nutrient": ["nitrate", "phosphate"],
    }


def test_answers_that_end_write_nothing(tmp_path: Path) -> None:
    status, said = ask(tmp_path, "Bees\n\x04")
    assert status == 2, said
    assert "nothing was written" in said
    assert contents(tmp_path) == {}


# Its parts


def test_an_axis_called_like_a_field_is_told(tmp_path: Path) -> None:
    assert init(tmp_path / "own") == 0
    vocabulary = tmp_path / "own/claims/_review/vocabulary.yml"
    text = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(text.replace("  roof:\n", "  Number:\n"), encoding="utf-8")
    found = check(read_review(tmp_path / "own")).diagnostics
    assert 'an axis cannot be called "Number": a field has that name' in {d.message for d in found}


def test_terms_and_keys() -> None:
    assert read_term(" Winter  wheat ", "rows").key == "winter-wheat"
    assert read_term("TNF-α", "rows").key == "TNF-α"
    axis = read_axis("Kind of soil: β, e, é, ü", "rows")
    assert axis.key == "kind-of-soil"
    assert [axis.slug(term) for term in axis.terms] == [
        "kind-of-soil-1",
        "kind-of-soil-2",
        "kind-of-soil-3",
        "u",
    ]


def test_the_same_answers_give_the_same_files() -> None:
    answers = read_answers("A title", "bees", "A: b", "C: d", "/engine")
    assert start_files(answers) == start_files(answers)
    with pytest.raises(AnswerError):
        read_answers("A title", "bees", "A: b", "A: d", "/engine")


def test_the_engine_is_the_checkout() -> None:
    assert engine_place.engine_place() == str(ROOT)


def test_an_installed_engine_says_where_it_came_from() -> None:
    address = engine_place._address  # noqa: SLF001 - the records of pip are its input
    assert address({"url": "file:///a/b", "dir_info": {}}) == "file:///a/b"
    record = {"url": "https://h/o/r", "vcs_info": {"vcs": "git", "commit_id": "abc"}}
    assert address(record) == "git+https://h/o/r@abc"


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    create_file(tmp_path / "a" / "b.txt", "one\n")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a" / "b.txt", "two\n")
    assert contents(tmp_path) == {"a/b.txt": b"one\n"}


def test_when_one_file_fails_none_is_left(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="there already"):
        create_files(tmp_path, {"new/a.txt": "a", "kept/b.txt": "b", "kept/mine.txt": "c"})
    assert contents(tmp_path) == {"kept/mine.txt": b"mine"}
    assert not (tmp_path / "new").exists()
