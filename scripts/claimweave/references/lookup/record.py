"""What is known of a work, wherever it comes from: plain texts, and where they were seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.reference import Author


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
