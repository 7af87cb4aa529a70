"""What is asked of a reference: its fields in their order, and the words that some of them take."""

from __future__ import annotations

from claimweave.references.kinds import CHOSEN, kind_of

TYPES = {name: kind_of(name).words for name in CHOSEN} | {
    "phdthesis": "a doctoral thesis",
    "mastersthesis": "a master's thesis",
}
IDENTITIES = {
    "named": "the review names its author and year, or does not cite it",
    "inferred": "the review does not name it; the note says why this work fits",
}
FIELDS = (
    "author", "editor", "title", "booktitle", "journal", "series", "edition", "version",
    "publisher", "institution", "year", "volume", "number", "pages", "doi", "pmid", "url",
    "urldate", "reviewnumber", "identity", "metadatasource", "note",
)  # fmt: skip
"""The fields that are asked for; `added` is the day on which they are answered."""

NEEDED = ("kind", "author", "title", "identity", "metadatasource")
NAMES = ("author", "editor")
"""Fields with names, one a text."""
