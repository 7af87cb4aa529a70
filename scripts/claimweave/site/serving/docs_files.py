"""The files of docs/ that are no literate pages: pictures, stylesheets, notebooks, data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.disk.known_files import file_state

if TYPE_CHECKING:
    from claimweave.disk.known_files import State


def docs_files(folder: Path) -> dict[str, State | None]:
    """Return path (below `folder`) to the state of each file but Markdown and hidden ones."""
    found: dict[str, State | None] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(".md"):
                path = Path(parent, name)
                found[path.relative_to(folder).as_posix()] = file_state(path)
    return found
