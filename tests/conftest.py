"""What tests share: the project itself, its evidence base, and its site built once."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import Browser

import full_runs
from browsing import chromium, served
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site.whole_site import render
from mini_site import mini_project
from searched_once import leave_what_was_searched, search_once
from site_in_the_making import SAID, begun
from site_survey import Survey, surveyed

T = TypeVar("T")
PROJECT = Path(__file__).resolve().parent.parent
OTHER_DAY = "1767225600"
"""The time of the other review's commit in seconds: the first of January 2026."""
YOUNG = 20_000
"""So many new objects, and not 700, until somebody looks for garbage among them."""
QUICK_START = "--js-flags=--liftoff-only"
"""SQLite in a page is compiled plainly: each page that opens it compiles it anew, and a second,
thorough compiler beside it costs more than a few queries win."""
# These read what somebody has looked up online: a review without that file has nothing for them.
LOOKED_UP = {"retracted-reference", "expression-of-concern", "doi-mismatch"}


def pytest_configure(config: pytest.Config) -> None:
    """Tell `full_runs`, which test modules import, how much is wanted."""
    os.environ.pop(full_runs.SOME_ONLY, None)
    if "not full" in config.option.markexpr:
        os.environ[full_runs.SOME_ONLY] = "1"


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Have nobody look for garbage among what stays until the end: modules, and all tests.

    A test leaves little: to look for it less often costs no memory that could be told.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG)
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Have a worker send one report of a test that passes, and not three.

    Nobody is told of a set-up and a tear-down that passed, and to send them costs each test about
    a thousandth of a second.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_unconfigure() -> None:
    """At its end a process wants to see everything go."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def report(shared: Path) -> Report:
    """The check of this project's own review; what one worker has searched, no other searches."""
    found = check(read_review(PROJECT))
    search_once(found.base, shared)
    return found


@pytest.fixture(scope="session")
def base(report: Report) -> EvidenceBase:
    """The evidence base of this project's own review."""
    return report.base


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """The folder of the Node tools, which `make test` installs."""
    folder = PROJECT / "tests" / "node"
    assert (folder / "node_modules").is_dir(), "run `make node`: the Node tools are not installed"
    return folder


def copy_project(target: Path) -> Path:
    """Copy what a build needs into a folder; return the copy."""
    for name in ("claims", "docs", "scripts", ".github/ISSUE_TEMPLATE"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, target / name, ignore=ignore)
    for name in ("bibliography.bib", "mkdocs.yml"):
        shutil.copy(PROJECT / name, target / name)
    return target


def run_build(folder: Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the build script on a copy of a project, from within it or from elsewhere."""
    command = [sys.executable, str(PROJECT / "scripts" / "build.py"), "--project", str(folder)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=unpublished(), cwd=cwd or folder
    )


def unpublished() -> dict[str, str]:
    """The environment of a build that knows no address and no time."""
    ours = ("SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH")
    return {"PYTHONHASHSEED": "1"} | {k: v for k, v in os.environ.items() if k not in ours}


def once(shared: Path, name: str, make: Callable[[], str]) -> str:
    """Return what `make` gives; one worker makes it, and the others wait, however long it takes.

    A worker that fails, or ends, lets the next one try.
    """
    done = shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            found = make()
            done.write_text(found, encoding="utf-8")
    return done.read_text(encoding="utf-8")


def kept_once(shared: Path, name: str, make: Callable[[], T]) -> T:
    """Return what `make` gives, or a copy of what it gave to another worker."""
    file = shared / f"{name}.pickle"

    def keep() -> str:
        file.write_bytes(pickle.dumps(make()))
        return str(file)

    kept: T = pickle.loads(Path(once(shared, name, keep)).read_bytes())  # noqa: S301 - our own
    return kept


@pytest.fixture(scope="session", autouse=True)
def site_begun(request: pytest.FixtureRequest, shared: Path) -> Iterator[bool]:
    """Whether a test wants the site: then its build begins before, and others run meanwhile."""
    wanted = any("site" in getattr(item, "fixturenames", ()) for item in request.session.items)
    process = begun(shared, copy_project, unpublished()) if wanted else None
    yield wanted
    if process:
        said = (shared / SAID).read_text(encoding="utf-8") if process.wait() else ""
        assert process.returncode == 0, f"the site was not built beside the tests:\n{said}"


@pytest.fixture(scope="session")
def woven(shared: Path, request: pytest.FixtureRequest) -> Mapping[str, str | bytes]:
    """The pages and data files of this project's own review, as MkDocs gets them; woven once."""

    def weave() -> dict[str, str | bytes]:
        if request.getfixturevalue("site_begun"):
            request.getfixturevalue("site")  # its build has searched what this would search
        report: Report = request.getfixturevalue("report")
        pages = render(report)
        leave_what_was_searched(report.base, shared)
        return pages

    return kept_once(shared, "woven", weave)


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The site, built by the build script from a copy; once for all workers."""

    def build() -> str:
        folder = shared / "project"
        shutil.rmtree(folder, ignore_errors=True)
        result = run_build(copy_project(folder))
        assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
        return str(folder / "site")

    return Path(once(shared, "site", build))


@pytest.fixture(scope="session")
def mini_site(shared: Path) -> Path:
    """The site of a miniature review with a notebook, built from within another review."""

    def build() -> str:
        folder = shared / "mini"
        shutil.rmtree(folder, ignore_errors=True)
        result = run_build(mini_project(folder), cwd=PROJECT)
        assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
        assert "WARNING" not in result.stderr
        return str(folder / "site")

    return Path(once(shared, "mini", build))


@pytest.fixture(scope="session")
def other_site(shared: Path) -> Path:
    """The site of a second review, whose project has a repository and a day: by the command."""

    def build() -> str:
        folder = shared / "other"
        shutil.rmtree(folder, ignore_errors=True)
        ignored = shutil.ignore_patterns("site", ".site-*")
        shutil.copytree(PROJECT / "tests" / "other_review", folder, ignore=ignored)
        with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
            settings.write("repo_url: https://forge.example/birds/review\n")
        command = [sys.executable, "-m", "claimweave", "build"]
        ours = ("SITE_URL", "REPO_URL")
        environment = {k: v for k, v in os.environ.items() if k not in ours}
        environment["SOURCE_DATE_EPOCH"] = OTHER_DAY
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return str(folder / "site")

    return Path(once(shared, "other", build))


@pytest.fixture(scope="session")
def survey(shared: Path, site: Path) -> Survey:
    """What the HTML of all pages of the site tells; read once for all workers."""
    return kept_once(shared, "survey", lambda: surveyed(site))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site while it is served."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium(QUICK_START) as found:
        yield found
