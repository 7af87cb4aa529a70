"""What each command needs of its call: the exit statuses, wrong usage, the project, the colours."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.review.project import find_root

if TYPE_CHECKING:
    import argparse

CLEAN, TO_MEND, USAGE, FAILED = 0, 1, 2, 3


class UsageError(Exception):
    """The command was called with something that it cannot work on."""


def project_root(options: argparse.Namespace) -> Path:
    """Return the root of the project that the command is about.

    Raises:
        UsageError: when `--project` names no folder.
        NoProjectError: when there is no review in it, or above it.
    """
    start = Path(options.project or ".")
    if not os.path.isdir(start):  # noqa: PTH112 - a Path's raises where one may not look
        raise UsageError(f"{start} is not a folder")
    return find_root(start)


def in_color() -> bool:
    """Whether what is printed goes to somebody who sees colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
