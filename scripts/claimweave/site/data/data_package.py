"""A description of all published files for programs: which there are, and what their fields mean.

Source: Data Package 1.0 (specs.frictionlessdata.io/data-package). The number of the form stands
here for all files, since CSV has no place for one; `format` of the package, `draft`, which says
how far a review is that is one, and `fields` of a resource that is no table, are our own, which
the standard lets pass.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from claimweave.evidence.database import FORMAT
from claimweave.evidence.parquet import INTEGERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.data.data_fields import Fields

PACKAGE = "data/datapackage.json"

_MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "sqlite": "application/vnd.sqlite3",
    "trig": "application/trig",
    "bib": "application/x-bibtex",
}


def data_package(
    base: EvidenceBase,
    described: Mapping[str, tuple[str, Fields]],
    data: Mapping[str, str | bytes],
) -> str:
    """Return the description as JSON; `described` has what each file holds, and its fields."""
    settings = base.review.settings
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", base.review.title.lower()).strip("-") or "review",
        "title": base.review.title,
        "format": FORMAT,
    }
    if settings and settings.licence:
        licence = settings.licence
        package["licenses"] = [{"title": licence.name, "path": licence.address}]
    if progress := base.progress:
        package["draft"] = {p.name: {"done": p.done, "of": p.total} for p in progress.parts}
    package["resources"] = [
        _resource(base, path, description, fields, data[path])
        for path, (description, fields) in described.items()
    ]
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(
    base: EvidenceBase, path: str, description: str, fields: Fields, content: str | bytes
) -> dict[str, Any]:
    raw = content.encode() if isinstance(content, str) else content
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    resource: dict[str, Any] = {
        "name": f"{stem}-{ending}",
        "path": name,
        "description": description,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": len(raw),
        "hash": f"sha256:{sha256(raw).hexdigest()}",
    }
    if isinstance(content, str):
        resource["encoding"] = "utf-8"
    if ending == "csv":
        resource |= {"profile": "tabular-data-resource", "schema": _schema(base, fields[""])}
    elif fields:
        resource["fields"] = fields
    return resource


def _schema(base: EvidenceBase, columns: Mapping[str, str]) -> dict[str, Any]:
    whole = INTEGERS.difference(base.axes)
    return {
        "fields": [
            {"name": name, "type": "integer" if name in whole else "string", "description": meaning}
            for name, meaning in columns.items()
        ],
        "missingValues": [""],
    }
