"""A work as RIS, through rispy.

Source: the RIS specification of Reference Manager: `TY` first, `ER` last, each field on one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rispy

from claimweave.references.kinds import kind_of

if TYPE_CHECKING:
    from claimweave.references.record import BibliographicRecord


def ris_text(record: BibliographicRecord, key: str) -> str:
    """Return a work for reference managers; a field that nobody has seen stays out."""
    kind, fields = kind_of(record.kind), record.fields
    first, _, last = fields.get("pages", "").replace("--", "-").partition("-")
    known: dict[str, Any] = {
        "type_of_reference": kind.ris,
        "authors": [f"{a.family}, {a.given}" if a.given else a.family for a in record.authors],
        "title": fields.get("title"),
        "secondary_title": fields.get(kind.within),
        "year": fields.get("year"),
        "volume": fields.get("volume"),
        "number": fields.get("number"),
        "publisher": record.published_by,
        "start_page": first,
        "end_page": last,
        "doi": fields.get("doi"),
        "accession_number": fields.get("pmid"),
        "notes": [fields["note"]] if fields.get("note") else [],
        "urls": [fields["url"]] if fields.get("url") else [],
        "id": key,
    }
    written: str = rispy.dumps([{name: _lines(value) for name, value in known.items() if value}])
    return written.partition("\n")[2]  # rispy counts its records on a line before each


def _lines(value: str | list[str]) -> str | list[str]:
    """Fold white space: a line break would end the field."""
    if isinstance(value, list):
        return [" ".join(text.split()) for text in value]
    return " ".join(value.split())
