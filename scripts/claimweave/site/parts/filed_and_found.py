"""The figure of the home page: each entry where the review files it, and where it is found.

Both states come whole from the server, as tables, so that they can be read without a script and
in print. Where a browser can, one switch shows one of them, and `assets/filed-and-found.js` moves
each mark from its place in the one to its place in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence import filed_wording, wording
from claimweave.evidence.filed_and_found import ANSWERING, FOUND, LEFT_OUT, filed_and_found
from claimweave.review.table import Pair
from claimweave.site.environment import environment
from claimweave.site.parts.filed_marks import shown_marks
from claimweave.site.parts.table import first_table
from claimweave.words import labels
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.filed_and_found import FiledAndFound
    from claimweave.review.table import Table
    from claimweave.site.parts.filed_marks import ShownMark

MOST_ROWS = 24
"""Pairs of a table whose two states can lie upon each other: the style reserves so many rows."""

MOST_COLUMNS = 9
"""Columns of a state that the style lays out."""

EXPLAINED = ("positive", "negative")
"""Places whose words say little by themselves: below the table stands what they mean."""

FEW = 2
"""Marks of one pair that stand below each other where there is little room."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one state: its sign, its words, and the marks that stand in it.

    `off` is one beside the table, or beside its question.
    """

    sign: str
    label: str
    definition: str
    marks: tuple[ShownMark, ...]
    off: bool = False

    @property
    def entries(self) -> int:
        """How many of its marks the table lists."""
        return sum(mark.listed for mark in self.marks)

    @property
    def left_out(self) -> int:
        """How many of its marks the table does not list."""
        return len(self.marks) - self.entries

    @property
    def classes(self) -> str:
        """The classes of its cells: some are beside the others, some need room for many marks."""
        most = max((len(self.of(mark.pair)) for mark in self.marks), default=0)
        named = {"cw-ff-off": self.off, "cw-ff-many": most > FEW}
        return " ".join(name for name, holds in named.items() if holds)

    def of(self, pair: Pair) -> tuple[ShownMark, ...]:
        """Return the marks of one pair."""
        return tuple(mark for mark in self.marks if mark.pair == pair)


@dataclass(frozen=True, slots=True)
class State:
    """One state: what is said of it, and its columns in groups with a heading each."""

    name: str
    title: str
    said: filed_wording.Said
    groups: tuple[tuple[str, tuple[Column, ...]], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, from left to right."""
        return tuple(column for _, columns in self.groups for column in columns)


def filed_and_found_html(base: EvidenceBase, links: Links, table: Table | None = None) -> str:
    """Return the figure with both states; "" without a table."""
    table = table or first_table(base)
    marks = filed_and_found(base, table) if table else None
    if marks is None:
        return ""
    shown = shown_marks(base, marks, links)
    states = (_filed(marks, shown), _found(base, marks, shown))
    template = environment().get_template("filed_and_found.html.j2")
    return template.render(
        states=states,
        table=marks.table,
        laid_out=len(marks.rows) <= MOST_ROWS
        and all(0 < len(state.columns) <= MOST_COLUMNS for state in states),
        terms=_terms(base, marks, links),
        left_out=len(marks.left_out),
        stances=_stances(marks, shown),
        fills=[fill for fill in labels.FILLS if any(m.fill == fill for m in shown if m.listed)],
        inferred=any(mark.inferred for mark in shown),
    )


def _stances(marks: FiledAndFound, shown: Sequence[ShownMark]) -> dict[str, list[str]]:
    """Return each stance of the marks with what the table calls it."""
    used = dict.fromkeys(mark.stance for mark in shown if mark.listed)
    relations = marks.table.relations.values()
    return {stance: [r.label for r in relations if r.stance == stance] for stance in used}


def _terms(base: EvidenceBase, marks: FiledAndFound, links: Links) -> list[dict[str, Any]]:
    """Return the rows of the table, each with its pairs and the addresses of their answers."""
    table, terms = marks.table, TermLinks(base.facts, links)
    return [
        {
            "label": wording.term_label(base, table.rows, row),
            "pairs": [
                {
                    "pair": Pair(row, column, table.locator),
                    "label": wording.term_label(base, table.columns, column),
                    "answer": terms.answer(Pair(row, column, table.locator)),
                }
                for column in table.column_terms
                if Pair(row, column, table.locator) in marks.rows
            ],
        }
        for row in table.row_terms
    ]


def _filed(marks: FiledAndFound, shown: Sequence[ShownMark]) -> State:
    title = marks.table.title
    under = tuple(
        Column("", spec.label, "", tuple(mark for mark in shown if mark.filed == name))
        for name, spec in marks.table.relations.items()
    )
    beside = tuple(mark for mark in shown if mark.filed == LEFT_OUT)
    unlisted = (Column("", "Results of cited works", "", beside, off=True),)
    groups = ((f"{title} lists it under", under), (f"{title} does not list it", unlisted))
    said = filed_wording.filed(marks)
    return State("filed", "As the review files it", said, groups if beside else groups[:1])


def _found(base: EvidenceBase, marks: FiledAndFound, shown: Sequence[ShownMark]) -> State:
    columns = {
        place: Column(*_words(base, marks, place), here, place not in ANSWERING)
        for place in FOUND
        if (here := tuple(mark for mark in shown if mark.found == place))
    }
    known = base.review.questions.get(marks.table.question)
    asked = (known.definition or known.label) if known else marks.table.question
    answered = tuple(column for place, column in columns.items() if place in ANSWERING)
    other = tuple(column for place, column in columns.items() if place not in ANSWERING)
    groups = ((f"Its source answers: {asked}", answered), ("Its source does not", other))
    said = filed_wording.found(base, marks)
    kept = tuple(group for group in groups if group[1])
    return State("found", "As its source reports it", said, kept)


def _words(base: EvidenceBase, marks: FiledAndFound, place: str) -> tuple[str, str, str]:
    """Return the signs, the labels and the definitions of what is found at a place."""
    seen = {mark.says for mark in marks.marks}
    asked = place in ANSWERING
    own = wording.directions(base, marks.table.question) if asked else labels.AGREEMENTS
    said = [own[name] for name in FOUND[place] if name in seen]
    return (
        " ".join(words.mark for words in said),
        listed((words.label for words in said), "or"),
        " ".join(words.sentence for words in said) if place in EXPLAINED else "",
    )
