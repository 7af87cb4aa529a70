"""A part of the audit: what its page shows, its part of the index, and the lists below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import Named, Sentence
from claimweave.site.pages.long_lists import LongList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from claimweave.evidence.audit.finding import Finding
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim


@dataclass(frozen=True)
class AuditPart:
    """A page of the audit.

    The index says `title`, one `number`, and in `sentence` what that counts. `lists` grow pages
    of their own when they are long; `shown` is what its template shows beside them.
    """

    page: str
    template: str
    title: str
    number: str
    sentence: str
    lists: Sequence[LongList]
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding as a page lists it: its sentence, what sources say, and the claims concerned."""

    sentence: Sentence
    says: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one sort: the heading and the anchor of their list, and what it means."""

    anchor: str
    title: str
    about: str
    findings: Sequence[Finding]
    scope: str = ""
    """How much was looked at, where that is not everything."""
    missing: str = ""
    """Why nothing was looked for, where that is so."""


def audit_list(
    page_path: str, title: str, anchor: str, kind: str, items: Sequence[Any]
) -> LongList:
    """Return a list of an audit page; if it grows long, its pages are in the page's folder."""
    path = f"{page_path.removesuffix('.md')}/{anchor}.md"
    return LongList(title, anchor, kind, path, items)


def told_list(base: EvidenceBase, page_path: str, group: FindingGroup) -> LongList:
    """Return a list of findings, each with its sentence."""
    items = told_findings(base, group.findings, {group.anchor})
    return audit_list(page_path, group.title, group.anchor, "told", items)


def told_findings(
    base: EvidenceBase, found: Iterable[Finding], above: Collection[str] = ()
) -> list[ToldFinding]:
    """Return findings as pages list them.

    Claims that a sentence names, or that stand `above` the list, are not listed again.
    """
    return [_told(base, finding, above) for finding in found]


def _told(base: EvidenceBase, finding: Finding, above: Collection[str]) -> ToldFinding:
    said = sentence(finding, base)
    named = {part.id for part in said if isinstance(part, Named) and part.what == "claim"}
    named.update(above)
    others = [claim_id for claim_id in finding.claims if claim_id not in named]
    says: tuple[str, ...] = getattr(finding, "says", ())
    return ToldFinding(said, says, tuple(base.review.claims[claim_id] for claim_id in others))
