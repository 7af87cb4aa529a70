"""What test_faults.py does for most writers, for those that write many files: slow by nature."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly import BASE, SITE_CONFIGURATION
from registries import Registry, served, work

pytestmark = pytest.mark.full

SUPPORT = Path(__file__).resolve().parents[1] / "support"
COMMAND = [sys.executable, "-m", "claimweave"]
OATS = "10.1000/oats"
IDENTIFY = ["cite", OATS, "--identifies", "Ref3", "--identity", "named", "--crossref", "{registry}"]
EXPORT = ["export", "far/out"]
RUN = """
import os, shutil, sys
from pathlib import Path
import fault_points
template, runs, arguments = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
code = f"from claimweave.commands.command_line import main\\nmain({arguments!r})"
import claimweave.commands.command_line, claimweave.rules.checking, claimweave.site.building
import claimweave.site.whole_site, claimweave.review.reading.review_reader
import mkdocs.commands.build, material
copy = lambda name: Path(shutil.copytree(template, runs / name, symlinks=True))
names = fault_points.moments(copy("counted"), code)
dull = ("open", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree")
telling = [n for n, name in enumerate(names, 1) if name not in dull]
every = range(1, len(names) + 1)
chosen = sorted({*telling[:8], *telling[-8:], *every[-8:], *every[:: max(1, len(names) // 16)]})
for n in chosen:
    fault_points.moments(copy(str(n)), code, kill_at=n)
sys.stdout.write(f"{len(names)} {len(chosen)}\\n")
"""
"""Kill a command that changes hundreds of files at some of its moments: those that tell, most."""


@pytest.fixture
def registry() -> Iterator[Registry]:
    with served() as found:
        found.works[OATS] = work(OATS, "Phosphate and the yield of oats", 2011)
        yield found


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path / "review"))
    (folder / "mkdocs.yml").write_text(SITE_CONFIGURATION, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def unfinished(folder: Path) -> list[Path]:
    marks = (".unfinished", ".site-", ".export-")
    return [p for p in folder.rglob(".*") if any(mark in p.name for mark in marks)]


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    return {k: v for k, v in files.items() if ".unfinished" not in k and not k.startswith(".site-")}


def run(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


def killed(review: Path, folder: Path, arguments: list[str]) -> tuple[Path, list[Path]]:
    """Kill the command at many moments; return what a whole run left, and what each kill left."""
    runs = folder / "runs"
    runs.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(review), str(runs), *arguments],
        cwd=SUPPORT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"},
    )
    assert done.returncode == 0, done.stderr
    left = sorted((p for p in runs.iterdir() if p.name.isdigit()), key=lambda p: int(p.name))
    assert len(left) == int(done.stdout.split()[1])
    return runs / "counted", left


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(
    review: Path, tmp_path: Path
) -> None:
    """The whole command, from its first change to its last, and not its last steps alone."""
    (review / "site").mkdir()
    (review / "site" / "index.html").write_text("the last good one", encoding="utf-8")
    before, sources = tree(review / "site"), tree(review)
    counted, left = killed(review, tmp_path, ["build"])
    after = tree(counted / "site")
    assert len(after) > 100
    assert len(left) > 20
    old = new = 0
    for folder in left:
        site = tree(folder / "site")
        assert site in (before, after), folder.name
        old, new = old + (site == before), new + (site == after)
        kept = {k: v for k, v in whole(tree(folder)).items() if not k.startswith("site/")}
        assert kept.items() >= {k: v for k, v in sources.items() if "site/" not in k}.items()
    assert old > 10
    assert new, "the last steps only clear up"
    for folder in (left[0], left[len(left) // 2], left[-1]):
        done = run(folder, ["build"])
        assert done.returncode == 0, done.stderr
        assert tree(folder / "site").keys() == after.keys()
        assert unfinished(folder) == []


def test_an_export_that_is_killed_leaves_an_empty_folder_or_whole_files(
    review: Path, tmp_path: Path
) -> None:
    counted, left = killed(review, tmp_path, EXPORT)
    after = tree(counted)
    assert sum(path.endswith(".parquet") for path in after) == 13
    for folder in left:
        assert whole(tree(folder)).items() <= after.items(), folder.name
    empty = [folder for folder in left if not whole(tree(folder / "far" / "out"))]
    assert len(empty) > 5
    for folder in (empty[0], empty[-1]):
        done = run(folder, EXPORT)
        assert done.returncode == 0, done.stderr
        assert tree(folder) == after
        assert unfinished(folder) == []


def test_an_identification_that_is_killed_is_finished_by_the_next_run(
    review: Path, tmp_path: Path, registry: Registry
) -> None:
    """It changes a claim, the bibliography and the name of a study sheet."""
    sheet = review / "claims" / "_studies"
    shutil.copy(sheet / "Adler2001.yml", sheet / "Ref3.yml")
    arguments = [argument.replace("{registry}", registry.address) for argument in IDENTIFY]
    counted, left = killed(review, tmp_path, arguments)
    before, after = tree(review), tree(counted)
    assert before != after
    assert len(left) > 8
    for folder in left:
        for path, content in whole(tree(folder)).items():
            assert content in (before.get(path), after.get(path)), (folder.name, path)
    for folder in {tuple(sorted(whole(tree(one)).items())): one for one in left}.values():
        done = run(folder, arguments)
        assert whole(tree(folder)) == after, (folder.name, done.stdout, done.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["rename", "nitrate-feeds-barley", "barley-eats-nitrate"], id="claim"),
        pytest.param(["rename", "Adler2001", "AdlerI2001"], id="reference"),
    ],
)
def test_a_renaming_that_is_killed_is_finished_by_the_next_run(
    review: Path, tmp_path: Path, arguments: list[str]
) -> None:
    """It changes claims, a page, perhaps the bibliography, and the name of a file.

    A file that moves has its new text a moment before its new name.
    """
    counted, left = killed(review, tmp_path, arguments)
    before, after = tree(review), tree(counted)
    assert before != after
    for folder in left:
        for path, content in whole(tree(folder)).items():
            moved = after.get(path.replace(arguments[1], arguments[2]))
            assert content in (before.get(path), after.get(path), moved), (folder.name, path)
    for folder in {tuple(sorted(whole(tree(one)).items())): one for one in left}.values():
        done = run(folder, arguments)
        assert whole(tree(folder)) == after, (folder.name, done.stdout, done.stderr)


def full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def as_anybody(command: list[str]) -> list[str]:
    """Return the command such that permissions count for it, also if we are root."""
    if os.geteuid() != 0:
        return command
    rights = "--bounding-set=-dac_override,-dac_read_search"
    if (
        shutil.which("setpriv") is None
        or subprocess.run(["setpriv", rights, "true"], check=False).returncode
    ):
        pytest.skip("PERMISSIONS WERE NOT TESTED: root, and no setpriv to give up its rights")
    return ["setpriv", rights, *command]


WRITERS = [pytest.param(EXPORT, 2, id="export"), pytest.param(IDENTIFY, 3, id="identify")]


@pytest.mark.parametrize("fault", ["File too large", "Permission denied"])
@pytest.mark.parametrize(("arguments", "status"), WRITERS)
def test_a_full_disk_and_a_read_only_tree_are_told(
    review: Path, registry: Registry, arguments: list[str], status: int, fault: str
) -> None:
    before = tree(review)
    asked = [argument.replace("{registry}", registry.address) for argument in arguments]
    readonly = fault == "Permission denied"
    for path in (*review.rglob("*"), review) if readonly else ():
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [*COMMAND, *asked]
    done = subprocess.run(
        as_anybody(command) if readonly else command,
        cwd=review,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=None if readonly else full_disk,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    for path in (review, *review.rglob("*")) if readonly else ():
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == status, done.stderr
    assert fault in done.stderr
    assert "Traceback" not in done.stderr
    assert "fault of the tool" not in done.stderr
    assert tree(review) == before
    assert not (review / "far").exists()
    assert unfinished(review) == []
