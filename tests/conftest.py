"""What tests share: the project itself, its evidence base, and its site built once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import chromium, served
from claimweave.checking import Report, check
from claimweave.evidence.base import EvidenceBase
from claimweave.sources.review_reader import read_review

PROJECT = Path(__file__).resolve().parent.parent
# These read what somebody has looked up online: a review without that file has nothing for them.
LOOKED_UP = {"retracted-reference", "expression-of-concern", "doi-mismatch"}


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def report() -> Report:
    """The check of this project's own review."""
    return check(read_review(PROJECT))


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
    for name in ("claims", "docs", "scripts"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, target / name, ignore=ignore)
    for name in ("bibliography.bib", "mkdocs.yml"):
        shutil.copy(PROJECT / name, target / name)
    return target


def run_build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the build script on a copy of the project."""
    command = [sys.executable, str(PROJECT / "scripts" / "build.py"), "--project", str(folder)]
    ours = ("SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH")
    environment = {"PYTHONHASHSEED": "1"} | {k: v for k, v in os.environ.items() if k not in ours}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=folder
    )


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The site, built by the build script from a copy; once for all workers."""
    folder, done = shared_folder / "project", shared_folder / "site.done"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_for(done)
    else:
        result = run_build(copy_project(folder))
        done.write_text(f"{result.returncode}\n{result.stdout}\n{result.stderr}", encoding="utf-8")
    said = done.read_text(encoding="utf-8")
    assert said.startswith("0\n"), said
    return folder / "site"


def wait_for(path: Path) -> None:
    """Wait until another worker has made a file."""
    import time

    for _ in range(1200):
        if path.exists():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{path.name} did not appear")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site while it is served."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium() as found:
        yield found
