"""The shortest changes that turn what a panel asks about, as buttons: the engine searched them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence import answer_wording, wording
from claimweave.evidence.what_if.robustness import DEEPEST
from claimweave.evidence.what_if.standing_turns import standing_turns
from claimweave.site.data.ask_data import cell_label, work_label
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.what_if.robustness import Item, Move, Robustness
    from claimweave.review.claim import Claim

MOST_TURNS = 12
"""Shortest changes of a reading that are offered as buttons; how many more there are is said."""

_MOVES: dict[Move, str] = {"remove": "Take out", "flip": "Put on the other side"}

BEYOND = f"Changes of more than {DEEPEST} entries were not searched."


@dataclass(frozen=True, slots=True)
class Turn:
    """A change that turns it: what a button says, and what the page changes for it."""

    says: str
    changes: str


@dataclass(frozen=True, slots=True)
class Turns:
    """The shortest changes that turn a reading, a standing or a count, and how many more there are.

    `firm` says how far they were searched, also where none was found.
    """

    name: str
    says: str
    firm: str
    turns: tuple[Turn, ...] = ()
    more: int = 0


def turns_of_claim(base: EvidenceBase, claim: Claim) -> Iterator[Turns]:
    """Yield what turns each reading of a claim's check; without a check, how it stands."""
    if not claim.record.check:
        said = "How it stands, by what is cited for it and against it."
        yield _turns(base, "", said, standing_turns(base.facts, claim), {})
        return
    named = {one.id: one.text for one in base.review.claims.values()}
    named |= {cell.claim.id: cell_label(base, cell) for cell in base.cells}
    firm = base.robustness.get(claim.id) or {}
    for name, reading in base.check_results[claim.id].readings.items():
        if name in firm and reading.record.counts is None:
            yield _turns(base, name, reading.record.says, firm[name], named)


def turns_of_answers(base: EvidenceBase, answers: Iterable[Answer]) -> Iterator[Turns]:
    """Yield which single works turn the count of each cell."""
    for answer in answers:
        if answer.synthesis is None:
            continue
        cell = answer.synthesis.cell
        sides = [(cell.supports, "supports"), (cell.contradicts, "contradicts")]
        items = [
            (cell.claim.id, use.reference.key, stance)
            for uses, stance in sides
            for use in uses
            if use.reference.key in answer.turning
        ]
        alone = items[:MOST_TURNS]
        yield Turns(
            cell.claim.id,
            f"{cell_label(base, cell)}, the count:",
            answer_wording.turned(base, answer) or answer_wording.found(base, answer),
            tuple(_turn(base, {}, "remove", (item,)) for item in alone),
            len(items) - len(alone),
        )


def _turns(
    base: EvidenceBase, name: str, says: str, firm: Robustness, named: Mapping[str, str]
) -> Turns:
    found = firm.shortest
    turns = tuple(_turn(base, named, move, items) for move, items in found[:MOST_TURNS])
    said = wording.robustness(firm)
    if not found and firm.searched == DEEPEST:
        said = f"{said} {BEYOND}"
    return Turns(name, says, said, turns, len(found) - len(turns))


def _turn(
    base: EvidenceBase, named: Mapping[str, str], move: Move, items: tuple[Item, ...]
) -> Turn:
    """Return a change; `named` says what an item is about, where that is not plain."""
    works = [
        work_label(base, key) + (f" ({named[claim_id]})" if claim_id in named else "")
        for claim_id, key, _ in items
    ]
    changes = [
        {"kind": move, "claim": claim_id, "reference": key, "stance": stance}
        for claim_id, key, stance in items
    ]
    return Turn(f"{_MOVES[move]}: {listed(works)}", json.dumps(changes, ensure_ascii=False))
