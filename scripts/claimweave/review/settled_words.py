"""What the settings and the vocabulary of a review say; where they cannot be read, nothing."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from claimweave.review.paths import SETTINGS
from claimweave.review.table import TurningTable
from claimweave.review.vocabulary import kinds_everywhere
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.disk.text_files import TextFile
    from claimweave.review.axis import Axis, Term
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import ReviewSettings, Section, Shape
    from claimweave.review.table import Table
    from claimweave.review.vocabulary import KindOfClaim, Measure, Question, Vocabulary

_STATE = pattern(r"^state[ \t]{0,20}:", re.MULTILINE)


class SettledWords:
    """The part of a review that everything else in it is written by: its settings and its words."""

    settings: ReviewSettings | None
    vocabulary: Vocabulary | None
    files: Mapping[str, TextFile]

    @property
    def source_key(self) -> str:
        """Citation key of the source review itself."""
        return self.settings.source if self.settings else ""

    @property
    def title(self) -> str:
        """Title of the review; empty when its settings cannot be read."""
        return self.settings.title if self.settings else ""

    @property
    def is_draft(self) -> bool:
        """Whether it is being encoded: what is not encoded yet is then counted, and no error."""
        return self.settings is not None and self.settings.state == "draft"

    @property
    def may_be_draft(self) -> bool:
        """Whether its settings cannot be read, and name a state, so that it may be a draft."""
        source = self.files.get(SETTINGS)
        named = source is not None and _STATE.search(source.text) is not None
        return self.settings is None and named

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The review's tables, in its order; none when its settings cannot be read.

        One that compares its rows with its columns, by its question, knows that it does.
        """
        turns = self.turns
        listed = self.settings.all_tables if self.settings else ()
        return tuple(
            TurningTable(**asdict(table))
            if {*turns.get(table.question, ())} == {table.rows, table.columns}
            else table
            for table in listed
        )

    @property
    def tables_by_locator(self) -> Mapping[str, Table]:
        """Locator of each table to the table."""
        return {table.locator: table for table in self.tables}

    def table_at(self, locator: str) -> Table | None:
        """Return the table into which a locator points, if it does."""
        return next((table for table in self.tables if table.has_cell(locator)), None)

    @property
    def sections(self) -> Mapping[str, Section]:
        """Section of each prefix of locators; none when the settings cannot be read."""
        return self.settings.sections if self.settings else {}

    @property
    def axes(self) -> Mapping[str, Axis]:
        """Axis of each name, in the vocabulary's order; none when it cannot be read."""
        return self.vocabulary.axes if self.vocabulary else {}

    @property
    def questions(self) -> Mapping[str, Question]:
        """Question of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.questions if self.vocabulary else {}

    @cached_property
    def turns(self) -> Mapping[str, tuple[str, str]]:
        """Question to the two axes whose terms it compares with each other."""
        return self.vocabulary.turns if self.vocabulary else {}

    def asked_axes(self, question: str | None) -> tuple[str, ...]:
        """Return the axes that a question asks about: all of them where it does not say."""
        asked = self.questions.get(question or "")
        return (asked.asks if asked else ()) or tuple(self.axes)

    @property
    def kinds(self) -> Mapping[str, KindOfClaim]:
        """Kind of claims of each name: the vocabulary's own, or those of every review."""
        return self.vocabulary.all_kinds if self.vocabulary else kinds_everywhere()

    def tells_of_evidence(self, claim: Claim) -> bool:
        """Whether what is cited for a claim of its kind is evidence on its topic."""
        kind = self.kinds.get(claim.record.kind)
        return kind is not None and kind.evidence

    @property
    def designs(self) -> Mapping[str, Term]:
        """Study design of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.designs if self.vocabulary else {}

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Measure of each name; none when the vocabulary cannot be read."""
        return self.vocabulary.measures if self.vocabulary else {}

    def shape_of(self, locator: str) -> Shape | None:
        """Return whether a place lies in a figure or in a box; None for running text."""
        return self.settings.shape_of(locator) if self.settings else None
