"""Where a review's project begins and how its files are called."""

from __future__ import annotations

import os
from pathlib import Path

SIGN = Path("claims") / "_review"
"""The folder that makes a folder the root of a review."""


class NoProjectError(Exception):
    """No review was found in the folder or above it."""


def find_root(start: Path) -> Path:
    """Return the nearest folder, `start` or above it, that holds a review.

    Raises:
        NoProjectError: when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if os.path.isdir(folder / SIGN):  # noqa: PTH112 - a Path's raises where one may not look
            return folder
    raise NoProjectError(
        f"no review here: neither {start} nor a folder above it holds {SIGN.as_posix()}/"
    )
