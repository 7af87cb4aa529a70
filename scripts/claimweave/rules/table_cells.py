"""What the claim of a table's cell says of itself: row, column, question and places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.table import Pair
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.review.axis import Term
    from claimweave.review.claim import Claim
    from claimweave.review.review import Review
    from claimweave.review.table import Table


def cell_faults(
    review: Review, table: Table, row: str, column: str, claim: Claim
) -> Iterator[Problem]:
    """Yield what a claim says otherwise than the cell of the table that it asserts.

    The table on the site shows the claim in that cell whatever it says: so its topic, its text and
    the places of its evidence must be those of the cell.
    """
    yield from _topic_faults(table, row, column, claim)
    yield from _cells_left_out(review, table, Pair(row, column, table.locator), claim)
    if table.question in review.questions:  # what is none, the rule `invalid-ledger` tells
        yield from _question_faults(table, claim)
    for axis, term in ((table.rows, row), (table.columns, column)):
        terms = review.axes[axis].terms if axis in review.axes else {}
        others = _named_instead(terms, term, claim.text)
        if others:
            message = f"this claim asserts a cell of {terms[term].label}, and speaks of "
            message += listed(others)
            where = AtKey(claim.path, ("claim",))
            yield Problem(where, message, f"name {terms[term].label}, or no {axis} at all")
    cells = table.places(row, column)
    for index, evidence in enumerate(claim.evidence):
        for at, locator in enumerate(evidence.at):
            if locator in cells and locator not in claim.record.asserted:
                message = f"{locator} has an entry here, and the claim does not assert that place"
                keys = ("evidence", index, "at", at)
                yield Problem(AtKey(claim.path, keys), message, f"add {locator} to `asserted`")


def _topic_faults(table: Table, row: str, column: str, claim: Claim) -> Iterator[Problem]:
    for axis, term in ((table.rows, row), (table.columns, column)):
        named = claim.topic.named.get(axis, ())
        if term not in named:
            keys = ("topic", axis) if claim.record.topic else ("claim",)
            message = f'this claim asserts a cell of {axis} "{term}", and its topic says otherwise'
            others = [other for other in named if other in _asserted(table, axis, claim)]
            wanted = f"[{', '.join((*others, term))}]" if others else term
            help_ = f"write {axis}: {wanted}"
            yield Problem(AtKey(claim.path, keys), message, help_)


def _cells_left_out(review: Review, table: Table, pair: Pair, claim: Claim) -> Iterator[Problem]:
    """Yield the first cell that a claim of several terms is about, and that it does not assert.

    What it says beyond the table may stand in a sentence: then it is asserted there, too.
    """
    asserted = claim.record.asserted
    if not claim.topic.has_lists or any(review.table_at(locator) is None for locator in asserted):
        return
    own = {each for each in table.pairs() if _is_asserted(table, each, claim)}
    if pair != next(each for each in table.pairs() if each in own):
        return  # it is told once, with the first of its cells
    for terms in claim.topic.ways:
        if {table.rows, table.columns} <= {*terms}:
            named = Pair(terms[table.rows], terms[table.columns], table.locator)
            if named not in own and table.mirrored(named) not in own:
                axis = table.rows if len(claim.topic.named[table.rows]) > 1 else table.columns
                where = AtKey(claim.path, ("topic", axis))
                message = f"this topic is about {named.row} and {named.column}, too, and the claim "
                message += f"asserts no such cell of {table.title}"
                help_ = f"name the terms of the cells in `asserted` alone, or assert {_cell(named)}"
                yield Problem(where, message, help_)
                return


def _cell(pair: Pair) -> str:
    return f"the cell of {pair.row} and {pair.column}, too"


def _is_asserted(table: Table, pair: Pair, claim: Claim) -> bool:
    return bool({*table.places(pair.row, pair.column)}.intersection(claim.record.asserted))


def _asserted(table: Table, axis: str, claim: Claim) -> set[str]:
    """Return the terms of an axis in whose cells a claim is asserted."""
    pairs = (pair for pair in table.pairs() if _is_asserted(table, pair, claim))
    return {table.axes_of(pair)[axis] for pair in pairs}


def _question_faults(table: Table, claim: Claim) -> Iterator[Problem]:
    asked = claim.topic.question
    if claim.record.topic and asked != table.question:
        keys = ("topic", "question") if asked else ("topic",)
        message = f'{table.title} asks the question "{table.question}", and this claim of a cell '
        message += f'asks "{asked}"' if asked else "asks none"
        where = AtKey(claim.path, keys, on_key=not asked)
        yield Problem(where, message, f"write question: {table.question}")


def _named_instead(terms: Mapping[str, Term], wanted: str, text: str) -> list[str]:
    """Return the terms of an axis that a text names, where it does not name the one wanted."""
    named = [name for name, term in terms.items() if _names(term, name, text)]
    return [] if wanted in named or wanted not in terms else [terms[name].label for name in named]


def _names(term: Term, name: str, text: str) -> bool:
    """Whether a text has a word of a term, also in the plural; letter case does not count."""
    known = (name, term.label, *term.synonyms)
    if not any(_in_any_case(word) in _in_any_case(text) for word in known):
        return False  # to make a pattern of each term takes longer than all else here
    words = "|".join(map(re.escape, known))
    return re.search(rf"(?<![\w-])(?:{words})s?(?![\w-])", text, re.IGNORECASE) is not None


@lru_cache(maxsize=256)
def _in_any_case(text: str) -> str:
    """Return a text so that two are the same wherever a pattern takes them for the same."""
    return (
        text.casefold().replace("\u0307", "").replace("\u0131", "i")
    )  # of I with a dot, and i without
