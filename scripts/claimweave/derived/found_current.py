"""Schemas and issue forms that a check has found current: noted, so that none makes them anew.

To hold them against the review, all of them are made, which takes a fifth of a check. What they
say follows from the settings, the vocabulary and the engine alone (`derived_files`). So these are
noted, with the files as they lie there, below `.cache/`, which Git ignores. If one sign differs in
any of them, they are made and compared as ever. They are noted whole: a digest would be shorter,
and what makes one takes longer to load than all of them to read. And they are noted in signs of
their own (base64): who replaces a word in all files of a folder does not change both alike.

Of the engine the state of every module counts, its times included. So a note fits one installation
only: nobody can send one along that lets something stale pass.
"""

from __future__ import annotations

import os
import sys
import time
from binascii import b2a_base64
from functools import cache
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
    number = review.found_current.partition(" ")[0]
    is_number = number.isascii() and number.isdecimal()
    return int(number) if is_number and review.found_current == _note(review, number) else 0


def note_current(root: Path, review: Review, number: int) -> None:
    """Note, in silence, that so many schemas and forms were all found current; 0: they were not."""
    noted = _note(review, str(number)) if number else ""
    if noted and noted != review.found_current:
        renew_side_file(root, FOUND_CURRENT, noted.encode())


def _note(review: Review, number: str) -> str:
    """Return what is noted of so many files; nothing where it cannot be known."""
    engine = state_of_engine()
    made_of = [(path, review.files[path].text) for path in _MADE_OF if path in review.files]
    if not engine or len(made_of) < len(_MADE_OF):
        return ""
    parts = (number, engine, *chain(*made_of, *sorted(review.derived.items())))
    text = "".join("none," if part is None else f"{len(part)},{part}" for part in parts)
    whole = b2a_base64(text.encode("utf-8", "surrogatepass"), newline=False)
    return f"{number} {whole.decode()}\n"


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
