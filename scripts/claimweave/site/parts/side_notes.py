"""Side notes on woven pages: where the audit has found something, in a sentence, with the way on.

At most one note for a claim. A failing check comes first; otherwise the note says how many of the
sources that can be compared do not report what they are cited for. Silence and what nobody has
read are left to the claim's own page: they say what we know, and not where the two part.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.sources_say import source_report
from claimweave.site.audit_addresses import CONCLUSIONS, SOURCES
from claimweave.words import labels
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.site.links import Links

_TOLD: tuple[Agreement, ...] = ("opposite", "null", "mixed", "unsigned", "another-question")
"""Agreements that a note tells of, the gravest first."""


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
