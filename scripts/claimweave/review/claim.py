"""A claim: one assertion, and how the source review uses citations for and against it."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct, field

from claimweave.review.fields import (
    CheckVerdict,
    CitationKey,
    ClaimId,
    Date,
    Direction,
    Locator,
    Name,
    Note,
    ReadingName,
    Sentence,
    Stance,
    Strength,
)
from claimweave.review.record import Record, opened
from claimweave.review.terms import Terms, has_lists, named, require_several, ways, written

if TYPE_CHECKING:
    from collections.abc import Mapping


class Topic(Record, frozen=True, kw_only=True, dict=True):
    """What the claim is about: a term of each axis of the vocabulary, and the question.

    Where it names several terms on an axis, it is about each of them.
    """

    open_field: ClassVar[str] = "on_axes"

    question: Name | None = None
    """Which relation is meant: a term of `questions` in the vocabulary."""
    direction: Direction | None = None
    """Sign of the relation between the two that the question names, as the vocabulary words it."""
    on_axes: dict[str, Terms] = field(default_factory=dict)
    """Axis to the term, or the terms, that the file names beside the fields above."""

    def __post_init__(self) -> None:
        """Refuse a list of terms that has no use."""
        for terms in self.on_axes.values():
            require_several(terms)

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """Axis name to the terms that the file names on it: most often one."""
        return named(self.on_axes)

    @property
    def written(self) -> dict[str, str | list[str]]:
        """Axis name to what the file has there: a term, or a list of several."""
        return written(self.on_axes)

    @cached_property
    def has_lists(self) -> bool:
        """Whether it names several terms on an axis."""
        return has_lists(self.on_axes)

    @cached_property
    def ways(self) -> tuple[dict[str, str], ...]:
        """Axis name to term, once for each choice of one term an axis: most often one choice."""
        return ways(self.on_axes)


NEITHER_NOR = "this evidence says neither where the review cites it (`at`), nor that it was added"
BOTH = "this evidence says where the review cites it (`at`), and that it was added here (`added`)"


class Evidence(Record, frozen=True, kw_only=True):
    """One citation, and how the review uses it for this claim."""

    cites: CitationKey
    """Citation key of an entry in bibliography.bib."""
    stance: Stance
    """How the review uses the citation: it supports the claim, contradicts it, or is background."""
    at: tuple[Locator, ...] = ()
    """Locators of the sentences or table cells where the review cites it, such as `S3.2.p4.s1`."""
    added: Date | None = None
    """In place of `at`, for evidence that the review does not cite: the day it was added here."""
    note: Note | None = None
    """One plain sentence for readers, where one is needed."""

    def __post_init__(self) -> None:
        """Refuse a citation that is neither of the review nor added, or both."""
        if self.at and self.added:
            raise ValueError(BOTH)
        if not self.at and not self.added:
            raise ValueError(NEITHER_NOR)


class Reading(Record, frozen=True, kw_only=True):
    """One way to read the claim's sentence, and the query that decides it when it is read so."""

    says: Sentence
    """What the sentence is taken to say, in one plain sentence that can come out true or false."""
    sql: Note
    """One SELECT over the evidence that yields 1 (holds), 0 (fails) or NULL (undetermined)."""
    verdict: CheckVerdict
    """The verdict that was recorded; a different computed one is an error."""
    counts: Literal["own-citations"] | None = None
    """`own-citations` where it counts only what its own sentence cites: then it is no result."""

    def compares_with(self, name: str) -> bool:
        """Whether its query compares something with a name, as a text of SQL."""
        return f"'{name}'" in self.sql


class Check(Record, frozen=True, kw_only=True):
    """How the claim may be read, and what decides each reading over the evidence base."""

    readings: Annotated[dict[ReadingName, Reading], Meta(min_length=1)]
    """Name of each way to read the sentence (letters, digits, hyphens) to what it says."""
    note: Note | None = None
    """What the sentence leaves open, and why the results are what they are."""


AS_STATED = "as-stated"
"""The name of the one reading of a check that was written before there were several."""


def with_readings(data: Any) -> Any:  # noqa: ANN401 - what stands in a file may be anything
    """Return a claim's data with a check of the form of before, `{sql, verdict}`, as one reading.

    What is in another form, or in none, comes back as it is.
    """
    check = data.get("check") if isinstance(data, dict) else None
    if not isinstance(check, dict) or "readings" in check or not {"sql", "verdict"} & {*check}:
        return data
    reading = {"says": str(data.get("claim") or "?"), **check}
    note = {"note": reading.pop("note")} if "note" in reading else {}
    return {**data, "check": {"readings": {AS_STATED: reading}, **note}}


class ClaimRecord(Record, frozen=True, kw_only=True):
    """The content of a claim file."""

    claim: Sentence
    """The assertion, in our own words: one plain sentence."""
    in_text: Sentence | None = None
    """A short form for a text that has named study or subject right before, such as "it fell"."""
    kind: Name
    """What sort of assertion it is; readers filter by it."""
    strength: Strength | None = None
    """How firmly the review words it, whatever is cited for it; plain where nothing is said."""
    asserted: tuple[Locator, ...] = ()
    """Locators of the sentences or cells where the review asserts it, such as `S3.2.p4.s1`."""
    topic: Topic | None = None
    """What it is about, if it is about a term of one axis or of several."""
    evidence: tuple[Evidence, ...] = ()
    """The citations for it and against it, one item each, as the review uses them."""
    rests_on: tuple[ClaimId, ...] = ()
    """Ids of the claims that it is drawn from: the names of their files, without `.yml`."""
    opposes: tuple[ClaimId, ...] = ()
    """Ids of the claims that cannot hold together with this one."""
    check: Check | None = None
    """For a claim about the evidence as a whole: how it may be read, and what decides that."""
    note: Note | None = None
    """One plain sentence for readers, where one is needed."""
    formerly: tuple[ClaimId, ...] = ()
    """Ids under which this claim, or a part of it, once stood: what names them leads here."""

    @classmethod
    def in_todays_form(cls, data: Any) -> Any:  # noqa: ANN401 - the same
        """Return a claim's data with its check as one of readings."""
        return with_readings(data)

    @classmethod
    def arranged(cls, data: Any) -> Any:  # noqa: ANN401 - the same
        """Return a claim's data with the axes of its topic in a group of their own."""
        if type(data) is dict and "topic" in data:
            return {**data, "topic": opened(Topic, data["topic"])}
        return data


class Claim(Struct, frozen=True):
    """A claim file that was read: its id (the file's stem), its folder and its content."""

    id: str
    path: str
    folder: str
    record: ClaimRecord

    @property
    def text(self) -> str:
        """The assertion."""
        return self.record.claim

    @property
    def text_in_place(self) -> str:
        """The assertion as a page says it: in its short form, where it has one."""
        return self.record.in_text or self.record.claim

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence items, in the file's order."""
        return self.record.evidence

    @property
    def topic(self) -> Topic:
        """The topic; an empty one when the file has none."""
        return self.record.topic or _no_topic()


@cache
def _no_topic() -> Topic:
    return Topic()
