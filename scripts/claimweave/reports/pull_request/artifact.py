"""What the checks of a pull request left behind: an archive that a stranger may have made.

The checks run the stranger's own code, so that nothing in the archive is to be believed. Known
names, small sizes and exact types are let in; the texts in it are only ever shown as code.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from claimweave.evidence.changes.change import Change
from claimweave.reports.pull_request.origin import Commit  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from pathlib import Path

CHECK, FORM, DIFF = "check.json", "fmt.txt", "diff.json"
LARGEST = 10_000_000
"""Bytes that a file may have, unpacked: room for 10,000 diagnostics."""

LARGEST_ARCHIVE = 5_000_000
"""Bytes that the archive itself may have: its list of files is read as a whole."""

_DAMAGED = (BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError,
            KeyError, IndexError, OverflowError, MemoryError)  # fmt: skip
"""What the library raises at damaged archives: it promises no more than the first."""

_ENCRYPTED = 0x1

RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=60)]
Number = Annotated[int, Field(ge=0, le=1_000_000_000)]


class ArtifactError(Exception):
    """The archive is not what the checks leave. The message holds none of its text."""


class _Exact(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class Told(_Exact):
    """A diagnostic, as `claimweave check --format json` prints it."""

    rule: RuleName
    severity: Literal["error", "warning"]
    path: str
    line: Number
    column: Number
    message: str
    help: str


class Counted(_Exact):
    """How much a rule checked and skipped."""

    checked: Number
    skipped: Number


class Encoded(_Exact):
    """How many of something are encoded in a draft."""

    done: Number
    of: Number


class Draft(_Exact):
    """How far a draft is; of all its numbers, those that the comment tells."""

    sentences: Encoded
    citations: Encoded
    references: Encoded
    not_yet: Annotated[dict[RuleName, Number], Field(max_length=200)]


class Checked(_Exact):
    """The whole of `claimweave check --format json`; `draft` is there when the review is one."""

    diagnostics: tuple[Told, ...]
    checked: Annotated[dict[RuleName, Counted], Field(min_length=1, max_length=200)]
    draft: Draft | None = None


class _Base(_Exact):
    commit: Commit


class _Compared(_Exact):
    base: _Base


@dataclass(frozen=True, slots=True)
class Artifact:
    """What the checks left: their result, what `fmt` would rewrite, and the change they saw.

    `change` and `compared_with` are None when the revisions could not be compared.
    """

    checked: Checked
    unformed: tuple[str, ...]
    change: Change | None
    compared_with: str | None


def read_artifact(path: Path) -> Artifact:
    """Read the archive.

    Raises:
        ArtifactError: when it is missing, too large, or holds anything but what it should.
    """
    files = _unpacked(path)
    try:
        checked = Checked.model_validate_json(files.get(CHECK, b""))
        change = compared_with = None
        if files.get(DIFF):
            change = TypeAdapter(Change).validate_json(files[DIFF])
            compared_with = _Compared.model_validate_json(files[DIFF]).base.commit
    except ValidationError:
        raise ArtifactError("the archive does not hold what the checks write") from None
    lines = files.get(FORM, b"").decode("utf-8", "replace").splitlines()
    return Artifact(checked, tuple(lines[:-1]), change, compared_with)


def _unpacked(path: Path) -> dict[str, bytes]:
    """Return the known files of the archive; others are not looked at."""
    try:
        if not path.is_file():
            raise ArtifactError("the checks left no archive")
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise ArtifactError(f"the archive is larger than {LARGEST_ARCHIVE // 1_000_000} MB")
        with ZipFile(path) as archive:
            known = [info for info in archive.infolist() if info.filename in (CHECK, FORM, DIFF)]
            if len({info.filename for info in known}) < len(known):
                raise ArtifactError("the archive holds a file twice")
            return {info.filename: _read(archive, info) for info in known}
    except _DAMAGED:
        raise ArtifactError("the archive cannot be read") from None


def _read(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return a file's bytes, however large it says it is.

    Only what is stored as it is, or deflated, is read: that is what the checks write, and of it
    no more is unpacked than is asked for.
    """
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & _ENCRYPTED:
        raise ArtifactError("the archive cannot be read")
    with archive.open(info) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ArtifactError(f"a file of the archive is larger than {LARGEST // 1_000_000} MB")
    return content
