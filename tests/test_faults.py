"""Killed at any moment, a full disk, a read-only tree, two at once: nothing lost, nothing half."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.assembly import BASE, SITE_CONFIGURATION, run_command
from claimweave.disk import folder_swap as site_swap
from claimweave.disk.locks import is_locked, locked
from claimweave.disk.transaction import create_file, create_files
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from registries import Registry, served, work

TESTS = Path(__file__).resolve().parent
COMMAND = [sys.executable, "-m", "claimweave"]
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

MAIN = "from claimweave.commands.command_line import main\nmain({})"


def killed(review: Path, tmp_path: Path, code: str) -> list[Path]:
    """Kill the code at each moment; return the folders as the killed processes left them."""
    runs = tmp_path / "runs"
    runs.mkdir()
    command = [sys.executable, str(TESTS / "fault_points.py"), str(review), str(runs), code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=TESTS)
    assert done.returncode == 0, done.stderr
    moments, tried = map(int, done.stdout.split())
    assert 0 < tried <= moments
    left = sorted(runs.glob("[0-9]*"), key=lambda p: int(p.name))
    assert len(left) == tried
    return [runs / "counted", *left]


@pytest.mark.parametrize(
    ("arguments", "fewest"),
    [
        pytest.param(["fmt"], 15, id="fmt"),
        pytest.param(["schema"], 8, id="schema"),
        pytest.param(["source", "import", "--force", "article.txt"], 5, id="source-import"),
        pytest.param(
            ["source", "import", "--output", "new/s.yml", "article.txt"], 5, id="new-file"
        ),
        pytest.param(NEW, 5, id="new-claim"),
        pytest.param(STUDY, 4, id="new-study"),
        pytest.param(CITE, 5, id="cite"),
        pytest.param(VERIFY, 4, id="verify"),
    ],
)
def test_a_killed_command_leaves_each_file_old_or_new(
    review: Path, tmp_path: Path, registry: Registry, arguments: list[str], fewest: int
) -> None:
    whole, *left = killed(review, tmp_path, MAIN.format(asking(arguments, registry)))
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
    for folder in {tuple(sorted(tree(folder).items())): folder for folder in left}.values():
        done = subprocess.run(
            [*COMMAND, *again], cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
        files = {k: v for k, v in tree(folder).items() if ".unfinished" not in k}
        assert files == after, (folder.name, done.stdout, done.stderr)
        assert done.returncode in (0, 1) or "there already" in done.stderr, done.stderr
        if "there already" not in done.stderr and "is current" not in done.stdout:
            assert unfinished(folder) == [], "the next run that writes there clears up"


@pytest.mark.parametrize("new", [True, False], ids=["new-folder", "empty-folder"])
@pytest.mark.parametrize("arguments", [["init", "--yes"], ["render"]], ids=["init", "render"])
def test_a_killed_start_leaves_an_empty_folder_or_whole_files(
    tmp_path: Path, arguments: list[str], *, new: bool
) -> None:
    template = Path(shutil.copytree(BASE, tmp_path / "review"))
    if not new:
        (template / "out").mkdir()
    whole, *left = killed(template, tmp_path, MAIN.format([*arguments, "out"]))
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
from claimweave import site_swap
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
    whole, *left = killed(template, tmp_path, SWAP.format(way))
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


def test_a_build_that_is_killed_is_repeated(review: Path) -> None:
    for name in ("one", "two", "three"):
        (review / "claims" / "1-fields" / f"{name}.yml").unlink()
    (review / "mkdocs.yml").write_text(SITE_CONFIGURATION, encoding="utf-8")
    create_file(review / "site" / "index.html", "the last good one")
    process = subprocess.Popen([*COMMAND, "--project", str(review), "build"])
    until = time.monotonic() + 60
    while not [p for p in review.glob(".site-new-*/*") if p.is_file() or any(p.iterdir())]:
        assert time.monotonic() < until, "the build has begun to write"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert tree(review / "site") == {"index.html": b"the last good one"}
    assert len(list(review.glob(".site-*"))) == 1
    both = [subprocess.Popen([*COMMAND, "--project", str(review), "build"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for _ in range(2)]  # fmt: skip
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert list(review.glob(".site-*")) == []
    page = review / "site" / "claims" / "nitrate-feeds-barley" / "index.html"
    assert "Barley yields more" in page.read_text(encoding="utf-8")


# A full disk: a limit on the size of files makes the system refuse to write, as a full disk does


def full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


WRITING = [
    pytest.param(["fmt"], 1, id="fmt"),
    pytest.param(["schema"], 1, id="schema"),
    pytest.param(["source", "import", "--force", "article.txt"], 2, id="source-import"),
    pytest.param(["source", "import", "--output", "new/s.yml", "article.txt"], 2, id="new-file"),
    pytest.param(["init", "--yes", "out"], 2, id="init"),
    pytest.param(["init", "--yes", "far/out"], 2, id="init-below-a-new-folder"),
    pytest.param(["build"], 1, id="build"),
    pytest.param(["render", "out"], 2, id="render"),
    pytest.param(NEW, 2, id="new-claim"),
    pytest.param(STUDY, 2, id="new-study"),
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
    result = subprocess.run(
        [*COMMAND, *asking(arguments, registry)], cwd=review,
        capture_output=True, encoding="utf-8", check=False,
        preexec_fn=full_disk, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
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
        result = subprocess.run(
            [*COMMAND, "--project", str(review), "check", "--format", form],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert result.returncode == 3
    assert result.stderr == "claimweave: the output cannot be written: No space left on device\n"


# A read-only tree. Root may write everywhere, unless it gives up the right to


def as_anybody(command: list[str]) -> list[str]:
    """Return the command such that permissions count for it, also if we are root."""
    if os.geteuid() != 0:
        return command
    rights = "--bounding-set=-dac_override,-dac_read_search"
    probe = ["setpriv", rights, "true"]
    if shutil.which("setpriv") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("PERMISSIONS WERE NOT TESTED: root, and no setpriv to give up its rights")
    return ["setpriv", rights, *command]


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
    result = subprocess.run(
        as_anybody([*COMMAND, *asking(arguments, registry)]),
        cwd=sealed, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
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
        command = as_anybody([*COMMAND, "--project", str(sealed), *arguments])
        result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert (result.returncode, result.stderr) == (1, "")
        if arguments[0] == "check":
            assert said in result.stdout
            assert "Permission denied" in result.stdout


# Two at once


def test_two_runs_of_fmt_end_with_every_file_in_its_form(review: Path) -> None:
    for number in range(60):
        (review / "claims" / "1-fields" / f"c-{number}.yml").write_text(DISORDER, encoding="utf-8")
    both = [subprocess.Popen([*COMMAND, "--project", str(review), "fmt"], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)]  # fmt: skip
    said = [process.communicate() for process in both]
    assert all(err == "" for _, err in said)
    assert run_command(review, "fmt", "--check").returncode == 0
    assert unfinished(review) == []


@pytest.mark.parametrize(
    "arguments",
    [pytest.param(NEW, id="new-claim"), pytest.param(STUDY, id="new-study"),
     pytest.param(CITE, id="cite"), pytest.param(VERIFY, id="verify"),
     pytest.param(["source", "import", "--force", "article.txt"], id="source-import"),
     pytest.param(["schema"], id="schema")],
)  # fmt: skip
def test_three_runs_at_once_do_the_work_once(
    review: Path, tmp_path: Path, registry: Registry, arguments: list[str]
) -> None:
    command = [*COMMAND, *asking(arguments, registry)]
    alone = Path(shutil.copytree(review, tmp_path / "alone"))
    subprocess.run(command, cwd=alone, capture_output=True, check=False)
    three = [subprocess.Popen(command, cwd=review, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
             for _ in range(3)]  # fmt: skip
    said = ["".join(process.communicate()) for process in three]
    assert tree(review) == tree(alone) != {}
    assert unfinished(review) == []
    for process, told in zip(three, said, strict=True):
        refused = "there already" in told or "was changed" in told or "has the same" in told
        assert refused or process.returncode in (0, 1), told
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
        command = [*COMMAND, *(a.replace("{}", name) for a in arguments)]
        result = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
    assert result.returncode == 2, result.stderr
    assert "fault of the tool" not in result.stderr
