"""The review's text against its tables: each reference is followed through both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from claimweave.evidence.audit.citing import in_table
from claimweave.evidence.audit.finding import Finding
from claimweave.review.ledger import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.evidence.facts import Facts, Use
    from claimweave.review.ledger import Table
    from claimweave.review.reference import Reference

Filing = Literal["not-in-table", "filed-elsewhere", "not-in-text", "text-differs", "not-named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence(Finding):
    """One reference that the review's text and one of its tables use differently.

    `table` is the table's locator. `here` are the pairs at issue; a term is empty where the text
    names none. `there` are the places that the other side has for the same reference. `not-named`
    is what the table files under a column term that no claim of the text names with it.
    """

    kind: ClassVar[str] = "text-against-table"

    table: str
    filing: Filing
    number: int | None
    here: tuple[Pair, ...]
    there: tuple[Pair, ...]


def text_against_table(facts: Facts) -> list[Divergence]:
    """Compare, reference by reference, what the text cites as evidence with the table's entries.

    The text cites a reference on a column term (with a row term or without) when a claim of kind
    association, effect or synthesis with that topic has it for or against, at a sentence.
    A claim on the question of another table with the same axes is that one's. Returns divergences
    table by table, each by reference number.
    """
    return [found for table in facts.review.tables for found in _of_table(facts, table)]


def _of_table(facts: Facts, table: Table) -> list[Divergence]:
    found: list[Divergence] = []
    for key, reference in facts.review.references.items():
        if key != facts.review.source_key:
            found += _divergences(facts, table, reference)
    return sorted(found, key=lambda d: (d.number or 10**9, d.filing))


def _divergences(facts: Facts, table: Table, reference: Reference) -> Iterator[Divergence]:
    uses = [u for u in facts.uses_by_reference[reference.key] if u.evidence.at]
    listed = _entries(table, uses)
    in_text = [u for u in uses if _is_text_evidence(facts, table, u)]
    named = {_place(table, u) for u in in_text}
    if in_text and not listed:
        yield _divergence(table, "not-in-table", reference, in_text, ())
    elif listed and not in_text:
        yield _divergence(table, "not-in-text", reference, listed.values(), ())
    elif listed:
        own = (u for u in in_text if _is_whole(_place(table, u)) and _is_column(table, u))
        if elsewhere := [u for u in own if _place(table, u) not in listed]:
            yield _divergence(table, "filed-elsewhere", reference, elsewhere, listed)
        unnamed = _differing(table, listed, named)
        places = tuple(dict.fromkeys(_place(table, u) for u in in_text))
        if unnamed:
            yield _divergence(table, "text-differs", reference, unnamed.values(), places)
        spoken = {_place(table, u).column for u in uses if _in_text(facts, u)}
        silent = [u for pair, u in listed.items()
                  if pair not in unnamed and pair.column not in spoken]  # fmt: skip
        if silent:
            yield _divergence(table, "not-named", reference, silent, places)


def _divergence(
    table: Table, filing: Filing, reference: Reference, uses: Iterable[Use], there: Iterable[Pair]
) -> Divergence:
    at_issue = tuple(uses)
    here = tuple(dict.fromkeys(_place(table, use) for use in at_issue))
    places = (here if filing != "filed-elsewhere" else there) if filing != "not-in-table" else ()
    return Divergence(
        table=table.locator,
        filing=filing,
        number=reference.number,
        here=here,
        there=tuple(there),
        claims=tuple(dict.fromkeys(use.claim.id for use in at_issue)),
        references=(reference.key,),
        cells=tuple(places),
    )


def _entries(table: Table, uses: Iterable[Use]) -> dict[Pair, Use]:
    return {
        _place(table, use): use
        for use in uses
        if _is_whole(_place(table, use)) and any(map(table.has_cell, use.evidence.at))
    }


def _differing(table: Table, listed: Mapping[Pair, Use], named: set[Pair]) -> dict[Pair, Use]:
    """Return the entries whose place the text speaks of otherwise.

    Where the text names no single column term, it may mean the one that the table has.
    """
    exact_rows = {pair.row for pair in named if pair.column in table.column_terms}
    open_rows = {pair.row for pair in named} - exact_rows
    open_columns = {pair.column for pair in named if not pair.row}
    return {
        pair: use
        for pair, use in listed.items()
        if pair not in named and pair.row not in open_rows and pair.column not in open_columns
    }


def _is_text_evidence(facts: Facts, table: Table, use: Use) -> bool:
    topic = use.claim.topic.axes
    return (
        use.evidence.stance != "background"
        and facts.review.tells_of_evidence(use.claim)
        and table.columns in topic
        and (topic.get(table.rows) in table.row_terms or _is_column(table, use))
        and _in_text(facts, use)
        and not _is_of_another(facts, table, use)
    )


def _in_text(facts: Facts, use: Use) -> bool:
    return any(not in_table(facts.review, at) for at in use.evidence.at)


def _is_of_another(facts: Facts, table: Table, use: Use) -> bool:
    """Whether a claim asks the question of another table with the same axes, and not this one's."""
    asked = use.claim.topic.question
    return asked != table.question and any(
        other.question == asked and {other.rows, other.columns} == {table.rows, table.columns}
        for other in facts.review.tables
    )


def _is_column(table: Table, use: Use) -> bool:
    return _place(table, use).column in table.column_terms


def _place(table: Table, use: Use) -> Pair:
    topic = use.claim.topic.axes
    return Pair(topic.get(table.rows, ""), topic.get(table.columns, ""), table.locator)


def _is_whole(pair: Pair) -> bool:
    return bool(pair.row and pair.column)
