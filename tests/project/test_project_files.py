"""The files around the project: they say only what is true of it."""

import json
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import claimweave.rules.checking  # noqa: F401 - registers the rules
from assembly import check_in_process
from claimweave.commands import COMMANDS
from claimweave.review.claim import Check, ClaimRecord, Evidence, Reading, Topic
from claimweave.review.record import record_fields
from claimweave.review.study import SourceFinding, StudyRecord
from claimweave.rules.registry import RULES
from loaded_command import run_loaded

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GUIDES = ("README.md", "CONTRIBUTING.md", "DEVELOPING.md", "CHANGELOG.md", "LICENSE-CONTENT.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text_of("pyproject.toml"))


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)


def workflow(path: Path) -> dict[str, Any]:
    content: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["on"] = content.pop(True)  # YAML 1.1 reads the key `on` as a truth value
    return content


def steps(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in content["jobs"].values() for step in job["steps"]]


def granted(content: dict[str, Any]) -> dict[str | None, Any]:
    jobs = {name: job.get("permissions") for name, job in content["jobs"].items()}
    return {None: content["permissions"]} | jobs


# What the guides say


@pytest.mark.parametrize("guide", GUIDES)
def test_guides_name_make_targets_that_exist(guide: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text_of(guide)))
    assert named <= targets


def test_readme_shows_the_two_commands() -> None:
    assert {"make site", "make test"} <= set(re.findall(r"make \w+", text_of("README.md")))


def test_readme_lists_each_subcommand() -> None:
    listed = set(re.findall(r"^\| `claimweave (\w+)", text_of("README.md"), re.MULTILINE))
    assert listed == set(COMMANDS)


@pytest.mark.parametrize("guide", GUIDES)
def test_relative_links_lead_to_files(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(guide))
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_readme_shows_a_real_claim() -> None:
    (path,) = re.findall(r"one whole file, `([^`]+)`", text_of("README.md"))
    assert blocks("README.md", "yaml") == [text_of(path)]


def test_readme_shows_a_real_message(tmp_path: Path) -> None:
    shown = next(block for block in blocks("README.md", "text") if "unknown-reference" in block)
    for name in ("claims", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "bibliography.bib", tmp_path)
    claim = tmp_path / shown.partition(":")[0]
    content = claim.read_text(encoding="utf-8").replace("Dellink2025", "Delink2025")
    claim.write_text(content, encoding="utf-8")
    done = check_in_process(tmp_path)
    assert done.status == 1
    assert done.text.startswith(shown)


def test_readme_lists_the_published_data(woven: Mapping[str, str | bytes]) -> None:
    listed = set(re.findall(r"^\| `data/([^`]+)`", text_of("README.md"), re.MULTILINE))
    assert listed == {path.removeprefix("data/") for path in woven if path.startswith("data/")}


def test_contributing_explains_each_field() -> None:
    models = (ClaimRecord, Evidence, Topic, Check, Reading, StudyRecord, SourceFinding)
    fields = {name for model in models for name in record_fields(model)}
    fields |= {"definition", "synonyms", "includes"}  # of a term that has a page
    guide = text_of("CONTRIBUTING.md")
    assert set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == fields


def test_commands_in_contributing_can_be_typed() -> None:
    """`claimweave` alone is found by nobody's shell: it lies in the environment."""
    guide = text_of("CONTRIBUTING.md")
    typed = re.findall(r"^\$ (\S+)", "\n".join(blocks("CONTRIBUTING.md", "console")), re.MULTILINE)
    assert set(typed) == {"git", "cd", "make", ".venv/bin/claimweave"}
    shown = set(re.findall(rf"`claimweave ({'|'.join(COMMANDS)})\b", guide))
    assert shown <= {"init", "verify"}  # of which the guide says that others, or workflows, run it
    named = re.findall(r"\.venv/bin/claimweave ([a-z]+)", guide)
    assert set(named) <= set(COMMANDS)
    assert {"new", "cite", "explain", "fmt", "diff"} <= set(named)


def test_contributing_comes_first_and_the_engine_last() -> None:
    headings = re.findall(r"^## (.*)", text_of("CONTRIBUTING.md"), re.MULTILINE)
    assert headings[:2] == ["Three ways in", "What we keep to"]
    engine = re.findall(r"^## (.*)", text_of("DEVELOPING.md"), re.MULTILINE)
    assert not set(engine) & set(headings)


