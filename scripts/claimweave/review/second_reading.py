"""What two blind readers differed on: which fields were compared, and each difference.

Nothing here is counted by hand but how often a field was compared: how many differed follows from
the differences. A review may have no such file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from claimweave.review.fields import CitationKey, ClaimId, Name, Note, Sentence
from claimweave.review.record import Record, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

Times = Annotated[int, whole(least=1, most=1_000_000)]
Settled = Literal["first", "second", "neither"]

NO_DIFFERENCE = "both readers gave the same here: this is no difference"
NOT_SAID = "this was settled on neither reader's answer, and says not on what (`value`), or not why"
NEEDLESS = "`value` is what was settled where it is neither reader's answer"
NOTHING_READ = "this says neither which claims were read by two, nor which sheets"


class Difference(Record, frozen=True, kw_only=True):
    """One field of one claim or sheet to which the two readers gave different answers."""

    field: Name
    """The field: one that stands under `compared`."""
    part: Note | None = None
    """Which part of it is meant, in a few words, such as the work of a citation."""
    first: tuple[Note, ...]
    """What the first reader gave, as a list; an empty one for nothing."""
    second: tuple[Note, ...]
    """What the second reader gave, as a list; an empty one for nothing."""
    settled: Settled
    """Whose answer was kept: `first`, `second` or `neither`."""
    value: tuple[Note, ...] | None = None
    """Where it is neither: what stands now, as a list."""
    why: Note | None = None
    """Why it was settled so, in a few words."""

    def __post_init__(self) -> None:
        """Refuse answers that are the same, and what does not say how it was settled."""
        if set(self.first) == set(self.second):
            raise ValueError(NO_DIFFERENCE)
        if self.settled == "neither" and (self.value is None or self.why is None):
            raise ValueError(NOT_SAID)
        if self.settled != "neither" and self.value is not None:
            raise ValueError(NEEDLESS)

    @property
    def subject(self) -> str:
        """Id of the claim, or key of the sheet."""
        raise NotImplementedError

    @property
    def kept(self) -> tuple[str, ...]:
        """What was settled."""
        answers = {"first": self.first, "second": self.second, "neither": self.value or ()}
        return answers[self.settled]


class ClaimDifference(Difference, frozen=True, kw_only=True):
    """A difference on a claim."""

    claim: ClaimId
    """Id of the claim: one that stands under `read`."""

    @property
    def subject(self) -> str:
        """Id of the claim."""
        return self.claim


class SheetDifference(Difference, frozen=True, kw_only=True):
    """A difference on a study sheet."""

    sheet: CitationKey
    """Citation key of the sheet: one that stands under `read`."""

    @property
    def subject(self) -> str:
        """Key of the sheet."""
        return self.sheet


class ReadClaims(Record, frozen=True, kw_only=True):
    """The claims that were read by two, and what they differed on."""

    read: Annotated[tuple[ClaimId, ...], Meta(min_length=1)]
    """Ids of the claims that both readers encoded."""
    compared: Annotated[dict[Name, Times], Meta(min_length=1)]
    """Field to how many answers were compared."""
    differences: tuple[ClaimDifference, ...] = ()
    """Each answer in which the two differed."""


class ReadSheets(Record, frozen=True, kw_only=True):
    """The study sheets that were read by two, and what they differed on."""

    read: Annotated[tuple[CitationKey, ...], Meta(min_length=1)]
    """Citation keys of the sheets that both readers filled in."""
    compared: Annotated[dict[Name, Times], Meta(min_length=1)]
    """Field to how many answers were compared."""
    differences: tuple[SheetDifference, ...] = ()
    """Each answer in which the two differed."""


class SecondReading(Record, frozen=True, kw_only=True):
    """The file `second-reading.yml`."""

    readers: Sentence
    """Who the two readers were, programs or people, and what each saw, in one plain sentence."""
    claims: ReadClaims | None = None
    """The claims that both encoded, each without seeing what the other wrote."""
    sheets: ReadSheets | None = None
    """The study sheets that both filled in."""

    def __post_init__(self) -> None:
        """Refuse a reading of nothing."""
        if self.claims is None and self.sheets is None:
            raise ValueError(NOTHING_READ)

    @property
    def parts(self) -> Iterator[tuple[Literal["claims", "sheets"], ReadClaims | ReadSheets]]:
        """What was read by two: the claims, the sheets, or both."""
        if self.claims:
            yield "claims", self.claims
        if self.sheets:
            yield "sheets", self.sheets
