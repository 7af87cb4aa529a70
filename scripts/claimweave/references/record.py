"""What is known of a work, wherever it comes from: plain texts, and where they were seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.reference import Author, Reference

FIELDS = (
    "author", "editor", "title", "booktitle", "journal", "series", "publisher", "institution",
    "school", "edition", "year", "month", "volume", "number", "pages", "isbn", "issn", "doi",
    "pmid", "pmcid", "url", "urldate",
)  # fmt: skip
"""Fields of an entry that describe a work, in the order in which they are written."""

OURS = ("reviewnumber", "added", "identity", "metadatasource", "note")
"""Fields that say what the review makes of it; they stand last, in this order."""


@dataclass(frozen=True, slots=True)
class BibliographicRecord:
    """A work as a source describes it; what the source does not say is not there.

    `kind` is a type of BibTeX entry. `fields` are BibTeX fields as plain texts, without authors
    and without LaTeX. `seen` is the address of the description. `remarks` are sentences that
    somebody who adds the work must read, such as that it was retracted. `more_authors` says that
    the source leaves authors out.
    """

    kind: str
    authors: tuple[Author, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""
    remarks: tuple[str, ...] = ()
    more_authors: bool = False

    @property
    def published_by(self) -> str:
        """The publisher, or the body that gave the work out."""
        named = (self.fields.get(name, "") for name in ("publisher", "institution", "school"))
        return next(filter(None, named), "")

    @classmethod
    def of(cls, reference: Reference) -> BibliographicRecord:
        """Return what an entry of the bibliography says of its work."""
        known = {name: reference.field(name) for name in FIELDS if name != "author"}
        return cls(
            reference.entry.kind,
            reference.authors,
            {name: text for name, text in known.items() if text},
            reference.field("metadatasource"),
            more_authors=reference.more_authors,
        )
