"""Killed at any moment, a full disk, a read-only tree, two at once: nothing lost, nothing half."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly import BASE, SITE_CONFIGURATION, run_command
from claimweave.disk import folder_swap as site_swap
from claimweave.disk.locks import is_locked, locked
from claimweave.disk.transaction import create_file, create_files
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from fault_points import killed
from loaded_command import Process, Started, run_loaded
from registries import Registry, served, work

DISORDER = (
    "kind: effect\nclaim:   In disorder, and longer than what a full disk lets through here, "
    "with some more words.\nevidence: [{stance: supports, cites: Adler2001}]\n"
)
NEW = ["new", "--claim", "Beans ripen later where the soil is poor.", "--kind", "association",
       "--section", "1-fields", "--asserted", "S1.p1.s2", "--weave",
       "--evidence", "Brandt2005 supports S1.p1.s2"]  # fmt: skip
STUDY = ["new", "--study", "Brandt2005", "--design", "survey", "--participants", "1,024",
         "--population", "farms on poor and on rich soil", "--read", "abstract",
         "--where", "https://example.org/brandt"]  # fmt: skip
CITE = ["cite", "--added", "2026-01-31", "--title", "Phosphate and the yield of oats",
        "--author", "Moss, Ida", "--year", "2011", "--journal", "Journal of Fields",
        "--source", "https://example.org/oats", "--identity", "named"]  # fmt: skip
VERIFY = ["verify", "--crossref", "{registry}"]
ARTICLE = "1 Fields\n\nBarley yields more [1]. Beans do not [2].\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A small review with three files that `fmt` would rewrite, a schema, a site and an article."""
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    for name in ("one", "two", "three"):
        (folder / "claims" / "1-fields" / f"{name}.yml").write_text(DISORDER, encoding="utf-8")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "docs" / "schema").mkdir()
    (folder / "docs" / "schema" / "claim.schema.json").write_text("{}\n", encoding="utf-8")
    return folder


@pytest.fixture
def registry() -> Iterator[Registry]:
    """Crossref on loopback, which knows one work of the review."""
    with served() as found:
        found.works["10.1000/barley"] = work("10.1000/barley", "Nitrate and barley", 2001)
        yield found


def asking(arguments: list[str], registry: Registry) -> list[str]:
    """The arguments, with the address of the registry in them."""
    return [argument.replace("{registry}", registry.address) for argument in arguments]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def unfinished(folder: Path) -> list[str]:
    marks = (".unfinished", ".site-")
    return [str(p) for p in folder.rglob(".*") if any(mark in p.name for mark in marks)]


# Killed at any moment

AT_EVERY_MOMENT = pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.full)], ids=["some", "all"]
)
"""Whether a process is killed at every moment, or the folder is copied at most of them."""
MAIN = "from claimweave.commands.command_line import main\nmain({})"


