"""A repository that somebody else made: nothing that it names runs, and no answer lies."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from assembly import BASE
from claimweave.commands.command_line import main
from claimweave.review.reading import git as door
from claimweave.review.reading import history
from claimweave.review.reading.commits import find_revision
from claimweave.review.reading.git import GitError, NoRepositoryError, run_git
from claimweave.review.reading.history import read_history
from claimweave.review.reading.revision import read_revision
from claimweave.site.building import commit_time

CLAIM = "claims/1-fields/nitrate-feeds-barley.yml"


def git(folder: Path, *arguments: str, given: bytes = b"", fails: bool = False) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.org"}
        environment |= {f"GIT_{role}_DATE": "2026-01-31T12:00:00Z"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=not fails,
    )
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository") / "review"
    shutil.copytree(BASE, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for message in ("Begin", "Go on"):
        (folder / CLAIM).write_bytes((folder / CLAIM).read_bytes() + b"# more\n")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", message)
    return folder


@pytest.fixture
def review(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "review"))


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a file `sprung` beside it, whatever it is asked."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\necho x >> '{tmp_path}/sprung'\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def set_up(review: Path, **settings: str) -> None:
    for name, value in settings.items():
        git(review, "config", name.replace("__", "."), value)


def signed(review: Path) -> None:
    """Let the last commit carry a signature, so that there is one to verify."""
    commit = git(review, "cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    made = git(
        review,
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--stdin",
        given=f"{head}\n{signature}\n\n{message}\n".encode(),
    )
    git(review, "update-ref", "HEAD", made)


def without_a_blob(review: Path) -> None:
    """Take a claim's content away, as in a partial clone that fetches it when it is needed."""
    name = git(review, "rev-parse", f"HEAD:{CLAIM}")
    (review / ".git" / "objects" / name[:2] / name[2:]).unlink()
    set_up(
        review,
        core__repositoryformatversion="1",
        extensions__partialClone="origin",
        remote__origin__promisor="true",
    )


def plant(review: Path, trap: Path, kind: str) -> None:
    """Plant one way in which a repository's own configuration names a program."""
    program = str(trap)
    if kind == "gpg.program":
        signed(review)
        set_up(review, log__showSignature="true", gpg__program=program)
    elif kind == "lazy fetch, ext":
        without_a_blob(review)
        set_up(review, remote__origin__url=f"ext::{program}", protocol__ext__allow="always")
    elif kind == "lazy fetch, uploadpack":
        without_a_blob(review)
        set_up(review, remote__origin__url=str(review), remote__origin__uploadpack=program)
    elif kind == "lazy fetch, ssh":
        without_a_blob(review)
        set_up(review, remote__origin__url="ssh://x.invalid/y", core__sshCommand=program)
    elif kind == "lazy fetch, vcs":
        without_a_blob(review)
        shutil.copy(trap, trap.parent / "git-remote-trap")
        set_up(review, remote__origin__url="x://y", remote__origin__vcs="trap")
    elif kind == "an included file":
        signed(review)
        more = trap.parent / "more"
        more.write_text(f"[log]\nshowSignature = true\n[gpg]\nprogram = {program}\n")
        set_up(review, include__path=str(more))
    elif kind == "a work tree's own":
        signed(review)
        set_up(review, core__repositoryformatversion="1", extensions__worktreeConfig="true")
        git(review, "config", "--worktree", "log.showSignature", "true")
        git(review, "config", "--worktree", "gpg.program", program)
    else:
        set_up(
            review,
            core__fsmonitor=program,
            core__pager=program,
            pager__log=program,
            core__askPass=program,
            credential__helper=f"!{program}",
            core__editor=program,
            diff__external=program,
            diff__x__textconv=program,
            diff__x__command=program,
            filter__x__smudge=program,
            filter__x__clean=program,
            core__hooksPath=".git/hooks",
            alias__log=f"!{program}",
            core__alternateRefsCommand=program,
        )
        (review / ".git" / "info" / "attributes").write_text("* diff=x filter=x\n")
        for hook in ("post-checkout", "post-index-change", "reference-transaction"):
            shutil.copy(trap, review / ".git" / "hooks" / hook)


