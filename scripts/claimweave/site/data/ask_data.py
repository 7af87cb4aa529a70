"""What the panel of a conclusion needs beside the database: changes, lenses, and words.

It is one file for all pages, loaded when a reader first asks. SQL is the engine's own: the page
puts it together and defines none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimweave.evidence import answer_sentences, answer_wording, wording
from claimweave.evidence.agreement import comparable
from claimweave.evidence.what_if import asking, statements
from claimweave.words import labels

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Cell
    from claimweave.review.table import Table

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
        "entries": statements.entries(facts),
        **statements.counts(facts),
        "source": review.source_key,
        "first": asking.FIRST_ADDED,
        "works": {key: work_label(base, key) for key in review.references},
        "cells": {cell.claim.id: cell_label(base, cell) for cell in base.cells},
        "exact": [cell.claim.id for cell in base.cells if _exact(base, cell)],
        "answer": _answer_words(base),
        "terms": _terms(base),
        "designs": {name: wording.design_label(base, name) for name in review.designs},
        "questions": {name: wording.question_label(base, name) for name in review.questions},
        "thresholds": {n: {"says": t.says, "value": t.value} for n, t in review.thresholds.items()},
        "agreements": {name: said.label for name, said in labels.AGREEMENTS.items()},
        "verdicts": wording.known_verdicts(base),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _answer_words(base: EvidenceBase) -> dict[str, Any]:
    """Return what the answer of a cell is put together from: its words, and how sides are named."""
    names = {table.locator: _names(base, table) for table in base.review.tables}
    if not names:
        return {}
    first = next(iter(names.values()))
    return {
        "names": first,
        **({"tables": names} if len(names) > 1 else {}),
        "listed": answer_sentences.LISTED,
        "borne": answer_sentences.BORNE_OUT,
        "of": answer_sentences.OF,
        "turned": answer_sentences.TURNED,
        "most": answer_sentences.MOST_NAMED,
    }


def _names(base: EvidenceBase, table: Table) -> dict[str, str]:
    yes, no = answer_wording.sides(base, table.question)
    return {"title": table.title, "yes": yes, "no": no}


def _exact(base: EvidenceBase, cell: Cell) -> bool:
    """Whether the claim of a cell is exact enough to be compared with what sources report."""
    topic = cell.claim.topic
    return comparable(topic, base.review.asked_axes(topic.question))


def work_label(base: EvidenceBase, key: str) -> str:
    """Return how a work is named in a list: its short name, and its number in the review."""
    return base.review.references[key].numbered_name


def cell_label(base: EvidenceBase, cell: Cell) -> str:
    """Return the name of a cell: its table, where there are several, and its two terms."""
    table = cell.table
    which = f"{table.title}, " if len(base.review.tables) > 1 else ""
    row = wording.term_label(base, table.rows, cell.row)
    return f"{which}{row}, {wording.term_label(base, table.columns, cell.column)}"


def _terms(base: EvidenceBase) -> dict[str, str]:
    axes = base.review.axes.values()
    return {name: term.label for axis in axes for name, term in axis.terms.items()}
