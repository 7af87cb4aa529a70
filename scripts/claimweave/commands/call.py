"""What each command needs of its call: the exit statuses, wrong usage, the project, the colours."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.text_files import too_many
from claimweave.review.project import find_root

if TYPE_CHECKING:
    import argparse

CLEAN, TO_MEND, USAGE, FAILED = 0, 1, 2, 3


class UsageError(Exception):
    """The command was called with something that it cannot work on."""


def project_root(options: argparse.Namespace, *, crowded: bool = False) -> Path:
    """Return the root of the project that the command is about.

    Args:
        options: what the command was called with.
        crowded: whether the command reports itself that a folder holds too many files to read.

    Raises:
        UsageError: when `--project` names no folder, or it holds too many files.
        NoProjectError: when there is no review in it, or above it.
    """
    start = Path(options.project or ".")
    if not os.path.isdir(start):  # noqa: PTH112 - a Path's raises where one may not look
        raise UsageError(f"{start} is not a folder")
    root = find_root(start)
    for problem in () if crowded else too_many(root):
        raise UsageError(f"{problem.where.path}: {problem.message}; {problem.help}")
    return root


def installer() -> str:
    """Return the command that installs into this environment; what uv has filled has no pip."""
    if importlib.util.find_spec("pip"):
        return f"{sys.executable} -m pip install"
    return f"uv pip install --python {sys.executable}"


def in_color() -> bool:
    """Whether what is printed goes to somebody who sees colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
