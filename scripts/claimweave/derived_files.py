"""The files that are made from a review and committed with it: schemas and issue forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.model.review import FORM_FOLDER, SCHEMA_FOLDER
from claimweave.proposing.form_files import form_files
from claimweave.schema import schemas

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimweave.model.review import Review


def derived_files(review: Review, folders: Collection[str]) -> dict[str, str]:
    """Return the path of each schema and form, from the project's root, and its text.

    Only those of `folders` are made: SCHEMA_FOLDER, FORM_FOLDER.
    """
    made: dict[str, str] = {}
    for folder, make in ((SCHEMA_FOLDER, schemas), (FORM_FOLDER, form_files)):
        if folder in folders:
            made |= {f"{folder}/{name}": text for name, text in make(review).items()}
    return made
