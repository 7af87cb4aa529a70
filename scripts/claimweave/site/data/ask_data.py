"""What the panel of a conclusion needs beside the database: changes, lenses, and words.

It is one file for all pages, loaded when a reader first asks. SQL is the engine's own: the page
puts it together and defines none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.evidence.what_if import asking, statements

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Cell

ASK_DATA = "assets/ask.json"


def ask_data(base: EvidenceBase) -> str:
    """Return the file as text."""
    facts, review = base.facts, base.review
    setup = [*statements.SETUP, *statements.AS_CHECKS_SEE_IT]
    disputed = {":disputed": statements.disputed(facts)}
    data: dict[str, Any] = {
        "setup": [[sql, disputed if ":disputed" in sql else {}] for sql in setup],
        "changes": asking.changes(facts),
        "lenses": asking.lenses(facts),
        "merge": statements.MERGE,
        "standing": asking.stands(facts),
        "source": review.source_key,
        "first": asking.FIRST_ADDED,
        "works": {key: work_label(base, key) for key in review.references},
        "cells": {cell.claim.id: cell_label(base, cell) for cell in base.cells},
        "axes": list(dict.fromkeys(a for t in review.tables for a in (t.rows, t.columns))),
        "terms": _terms(base),
        "designs": {name: wording.design_label(base, name) for name in review.designs},
        "questions": {name: wording.question_label(base, name) for name in review.questions},
        "thresholds": {n: {"says": t.says, "value": t.value} for n, t in review.thresholds.items()},
        "verdicts": wording.known_verdicts(base),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def work_label(base: EvidenceBase, key: str) -> str:
    """Return how a work is named in a list: its short name, and its number in the review."""
    reference = base.review.references[key]
    return reference.short_name + (f" [{reference.number}]" if reference.number else "")


def cell_label(base: EvidenceBase, cell: Cell) -> str:
    """Return the name of a cell: its table, where there are several, and its two terms."""
    table = cell.table
    which = f"{table.title}, " if len(base.review.tables) > 1 else ""
    row = wording.term_label(base, table.rows, cell.row)
    return f"{which}{row}, {wording.term_label(base, table.columns, cell.column)}"


def _terms(base: EvidenceBase) -> dict[str, str]:
    axes = base.review.axes.values()
    return {name: term.label for axis in axes for name, term in axis.terms.items()}
