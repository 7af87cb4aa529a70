"""The review's text against its tables: each reference is followed through both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from claimweave.evidence.audit.citing import in_table
from claimweave.evidence.audit.finding import Finding
from claimweave.review.table import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.reference import Reference
    from claimweave.review.table import Table

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
    A claim on the question of another table with the same axes is that one's, and one that compares
    two terms is held against tables that do. Returns divergences
    table by table, each by reference number.
    """
    return [found for table in facts.review.tables for found in _of_table(facts, table)]


def _of_table(facts: Facts, table: Table) -> list[Divergence]:
    found: list[Divergence] = []
    places = _Places(facts, table, facts.asked_pairs(table) if table.turns else ())
    for key, reference in facts.review.references.items():
        if key != facts.review.source_key:
            found += _divergences(places, reference)
    return sorted(found, key=lambda d: (d.number or 10**9, d.filing))


class _Places(NamedTuple):
    """One table, and where what a claim is about stands in it.

    `asked` are the cells of a table that compares its rows with its columns, in its order.
    """

    facts: Facts
    table: Table
    asked: tuple[Pair, ...]

    def of(self, use: Use) -> tuple[Pair, ...]:
        """Return the pairs of a use's claim; of several, those in which the table lists the work.

        Of two mirrored cells it is the first that has a claim.
        """
        named, table = use.claim.topic.named, self.table
        pairs = tuple(
            self._first(Pair(row, column, table.locator))
            for row in named.get(table.rows, ("",))
            for column in named.get(table.columns, ("",))
        )
        here = [p for p in pairs[1:] and pairs if {*table.places(*p[:2])} & {*use.evidence.at}]
        return tuple(here) or pairs

    def _first(self, pair: Pair) -> Pair:
        both = (pair, self.table.mirrored(pair))
        return next((asked for asked in self.asked if asked in both), pair)


def _divergences(places: _Places, reference: Reference) -> Iterator[Divergence]:
    facts, table, _ = places
    uses = [u for u in facts.uses_by_reference[reference.key] if u.evidence.at]
    listed = _entries(places, uses)
    in_text = [u for u in uses if _is_text_evidence(places, u)]
    named = {pair for u in in_text for pair in places.of(u)}
    if in_text and not listed:
        yield _divergence(places, "not-in-table", reference, in_text, ())
    elif listed and not in_text:
        yield _divergence(places, "not-in-text", reference, listed.values(), ())
    elif listed:
        own = (u for u in in_text if _is_whole(places, u) and _is_column(places, u))
        if elsewhere := [u for u in own if not listed.keys() & {*places.of(u)}]:
            yield _divergence(places, "filed-elsewhere", reference, elsewhere, listed)
        unnamed = _differing(table, listed, named)
        spoken_of = tuple(dict.fromkeys(pair for u in in_text for pair in places.of(u)))
        if unnamed:
            yield _divergence(places, "text-differs", reference, unnamed.values(), spoken_of)
        spoken = {p.column for u in uses if _in_text(facts, u) for p in places.of(u)}
        silent = [
            u for pair, u in listed.items() if pair not in unnamed and pair.column not in spoken
        ]
        if silent:
            yield _divergence(places, "not-named", reference, silent, spoken_of)


def _divergence(
    places: _Places,
    filing: Filing,
    reference: Reference,
    uses: Iterable[Use],
    there: Iterable[Pair],
) -> Divergence:
    at_issue = tuple(uses)
    here = tuple(dict.fromkeys(pair for use in at_issue for pair in places.of(use)))
    cells = (here if filing != "filed-elsewhere" else there) if filing != "not-in-table" else ()
    return Divergence(
        table=places.table.locator,
        filing=filing,
        number=reference.number,
        here=here,
        there=tuple(there),
        claims=tuple(dict.fromkeys(use.claim.id for use in at_issue)),
        references=(reference.key,),
        cells=tuple(cells),
    )


def _entries(places: _Places, uses: Iterable[Use]) -> dict[Pair, Use]:
    has_cell = places.table.has_cell
    return {
        pair: use
        for use in uses
        if _is_whole(places, use) and any(map(has_cell, use.evidence.at))
        for pair in places.of(use)
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


def _is_text_evidence(places: _Places, use: Use) -> bool:
    facts, table, _ = places
    topic = use.claim.topic.named
    return (
        use.evidence.stance != "background"
        and facts.review.tells_of_evidence(use.claim)
        and table.columns in topic
        and ({*topic.get(table.rows, ())} & {*table.row_terms} or _is_column(places, use))
        and _in_text(facts, use)
        and (use.claim.topic.question not in facts.review.turns or table.turns)
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


def _is_column(places: _Places, use: Use) -> bool:
    return any(pair.column in places.table.column_terms for pair in places.of(use))


def _is_whole(places: _Places, use: Use) -> bool:
    return all(pair.row and pair.column for pair in places.of(use))
