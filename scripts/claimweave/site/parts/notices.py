"""What pages say of retractions, concerns and corrections: what is known, as of when, and what not.

That nothing is known is never shown as if there were nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.notices import NoticeStatus, notice_status
from claimweave.identifiers.doi import doi_address
from claimweave.words.counting import listed, plural
from claimweave.words.labels import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.notices import Notice
    from claimweave.review.reference import Reference

STATES = {
    "retracted": Wording("✗", "retracted", "Retracted"),
    "concern": Wording("!", "expression of concern", "Its editors have expressed concern"),
    "corrected": Wording("±", "corrected", "Corrected"),
    "other-notice": Wording("✎", "notice", "There is a notice on it"),
    "no-notice": Wording("✓", "no notice found", "No notice found"),
    "unknown": Wording("?", "notices unknown", "Unknown"),
}
SHOWN = frozenset({"retracted", "concern", "corrected", "other-notice"})
"""States that are marked wherever the reference is named; the others stand on its own page."""

WHY = {
    "no-doi": "not looked up, as it has no DOI",
    "not-looked-up": "not looked up yet",
    "no-such-doi": "Crossref did not know its DOI",
    "timed-out": "Crossref did not answer in time",
    "unreachable": "Crossref could not be reached",
    "refused": "Crossref refused to answer",
    "unreadable": "Crossref gave no answer that can be read",
}
KINDS = {
    "retraction": "Retraction",
    "concern": "Expression of concern",
    "correction": "Correction",
    "reinstatement": "Reinstatement",
    "other": "Notice",
}
_SOURCES = {
    "publisher": "from the publisher",
    "retraction-watch": "from Retraction Watch",
    "title": "by the title that Crossref has",
}


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as a page shows it: what it is, a link to it, its day and who reported it."""

    label: str
    doi: str
    address: str
    date: str
    sources: str


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """How a reference stands, in words. `reason` says why a retracted one is still cited."""

    state: str
    wording: Wording
    sentence: str
    notices: tuple[ShownNotice, ...] = ()
    reason: str = ""

    @property
    def marked(self) -> bool:
        """Whether the state is marked wherever the reference is named."""
        return self.state in SHOWN


def shown_status(base: EvidenceBase, reference: Reference) -> ShownStatus:
    """Return how a reference stands, for its own page and for where it is cited."""
    status = notice_status(base.review, reference)
    rule = {"retracted": "retracted-reference", "concern": "expression-of-concern"}
    reason = base.review.exemption(rule.get(status.state, ""), reference.key)
    notices = tuple(map(_shown, status.notices))
    return ShownStatus(status.state, STATES[status.state], _sentence(status), notices, reason)


def summary(base: EvidenceBase, references: Iterable[Reference]) -> str:
    """Return, for an index, how many references stand how, as of when."""
    if base.review.notices is None:
        return (
            "Nobody has looked up yet whether any of them was retracted or corrected: "
            "no mark does not mean that there is no notice."
        )
    states: Counter[str] = Counter(notice_status(base.review, r).state for r in references)
    named = [f"{states[s]} {STATES[s].label}" for s in STATES if states[s] and s != "unknown"]
    named += [f"{states['unknown']} unknown"] if states["unknown"] else []
    return f"Looked up in Crossref on {base.review.notices.as_of}: {', '.join(named)}."


def retracted_sentence(statuses: Iterable[ShownStatus]) -> str:
    """Return the warning of a claim's page, or an empty text."""
    count = sum(status.state == "retracted" for status in statuses)
    if not count:
        return ""
    return f"{plural(count, 'work')} cited here {'was' if count == 1 else 'were'} retracted."


def _sentence(status: NoticeStatus) -> str:
    why = WHY[status.why] if status.why else ""
    failed = f"{why} on {status.tried}" if status.tried else why
    if status.state == "no-notice":
        return f"{STATES[status.state].sentence} as of {status.as_of}."
    if status.state != "unknown":
        day = status.as_of or status.tried
        later = f"; {failed}, so there may be more" if failed else ""
        return f"{STATES[status.state].sentence}, by Crossref's answer of {day}{later}."
    last = f"; the last answer, of {status.as_of}, had no notice" if status.as_of else ""
    return f"Unknown: {failed}{last}."


def _shown(notice: Notice) -> ShownNotice:
    type_ = notice.type.replace("_", " ")
    kind = KINDS[notice.kind]
    label = kind if type_ == kind.lower() else f"{kind} ({type_})"
    address = doi_address(notice.doi) if notice.doi else ""
    sources = listed(_SOURCES.get(s, f"from {s}") for s in notice.sources)
    return ShownNotice(label, notice.doi or "", address, notice.date or "", sources)
