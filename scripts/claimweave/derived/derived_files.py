"""The files that are made from a review and committed with it: schemas and issue forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.derived.form_files import form_files
from claimweave.derived.schema import committed_schemas
from claimweave.review.paths import FORM_FOLDER, SCHEMA_FOLDER
from claimweave.review.review import words_alone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from claimweave.derived.schema import Exemptable
    from claimweave.review.review import Review

DERIVED_FOLDERS = (SCHEMA_FOLDER, FORM_FOLDER)


def derived_files(
    review: Review, exemptable: Exemptable, folders: Collection[str] = DERIVED_FOLDERS
) -> dict[str, str]:
    """Return the path of each schema and form, from the project's root, and its text.

    Only those of `folders` are made; `exemptable` are the rules that the schema of exemptions
    names. They follow from the settings, the vocabulary and the engine, and nothing else is at
    hand here: `found_current.py` relies on it.
    """
    words = words_alone(review)
    made: dict[str, str] = {}
    if SCHEMA_FOLDER in folders:
        schemas = committed_schemas(words, exemptable)
        made |= {f"{SCHEMA_FOLDER}/{name}": text for name, text in schemas.items()}
    if FORM_FOLDER in folders:
        made |= {f"{FORM_FOLDER}/{name}": text for name, text in form_files(words).items()}
    return made


def outdated(
    root: Path, before: Review, after: Review, exemptable: Exemptable
) -> Iterator[tuple[str, str]]:
    """Yield (path, new text) of each file that a change makes out of date.

    One that was not current before the change is left to `claimweave schema`. A change that leaves
    settings and vocabulary alone makes none out of date, and none is made to see that.
    """
    if words_alone(before) == words_alone(after):
        return
    new = derived_files(after, exemptable)
    for path, text in derived_files(before, exemptable).items():
        file = root / path
        if new[path] != text and file.is_file() and file.read_bytes() == text.encode():
            yield path, new[path]