def test_links_within_a_guide_lead_to_a_heading() -> None:
    for guide in GUIDES:
        for name, anchor in re.findall(r"\]\(([\w.]*\.md)?#([\w-]+)\)", text_of(guide)):
            headings = re.findall(r"^#+ (.*)", text_of(name or guide), re.MULTILINE)
            known = {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings}
            assert anchor in known, f"{guide}: {name}#{anchor}"


def test_contributing_names_the_rules_with_exemptions() -> None:
    (sentence,) = re.findall(r"^These are (.*)\.$", text_of("CONTRIBUTING.md"), re.MULTILINE)
    exemptable = {rule.id for rule in RULES.values() if rule.exemptable}
    assert set(re.findall(r"`([a-z-]+)`", sentence)) == exemptable


def test_developing_lays_out_the_engine() -> None:
    table = text_of("DEVELOPING.md").partition("## How the code is laid out")[2]
    named = set(re.findall(r"`(\w+(?:/|\.py))`", table.partition("\n## ")[0]))
    engine = ROOT / "scripts/claimweave"
    packages = {f"{path.parent.name}/" for path in engine.glob("*/__init__.py")}
    within = {f"{path.parent.name}/" for path in engine.glob("*/*/__init__.py")}
    assert packages <= named <= packages | within | {path.name for path in engine.glob("*.py")}


