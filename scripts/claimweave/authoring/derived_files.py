"""Files that are made of a review: the schemas that editors complete from, and the issue forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.authoring.form_files import FORM_FOLDER, form_files
from claimweave.authoring.schema import SCHEMA_FOLDER, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimweave.review.review import Review

DERIVED_FOLDERS = (f"{SCHEMA_FOLDER}/", f"{FORM_FOLDER}/")


def derived_files(review: Review, *, forms: bool = True) -> dict[str, str]:
    """Return path to text of each schema, and of each issue form."""
    made = {f"{SCHEMA_FOLDER}/{name}": text for name, text in schemas(review).items()}
    if forms:
        made |= {f"{FORM_FOLDER}/{name}": text for name, text in form_files(review).items()}
    return made


def outdated(root: Path, before: Review, after: Review) -> Iterator[tuple[str, str]]:
    """Yield (path, new text) of each file that a change makes out of date.

    One that was not current before the change is left to `claimweave schema`.
    """
    new = derived_files(after)
    for path, text in derived_files(before).items():
        file = root / path
        if new[path] != text and file.is_file() and file.read_bytes() == text.encode():
            yield path, new[path]
