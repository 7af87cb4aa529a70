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
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import claimweave
from claimweave.disk.side_file import renew_side_file
from claimweave.review.paths import FOUND_CURRENT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    return _digest_of(engine, *chain(*made_of, *sorted(review.derived.items())))


@lru_cache(maxsize=1)  # it is asked for before a check, and behind it
def _digest_of(*parts: str | None) -> str:
    """Return the digest of texts and of how long each is, so that none can be cut otherwise."""
    digest = hashlib.sha256()
    for part in parts:
        text = b"" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(b"none," if part is None else b"%d," % len(text))
        digest.update(text)
    return digest.hexdigest()


@cache
def state_of_engine() -> str:
    """Return the state of the engine; nothing where it is not known, or may be another by now."""
    folder = os.path.dirname(claimweave.__file__)  # noqa: PTH120 - a Path is slow
    modules = sorted(_modules(folder))
    if not modules or max(changed for _, _, changed in modules) >= _LOADED:
        return ""
    pydantic = _version_of_pydantic()
    if not pydantic:
        return ""
    states = "\n".join([f"{name} {size} {changed}" for name, size, changed in modules])
    return f"{sys.version}\n{pydantic}\n{yaml.__version__}\n{folder}\n{states}"


def _version_of_pydantic() -> str:
    """Return the module that says which version makes the schemas; loading it would take long."""
    found = find_spec("pydantic")
    if found is None or found.origin is None:
        return ""
    try:
        return Path(found.origin).with_name("version.py").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _modules(folder: str, within: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield each module below a folder by its path from there, its size and when it was changed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.endswith(".py"):
                    state = entry.stat()
                    yield f"{within}{name}", state.st_size, state.st_mtime_ns
                elif name != "__pycache__" and entry.is_dir():
                    yield from _modules(entry.path, f"{within}{name}/")
    except OSError:  # the engine lies in an archive: then all files are made each time
        return