KINDS = [
    "gpg.program",
    "lazy fetch, ext",
    "all others",
    *(
        pytest.param(kind, marks=pytest.mark.full)
        for kind in (
            "lazy fetch, uploadpack",
            "lazy fetch, ssh",
            "lazy fetch, vcs",
            "an included file",
            "a work tree's own",
        )
    ),
]


def asked_everything(review: Path) -> None:
    """Ask all that the engine ever asks Git."""
    commit_time(review)
    read_history(review)
    with contextlib.suppress(GitError):  # a part of the commit is missing in some
        read_revision(review, find_revision(review, None))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_repository_names_does_not_run(
    review: Path, trap: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(review, trap, kind)
    monkeypatch.setenv("PATH", f"{trap.parent}:{os.environ['PATH']}")
    asked_everything(review)
    assert not (trap.parent / "sprung").exists()
    if kind == "all others":  # none of these is near what is asked: they are ruled out beforehand
        git(review, "status", fails=True)
    else:
        monkeypatch.setattr(door, "_SETTINGS", {})
        monkeypatch.setattr(door, "_ENVIRONMENT", {})
        plain = tuple(word for word in history.LOG if word != "--no-show-signature")
        monkeypatch.setattr(history, "LOG", plain)
        asked_everything(review)
    assert (trap.parent / "sprung").exists(), "the trap works where nothing guards"


@pytest.mark.parametrize("where", ["beside the files", "below the repository"])
def test_a_folder_that_looks_like_a_repository_is_none(
    tmp_path: Path, review: Path, trap: Path, where: str
) -> None:
    inner = review / "inner"
    inner.mkdir()
    git(tmp_path, "clone", "--quiet", "--bare", str(review), str(inner / "bare"))
    for part in (inner / "bare").iterdir():
        shutil.move(part, inner / part.name)
    shutil.copytree(BASE, inner, dirs_exist_ok=True)
    set_up(inner, core__fsmonitor=str(trap))
    if where == "beside the files":
        shutil.rmtree(review / ".git")
        with pytest.raises(NoRepositoryError, match="not a git repository"):
            run_git(inner, "rev-parse", "HEAD")
    else:
        with pytest.raises(GitError, match=r"bare repository|work tree"):
            run_git(inner, "rev-parse", "HEAD")
    assert read_history(inner) == {}
    assert not (trap.parent / "sprung").exists()


@pytest.mark.parametrize("elsewhere", ["..", "claims"])
def test_a_repository_for_another_folder_is_told(
    review: Path,
    elsewhere: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up(review, core__worktree=str((review / elsewhere).resolve()))
    with pytest.raises(GitError, match=r"another folder .*core\.worktree"):
        run_git(review, "rev-parse", "HEAD")
    assert main(["--project", str(review), "diff"]) == 2
    assert "core.worktree" in capsys.readouterr().err
    with caplog.at_level(logging.WARNING):
        assert commit_time(review) == "0"
    assert "no page tells its date and its history" in caplog.text
    assert read_history(review) == {}


def test_what_stands_for_a_commit_or_before_it_does_not_count(review: Path) -> None:
    """A replaced commit, and a commit that is given other parents, are another history."""
    commit, first = git(review, "rev-parse", "HEAD"), git(review, "rev-parse", "HEAD~1")
    git(review, "replace", commit, first)
    assert [change.subject for change in read_history(review)[CLAIM]] == ["Go on", "Begin"]
    git(review, "replace", "-d", commit)
    (review / ".git" / "info" / "grafts").write_text(f"{commit}\n", encoding="utf-8")
    assert [change.subject for change in read_history(review)[CLAIM]] == ["Go on", "Begin"]
    set_up(review, log__showRoot="false", i18n__logOutputEncoding="UTF-16", color__ui="always")
    assert [change.subject for change in read_history(review)[CLAIM]] == ["Go on", "Begin"]


def test_a_subject_that_holds_what_stands_between_the_fields(review: Path) -> None:
    subject = "One\x1e\x1f two\x1e\x1b[31m"
    (review / CLAIM).write_text("x", encoding="utf-8")
    (review / "claims" / "a\nb.yml").write_text("x", encoding="utf-8")
    git(review, "add", "--all")
    git(review, "commit", "--quiet", "--message", subject)
    found = read_history(review)
    assert found[CLAIM][0].subject == subject
    assert found["claims/a\nb.yml"][0].day == "2026-01-31"
    assert len(found[CLAIM]) == 3


def test_a_repository_for_which_a_hook_was_called_is_not_asked(
    review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert len(read_history(review)[CLAIM]) == 2


def tree(review: Path, *entries: tuple[str, str, str]) -> str:
    """Store a tree as it stands here, whether Git would ever make it or not."""
    raw = b"".join(
        f"{mode} {name}\0".encode("utf-8", "surrogateescape") + bytes.fromhex(blob)
        for mode, name, blob in entries
    )
    return git(review, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw)


@pytest.mark.parametrize(
    ("mode", "name", "content"),
    [
        ("100644", "n" * 300, b"x"),
        ("120000", "link", b"a\0b"),
        ("120000", "link", b"x" * 9_000),
        ("120000", "link", b""),
    ],
)
def test_a_file_that_cannot_be_laid_out_is_told(
    review: Path, mode: str, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = git(review, "hash-object", "-w", "--stdin", given=content)
    claims = tree(review, (mode, name, blob))
    commit = git(review, "commit-tree", tree(review, ("40000", "claims", claims)), "-m", "x")
    assert main(["--project", str(review), "diff", commit]) == 2
    assert f"claims/{name} of that commit cannot be a file here" in capsys.readouterr().err


def test_a_file_and_a_folder_of_one_name_are_told(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = git(review, "hash-object", "-w", "--stdin", given=b"x")
    inner = tree(review, ("100644", "b.yml", blob))
    claims = tree(review, ("100644", "a", blob), ("40000", "a", inner))
    commit = git(review, "commit-tree", tree(review, ("40000", "claims", claims)), "-m", "x")
    assert main(["--project", str(review), "diff", commit]) == 2
    assert "cannot be a file here" in capsys.readouterr().err


def test_a_commit_that_is_too_large_is_told(
    review: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("claimweave.review.reading.revision.LARGEST", 100)
    assert main(["--project", str(review), "diff"]) == 2
    assert "more than 100 bytes together" in capsys.readouterr().err


def test_an_answer_that_does_not_come_is_given_up(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PATIENCE", 0.05)
    (review / ".git" / "HEAD").unlink()
    os.mkfifo(review / ".git" / "HEAD")
    with pytest.raises(GitError, match="no answer within"):
        run_git(review, "rev-parse", "HEAD")


def test_what_git_says_is_shown_and_not_obeyed(review: Path) -> None:
    (review / ".git" / "config").write_text("[x\x1b[31m", encoding="utf-8")
    with pytest.raises(GitError, match="Git said: ") as caught:
        run_git(review, "rev-parse", "HEAD")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("name", ["--output=x", "a\0b", "$(touch x)", "HEAD^{/x}", "ä" * 5_000])
def test_a_name_of_a_commit_is_only_a_name(
    review: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(review.iterdir())
    assert main(["--project", str(review), "diff", "--", name]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert sorted(review.iterdir()) == before


def test_git_is_asked_at_one_door() -> None:
    engine = Path(door.__file__).parents[1]
    asking = [p.name for p in engine.rglob("*.py") if "subprocess" in p.read_text(encoding="utf-8")]
    assert asking == ["git.py"]
