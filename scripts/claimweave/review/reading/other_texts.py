"""Files that the site is built from, or that were made from the review: looked at as text only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimweave.disk.text_files import LARGE_LIMIT, TextFile, list_files
from claimweave.review.paths import FORM_FOLDER, FOUND_CURRENT, PAGES, SCHEMA_FOLDER
from claimweave.review.reading.merge_marks import unfinished_merge

if TYPE_CHECKING:
    from claimweave.review.reading.reading import Reading

CONFIGURATION = "mkdocs.yml"
_TEXTS = (".py", ".json", ".svg", ".txt")
"""Kinds of files in docs/ that are text and no page."""


def look_at_other_texts(reading: Reading) -> dict[str, str | None]:
    """Note the marks of an unfinished merge in notebooks, data, drawings and `mkdocs.yml`.

    Returns the schemas and issue forms by path: their text, or None where it cannot be read.
    """
    below = list_files(reading.root, PAGES, ".md", others=True)
    paths = [path for path in below if path.lower().endswith(_TEXTS)]
    if os.path.lexists(reading.root / CONFIGURATION):
        paths.append(CONFIGURATION)
    paths += list_files(reading.root, FORM_FOLDER, ".yml")
    made = (path for path in reading.proposed if path.startswith((SCHEMA_FOLDER, FORM_FOLDER)))
    paths += [path for path in made if path not in paths and reading.proposed_text(path)]
    derived: dict[str, str | None] = {}
    for path in paths:
        source = _looked_at(reading, path)
        if path.startswith((f"{SCHEMA_FOLDER}/", f"{FORM_FOLDER}/")):
            derived[path] = source.text if source else None
    return derived


def noted_as_current(reading: Reading) -> str:
    """Return what an earlier check has noted of the schemas and forms; nothing where it has not."""
    noted = reading.known.text(reading.root, FOUND_CURRENT, LARGE_LIMIT)
    return noted.text if isinstance(noted, TextFile) else ""


def _looked_at(reading: Reading, path: str) -> TextFile | None:
    """Return a text; None for what is no text, or holds the marks of an unfinished merge."""
    source = reading.proposed_text(path) or reading.known.text(reading.root, path, LARGE_LIMIT)
    kind = "unfinished-merge" if isinstance(source, TextFile) else "no text"
    reading.count(kind)
    if not isinstance(source, TextFile):
        return None
    mark = unfinished_merge(source)
    if mark:
        reading.files[path] = source
        reading.problems.append(mark)
    return None if mark else source
