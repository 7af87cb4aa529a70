"""The one door to Git: it is asked for what a repository holds, and for nothing that runs there.

A folder that came from a stranger, in an archive for instance, may bring a repository whose own
configuration names programs. A setting on the command line outweighs that of a folder, so each
setting that could run one, or turn an answer, is given there. What the user has set for all
folders counts on, as which folders are safe although another user owns them.
Source: git-config(1), git(1) and gitprotocol-v2(5) of Git 2.39 to 2.50.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimweave.words.printable import printable

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

PATIENCE = 120.0
"""Seconds after which an answer is given up: a pipe in the place of a file brings none."""

_KEPT = (
    "GIT_CONFIG_",
    "GIT_EXEC_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
"""What the user may say about Git; all else may be there for another repository, as in a hook."""

_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # a part that is missing is fetched from nowhere
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": "false",
    "GIT_ASKPASS": "false",
    "LC_ALL": "C",
}
_SETTINGS = {
    "core.alternateRefsCommand": "false",
    "core.askPass": "false",
    "core.attributesFile": os.devnull,
    "core.commitGraph": "false",
    "core.fsmonitor": "false",
    "core.gitProxy": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.quotePath": "false",
    "core.sshCommand": "false",
    "credential.helper": "",
    "color.ui": "false",
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "diff.relative": "false",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.follow": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}


class GitError(Exception):
    """Git cannot answer. The message says why, and may be shown."""


class NoRepositoryError(GitError):
    """There is no Git, or the folder is part of no repository."""


def run_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what Git answers about the repository that a folder belongs to.

    Args:
        root: the folder.
        arguments: the command of Git, and what it takes.
        given: what Git reads from its input.

    Raises:
        NoRepositoryError: when there is no Git, or no repository.
        GitError: when Git says no, or the repository is set up for another folder.
    """
    done = _asked(root, arguments, given)
    if done.returncode:
        raise GitError(f"Git said: {_first_line(done.stderr)}")
    return done.stdout


def ask_git(root: Path, *arguments: str) -> bytes | None:
    """Return what Git answers, or None when it says no.

    Raises:
        NoRepositoryError: when there is no Git, or no repository.
        GitError: when the repository is set up for another folder, or gives no answer.
    """
    done = _asked(root, arguments, b"")
    return None if done.returncode else done.stdout


def path_in_repository(root: Path) -> str:
    """Return the way from a repository's top folder to a folder in it, such as `reviews/tea`.

    It is empty for the top folder itself, and for a folder that lies in no repository.
    """
    try:
        way = root.absolute().relative_to(_top(root)).as_posix()
    except NoRepositoryError:
        return ""
    return "" if way == "." else way


def _asked(
    root: Path, arguments: tuple[str, ...], given: bytes
) -> subprocess.CompletedProcess[bytes]:
    top = _top(root)
    shown = _git(root, ("rev-parse", "--show-toplevel"), b"")
    if shown.returncode:
        raise GitError(f"Git said: {_first_line(shown.stderr)}")
    found = os.fsdecode(shown.stdout.removesuffix(b"\n"))
    if not os.path.isdir(found) or not os.path.samefile(found, top):  # noqa: PTH112 PTH121
        raise GitError(
            f"the repository in {printable(str(top))} is set up for the files of another folder "
            f"({printable(found)}): look at core.worktree in its configuration"
        )
    return _git(root, arguments, given)


def _top(root: Path) -> Path:
    """Return the folder with the repository that a folder belongs to.

    One without a work tree of its own is none: anybody can put such a folder among the files.
    """
    for folder in (root.absolute(), *root.absolute().parents):
        if os.path.lexists(folder / ".git"):
            return folder
    raise NoRepositoryError(f"{printable(str(root))} is not a git repository, and lies in none")


def _git(
    root: Path, arguments: tuple[str, ...], given: bytes
) -> subprocess.CompletedProcess[bytes]:
    import shutil  # noqa: PLC0415 - most checks ask Git nothing
    import subprocess  # noqa: PLC0415

    git = shutil.which("git")
    if git is None:
        raise NoRepositoryError("Git was not found")
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [git, "-C", str(root), "--no-pager", "--literal-pathspecs", *settings, *arguments]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the program is Git
            command,
            input=given,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            env=kept | _ENVIRONMENT,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"Git gave no answer within {PATIENCE:.0f} seconds") from None
    except OSError as error:
        raise GitError(f"Git cannot be run: {error.strerror}") from None


def _first_line(said: bytes) -> str:
    line = said.decode("utf-8", "replace").strip().split("\n")[0]
    return printable(line.removeprefix("fatal: ")) or "no, and not why"
