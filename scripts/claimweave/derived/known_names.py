"""The names that editors complete in claims: keys, ids and places, in a file that is not committed.

Each new claim adds a name. Were they in the committed schemas, every two pull requests would
conflict there. So the schema of claims points to this file, which is written in passing.

In a fresh clone the file is missing. The language server for YAML then warns on each claim, unless
the schema is one of a `schemaSequence` (its extension for files of several documents): of these it
tells no unresolved reference. The names are then not completed, and all else is.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from claimweave.disk.side_file import renew_side_file
from claimweave.review.paths import SCHEMA_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimweave.review.review import Review

Schema = dict[str, Any]

KNOWN_NAMES = ".cache/claimweave/known.schema.json"
"""Where the names lie, from the review's root. `.cache/` is in `.gitignore`."""

WITHOUT_ERRORS: Schema = {
    "$comment": "The names lie in .cache/, which each check writes. As one of a schemaSequence, "
    "the schema is used without a warning where they are missing, as in a fresh clone.",
    "schemaSequence": [{"$ref": "#"}],
}
"""What a schema has whose missing references are not to be told."""

NAMES = ("key", "claim", "place")
"""What is named: a reference by its citation key, a claim by its id, a sentence or cell."""

_CLAIM_SCHEMA = f"{SCHEMA_FOLDER}/claim.schema.json"


def explained(allowed: Mapping[str, str]) -> Schema:
    """Return allowed words with the text that an editor shows for each."""
    return {
        "enum": list(allowed),
        "markdownEnumDescriptions": list(allowed.values()),
        "x-intellij-enum-metadata": {word: {"description": t} for word, t in allowed.items()},
    }


def known_names(review: Review) -> dict[str, Schema]:
    """Return what may stand for a citation key, for the id of a claim and for a place.

    Of a kind of which nothing can be read, anything may.
    """
    titles = {key: reference.title for key, reference in sorted(review.references.items())}
    claims, places = sorted(review.claims), list(_places(review))
    return {
        "key": explained(titles) if titles else {},
        "claim": {"enum": claims} if claims else {},
        "place": {"enum": places} if places else {},
    }


def elsewhere(name: str) -> Schema:
    """Return the part of a committed schema that takes its names from the file of the names."""
    up = "../" * (SCHEMA_FOLDER.count("/") + 1)
    return {"allOf": [{"$ref": f"{up}{KNOWN_NAMES}#/definitions/{name}"}]}


def renew_known_names(root: Path, review: Review) -> None:
    """Write the names for editors, if they are others than before; in silence.

    A review without a schema of its claims gets none. Where nothing can be written, as in a folder
    of somebody else, editors know the names of an earlier day: no result depends on them.
    """
    if review.broken or not os.path.isfile(root / _CLAIM_SCHEMA):  # noqa: PTH113 - never raises
        return
    # Nobody reads it, and a compact text costs a tenth of an indented one.
    content = json.dumps({"definitions": known_names(review)}, ensure_ascii=False).encode()
    renew_side_file(root, KNOWN_NAMES, content)


def _places(review: Review) -> Iterator[str]:
    """Yield the locators of all sentences and table cells; none when they cannot be read."""
    if review.sentences:
        yield from review.sentences
        for table in review.tables:
            yield from table.locators()
