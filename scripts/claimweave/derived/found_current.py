"""Schemas and issue forms that a check has found current: noted, so that none makes them anew.

To hold them against the review, all of them are made, which takes a fifth of a check. What they
say follows from the settings, the vocabulary and the engine alone (`derived_files`). So a digest of
these, and of the files as they lie there, is noted below `.cache/`, which Git ignores. If one sign
differs in any of them, they are made and compared as ever.

Of the engine the state of every module counts, its times included. So a note fits one installation
only: nobody can send one along that lets something stale pass.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import pydantic
import yaml

import claimweave
from claimweave.disk.side_file import renew_side_file
from claimweave.review.review import FOUND_CURRENT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.review.review import Review

RULE = "stale-schema"

_MADE_OF = (f"{LEDGER}/review.yml", f"{LEDGER}/vocabulary.yml")
_LOADED = time.time_ns()


def found_current(review: Review) -> int:
    """Return how many files an earlier check has found to be current; 0 where they may not be."""
    digest, _, number = review.found_current.rstrip().partition(" ")
    is_number = number.isascii() and number.isdecimal()
    return int(number) if digest and is_number and digest == _digest(review) else 0


def note_current(root: Path, review: Review, number: int) -> None:
    """Note, in silence, that so many schemas and forms were all found current; 0: they were not."""
    digest = _digest(review) if number else ""
    noted = f"{digest} {number}\n"
    if digest and noted != review.found_current:
        renew_side_file(root, FOUND_CURRENT, noted.encode())


def _digest(review: Review) -> str:
    """Return the digest of all that the files follow from, and of themselves."""
    engine = state_of_engine()
    made_of = [(path, review.files[path].text) for path in _MADE_OF if path in review.files]
    if not engine or len(made_of) < len(_MADE_OF):
        return ""
    whole = repr((engine, made_of, sorted(review.derived.items())))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def state_of_engine() -> str:
    """Return the state of the engine; nothing where its files may be others than those that run."""
    modules = sorted(_modules(os.path.dirname(claimweave.__file__)))  # noqa: PTH120 - a Path is slow
    if not modules or max(changed for _, _, changed in modules) >= _LOADED:
        return ""
    return repr((sys.version, pydantic.VERSION, yaml.__version__, modules))


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield each module below a folder, its size and when it was changed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    yield entry.path, state.st_size, state.st_mtime_ns
                elif entry.name != "__pycache__" and entry.is_dir():
                    yield from _modules(entry.path)
    except OSError:  # the engine lies in an archive: then all files are made each time
        return