@pytest.mark.parametrize(
    "task",
    [
        pytest.param((15, ["fmt"]), id="fmt"),
        pytest.param((8, ["schema"]), id="schema"),
        pytest.param((5, ["source", "import", "--force", "article.txt"]), id="source-import"),
        pytest.param(
            (5, ["source", "import", "--output", "new/s.yml", "article.txt"]), id="new-file"
        ),
        pytest.param((5, NEW), id="new-claim"),
        pytest.param((4, STUDY), id="new-study"),
        pytest.param((5, CITE), id="cite"),
        pytest.param((4, VERIFY), id="verify"),
    ],
)
@AT_EVERY_MOMENT
def test_a_killed_command_leaves_each_file_old_or_new(
    review: Path, tmp_path: Path, registry: Registry, task: tuple[int, list[str]], *, every: bool
) -> None:
    fewest, arguments = task
    code = MAIN.format(asking(arguments, registry))
    whole, left = killed(review, tmp_path / "runs", code, every=every)
    before, after = tree(review), tree(whole)
    assert before != after
    assert unfinished(whole) == []
    assert len(left) >= fewest
    for folder in left:
        files = {k: v for k, v in tree(folder).items() if ".unfinished" not in k}
        for path, content in files.items():
            assert content in (before.get(path), after.get(path)), (folder.name, path)
        assert set(before) <= set(files), folder.name
    begun = [folder for folder in left if unfinished(folder)]
    assert begun, "some were killed between writing and replacing"
    again = asking(arguments, registry)
    # Most kills leave what another has left, too.
    differ = list({tuple(sorted(tree(folder).items())): folder for folder in left}.values())
    for folder in differ if every else differ[:: len(differ) // 3]:
        done = run_loaded(*again, folder=str(folder))
        files = {k: v for k, v in tree(folder).items() if ".unfinished" not in k}
        assert files == after, (folder.name, done.stdout, done.stderr)
        assert done.returncode in (0, 1) or "there already" in done.stderr, done.stderr
        if "there already" not in done.stderr and "is current" not in done.stdout:
            assert unfinished(folder) == [], "the next run that writes there clears up"


@pytest.mark.parametrize(
    ("arguments", "new", "every"),
    [
        pytest.param(["init", "--yes"], True, False, id="some-init-new-folder"),
        pytest.param(["init", "--yes"], False, False, id="some-init-empty-folder"),
        pytest.param(
            ["render"], False, False, id="some-render-empty-folder", marks=pytest.mark.full
        ),
        *(
            pytest.param(arguments, new, every, marks=pytest.mark.full)
            for arguments in (["init", "--yes"], ["render"])
            for new in (True, False)
            for every in (True, False)
            if every or (new and arguments == ["render"])
        ),
    ],
)
def test_a_killed_start_leaves_an_empty_folder_or_whole_files(
    tmp_path: Path, arguments: list[str], *, new: bool, every: bool
) -> None:
    template = Path(shutil.copytree(BASE, tmp_path / "review"))
    if not new:
        (template / "out").mkdir()
    code = MAIN.format([*arguments, "out"])
    whole, left = killed(template, tmp_path / "runs", code, every=every)
    after = tree(whole / "out")
    assert len(after) > 20
    assert unfinished(whole) == []
    begun = 0
    for folder in left:
        files = {k: v for k, v in tree(folder / "out").items() if ".unfinished" not in k}
        assert files.items() <= after.items(), folder.name
        begun += bool(files)
        if not files and folder in (left[0], left[-1], left[len(left) // 2]):
            result = run_command(folder, *arguments, str(folder / "out"))
            assert result.returncode == 0, result.stderr
            assert tree(folder / "out").keys() == after.keys()
    assert begun <= 20, "only while whole files move to their place is there a part of them"


SWAP = """
from pathlib import Path
from claimweave.disk import folder_swap as site_swap
{}
site = Path('site').absolute()
with site_swap.fresh_folder(site) as fresh:
    for name in ('index.html', 'b.html'):
        (fresh / name).write_text('new')
    site_swap.swap(fresh, site)
"""


@pytest.mark.parametrize(
    ("way", "always"),
    [("", True), ("site_swap._exchanged = lambda *_: False", False)],
    ids=["exchange", "two-renames"],
)
@pytest.mark.parametrize("first", [True, False], ids=["first-site", "next-site"])
def test_a_killed_build_leaves_a_whole_site(
    tmp_path: Path, way: str, *, always: bool, first: bool
) -> None:
    template = tmp_path / "review"
    template.mkdir()
    old = {} if first else {"index.html": b"old", "a.html": b"old"}
    for name, content in old.items():
        create_file(template / "site" / name, content)
    whole, left = killed(template, tmp_path / "runs", SWAP.format(way), every=True)
    new = {"index.html": b"new", "b.html": b"new"}
    assert tree(whole) == {f"site/{name}": content for name, content in new.items()}
    assert len(left) >= 6
    for folder in left:
        found = tree(folder / "site")
        if always or found:
            assert found in (old, new), folder.name
        with site_swap.fresh_folder(folder / "site"):  # the next build, which then fails
            pass
        assert tree(folder / "site") in (old, new), folder.name
        assert unfinished(folder) == []


KILLED_WHILE_WRITING = """
import os, signal, sys
def hook(event, values):
    if event == "open" and ".site-new-" in str(values[0]) and "claims" in str(values[0]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
from claimweave.commands.command_line import main
main(["build"])
"""


@pytest.mark.full
def test_a_build_that_is_killed_is_repeated(review: Path) -> None:
    prepared(review, ["build"])
    create_file(review / "site" / "index.html", "the last good one")
    done = run_loaded(code=KILLED_WHILE_WRITING, folder=str(review))
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert tree(review / "site") == {"index.html": b"the last good one"}
    assert list(review.glob(".site-new-*/assets")), "it had begun to write"
    assert len(list(review.glob(".site-*"))) == 1
    both = [Started(Process(("--project", str(review), "build"))) for _ in range(2)]
    twice = [process.ended() for process in both]
    assert [ended.returncode for ended in twice] == [0, 0], twice
    assert list(review.glob(".site-*")) == []
    page = review / "site" / "claims" / "nitrate-feeds-barley" / "index.html"
    assert "Barley yields more" in page.read_text(encoding="utf-8")


# A full disk: a limit on the size of files makes the system refuse to write, as a full disk does


FULL = 100

WRITING = [
    pytest.param(["fmt"], 1, id="fmt"),
    pytest.param(["schema"], 1, id="schema"),
    pytest.param(["source", "import", "--force", "article.txt"], 3, id="source-import"),
    pytest.param(["source", "import", "--output", "new/s.yml", "article.txt"], 3, id="new-file"),
    pytest.param(["init", "--yes", "out"], 2, id="init"),
    pytest.param(["init", "--yes", "far/out"], 2, id="init-below-a-new-folder"),
    pytest.param(["build"], 1, id="build"),
    pytest.param(["render", "out"], 2, id="render"),
    pytest.param(NEW, 3, id="new-claim"),
    pytest.param(STUDY, 3, id="new-study"),
    pytest.param(CITE, 3, id="cite"),
    pytest.param(VERIFY, 3, id="verify"),
]


def prepared(review: Path, arguments: list[str]) -> dict[str, bytes]:
    """Make the review such that the command would write; return all its files."""
    if arguments[0] in ("build", "render"):
        for name in ("one", "two", "three"):
            (review / "claims" / "1-fields" / f"{name}.yml").unlink()
    (review / "mkdocs.yml").write_text(SITE_CONFIGURATION, encoding="utf-8")
    return tree(review)


def said_plainly(result: subprocess.CompletedProcess[str], status: int, why: str) -> None:
    said = result.stdout + result.stderr
    assert result.returncode == status, said
    assert why in said
    for word in ("Traceback", "fault of the tool", "Errno"):
        assert word not in said


@pytest.mark.parametrize(("arguments", "status"), WRITING)
def test_a_full_disk_leaves_everything_as_it_was(
    review: Path, registry: Registry, arguments: list[str], status: int
) -> None:
    before = prepared(review, arguments)
    result = run_loaded(*asking(arguments, registry), folder=str(review), file_size=FULL)
    said_plainly(result, status, "File too large")
    assert "unfinished" not in result.stdout + result.stderr
    assert tree(review) == before
    assert not (review / "out").exists()
    assert not (review / "far").exists()
    assert not (review / "new").exists()
    assert unfinished(review) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_report_that_cannot_be_written_is_told(review: Path, form: str) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = run_loaded(
            "--project", str(review), "check", "--format", form, output=full.fileno()
        )
    assert result.returncode == 3
    assert result.stderr == "claimweave: the output cannot be written: No space left on device\n"


# A read-only tree. Root may write everywhere, unless it gives up the right to


@pytest.fixture
def sealed(review: Path) -> Iterator[Path]:
    """The review, of which the test takes rights away; they come back at the end."""
    yield review
    for path in (review, *review.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
            for inner in path.rglob("*") if path.is_dir() else ():
                inner.chmod(0o755 if inner.is_dir() else 0o644)


@pytest.mark.parametrize(("arguments", "status"), WRITING)
def test_a_read_only_tree_is_told(
    sealed: Path, registry: Registry, arguments: list[str], status: int
) -> None:
    before = prepared(sealed, arguments)
    for path in (*sealed.rglob("*"), sealed):
        path.chmod(0o555 if path.is_dir() else 0o444)
    result = run_loaded(*asking(arguments, registry), folder=str(sealed), anybody=True)
    said_plainly(result, status, "Permission denied")
    assert tree(sealed) == before
    assert ".unfinished" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "mode", "said"),
    [
        ("claims/1-fields/one.yml", 0o000, "claims/1-fields/one.yml:1:1: invalid-yaml"),
        ("claims/1-fields", 0o000, "claims/1-fields:1:1: invalid-yaml"),
        ("claims/1-fields", 0o444, "claims/1-fields/one.yml:1:1: invalid-yaml"),
        ("claims/_studies", 0o000, "claims/_studies:1:1: invalid-yaml"),
        ("claims/_review", 0o000, "claims/_review/review.yml:1:1: invalid-yaml"),
        ("claims/_review/exemptions.yml", 0o000, "exemptions.yml:1:1: invalid-yaml"),
        ("docs", 0o000, "docs:1:1: invalid-page"),
        ("docs/index.md", 0o200, "docs/index.md:1:1: invalid-page"),
        ("bibliography.bib", 0o000, "bibliography.bib:1:1: invalid-bibtex"),
    ],
)
def test_what_one_may_not_read_is_told(sealed: Path, path: str, mode: int, said: str) -> None:
    (sealed / "claims/_review/exemptions.yml").write_text("exemptions: {}\n", encoding="utf-8")
    (sealed / path).chmod(mode)
    for arguments in (["check", "--quiet"], ["fmt", "--check"]):
        result = run_loaded("--project", str(sealed), *arguments, anybody=True)
        assert (result.returncode, result.stderr) == (1, "")
        if arguments[0] == "check":
            assert said in result.stdout
            assert "Permission denied" in result.stdout


# Two at once


def test_two_runs_of_fmt_end_with_every_file_in_its_form(review: Path) -> None:
    for number in range(60):
        (review / "claims" / "1-fields" / f"c-{number}.yml").write_text(DISORDER, encoding="utf-8")
    both = [Started(Process(("--project", str(review), "fmt"))) for _ in range(2)]
    assert [process.ended().stderr for process in both] == ["", ""]
    assert run_command(review, "fmt", "--check").returncode == 0
    assert unfinished(review) == []


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(NEW, id="new-claim"),
        pytest.param(STUDY, id="new-study"),
        pytest.param(CITE, id="cite"),
        pytest.param(VERIFY, id="verify"),
        pytest.param(["source", "import", "--force", "article.txt"], id="source-import"),
        pytest.param(["schema"], id="schema"),
    ],
)
def test_three_runs_at_once_do_the_work_once(
    review: Path, tmp_path: Path, registry: Registry, arguments: list[str]
) -> None:
    command = tuple(asking(arguments, registry))
    alone = Path(shutil.copytree(review, tmp_path / "alone"))
    run_loaded(*command, folder=str(alone))
    three = [Started(Process(command, str(review))) for _ in range(3)]
    done = [process.ended() for process in three]
    assert tree(review) == tree(alone) != {}
    assert unfinished(review) == []
    for ended in done:
        told = ended.stdout + ended.stderr
        refused = "there already" in told or "was changed" in told or "has the same" in told
        assert refused or ended.returncode in (0, 1), told
        assert "Traceback" not in told
        assert "fault of the tool" not in told


