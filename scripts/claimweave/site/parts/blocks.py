"""Blocks that a literate page can call for with [[!name]]: what is computed, in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.coverage import coverage
from claimweave.review.reading.page_reader import BLOCKS
from claimweave.site.environment import environment
from claimweave.site.parts.filed_and_found import filed_and_found_html
from claimweave.site.parts.findings import findings_html
from claimweave.site.parts.matrix import evidence_map_html, matrix_html
from claimweave.site.parts.second_reading import second_reading_html
from claimweave.site.parts.table import first_table, table_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.table import Table


def counts_html(base: EvidenceBase, links: Links) -> str:
    """Return what the review holds and how much of it is encoded, as a list of numbers."""
    template = environment().get_template("counts.html.j2")
    has_table = bool(base.review.tables)
    return template.render(links=links, c=coverage(base.facts), has_table=has_table)


def synthesis_html(base: EvidenceBase, links: Links, table: Table | None = None) -> str:
    """Return, cell by cell, what the sources report beside the review's counts."""
    table = table or first_table(base)
    if table is None:
        return ""
    rows = [
        {
            "row": wording.term_label(base, table.rows, s.cell.row),
            "column": wording.term_label(base, table.columns, s.cell.column),
            "claim": s.cell.claim,
            "counts": wording.counts(s.cell),
            "reported": [
                (r.use, [said for _, said in wording.reported(base, r)]) for r in s.reported
            ],
            "test": wording.sign_test(s),
            "both_ways": s.both_ways,
            "robustness": wording.cell_robustness(s),
        }
        for s in base.syntheses
        if s.cell.table.locator == table.locator
    ]
    template = environment().get_template("synthesis.html.j2")
    return template.render(
        links=links, rows=rows, question=wording.question_label(base, table.question)
    )


BLOCK_RENDERERS: dict[str, Callable[..., str]] = {
    "table": table_html,
    "counts": counts_html,
    "findings": findings_html,
    "matrix": matrix_html,
    "filed-and-found": filed_and_found_html,
    "evidence-map": evidence_map_html,
    "synthesis": synthesis_html,
    "second-reading": second_reading_html,
}
"""Block to what renders it: of a base and links, and for the blocks of a table of a table."""

assert set(BLOCK_RENDERERS) == set(BLOCKS), "the reader and the renderer know the same blocks"
