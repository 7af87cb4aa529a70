"""What a change does to the evidence: each thing that it makes otherwise."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from claimweave.evidence.agreement import Agreement  # noqa: TC001 - a change is read back by type
from claimweave.evidence.changes.alteration import Alteration  # noqa: TC001 - the same
from claimweave.evidence.facts import Standing  # noqa: TC001 - the same
from claimweave.evidence.verdicts.claim_verdicts import ClaimVerdict  # noqa: TC001 - the same
from claimweave.review.fields import CheckVerdict, Stance  # noqa: TC001 - the same


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A claim, a reference or a study sheet that was added, is gone, or is altered.

    `text` is the assertion or the name, as it is now. Of what was added, `alterations` say what
    a reader has to know of it. `before` is the id of a claim that was renamed, as it was.
    """

    kind: Literal["added", "gone", "changed", "renamed"]
    id: str
    text: str
    alterations: tuple[Alteration, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the table: its labels, its counts (supports, contradicts), and its entries.

    Counts are None where the cell did not exist. Entries are (stance, citation key).
    """

    row: str
    column: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None
    gained: tuple[tuple[Stance, str], ...]
    lost: tuple[tuple[Stance, str], ...]


@dataclass(frozen=True, slots=True)
class VerdictFlip:
    """A claim that stands otherwise, or whose check or one of its readings has another result.

    `reading` is the name of a reading, and `recorded` the verdict that the file now records for
    it; both are empty for what a claim comes to as a whole.
    """

    claim: str
    text: str
    before: Standing | ClaimVerdict
    after: Standing | ClaimVerdict
    recorded: CheckVerdict | Literal[""]
    reading: str = ""


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """A citation whose source now fits the use made of it otherwise than before."""

    claim: str
    reference: str
    before: Agreement
    after: Agreement


@dataclass(frozen=True, slots=True)
class Change:
    """All that a change does to the evidence."""

    claims: tuple[RecordChange, ...]
    cells: tuple[CellChange, ...]
    verdicts: tuple[VerdictFlip, ...]
    references: tuple[RecordChange, ...]
    unused: tuple[str, ...]
    studies: tuple[RecordChange, ...]
    agreements: tuple[AgreementChange, ...]
    unreadable: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether the evidence is as it was, and all of it could be read."""
        return not any(getattr(self, part.name) for part in fields(self))
