"""Side notes on woven pages: where the audit has found something, in a sentence, with the way on.

At most one note for a claim, and one where notes in a row would all say the same. A failing
check comes first; otherwise the note names the source that parts the most from what it is cited
for, says what it reports, and counts the others. Silence and what nobody has read are left to the
claim's own page: they say what we know, and not where the two part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claimweave.addresses.audit_addresses import CONCLUSIONS
from claimweave.addresses.links import claim_page, use_anchor
from claimweave.evidence.audit.wording.sentences_on_sources import source_parts_said
from claimweave.evidence.verdicts import verdict_wording
from claimweave.words import labels

if TYPE_CHECKING:
    from claimweave.addresses.links import Links
    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim
    from claimweave.review.reading.page_reader import Page

_TOLD: tuple[Agreement, ...] = ("opposite", "null", "mixed", "unsigned", "another-question")
"""Agreements that a note tells of, the gravest first."""


@dataclass(frozen=True, slots=True)
class SideNote:
    """A note: its sentence, the address and the words of the way on, and its class for colour."""

    sentence: str
    address: str
    way: str
    style: str


class PlacedNote(NamedTuple):
    """A note of a page: the claim at which it stands, and how many behind it share it.

    They are `apart` where a claim without a note stands between.
    """

    note: SideNote
    at: str
    sharing: int = 0
    apart: bool = False

    @property
    def sentence(self) -> str:
        """What the note says, and of how many further claims it says it."""
        if not self.sharing:
            return self.note.sentence
        if self.apart:
            others = "another claim" if self.sharing == 1 else f"{self.sharing} claims"
            return f"{self.note.sentence} The same is true of {others} below."
        others = "claim" if self.sharing == 1 else f"{self.sharing} claims"
        return f"{self.note.sentence} The same is true of the next {others}."


def placed_notes(base: EvidenceBase, page: Page, links: Links) -> dict[str, PlacedNote]:
    """Return the note of each claim that has one on a page, by the claim's id.

    Notes in a row that say the same are one: it stands at the first of their claims. A claim
    without a note does not part them, as nothing of it stands between two notes.
    """
    placed: dict[str, PlacedNote] = {}
    first, gap = "", False
    for name in dict.fromkeys(name for name, _ in page.woven if name in base.review.claims):
        note = side_note(base, base.review.claims[name], links)
        if note is None:
            gap = True
        elif first and _says_the_same(placed[first].note, note):
            last = placed[first]
            placed[first] = last._replace(sharing=last.sharing + 1, apart=last.apart or gap)
            placed[name] = PlacedNote(last.note, first)
        else:
            placed[name] = PlacedNote(note, name)
            first, gap = name, False
    return placed


def _says_the_same(one: SideNote, other: SideNote) -> bool:
    """Whether two notes say the same, wherever each leads on to."""
    return (one.sentence, one.style) == (other.sentence, other.style)


def side_note(base: EvidenceBase, claim: Claim, links: Links) -> SideNote | None:
    """Return the note of a claim, or None where the audit has nothing to say."""
    verdict = base.verdict(claim)
    if verdict in ("fails", "depends"):
        result = base.check_results[claim.id]
        several = len(result.readings) > 1
        sentence = labels.VERDICTS[verdict].sentence
        said = verdict_wording.readings_summary(result) if several else sentence
        return SideNote(said, links.to(CONCLUSIONS, claim.id), "How it is read", f"cw-v-{verdict}")
    uses = [
        use
        for use in base.facts.cited_uses(claim.id, "supports", "contradicts")
        if use.study is not None and use.agreement
    ]
    parting = sorted((u for u in uses if u.agreement in _TOLD), key=_gravity)
    if not parting:
        return None
    first = parting[0]
    return SideNote(
        " ".join(source_parts_said(base, first, len(parting) - 1, len(uses))),
        links.to(claim_page(claim.id), use_anchor(first.evidence.stance, first.reference.key)),
        "What it reports",
        f"cw-a-{first.agreement}",
    )


def _gravity(use: Use) -> int:
    return _TOLD.index(use.agreement) if use.agreement in _TOLD else len(_TOLD)
