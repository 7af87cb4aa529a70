"""A table's printed caption, held against the designs of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from claimweave.evidence.audit.citing import keys
from claimweave.evidence.audit.finding import Finding

if TYPE_CHECKING:
    from claimweave.evidence.facts import Facts
    from claimweave.review.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionDiffers(Finding):
    """A caption that names designs which not all works of its table have.

    `table` is its locator. `references` are the works whose sheets have another design; `fitting`
    those that fit, and `unread` those without a sheet. An entry is counted by its work, once
    however often it stands in the table. `designs` are the terms for what the caption says.
    """

    kind: ClassVar[str] = "caption-differs"

    table: str
    printed: str
    designs: tuple[str, ...]
    fitting: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def works(self) -> int:
        """How many works the table has."""
        return len(self.references) + len(self.fitting) + len(self.unread)


def captions_differ(facts: Facts) -> list[CaptionDiffers]:
    """Return what the captions and the designs of their tables' entries make of each other."""
    found = (caption_differs(facts, table) for table in facts.review.tables)
    return [one for one in found if one]


def caption_differs(facts: Facts, table: Table) -> CaptionDiffers | None:
    """Return what a table's caption and the designs of the entries make of each other.

    None when the review says nothing of the caption's designs, or when no sheet has another one.
    """
    if table.caption is None or not table.caption.designs:
        return None
    studies = facts.review.studies
    works = keys(use for cell in facts.cells_of(table) for use in cell.entries)
    read = {key: studies[key].record.design for key in works if key in studies}
    fitting = tuple(key for key in works if read.get(key) in table.caption.designs)
    differing = tuple(key for key in works if key in read and key not in fitting)
    if not differing:
        return None
    return CaptionDiffers(
        references=differing,
        table=table.locator,
        printed=table.caption.printed or "",
        designs=table.caption.designs,
        fitting=fitting,
        unread=tuple(key for key in works if key not in read),
    )
