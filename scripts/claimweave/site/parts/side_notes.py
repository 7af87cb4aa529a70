"""Side notes on woven pages: where the audit has found something, in a sentence, with the way on.

At most one note for a claim. A failing check comes first; otherwise the note says how many of the
sources that can be compared do not report what they are cited for. Silence and what nobody has
read are left to the claim's own page: they say what we know, and not where the two part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.site.pages.audit_pages import CONCLUSIONS, SOURCES
from claimweave.words import labels
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.site.links import Links

_SAID: dict[Agreement, tuple[str, str]] = {
    "opposite": ("reports the opposite", "report the opposite"),
    "null": ("found no association", "found no association"),
    "mixed": ("reports mixed results", "report mixed results"),
    "another-question": ("answers another question", "answer another question"),
}
"""Agreements that a note tells of, the gravest first: for one source, and for several."""


@dataclass(frozen=True, slots=True)
class SideNote:
    """A note: its sentence, the address of the audit's page, and its class for colour."""

    sentence: str
    address: str
    style: str


def side_note(base: EvidenceBase, claim: Claim, links: Links) -> SideNote | None:
    """Return the note of a claim, or None where the audit has nothing to say."""
    verdict = base.verdict(claim)
    if verdict in ("fails", "depends"):
        sentence = labels.VERDICTS[verdict].sentence
        return SideNote(sentence, links.to(CONCLUSIONS, claim.id), f"cw-v-{verdict}")
    found = Counter(use.agreement for use in base.uses[claim.id] if use.agreement)
    told: list[Agreement] = [name for name in _SAID if found[name]]
    if not told:
        return None
    sentence = (
        f"{_sentence(found, told)}, as far as we read {'it' if found.total() == 1 else 'them'}."
    )
    return SideNote(sentence, links.to(SOURCES, told[0]), f"cw-a-{told[0]}")


def _sentence(found: Counter[Agreement], told: list[Agreement]) -> str:
    if found.total() == 1:
        return f"The source that is compared here {_SAID[told[0]][0]}"
    parts = [f"{found[name]} {_SAID[name][found[name] > 1]}" for name in told]
    return f"Of the {found.total()} sources compared here, {listed(parts)}"
