"""Two pull requests that know nothing of each other: Git merges them, and the whole is clean."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from assembly import BASE, edited
from claimweave.commands.command_line import main
from claimweave.derived.known_names import KNOWN_NAMES
from claimweave.review.paths import FORM_FOLDER
from claimweave.review.reading.review_reader import read_review
from git_folder import commit, git

DAY = "--added=2026-01-31"
ADLER = "Adler2001 supports"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review under Git, on the branch `main`: with schemas, issue forms and exemptions."""
    root = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("begun") / "project"))
    (root / FORM_FOLDER).mkdir(parents=True)
    (root / ".gitignore").write_text("/.cache/\n")
    # Two sentences that assert something, with a claim of each on the page.
    edited(
        root, "claims/_review/sentences.yml", "\n    asserts_nothing: Points to the next part.", ""
    )
    claim(root, "Beans yield less on poor soil.", "S1.p1.s2", "Brandt2005 supports S1.p1.s2")
    claim(root, "The next part is about soil tests.", "S1.p1.s3", "FieldReview supports S1.p1.s3")
    assert main(["--project", str(root), "schema"]) == 0
    assert main(["--project", str(root), "fmt"]) == 0
    assert main(["--project", str(root), "check"]) == 0
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


@pytest.fixture
def project(begun: Path, tmp_path: Path) -> Path:
    """A copy of that review."""
    return Path(shutil.copytree(begun, tmp_path / "project"))


def claim(root: Path, text: str, place: str, evidence: str) -> None:
    given = [f"--claim={text}", "--kind=effect", "--section=Fields", f"--asserted={place}"]
    more = [f"--evidence={evidence}", "--weave", "--no-comments", DAY]
    assert main(["--project", str(root), "new", *given, *more]) == 0


def reference(root: Path, author: str, title: str) -> None:
    given = [f"--author={author}", f"--title={title}", "--year=2020", "--journal=Soils"]
    seen = ["--source=https://example.org/soils", DAY]
    assert main(["--project", str(root), "cite", *given, *seen]) == 0


def branch(project: Path, name: str, change: Callable[[Path], None]) -> None:
    """Commit a change on a branch of its own that begins at main, by the commands alone."""
    git(project, "switch", "--quiet", "--create", name, "main")
    change(project)
    assert main(["--project", str(project), "check"]) == 0
    assert main(["--project", str(project), "fmt", "--check"]) == 0
    assert main(["--project", str(project), "schema", "--check"]) == 0
    commit(project)


def test_a_claim_and_a_reference_each_in_one_section_merge(project: Path) -> None:
    def first(root: Path) -> None:
        reference(root, "Cole, Ann", "Nitrate and rain")
        claim(root, "Rain washes nitrate out of the soil.", "S1.p1.s1", "Cole2020 supports")

    def second(root: Path) -> None:
        reference(root, "Aben, Otto", "Beans and lime")
        claim(root, "Lime helps beans on poor soil.", "S1.p1.s3", "Aben2020 supports")

    branch(project, "first", first)
    branch(project, "second", second)
    git(project, "switch", "--quiet", "main")
    for name in ("first", "second"):
        git(project, "merge", "--quiet", "--no-edit", "--no-ff", name)
    assert git(project, "status", "--porcelain") == ""
    assert main(["--project", str(project), "check"]) == 0
    assert main(["--project", str(project), "schema", "--check"]) == 0
    review = read_review(project)
    assert {"Cole2020", "Aben2020"} <= set(review.references)
    assert len(review.claims) == 4 + 2 + 2
    woven = [name for page in review.pages for name, _ in page.woven if name in review.claims]
    assert len(woven) == 2 + 2 + 2
    assert "Cole2020" in (project / KNOWN_NAMES).read_text("utf-8")


def test_at_one_line_of_one_page_only_that_page_conflicts(project: Path) -> None:
    """Which of two sentences comes first is for a person to say: nothing is joined unseen."""
    for name, text in (("first", "Rain washes it out."), ("second", "Frost keeps it in.")):
        branch(project, name, partial(claim, text=text, place="S1.p1.s1", evidence=ADLER))
    git(project, "switch", "--quiet", "main")
    git(project, "merge", "--quiet", "--no-edit", "first")
    with pytest.raises(subprocess.CalledProcessError):
        git(project, "merge", "--quiet", "--no-edit", "second")
    unmerged = git(project, "diff", "--name-only", "--diff-filter=U").split()
    assert unmerged == ["docs/index.md"]
    assert main(["--project", str(project), "check"]) == 1  # the marks are told
    page = project / "docs/index.md"
    marks = ("<<<<<<<", "=======", ">>>>>>>")
    lines = page.read_text("utf-8").splitlines(keepends=True)
    page.write_text("".join(line for line in lines if not line.startswith(marks)), "utf-8")
    assert main(["--project", str(project), "check"]) == 0


PASTED = """@article{whatever,
  author = {Dorn, Eva}, title = {Lime on poor soil}, journal = {Soils}, year = {2019},
  doi = {10.1000/lime}
}
"""
BY_HAND = """claim: Lime helps beans on poor soil.
kind: effect
evidence:
  - cites: Dorn2019
    stance: supports
    added: 2026-01-31
"""


@pytest.mark.parametrize("identifies", [(), ("--identifies=3", "--identity=named")])
def test_a_claim_by_hand_and_a_reference_by_paste_leave_nothing_to_do(
    project: Path, tmp_path: Path, identifies: tuple[str, ...]
) -> None:
    """What the workflow asks for after the guide's own steps: the check, the form, the schemas."""

    def change(root: Path) -> None:
        (tmp_path / "saved.bib").write_text(PASTED, encoding="utf-8")
        given = [f"--from={tmp_path / 'saved.bib'}", "--source=https://example.org/lime", DAY]
        assert main(["--project", str(root), "cite", *given, *identifies]) == 0
        if not identifies:
            (root / "claims/1-fields/lime-helps-beans.yml").write_text(BY_HAND, encoding="utf-8")
            edited(
                root,
                "docs/index.md",
                "[[soil-tests-pay]]",
                "[[soil-tests-pay]]\n[[lime-helps-beans]]",
            )

    branch(project, "mine", change)
    assert ("Ref3" in read_review(project).references) is not bool(identifies)
