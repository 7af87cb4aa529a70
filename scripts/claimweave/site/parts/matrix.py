"""The review's table in three views: as printed, as counts, and as its sources report.

All three come whole from the server, so the page can be read without a script. The script
(`assets/matrix.js`) shows one at a time, and filters all three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence import wording
from claimweave.review.table import Pair
from claimweave.site.environment import environment
from claimweave.site.pages.long_lists import is_long
from claimweave.site.parts.matrix_data import matrix_json
from claimweave.site.parts.matrix_entries import (
    NOT_READ,
    SILENT,
    direction_words,
    questions,
    shapes,
    signs,
    table_entries,
)
from claimweave.site.parts.table import apart, first_table, table_html
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.table import Table
    from claimweave.site.parts.matrix_entries import Entry


VIEWS = {"printed": "As printed", "counts": "Counts", "sources": "As the sources report"}


def evidence_map_html(base: EvidenceBase, links: Links, table: Table | None = None) -> str:
    """Return the matrix that opens with its counts: the whole table at a glance."""
    return matrix_html(base, links, table, first="counts")


def matrix_html(
    base: EvidenceBase, links: Links, table: Table | None = None, *, first: str = "printed"
) -> str:
    """Return the three views with their controls, one of them first; "" without a table."""
    table = table or first_table(base)
    if table is None:
        return ""
    entries = table_entries(base, table)
    labels = _labels(base, table, entries)
    template = environment().get_template("matrix.html.j2")
    return template.render(
        links=links,
        terms=TermLinks(base.facts, links),
        views=sorted(VIEWS, key=lambda view: view != first),
        view_titles=VIEWS,
        table=table,
        printed=table_html(base, links, table),
        grid=_grid(base, table, entries, links),
        labels=labels,
        choices=_choices(entries, labels),
        legend=[d for d in labels["designs"] if any(e.design == d for e in entries)],
        total=len(entries),
        folded=is_long(len(entries)),
        data=matrix_json(base, table, links, entries, labels),
    )


def _labels(base: EvidenceBase, table: Table, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what rows, columns, relations, designs, questions and identities are called."""
    vocabulary = base.review.vocabulary
    unread = labels.AGREEMENTS[NOT_READ].label.capitalize()
    asked = questions(base, table)
    identities = {e.use.reference.identity for e in entries}
    return {
        "row_axis": vocabulary.axes[table.rows].label if vocabulary else table.rows,
        "rows": {r: wording.term_label(base, table.rows, r) for r in table.row_terms},
        "columns": {c: wording.term_label(base, table.columns, c) for c in table.column_terms},
        "relations": {n: [spec.stance, spec.label] for n, spec in table.relations.items()},
        "designs": {
            design: [unread if design == NOT_READ else wording.design_label(base, design), outline]
            for design, outline in shapes(base).items()
        },
        "questions": {
            **{question: wording.question_label(base, question) for question in asked},
            SILENT: labels.AGREEMENTS[SILENT].label.capitalize(),
            NOT_READ: unread,
        },
        "signs": signs(base),
        "identities": {i: w.label for i, w in labels.IDENTITIES.items() if i in identities},
    }


def _choices(entries: Sequence[Entry], labels: dict[str, Any]) -> dict[str, Any]:
    """Return what each filter offers: only what occurs among the entries."""
    asked = {question for e in entries for question, _ in e.reports}
    studied = {e.use.reference.key: e.use for e in entries}
    sheets = [use.study.record for use in studied.values() if use.study]
    years = [y for u in studied.values() if (y := u.reference.year_number) is not None]
    return {
        "questions": [q for q in labels["questions"] if q in asked],
        "populations": sorted({sheet.population for sheet in sheets if sheet.population}),
        "years": (min(years), max(years)) if years else None,
        "studies": sorted(
            ((u.reference.short_name, u.reference.number, key) for key, u in studied.items()),
            key=lambda item: (item[0].casefold(), item[1] or 0),
        ),
    }


def _grid(
    base: EvidenceBase, table: Table, entries: Sequence[Entry], links: Links
) -> list[dict[str, Any]]:
    """Return the rows of the two computed views, each with a cell for each column."""
    claims = {(cell.row, cell.column): cell.claim for cell in base.facts.cells_of(table)}
    listed: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        listed.setdefault((entry.cell.row, entry.cell.column), []).append(entry)
    terms = TermLinks(base.facts, links)
    return [
        {
            "term": wording.term_label(base, table.rows, row),
            "address": terms.term(table.rows, row),
            "cells": [
                {
                    "answer": terms.answer(Pair(row, column, table.locator)),
                    "apart": apart(base, table, Pair(row, column, table.locator)),
                }
                | _cell(
                    base,
                    table,
                    (row, column),
                    claims.get((row, column)),
                    listed.get((row, column), []),
                )
                for column in table.column_terms
            ],
        }
        for row in table.row_terms
    ]


def _cell(
    base: EvidenceBase,
    table: Table,
    place: tuple[str, str],
    claim: Claim | None,
    own: Sequence[Entry],
) -> dict[str, Any]:
    row, column = place
    return {
        "id": f"{row} {column}",
        "column": wording.term_label(base, table.columns, column),
        "claim": claim,
        "verdict": base.verdict(claim) if claim else "",
        "relations": [
            (name, spec, [e for e in own if e.relation == name])
            for name, spec in table.relations.items()
        ],
        "reported": list(_reported(base, table, own)),
        "empty": not own,
    }


def _reported(base: EvidenceBase, table: Table, own: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return, question by question, what the sources of a cell report; the table's own always."""
    result = []
    for question in (*questions(base, table), SILENT, NOT_READ):
        marks = [
            (entry, direction_words(base, question, direction))
            for entry in own
            for asked, direction in entry.reports
            if asked == question
        ]
        if marks or (own and question == table.question):
            nothing = question in (SILENT, NOT_READ)
            label = labels.AGREEMENTS[question].label.capitalize() if nothing else ""
            result.append(
                {
                    "label": label or wording.question_label(base, question),
                    "own": question == table.question,
                    "marks": marks,
                }
            )
    return result
