"""Which pull request a finished run of the checks belongs to: as GitHub says, not as a file says.

Source: GitHub's event `workflow_run`, and its list of pull requests (REST, `GET …/pulls`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

if TYPE_CHECKING:
    from pathlib import Path

Commit = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[\w./:-]+$")]


class OriginError(Exception):
    """The event, or the list of pull requests, is not what GitHub sends."""


class _Repository(BaseModel):
    id: int


class _Head(BaseModel):
    sha: Commit
    repo: _Repository | None
    """None when the fork was deleted."""


class PullRequest(BaseModel):
    """What is read of a pull request."""

    number: int
    state: str
    head: _Head


class Run(BaseModel):
    """What is read of a finished run: the commit it checked, where it lies, its page, its end."""

    head_sha: Commit
    head_repository: _Repository
    html_url: WebAddress
    conclusion: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$", max_length=40)]
    """`success`, `failure` and others that mean no success."""

    @property
    def passed(self) -> bool:
        """Whether all of it has ended well."""
        return self.conclusion == "success"


class _Event(BaseModel):
    workflow_run: Run


def read_run(path: Path) -> Run:
    """Read the run from the file of a `workflow_run` event.

    Raises:
        OriginError: when it is no such file.
    """
    try:
        return _Event.model_validate_json(path.read_bytes()).workflow_run
    except (OSError, ValidationError):
        raise OriginError(f"{path} holds no event of a finished run") from None


def find_number(run: Run, path: Path) -> int | None:
    """Return the number of the open pull request whose head is the commit that was checked.

    None when there is none: it was closed, or has moved on to another commit since.

    Raises:
        OriginError: when the file is no list of pull requests.
    """
    try:
        listed = TypeAdapter(list[PullRequest]).validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise OriginError(f"{path} holds no list of pull requests") from None
    fits = [
        pull.number
        for pull in listed
        if pull.state == "open"
        and pull.head.sha == run.head_sha
        and pull.head.repo == run.head_repository
    ]
    return fits[0] if fits else None
