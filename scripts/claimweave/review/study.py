"""A study sheet: what a cited source itself reports, read once and kept once."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator

from claimweave.review.fields import (
    Address,
    Date,
    Direction,
    Few,
    Name,
    Note,
    ReadAs,
    Record,
    Sentence,
    Word,
)
from claimweave.review.terms import Terms, has_lists, named, ways

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]

NUMBER_OF_SEVERAL = "this finding is on several terms, and has one number"
ONE_END = "this interval has one end: it says `low` or `high`, and not both"
TURNED = "this interval is turned round: `low` lies above `high`"
OUTSIDE = "the value lies outside its interval"


class Estimate(Record):
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

    @model_validator(mode="after")
    def _within(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError(ONE_END)
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValueError(TURNED)
            if not self.low <= self.value <= self.high:
                raise ValueError(OUTSIDE)
        return self


class SourceFinding(Record):
    """One result that the source reports: a term of each axis, a question and a direction.

    Where it names several terms on an axis, the source reports it of each of them.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Terms]

    question: Name
    """Which relation the source looked at: a term of `questions` in the vocabulary."""
    direction: Direction
    """Sign of the relation between the two that the question names, as the vocabulary words it."""
    estimate: Estimate | None = None
    """The number that the source reports for it, if one was seen."""
    says: Sentence
    """The finding in one plain sentence of our own."""

    @model_validator(mode="after")
    def _number_of_one(self) -> Self:
        if self.estimate is not None and self.has_lists:
            raise ValueError(NUMBER_OF_SEVERAL)
        return self

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Axis name to the terms that the file names on it: most often one."""
        return named(self.__pydantic_extra__)

    @property
    def axes(self) -> dict[str, str]:
        """Axis name to term; of several on one axis the first: see `StudyRecord.results`."""
        return ways(self.__pydantic_extra__)[0]

    @property
    def has_lists(self) -> bool:
        """Whether it names several terms on an axis."""
        return has_lists(self.__pydantic_extra__)

    @property
    def results(self) -> tuple[SourceFinding, ...]:
        """The finding on each of its terms: itself, where it names one on each axis."""
        found = ways(self.__pydantic_extra__)
        return (self,) if len(found) == 1 else tuple(self.model_copy(update=way) for way in found)


class StudyRecord(Record):
    """The content of a study sheet."""

    design: Name
    """How the study was made: a term of `designs` in the vocabulary."""
    participants: int | None = Field(default=None, ge=1, strict=True)
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

    @property
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
