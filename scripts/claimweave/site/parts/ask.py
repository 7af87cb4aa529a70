"""The panel in which a reader asks a claim, or cells of the table, differently: the server's part.

The script makes the rest of it when it is opened. Without scripts nothing is shown: the readings,
the lenses and the counts under them stand in tables.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.derived.issue_forms import QUESTION
from claimweave.evidence.by_term import basis
from claimweave.evidence.what_if.thresholds import thresholds_named
from claimweave.site.parts.ask_turns import Turns, turns_of_answers, turns_of_claim
from claimweave.site.site_assets import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.table import Pair
    from claimweave.site.publication import Publication

MOST_CONCLUSIONS = 40
"""Conclusions that the panel of a cell asks beside the cell; how many more use it is said."""


@dataclass(frozen=True, slots=True)
class AskPanel:
    """What a page has for its panel; `settings` is JSON for the script."""

    settings: str
    turns: tuple[Turns, ...]
    seconds: int = SECONDS


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a panel is about, by ids: one claim, or cells with the claims and conclusions on them.

    `near` are the claims whose evidence it looks at first, `about` those that a made-up work may
    be about, and `left_out` says how many conclusions more there are.
    """

    claim: str = ""
    title: str = ""
    cells: tuple[Pair, ...] = ()
    claims: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    left_out: int = 0


def ask_panel(base: EvidenceBase, claim: Claim, publication: Publication) -> AskPanel | None:
    """Return the panel of a claim; None where it has neither a check nor evidence to change."""
    if not claim.record.check and not base.facts.citations(claim):
        return None
    if claim.record.check:
        near = tuple(one.id for one in basis(base.review.claims, claim))
        cells = [cell for cell in base.cells if cell.claim.id in near]
    else:  # asked of this claim alone: what becomes of others changes nothing here
        near = (claim.id,)
        cells = [synthesis.cell for synthesis in base.syntheses_of.get(claim.id, ())]
    pairs = tuple(cell.pair for cell in cells)
    subject = _Subject(
        claim.id,
        claim.text,
        pairs,
        near=near,
        about=tuple(_about(base, claim)),
        conclusions=(claim.id,) if claim.record.check else (),
        claims=(claim.id,),
    )
    return AskPanel(_settings(base, subject, publication), tuple(turns_of_claim(base, claim)))


def ask_cells(
    base: EvidenceBase,
    title: str,
    answers: Iterable[Answer],
    claims: Sequence[Claim],
    publication: Publication,
) -> AskPanel | None:
    """Return the panel of some cells of the table; None where no claim stands for any of them.

    `claims` are all others on them: those with a check follow as conclusions.
    """
    asked = [answer for answer in answers if answer.claim]
    if not asked:
        return None
    standing = [answer.claim.id for answer in asked if answer.claim]
    checked = [claim.id for claim in claims if claim.record.check]
    others = [claim.id for claim in claims if not claim.record.check]
    own = tuple(dict.fromkeys((*standing, *others)))
    subject = _Subject(
        "",
        title,
        tuple(answer.pair for answer in asked),
        own,
        tuple(checked[:MOST_CONCLUSIONS]),
        tuple(standing),
        own,
        max(0, len(checked) - MOST_CONCLUSIONS),
    )
    return AskPanel(_settings(base, subject, publication), tuple(turns_of_answers(base, asked)))


def _settings(base: EvidenceBase, subject: _Subject, publication: Publication) -> str:
    results = (base.check_results.get(claim_id) for claim_id in subject.conclusions)
    queries = [r.record.sql for result in results if result for r in result.readings.values()]
    named = [name for sql in queries for name in thresholds_named(sql)]
    settings = {
        "claim": subject.claim,
        "title": subject.title,
        "cells": [_cell(base, pair) for pair in subject.cells],
        "claims": subject.claims,
        "conclusions": subject.conclusions,
        "left_out": subject.left_out,
        "near": subject.near,
        "about": subject.about,
        "thresholds": [name for name in dict.fromkeys(named) if name in base.review.thresholds],
        "sql": _sql(base, subject),
        "repository": publication.repository,
        "form": f"{QUESTION}.yml",
    }
    return json.dumps(settings, ensure_ascii=False)


def _sql(base: EvidenceBase, subject: _Subject) -> str:
    """Return the query that is shown first where no reading has one: what is counted here."""
    if subject.claim:
        return (
            "SELECT stance, reference, agreement FROM evidence "  # noqa: S608 - runs at the reader's
            f"WHERE claim = {_quoted(subject.claim)} "
            'AND "at" IS NOT NULL GROUP BY stance, reference'
        )
    conditions = []
    for table in base.review.tables:
        own = [pair for pair in subject.cells if pair.table == table.locator]
        pairs = ", ".join(f"({_quoted(pair.row)}, {_quoted(pair.column)})" for pair in own)
        which = f"table_id = {_quoted(table.locator)} AND " if len(base.review.tables) > 1 else ""
        if own:
            axes = f'"{table.rows}", "{table.columns}"'
            conditions.append(f"{which}({axes}) IN (VALUES {pairs})")
    return f"SELECT * FROM cells WHERE {' OR '.join(conditions)}"  # noqa: S608 - as above


def _cell(base: EvidenceBase, pair: Pair) -> tuple[str, ...]:
    """Return a cell as the script knows it: its terms, and of several tables its own."""
    return tuple(pair) if len(base.review.tables) > 1 else tuple(pair[:2])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _about(base: EvidenceBase, claim: Claim) -> Iterator[str]:
    """Yield the claims that a made-up work may be about: of a conclusion, what it looks at."""
    if not claim.record.check:
        yield claim.id
        return
    cells = [cell.claim.id for cell in base.cells]
    known = [other for other in claim.record.rests_on if other in base.review.claims]
    yield from dict.fromkeys((*cells, *known, claim.id))