def test_an_edit_while_a_file_is_written_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    chown = os.chown

    def edit(*values: object) -> None:
        path.with_suffix(".tmp").write_bytes(b"edited")
        path.with_suffix(".tmp").replace(path)  # as an editor saves
        chown(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "chown", edit)
    with pytest.raises(ChangedMeanwhileError, match="was changed"):
        Snapshot.of(path).replace(b"new")
    assert tree(tmp_path) == {"a.yml": b"edited"}


def test_a_lock_is_waited_for_and_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    monkeypatch.setattr("claimweave.disk.locks.PATIENCE", 0.05)
    snapshot = Snapshot.of(path)
    with locked(path):
        assert is_locked(path)
        with pytest.raises(OSError, match="another run is still at work"):
            snapshot.replace(b"new")
    assert not is_locked(path)
    snapshot.replace(b"new")
    assert tree(tmp_path) == {"a.yml": b"new"}


def test_a_replaced_file_keeps_owner_and_permissions(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 240 + ".yml")  # as long as a name can be, nearly
    path.write_bytes(b"old")
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    before = path.stat()
    Snapshot.of(path).replace(b"new")
    after = path.stat()
    assert (after.st_uid, stat.S_IMODE(after.st_mode)) == (before.st_uid, 0o640)


def test_new_files_need_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    create_file(tmp_path / "a" / "b.txt", "one")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a" / "b.txt", "two")
    assert tree(tmp_path) == {"a/b.txt": b"one"}


def test_a_failure_takes_away_only_what_was_made(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    create_file(tmp_path / "z", "kept")
    with pytest.raises(FileExistsError):
        create_files(tmp_path, {"a/b/c.txt": "x", "z": "y"})
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == ["a", "z"]


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 2_500])
@pytest.mark.parametrize(
    "arguments",
    [["--project", "{}", "check"], ["render", "{}"], ["init", "{}"], ["source", "verify", "{}"]],
    ids=lambda a: a[0],
)
def test_a_name_that_is_too_long_is_told(name: str, arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        result = run_loaded(*(a.replace("{}", name) for a in arguments), folder=folder)
    assert result.returncode == 2, result.stderr
    assert "fault of the tool" not in result.stderr
