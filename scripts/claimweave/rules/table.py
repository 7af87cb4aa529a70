"""The rule that holds the claims of the table's cells against the table as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing
from claimweave.evidence.facts import cell_claims
from claimweave.review.paths import SETTINGS
from claimweave.review.reading.ledger_reader import table_path
from claimweave.review.table import Pair
from claimweave.rules.ledger import MAY_NOT_BE_READ
from claimweave.rules.registry import Tally, rule
from claimweave.rules.table_cells import cell_faults
from claimweave.rules.table_entries import entry_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.review import Review
    from claimweave.review.table import Table


@rule("table entries", optional=True)
def table_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The claims of a table cell do not have the entries that the review prints there.

    What it checks:
        Each cell of the review's tables has one claim, about that row, that column and the table's
        question, whose text names no other term in their place. One of several terms that is
        asserted in tables alone asserts the cell of each. In a table that compares its rows
        with its columns, no cell is of a term with itself, and of two mirrored cells one will do.
        Its evidence has each printed entry of the cell, in that stance, and no other, and
        `asserted` each place of these. An entry that is printed without a number says in the
        transcription what it is taken as, and why. Its author and year are those of the reference
        with that number, or its `reason` says why they differ. While the review is a draft, a cell
        may still wait for its claim, and a printed entry for its citation: they are counted. What
        a claim says wrongly is an error.
    Why:
        The table on the site is rendered from the claims, and must be the review's table.
    Fails:
        Adler2001 with `at: [T1.barley.none.nitrate]`, where the article prints it as a gain.
    How to mend:
        Correct `at`, `stance` or `cites` in the claim.
        If the transcription is wrong, mend it against the article.
    """
    for table in base.review.tables:
        yield from _of_table(base, table, tally)


def _of_table(base: EvidenceBase, table: Table, tally: Tally) -> Iterator[Problem]:
    review = base.review
    if table_path(table) in review.broken:
        tally.skip("the table's transcription cannot be read")
        return
    claims, asked = cell_claims(review, table), base.facts.asked_pairs(table)
    for (row, column), found in claims.items():
        if any(cell in review.unreadable_text for cell in table.places(row, column)):
            tally.skip(MAY_NOT_BE_READ)
        elif not found and not _cells_are_known(review, table):
            tally.skip("vocabulary.yml does not say which cells there are")
        elif len(found) != 1 and Pair(row, column, table.locator) in asked:
            yield from _cell_without_one_claim(review, table, row, column, found)
        elif found:
            yield from cell_faults(review, table, row, column, found[0])
    yield from entry_faults(base, table, claims, tally)


def _cell_without_one_claim(
    review: Review, table: Table, row: str, column: str, found: list[Claim]
) -> Iterator[Problem]:
    cell = f"{table.title}, {row} and {column}"
    if not found:
        keys = review.settings.table_keys(table) if review.settings else ()
        where = AtKey(SETTINGS, keys, on_key=True)
        help_ = "write one, even if it is empty" + _or_it_turns(review, table)
        yield missing(where, f"no claim asserts the cell {cell}", help_)
    for claim in found[1:]:
        where = AtKey(claim.path, ("asserted",))
        yield Problem(
            where,
            f"{found[0].id} already asserts the cell {cell}",
            "put what both say into one claim",
        )


def _cells_are_known(review: Review, table: Table) -> bool:
    """Whether it can be told if a table compares its rows with its columns: which cells it has."""
    vocabulary = review.vocabulary
    if vocabulary is None:
        return False
    asked = vocabulary.questions.get(table.question)
    faults = vocabulary.turns_at_fault(table.question)
    return asked is not None and not faults


def _or_it_turns(review: Review, table: Table) -> str:
    """Return the other remedy for a table whose rows and columns have the same terms."""
    vocabulary, axes = review.vocabulary, (table.rows, table.columns)
    if vocabulary is None or table.turns or not vocabulary.of_one_home(*axes):
        return ""
    return (
        f"; or, if the table compares its rows with its columns, write turns: [{', '.join(axes)}] "
        f"at {table.question} in vocabulary.yml"
    )
