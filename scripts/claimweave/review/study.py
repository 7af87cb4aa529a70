"""A study sheet: what a cited source itself reports, read once and kept once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from msgspec import field
from msgspec.structs import replace

from claimweave.review.fields import (
    Address,
    Date,
    Direction,
    Few,
    Name,
    Note,
    ReadAs,
    Sentence,
    Word,
)
from claimweave.review.record import Record, finite, opened, whole
from claimweave.review.terms import Terms, has_lists, named, require_several, ways

if TYPE_CHECKING:
    from collections.abc import Mapping

Number = Annotated[float, finite()]

NUMBER_OF_SEVERAL = "this finding is on several terms, and has one number"
ONE_END = "this interval has one end: it says `low` or `high`, and not both"
TURNED = "this interval is turned round: `low` lies above `high`"
OUTSIDE = "the value lies outside its interval"


class Estimate(Record, frozen=True, kw_only=True):
    """A number that the source reports for a finding, with its interval."""

    measure: Few
    """What the number is: one of `measures` in the vocabulary, such as `hazard ratio`."""
    value: Number
    """The number, as it was seen in the source."""
    low: Number | None = None
    """The lower end of its interval, if the source gives one."""
    high: Number | None = None
    """The upper end of its interval, if the source gives one."""
    unit: Few | None = None
    """The unit of value, low and high, if they have one."""

    def __post_init__(self) -> None:
        """Refuse an interval with one end, turned round, or beside its value."""
        if (self.low is None) != (self.high is None):
            raise ValueError(ONE_END)
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValueError(TURNED)
            if not self.low <= self.value <= self.high:
                raise ValueError(OUTSIDE)


class SourceFinding(Record, frozen=True, kw_only=True, dict=True):
    """One result that the source reports: a term of each axis, a question and a direction.

    Where it names several terms on an axis, the source reports it of each of them.
    """

    open_field: ClassVar[str] = "on_axes"

    question: Name
    """Which relation the source looked at: a term of `questions` in the vocabulary."""
    direction: Direction
    """Sign of the relation between the two that the question names, as the vocabulary words it."""
    estimate: Estimate | None = None
    """The number that the source reports for it, if one was seen."""
    says: Sentence
    """The finding in one plain sentence of our own."""
    on_axes: dict[str, Terms] = field(default_factory=dict)
    """Axis to the term, or the terms, that the file names beside the fields above."""

    def __post_init__(self) -> None:
        """Refuse a list of terms that has no use, and one number for several terms."""
        for terms in self.on_axes.values():
            require_several(terms)
        if self.estimate is not None and self.has_lists:
            raise ValueError(NUMBER_OF_SEVERAL)

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """Axis name to the terms that the file names on it: most often one."""
        return named(self.on_axes)

    @cached_property
    def axes(self) -> dict[str, str]:
        """Axis name to term; of several on one axis the first: see `StudyRecord.results`."""
        return ways(self.on_axes)[0]

    @cached_property
    def has_lists(self) -> bool:
        """Whether it names several terms on an axis."""
        return has_lists(self.on_axes)

    @property
    def results(self) -> tuple[SourceFinding, ...]:
        """The finding on each of its terms: itself, where it names one on each axis."""
        found = ways(self.on_axes)
        return (self,) if len(found) == 1 else tuple(replace(self, on_axes=way) for way in found)


class StudyRecord(Record, frozen=True, kw_only=True, dict=True):
    """The content of a study sheet."""

    design: Name
    """How the study was made: a term of `designs` in the vocabulary."""
    participants: Annotated[int, whole(least=1)] | None = None
    """How many people, animals or plots were studied, if it was seen; of data, how many records."""
    population: Note | None = None
    """Who was studied, in a few words; of data or a program, what it covers."""
    cohort: Word | None = None
    """Reports of one and the same sample share this name, and count once."""
    read: ReadAs
    """What was read, such as the abstract; or data, a program, or what is said of these."""
    where: Address | None = None
    """Address of the page where it was read: the entry's own, or one that is listed there."""
    version: Few | None = None
    """The version of the data or the program that was looked at."""
    seen: Date | None = None
    """The day on which it was looked at: data and programs change under one address."""
    limits: Note | None = None
    """What a reader must know before relying on it."""
    findings: tuple[SourceFinding, ...] = ()
    """What the source itself reports, one result each; a null result is one too."""

    @classmethod
    def arranged(cls, data: Any) -> Any:  # noqa: ANN401 - what stands in a file
        """Return a sheet's data with the axes of each finding in a group of their own."""
        if type(data) is dict and type(data.get("findings")) is list:
            return {**data, "findings": [opened(SourceFinding, one) for one in data["findings"]]}
        return data

    @cached_property
    def results(self) -> tuple[SourceFinding, ...]:
        """The findings, with one term on each axis: what is reported of several is one of each."""
        if not any(finding.has_lists for finding in self.findings):
            return self.findings
        return tuple(result for finding in self.findings for result in finding.results)


class Study(NamedTuple):
    """A study sheet that was read: the key of its reference, and its content."""

    key: str
    path: str
    record: StudyRecord
