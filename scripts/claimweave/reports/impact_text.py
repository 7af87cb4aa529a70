"""What rests on a reference or a claim, as text for a terminal and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claimweave.words import labels
from claimweave.words.counting import plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.evidence.changes.change import CellChange
    from claimweave.evidence.changes.impact import Impact
    from claimweave.evidence.uses import Use


def as_text(impact: Impact) -> str:
    """Return the name, and a heading with its list for each thing that rests on it."""
    lines = [printable(f"{impact.key} ({impact.what}): {impact.text}")]
    if impact.what == "reference":
        lines += _listed(f"Cited for {_claims(impact.uses)}", [_use(u) for u in impact.uses])
    lines += _listed(f"{plural(len(impact.resting), 'claim')} resting on it", impact.resting)
    if impact.what == "claim":
        lines += _listed(f"{plural(len(impact.opposing), 'claim')} opposed to it", impact.opposing)
    lines += _listed(
        f"Without it, {plural(len(impact.cells), 'table cell')} would change",
        [_cell(cell) for cell in impact.cells],
    )
    turned = plural(len(impact.verdicts), "reading of a check", "readings of checks")
    lines += _listed(
        f"Without it, {turned} would have another verdict",
        [
            f"{flip.claim} ({flip.reading}): {flip.before} → {flip.after}"
            for flip in impact.verdicts
        ],
    )
    return "\n".join(lines)


def as_json(impacts: Sequence[Impact]) -> str:
    """Return a list with one object for each thing of that name."""
    return json.dumps([_object(impact) for impact in impacts], indent=2)


def _object(impact: Impact) -> dict[str, Any]:
    uses = [
        {"claim": u.claim.id, "stance": u.evidence.stance, "at": list(u.evidence.at)}
        for u in impact.uses
    ]
    return {
        "key": impact.key,
        "what": impact.what,
        "text": impact.text,
        "uses": uses,
        "resting": list(impact.resting),
        "opposing": list(impact.opposing),
        "cells": [asdict(cell) for cell in impact.cells],
        "verdicts": [asdict(flip) for flip in impact.verdicts],
    }


def _listed(heading: str, items: Sequence[str]) -> Iterator[str]:
    yield ""
    yield heading + (":" if items else "")
    yield from (f"  {printable(item)}" for item in items)


def _claims(uses: Sequence[Use]) -> str:
    return plural(len({use.claim.id for use in uses}), "claim")


def _use(use: Use) -> str:
    return f"{labels.STANCES[use.evidence.stance].label}: {use.claim.id}"


def _cell(cell: CellChange) -> str:
    before, after = (f"{c[0]}:{c[1]}" if c else "no cell" for c in (cell.before, cell.after))
    apart = sum(stance == "neither" for stance, _ in cell.lost)
    more = f", and {plural(apart, 'entry', 'entries')} on no side less" if apart else ""
    return f"{cell.row} and {cell.column}: {before} → {after}{more}"
