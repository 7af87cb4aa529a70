"""What conclusions are tried with: lenses on the evidence, and thresholds of their words."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from claimweave.review.fields import Name, Note, Sentence
from claimweave.review.record import Record

MOST_THRESHOLD = 1_000
"""The largest value of a threshold: it counts works."""

NO_LENS = "this lens says neither which rows stay (`where`), nor what counts once (`once`)"


class Lens(Record, frozen=True, kw_only=True):
    """A condition on the evidence, under which every reading of a conclusion is tried."""

    label: Note
    """What readers are shown, in a few words."""
    says: Sentence
    """What counts under it, in one plain sentence."""
    where: Note | None = None
    """A condition in SQL on a row of evidence and its work, such as `studies.read IS NOT NULL`."""
    once: Literal["cohort"] | None = None
    """`cohort`: works that report on the same sample are taken as one, the first by number."""

    def __post_init__(self) -> None:
        """Refuse a lens that changes nothing."""
        if self.where is None and self.once is None:
            raise ValueError(NO_LENS)


class LensesFile(Record, frozen=True, kw_only=True):
    """The file `lenses.yml`."""

    lenses: dict[Name, Lens]
    """Name of each lens to what it does, in the order of the site."""


class Threshold(Record, frozen=True, kw_only=True):
    """How many a word such as "numerous" asks for: a number that somebody has chosen."""

    value: Annotated[int, Meta(ge=1, le=MOST_THRESHOLD)]
    """The number; queries read it as `(SELECT value FROM thresholds WHERE name = '…')`."""
    says: Sentence
    """What is read so, and as what, in one plain sentence."""


class ThresholdsFile(Record, frozen=True, kw_only=True):
    """The file `thresholds.yml`."""

    thresholds: dict[Name, Threshold]
    """Name of each threshold to its value."""
