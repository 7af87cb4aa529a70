"""Side notes on woven pages: where the audit has found something, in a sentence, with the way on.

At most one note for a claim, and one for claims in a row that would all have the same. A failing
check comes first; otherwise the note says how many of the sources that can be compared do not
report what they are cited for. Silence and what nobody has read are left to the claim's own page:
they say what we know, and not where the two part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimweave.evidence.sources_say import source_report
from claimweave.site.audit_addresses import CONCLUSIONS, SOURCES
from claimweave.words import labels
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.reading.page_reader import Page
    from claimweave.site.links import Links

_TOLD: tuple[Agreement, ...] = ("opposite", "null", "mixed", "unsigned", "another-question")
"""Agreements that a note tells of, the gravest first."""


@dataclass(frozen=True, slots=True)
class SideNote:
    """A note: its sentence, the address of the audit's page, and its class for colour."""

    sentence: str
    address: str
    style: str


class PlacedNote(NamedTuple):
    """A note of a page: the claim at which it stands, and how many in a row behind it share it."""

    note: SideNote
    at: str
    sharing: int

    @property
    def sentence(self) -> str:
        """What the note says, and of how many further claims it says it."""
        if not self.sharing:
            return self.note.sentence
        others = "claim" if self.sharing == 1 else f"{self.sharing} claims"
        return f"{self.note.sentence} The same is true of the next {others}."


def placed_notes(base: EvidenceBase, page: Page, links: Links) -> dict[str, PlacedNote]:
    """Return the note of each claim that has one on a page, by the claim's id.

    Claims in a row with the same citations and the same note have it in common: it stands at the
    first of them.
    """
    placed: dict[str, PlacedNote] = {}
    last = None
    for name in dict.fromkeys(name for name, _ in page.woven if name in base.review.claims):
        claim = base.review.claims[name]
        note = side_note(base, claim, links)
        cited = frozenset(use.reference.key for use in base.facts.citations(claim))
        if note and last and last[:2] == (note, cited):
            first = placed[last[2]]
            placed[first.at] = first._replace(sharing=first.sharing + 1)
            placed[name] = PlacedNote(note, first.at, 0)
            continue
        if note:
            placed[name] = PlacedNote(note, name, 0)
        last = (note, cited, name)
    return placed


def side_note(base: EvidenceBase, claim: Claim, links: Links) -> SideNote | None:
    """Return the note of a claim, or None where the audit has nothing to say."""
    verdict = base.verdict(claim)
    if verdict in ("fails", "depends"):
        sentence = labels.VERDICTS[verdict].sentence
        return SideNote(sentence, links.to(CONCLUSIONS, claim.id), f"cw-v-{verdict}")
    report = source_report(base.facts, claim)
    found = Counter(report.found)
    told = [name for name in _TOLD if found[name]]
    if not told:
        return None
    sentence = (
        f"{_sentence(found, told)}, as far as we read {'it' if found.total() == 1 else 'them'}."
    )
    return SideNote(sentence, links.to(SOURCES, told[0]), f"cw-a-{told[0]}")


def _sentence(found: Counter[Agreement], told: list[Agreement]) -> str:
    if found.total() == 1:
        return f"The source that is compared here {labels.REPORTS[told[0]][0]}"
    parts = [f"{found[name]} {labels.REPORTS[name][found[name] > 1]}" for name in told]
    return f"Of the {found.total()} sources compared here, {listed(parts)}"
