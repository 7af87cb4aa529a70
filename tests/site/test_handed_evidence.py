"""What a build hands to its notebooks is what they would have read and computed themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from claimweave.api import NotCleanError, load
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.site import handed_evidence
from claimweave.site.handed_evidence import HANDED, handed
from claimweave.site.whole_site import render

REVIEW = Path(__file__).parents[1] / "shaped_review"
COSTLY = ("check_results", "lens_results", "robustness", "threshold_moves", "withdrawals")


@pytest.fixture(scope="module")
def rendered() -> Report:
    """The check of a small review after its pages were made: then a build hands it on."""
    report = check(read_review(REVIEW))
    render(report)
    return report


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the same review, in another place."""
    ignored = shutil.ignore_patterns("site", ".site-*")
    return Path(shutil.copytree(REVIEW, tmp_path / "review", ignore=ignored))


def computed(base: EvidenceBase) -> dict[str, object]:
    found = {name: getattr(base, name) for name in COSTLY}
    return {k: list(v.items()) if isinstance(v, Mapping) else v for k, v in found.items()}


def never(*_: object) -> None:
    raise AssertionError("it was read and checked once more")


def test_a_notebook_gets_what_it_would_have_read_and_computed(
    rendered: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = load(REVIEW)
    monkeypatch.setattr("claimweave.api.check", never)
    with handed(REVIEW, rendered):
        got = load(REVIEW / "claims")
    assert got.review == alone.review
    assert got.review is not rendered.base.review
    assert list(got.facts.uses) == list(alone.facts.uses)
    assert computed(got) == computed(alone)
    assert all(computed(alone)[name] for name in ("check_results", "robustness", "withdrawals"))


def test_another_process_gets_it_and_searches_nothing(rendered: Report) -> None:
    code = (
        "import sqlite3, sys; from pathlib import Path; from claimweave.api import load;"
        "sqlite3.connect = None; base = load(Path(sys.argv[1]));"
        "print([*base.robustness.items()] + [*base.withdrawals.items()])"
    )
    with handed(REVIEW, rendered):
        command = [sys.executable, "-c", code, str(REVIEW)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    known = [*rendered.base.robustness.items(), *rendered.base.withdrawals.items()]
    assert done.stdout == f"{known}\n"


def test_a_notebook_about_another_review_reads_that_one(rendered: Report, project: Path) -> None:
    (claim, *_) = sorted((project / "claims").glob("[!_]*/*.yml"))
    claim.write_text(f"{claim.read_text('utf-8')}note: Of the copy.\n", encoding="utf-8")
    with handed(REVIEW, rendered):
        got = load(project)
    assert "Of the copy." in {c.record.note for c in got.review.claims.values()}


def test_a_kernel_of_another_environment_reads_for_itself(
    rendered: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    with handed(REVIEW, rendered):
        monkeypatch.setattr(sys, "prefix", "/another/environment")
        assert handed_evidence.handed_evidence(REVIEW) is None
        assert load(REVIEW).review == rendered.base.review


def test_what_has_an_error_is_not_handed_on(project: Path) -> None:
    (project / "claims" / "_review" / "sentences.yml").write_text("a: [", encoding="utf-8")
    report = check(read_review(project))
    assert report.errors
    with handed(project, report), pytest.raises(NotCleanError, match="error"):
        load(project)


def test_it_goes_with_the_build(rendered: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HANDED, "as it was")
    with handed(REVIEW, rendered):
        file = Path(os.environ[HANDED])
        assert file.stat().st_mode & 0o077 == 0 or file.parent.stat().st_mode & 0o077 == 0
    assert os.environ[HANDED] == "as it was"
    assert not file.parent.exists()
    assert load(REVIEW).review == rendered.base.review