def test_changelog_begins_with_what_is_unreleased() -> None:
    headings = re.findall(r"^## (.*)", text_of("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"


# Citation and licence


def test_citation_file_agrees_with_the_project() -> None:
    citation = yaml.safe_load(text_of("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert not {"doi", "identifiers", "url", "repository-code"} & set(citation)
    assert citation["type"] == "software"
    assert citation["title"] == project()["project"]["name"]
    assert citation["version"] == project()["project"]["version"]
    assert citation["license"] == project()["project"]["license"] == "MIT"


def test_licences_name_their_terms_and_holder() -> None:
    holder = "2026 The claimweave authors"
    assert text_of("LICENSE").startswith(f"MIT License\n\nCopyright (c) {holder}\n")
    content = text_of("LICENSE-CONTENT.md")
    assert f"Copyright {holder}" in content
    assert "<https://creativecommons.org/licenses/by/4.0/legalcode>" in content


# Workflows


def test_there_are_seven_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == [
        "checks.yml",
        "comment.yml",
        "full.yml",
        "locks.yml",
        "publish.yml",
        "release.yml",
        "verify.yml",
    ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_action_is_pinned_by_commit_with_its_version(path: Path) -> None:
    used = re.findall(r"\buses:.*", path.read_text(encoding="utf-8"))
    assert used
    pinned = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line)] == []


def test_an_action_has_one_pin_in_all_workflows() -> None:
    lines = {line for path in WORKFLOWS for line in re.findall(r"uses: .*", path.read_text())}
    actions = [line.partition("@")[0] for line in lines]
    assert len(actions) == len(set(actions))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_job_ends_and_keeps_no_credentials(path: Path) -> None:
    content = workflow(path)
    assert content["concurrency"]["group"]
    longest = 60 if path.stem == "full" else 15  # nobody waits for the full walk
    assert all(job["timeout-minutes"] <= longest for job in content["jobs"].values())
    checkouts = [s for s in steps(content) if s.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_is_put_into_a_shell_command(path: Path) -> None:
    assert not any("${{" in step.get("run", "") for step in steps(workflow(path)))


def test_checks_are_safe_for_forks() -> None:
    path = ROOT / ".github/workflows/checks.yml"
    content = workflow(path)
    assert content["on"] == {"pull_request": None, "push": {"branches": ["main"]}}
    reading = {"contents": "read"}
    assert granted(content) == {None: {}, "claims": reading, "preview": reading, "tests": reading}
    assert not re.search(r"secrets|github\.token|pull_request_target", path.read_text())


def test_checks_annotate_pull_requests_and_run_the_tests() -> None:
    runs = [step.get("run") for step in steps(workflow(ROOT / ".github/workflows/checks.yml"))]
    assert ".venv/bin/claimweave check --format github" in runs
    assert ".venv/bin/claimweave fmt --check" in runs
    assert {"make site", ".ci/run"} <= set(runs)


def test_the_full_walk_is_on_main_and_before_a_release_and_in_no_pull_requests_way() -> None:
    content = workflow(ROOT / ".github/workflows/full.yml")
    assert content["on"] == {
        "push": {"branches": ["main"], "tags": ["v*"]},
        "workflow_dispatch": None,
    }
    assert granted(content) == {None: {}, "walk": {"contents": "read"}}
    assert steps(content)[-1]["run"] == ".ci/run all"


def test_of_the_comment_only_the_posting_job_may_write() -> None:
    content = workflow(ROOT / ".github/workflows/comment.yml")
    assert content["on"] == {"workflow_run": {"workflows": ["Checks"], "types": ["completed"]}}
    assert granted(content) == {
        None: {},
        "compose": {"actions": "read", "contents": "read", "pull-requests": "read"},
        "post": {"pull-requests": "write"},
    }


def test_only_the_deploying_job_may_write() -> None:
    content = workflow(ROOT / ".github/workflows/publish.yml")
    assert content["on"] == {"push": {"branches": ["main"]}}
    assert granted(content) == {
        None: {},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }


def test_publishing_tells_the_site_where_it_stands() -> None:
    build = workflow(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
    step = next(step for step in build if step.get("run") == "make site")
    assert set(step["env"]) == set(re.findall(r"\[(\w+_UR[LI]),", text_of("mkdocs.yml")))


def test_verifying_is_in_no_pull_requests_way() -> None:
    content = workflow(ROOT / ".github/workflows/verify.yml")
    assert set(content["on"]) == {"schedule", "workflow_dispatch"}
    assert granted(content) == {
        None: {},
        "look-up": {"contents": "read"},
        "propose": {"actions": "read", "contents": "write", "pull-requests": "write"},
    }


def test_what_goes_online_has_no_token_and_what_may_push_runs_nothing_of_ours() -> None:
    jobs = workflow(ROOT / ".github/workflows/verify.yml")["jobs"]
    assert not re.search(r"secrets|token", str(jobs["look-up"]))
    assert jobs["propose"]["needs"] == "look-up"
    (checkout, *others) = jobs["propose"]["steps"]
    assert checkout["with"] == {"persist-credentials": False}
    for step in others:
        assert "uses" not in step
        assert set(re.findall(r"^ *(\w+) ", step["run"], re.MULTILINE)) <= {
            "gh",
            "cp",
            "git",
            "if",
            "echo",
            "exit",
            "open",
        }


def test_newer_locks_are_proposed_by_the_same_two_jobs() -> None:
    content = workflow(ROOT / ".github/workflows/locks.yml")
    assert set(content["on"]) == {"schedule", "workflow_dispatch"}
    assert granted(content) == {
        None: {},
        "renew": {"contents": "read"},
        "propose": {"actions": "read", "contents": "write", "pull-requests": "write"},
    }
    assert not re.search(r"secrets|token", str(content["jobs"]["renew"]))
    assert "uses" not in str(content["jobs"]["propose"]["steps"][1:])


def test_what_is_pinned_is_renewed() -> None:
    """Actions, Node tools and the container by Dependabot; Python's locks by a workflow."""
    updates = yaml.safe_load(text_of(".github/dependabot.yml"))["updates"]
    kinds = {update["package-ecosystem"] for update in updates}
    assert kinds == {"github-actions", "npm", "docker"}
    for update in updates:
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.lstrip("/")).is_dir()
    fetched = text_of(".github/workflows/locks.yml")
    assert all(lock in fetched for lock in LOCKS)


def test_a_pull_request_is_asked_what_was_read() -> None:
    asked = text_of(".github/pull_request_template.md")
    assert "## What I read" in asked
    for word in ("abstract", "full text", "address", "copied", "invented"):
        assert word in asked


GH = """#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
    "pr list"*) cat "$OPEN" ;;
    "run download"*) cp "$LEFT"/* "$RUNNER_TEMP" ;;
esac
"""


@pytest.mark.parametrize(("open_", "does"), [("0", "pr create"), ("1", "pr edit")])
def test_the_dated_file_is_proposed_once(tmp_path: Path, open_: str, does: str) -> None:
    """Run the steps as they stand, on a repository of its own and with a `gh` that logs."""
    fetch, last = (s["run"] for s in steps(workflow(ROOT / ".github/workflows/verify.yml"))[-2:])
    origin, clone, commands = (tmp_path / name for name in ("origin", "clone", "bin"))
    commands.mkdir()
    (commands / "gh").write_text(GH, encoding="utf-8")
    (commands / "gh").chmod(0o755)
    (tmp_path / "open").write_text(open_, encoding="utf-8")
    environment = {
        "PATH": f"{commands}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "BASE": "main",
        "RUNNER_TEMP": str(tmp_path),
        "LOG": str(tmp_path / "log"),
        "OPEN": str(tmp_path / "open"),
        "GITHUB_RUN_ID": "5",
        "LEFT": str(tmp_path / "left"),
    }

    def run(*command: str, cwd: Path = clone) -> str:
        return subprocess.run(
            command, cwd=cwd, env=environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    run("git", "init", "-q", "--bare", "-b", "main", str(origin), cwd=tmp_path)
    run("git", "clone", "-q", str(origin), str(clone), cwd=tmp_path)
    run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x", "--allow-empty")
    run("git", "push", "-q", "origin", "HEAD:main", "HEAD:verify-references")
    (clone / "claims/_review").mkdir(parents=True)
    (tmp_path / "left").mkdir()
    (tmp_path / "left/notices.yml").write_text("as_of: 2026-01-31\n", encoding="utf-8")
    (tmp_path / "left/proposal.md").write_text("Asked.\n", encoding="utf-8")
    run("bash", "-e", "-c", fetch)
    run("bash", "-e", "-c", last)
    pushed = run("git", "diff", "--name-only", "main", "verify-references", cwd=origin)
    assert pushed == "claims/_review/notices.yml\n"
    assert does in (tmp_path / "log").read_text(encoding="utf-8").splitlines()[-1]
    run("git", "switch", "-q", "--detach", "verify-references")
    assert run("bash", "-e", "-c", last) == "Nothing new.\n"


# The script for bare machines


def test_ci_script_is_executable_bash_that_stops_at_errors() -> None:
    path = ROOT / ".ci/run"
    assert path.stat().st_mode & stat.S_IXUSR
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    subprocess.run(("bash", "-n", path), check=True)


@pytest.mark.parametrize(("arguments", "target"), [([], "test"), (["all"], "test-all")])
def test_ci_script_ends_with_make_test(arguments: list[str], target: str, tmp_path: Path) -> None:
    """Run it on a machine that lacks nothing, with a `make` that only says what it was asked."""
    for name in ("python3", "git", "node", "npm", "chromium-headless-shell", "sudo", "apt-get"):
        (tmp_path / name).symlink_to("/bin/true")
    (tmp_path / "make").write_text('#!/bin/sh\necho make "$@"\n', encoding="utf-8")
    (tmp_path / "make").chmod(0o755)
    assert text_of(".ci/run").splitlines()[-1].startswith("make test")
    done = subprocess.run(
        (ROOT / ".ci/run", *arguments),
        capture_output=True,
        encoding="utf-8",
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        check=True,
    )
    assert done.stdout.splitlines()[-1].startswith(f"make {target} PYTHON=")


def test_ci_script_takes_nothing_else_for_an_order() -> None:
    done = subprocess.run((ROOT / ".ci/run", "al"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"usage: .ci/run [all]\n")


def test_ci_script_updates_before_it_installs() -> None:
    commands = re.findall(r"apt-get (\w+)", text_of(".ci/run"))
    assert commands == ["update", "install"]


# Hooks and the container


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(text_of(".pre-commit-hooks.yaml"))}


@pytest.mark.parametrize(
    ("hook", "changes"), [("claimweave-check", False), ("claimweave-fmt", True)]
)
def test_a_hook_runs_the_command(hook: str, changes: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """On a review with a claim out of its form: one hook passes, the other rewrites it."""
    review = Path(shutil.copytree(ROOT / "tests/other_review", tmp_path / "review"))
    claim = review / "claims/table-1/use-uk.yml"
    claim.write_text(claim.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = claim.read_bytes()
    program, *arguments = hooks()[hook]["entry"].split()
    assert program == "claimweave"
    done = run_loaded(*arguments, folder=str(review))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (claim.read_bytes() != before) is changes


def test_a_hook_runs_for_the_files_it_is_about() -> None:
    fmt = re.compile(hooks()["claimweave-fmt"]["files"])
    for path in ("claims/1-a/b.yml", "claims/_studies/A.yml", "bibliography.bib"):
        assert fmt.search(path)
        assert fmt.search(f"reviews/tea/{path}")
    for path in ("README.md", "docs/a.yml", "my-bibliography.bib", "docs/bibliography.bib.txt"):
        assert not fmt.search(path)
    assert all(hook["pass_filenames"] is False for hook in hooks().values())


def test_the_check_runs_for_a_commit_that_only_deletes() -> None:
    """Of what is deleted pre-commit passes no file on, and without `always_run` it runs nothing."""
    for hook in (hooks()["claimweave-check"], local_hooks()["claimweave-check"]):
        assert hook["always_run"] is True
        assert "files" not in hook


def test_a_hook_takes_the_folder_of_the_review(tmp_path: Path) -> None:
    """pre-commit puts `args` behind the entry, and runs at the top of the repository."""
    shutil.copytree(ROOT / "tests/other_review", tmp_path / "reviews/other")
    for hook in hooks().values():
        arguments = [*hook["entry"].split()[1:], "--project", "reviews/other"]
        done = run_loaded(*arguments, folder=str(tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "reviews/other/claims/table-1/use-uk.yml").unlink()
    arguments = [*hooks()["claimweave-check"]["entry"].split()[1:], "--project", "reviews/other"]
    assert run_loaded(*arguments, folder=str(tmp_path)).returncode == 1


def local_hooks() -> dict[str, dict[str, Any]]:
    (repository,) = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    assert repository["repo"] == "local"
    return {hook["id"]: hook for hook in repository["hooks"]}


def test_the_hooks_ready_for_use_are_those_that_others_take() -> None:
    """Here and in a new review: with the engine that `make check` has set up."""
    new = ROOT / "scripts/claimweave/authoring/new_review/files/pre-commit-config.yaml"
    assert new.read_text(encoding="utf-8") == text_of(".pre-commit-config.yaml")
    assert set(local_hooks()) == set(hooks())
    for name, hook in local_hooks().items():
        assert hook["entry"] == f".venv/bin/{hooks()[name]['entry']}"
        assert hook["language"] == "system"
        assert hook["name"] == hooks()[name]["name"]


def test_the_container_has_what_the_ci_script_installs() -> None:
    wanted = set(re.findall(r"missing\+=\(([\w-]+)\)", text_of(".ci/run")))
    installed = re.search(
        r"apt-get install (.*?)&&", text_of(".devcontainer/Dockerfile"), re.DOTALL
    )
    assert installed
    assert wanted <= set(installed[1].split())
    assert len(wanted) >= 7


def test_the_container_is_pinned_and_sets_the_project_up() -> None:
    assert re.search(
        r"^FROM \S+@sha256:[0-9a-f]{64}$", text_of(".devcontainer/Dockerfile"), re.MULTILINE
    )
    plain = re.sub(r"^//.*$", "", text_of(".devcontainer/devcontainer.json"), flags=re.MULTILINE)
    container = json.loads(plain)
    assert "features" not in container
    stamps = {".venv/.ready": "READY", ".venv/.ready-dev": "DEV_READY"}
    targets = set(re.findall(r"^([a-z]+|\$\([A-Z_]+\)):", text_of("Makefile"), re.MULTILINE))
    program, *made = container["postCreateCommand"].split()
    assert program == "make"
    assert {f"$({stamps[name]})" if name in stamps else name for name in made} <= targets
    assert {".venv/.ready-dev", "node"} == set(made)
    recommended = json.loads(text_of(".vscode/extensions.json"))["recommendations"]
    assert container["customizations"]["vscode"]["extensions"] == recommended


# The lock files

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-fuzz.lock")


def locked(lock: str) -> Iterator[tuple[str, str, str]]:
    entries = re.split(r"^(?=[\w.-]+==)", text_of(lock), flags=re.MULTILINE)[1:]
    for entry in entries:
        name, _, version = entry.split(maxsplit=1)[0].partition("==")
        yield canonicalize_name(name), version, entry


def asked_for(lock: str) -> list[str]:
    """What the project asks of a lock: its dependencies, or a group's."""
    groups: dict[str, list[str]] = project()["dependency-groups"]
    if lock == "requirements.lock":
        return project()["project"]["dependencies"] + groups["build"]
    return groups[lock.removeprefix("requirements-").removesuffix(".lock")]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_covers_each_dependency_of_the_project(lock: str) -> None:
    versions = {name: version for name, version, _ in locked(lock)}
    for requirement in map(Requirement, asked_for(lock)):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_site_is_built_by_the_backend_that_its_lock_names() -> None:
    assert project()["dependency-groups"]["build"] == project()["build-system"]["requires"]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_each_package(lock: str) -> None:
    assert [name for name, _, entry in locked(lock) if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    assert not re.search(r"://|--(?:extra-)?index-url|--find-links|\bfile:", text_of(lock))


def test_locks_agree() -> None:
    """All go into one environment: what two of them name has the same versions and hashes."""
    found: dict[str, dict[str, set[tuple[str, ...]]]] = {}
    for lock in LOCKS:
        for name, version, entry in locked(lock):
            hashes = (version, *sorted(re.findall(r"--hash=(\S+)", entry)))
            found.setdefault(name, {}).setdefault(lock, set()).add(hashes)
    shared = {name: locks for name, locks in found.items() if len(locks) > 1}
    assert len(shared) > 10
    for name, locks in shared.items():
        first, *others = locks.values()
        assert all(other == first for other in others), name


def test_the_lock_of_the_site_holds_no_tool_for_tests() -> None:
    """Each package is there for another one, or for the engine, or builds it."""
    builds = {canonicalize_name(Requirement(r).name) for r in asked_for("requirements.lock")}
    names = {name for name, _, _ in locked("requirements.lock")}
    unasked = {name for name, _, entry in locked("requirements.lock") if "# via" not in entry}
    assert unasked <= builds
    assert not names & {"playwright", "pytest", "hypothesis", "mypy", "ruff", "zizmor", "pyarrow"}
    assert "pyproject.toml:" not in text_of("requirements.lock")


def imported(*files: Path) -> set[str]:
    """The packages that files import, those of Python itself and our own left out."""
    pattern = re.compile(r"^ *\"?(?:from|import) (\w+)", re.MULTILINE)
    found = {name for file in files for name in pattern.findall(file.read_text(encoding="utf-8"))}
    return found - sys.stdlib_module_names - {"claimweave"}


def test_what_the_engine_imports_is_in_the_lock_of_the_site() -> None:
    files = [
        *(ROOT / "scripts/claimweave").rglob("*.py"),
        ROOT / "scripts/build.py",
        *(ROOT / "docs/notebooks").iterdir(),
    ]
    names = {name for name, _, _ in locked("requirements.lock")}
    distributions = packages_distributions()
    missing = {
        package
        for package in imported(*files)
        if not names & {canonicalize_name(name) for name in distributions.get(package, ())}
    }
    assert missing == {"pyarrow", "pypandoc"}  # extras: the commands say what to install


def test_setting_up_imports_nothing_that_is_to_be_installed() -> None:
    assert imported(ROOT / "scripts/set_up.py") == set()


def node_lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads(text_of("tests/node/package-lock.json"))["packages"]
    return lock


def test_node_lock_holds_what_the_tests_ask_for() -> None:
    lock, wanted = node_lock(), json.loads(text_of("tests/node/package.json"))
    assert lock[""]["devDependencies"] == wanted["devDependencies"]
    for name, version in wanted["devDependencies"].items():
        assert lock[f"node_modules/{name}"]["version"] == version


def test_node_lock_has_a_hash_for_each_package_and_names_no_host() -> None:
    packages = [entry for path, entry in node_lock().items() if path]
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert not any("resolved" in entry for entry in packages)


def test_node_packages_run_no_script_when_they_are_installed() -> None:
    assert "ignore-scripts=true" in text_of("tests/node/.npmrc").splitlines()
    assert not any("hasInstallScript" in entry for entry in node_lock().values())
