"""Files that the site is built from, or that were made from the review: looked at as text only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimweave.model.review import PAGES
from claimweave.sources.files import LARGE_LIMIT, TextFile, list_files
from claimweave.sources.merge_marks import unfinished_merge

if TYPE_CHECKING:
    from claimweave.sources.reading import Reading

CONFIGURATION = "mkdocs.yml"
_TEXTS = (".py", ".json", ".svg", ".txt")
"""Kinds of files in docs/ that are text and no page."""


def look_at_other_texts(reading: Reading) -> None:
    """Note the marks of an unfinished merge in notebooks, data, drawings and `mkdocs.yml`."""
    below = list_files(reading.root, PAGES, ".md", others=True)
    paths = [path for path in below if path.lower().endswith(_TEXTS)]
    if os.path.lexists(reading.root / CONFIGURATION):
        paths.append(CONFIGURATION)
    for path in paths:
        source = reading.known.text(reading.root, path, LARGE_LIMIT)
        kind = "unfinished-merge" if isinstance(source, TextFile) else "no text"
        reading.counts[kind] = reading.counts.get(kind, 0) + 1
        mark = unfinished_merge(source) if isinstance(source, TextFile) else None
        if mark and isinstance(source, TextFile):
            reading.files[path] = source
            reading.problems.append(mark)
