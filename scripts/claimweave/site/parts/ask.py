"""The panel in which a reader asks a claim differently: what the server writes of it.

The script makes the rest of it when it is opened. Without scripts nothing is shown: the readings
and the lenses stand in tables.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.authoring.issue_forms import MISTAKE
from claimweave.evidence import wording
from claimweave.evidence.what_if.thresholds import thresholds_named
from claimweave.site.data.ask_data import cell_label, work_label
from claimweave.site.site_assets import SECONDS
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.what_if.robustness import Item, Move
    from claimweave.review.claim import Claim
    from claimweave.site.publication import Publication

MOST_TURNS = 12
"""Shortest changes of a reading that are offered as buttons; how many more there are is said."""

_MOVES: dict[Move, str] = {"remove": "Take out", "flip": "Put on the other side"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A change that turns a reading: what a button says, and what the page changes for it."""

    says: str
    changes: str


@dataclass(frozen=True, slots=True)
class ReadingTurns:
    """The shortest changes that turn a reading, and how many more there are of one entry.

    `firm` says how far they were searched, also where none was found.
    """

    name: str
    says: str
    firm: str
    turns: tuple[Turn, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AskPanel:
    """What the page of a claim has for its panel; `settings` is JSON for the script."""

    settings: str
    turns: tuple[ReadingTurns, ...]
    seconds: int = SECONDS


def ask_panel(base: EvidenceBase, claim: Claim, publication: Publication) -> AskPanel | None:
    """Return the panel of a claim; None where it has neither a check nor evidence to change."""
    if not claim.record.check and not base.facts.citations(claim):
        return None
    result = base.check_results.get(claim.id)
    readings = [reading.record.sql for reading in result.readings.values()] if result else []
    named = [name for sql in readings for name in thresholds_named(sql)]
    known = [name for name in dict.fromkeys(named) if name in base.review.thresholds]
    settings = {
        "claim": claim.id,
        "about": list(_about(base, claim)),
        "thresholds": known,
        "repository": publication.repository,
        "form": f"{MISTAKE}.yml",
    }
    return AskPanel(json.dumps(settings, ensure_ascii=False), tuple(_turns(base, claim)))


def _about(base: EvidenceBase, claim: Claim) -> Iterator[str]:
    """Yield the claims that a made-up work may be about: of a conclusion, what it looks at."""
    if not claim.record.check:
        yield claim.id
        return
    cells = [cell.claim.id for cell in base.cells]
    known = [other for other in claim.record.rests_on if other in base.review.claims]
    yield from dict.fromkeys((*cells, *known, claim.id))


def _turns(base: EvidenceBase, claim: Claim) -> Iterator[ReadingTurns]:
    if not claim.record.check:
        return
    firm = base.robustness.get(claim.id) or {}
    cells = {cell.claim.id: cell_label(base, cell) for cell in base.cells}
    for name, reading in base.check_results[claim.id].readings.items():
        if name in firm and reading.record.counts is None:
            found = firm[name].shortest
            turns = tuple(_turn(base, cells, move, items) for move, items in found[:MOST_TURNS])
            said = wording.robustness(firm[name])
            yield ReadingTurns(name, reading.record.says, said, turns, len(found) - len(turns))


def _turn(
    base: EvidenceBase, cells: Mapping[str, str], move: Move, items: tuple[Item, ...]
) -> Turn:
    claims = base.review.claims
    named = [
        f"{work_label(base, key)} ({cells.get(claim_id) or claims[claim_id].text})"
        for claim_id, key, _ in items
    ]
    changes = [
        {"kind": move, "claim": claim_id, "reference": key, "stance": stance}
        for claim_id, key, stance in items
    ]
    return Turn(f"{_MOVES[move]}: {listed(named)}", json.dumps(changes, ensure_ascii=False))
