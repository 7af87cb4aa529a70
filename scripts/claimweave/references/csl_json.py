"""A work as CSL-JSON. Source: the CSL-JSON schema 1.0.2 of citationstyles.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimweave.references.kinds import kind_of
from claimweave.review.reference import year_number

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord
    from claimweave.review.reference import Author


def csl_json(record: BibliographicRecord, key: str) -> str:
    """Return a list of one work for reference managers; what nobody has seen stays out."""
    kind, fields = kind_of(record.kind), record.fields
    year = year_number(fields.get("year", ""))
    item: dict[str, Any] = {
        "id": key,
        "type": kind.csl,
        "author": [_name(author) for author in record.authors],
        "title": fields.get("title"),
        "container-title": fields.get(kind.within),
        "issued": {"date-parts": [[year]]} if year else None,
        "volume": fields.get("volume"),
        "issue": fields.get("number"),
        "publisher": record.published_by,
        "page": fields.get("pages", "").replace("--", "-"),
        "DOI": fields.get("doi"),
        "PMID": fields.get("pmid"),
        "note": fields.get("note"),
        "URL": fields.get("url"),
    }
    known = {name: value for name, value in item.items() if value}
    return json.dumps([known], indent=2, ensure_ascii=False) + "\n"


def _name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": author.family, "given": author.given}
    return {"literal": author.family}
