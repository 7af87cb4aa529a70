"""The review's table, rendered from the claims: each entry a reference, each cell a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence.audit.without_number import entries_without_number
from claimweave.evidence.wording import term_label
from claimweave.review.table import Pair
from claimweave.site.environment import environment
from claimweave.site.pages.long_lists import is_long
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Cell, Use
    from claimweave.review.table import Table


ITSELF = "not compared with itself"
MIRRORED = "in the mirrored cell"


def first_table(base: EvidenceBase) -> Table | None:
    """Return the table that a block without a name means."""
    return next(iter(base.review.tables), None)


def table_html(base: EvidenceBase, links: Links, table: Table | None = None) -> str:
    """Return a table as HTML, its caption, rows and columns as in the article, with its counts.

    A printed caption is quoted. An entry that is printed without its number says so.
    """
    table = table or first_table(base)
    if table is None:
        return ""
    rows: dict[str, dict[str, Cell]] = {row: {} for row in table.row_terms}
    for cell in base.facts.cells_of(table):
        rows[cell.row][cell.column] = cell
    terms = TermLinks(base.facts, links)
    columns = [
        {"label": term_label(base, table.columns, c), "address": terms.term(table.columns, c)}
        for c in table.column_terms
    ]
    template = environment().get_template("table.html.j2")
    return template.render(
        links=links,
        table=table,
        caption=_caption(base, table),
        unprinted={
            (table.place_of(e), e.counted_as) for e in entries_without_number(base.facts, table)
        },
        row_label=base.review.vocabulary.axes[table.rows].label if base.review.vocabulary else "",
        columns=columns,
        folded=is_long(sum(len(cell.entries) for cell in base.facts.cells_of(table))),
        rows=[
            {"address": terms.term(table.rows, row)} | _row(base, table, row, rows[row], relation)
            for row in table.row_terms
            for relation in table.relations
        ],
    )


def apart(base: EvidenceBase, table: Table, pair: Pair) -> str:
    """Say why a cell stands empty where a table compares its rows with its columns; or "".

    No term is compared with itself, and of two mirrored cells one may have both their claim.
    """
    if not table.has_pair(pair.row, pair.column):
        return ITSELF
    return "" if pair in base.facts.asked_pairs(table) else MIRRORED


def _caption(base: EvidenceBase, table: Table) -> str:
    """Return the caption as printed, and what it says in our own words, as far as there is any."""
    caption = table.caption
    printed = f"“{caption.printed}”" if caption and caption.printed else ""
    says = (caption.says if caption else "") or ""
    return " ".join(filter(None, (printed, says))) or base.review.title


def _row(
    base: EvidenceBase, table: Table, row: str, cells: Mapping[str, Cell], relation: str
) -> dict[str, Any]:
    spec = table.relations[relation]
    return {
        "stance": spec.stance,
        "label": spec.label,
        "term": term_label(base, table.rows, row),
        "cells": [
            {
                "anchor": table.cell(row, relation, column),
                "column": term_label(base, table.columns, column),
                "apart": apart(base, table, Pair(row, column, table.locator)),
                "mirrored": table.cell(column, relation, row),
                **_content(relation, cells.get(column)),
            }
            for column in table.column_terms
        ],
    }


def _content(relation: str, cell: Cell | None) -> dict[str, Any]:
    entries: tuple[Use, ...] = cell.filed(relation) if cell else ()
    return {
        "entries": entries,
        "claim": cell.claim if cell else None,
        "count": plural(len(entries), "entry", "entries"),
    }
