"""The findings that matter most, for the home page: each computed, each with its way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.audit import summaries
from claimweave.site.audit_addresses import CONCLUSIONS, SOURCES, TEXT_AND_TABLE, UNCITED, UNLISTED
from claimweave.site.environment import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.audit.summaries import Summary
    from claimweave.evidence.base import EvidenceBase
    from claimweave.site.links import Links


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One line of the home page: a number, a sentence, and the address of the page behind it."""

    number: str
    sentence: str
    address: str
    label: str


def findings_html(base: EvidenceBase, links: Links) -> str:
    """Return the key findings as a list; what a review does not have is left out."""
    template = environment().get_template("findings.html.j2")
    return template.render(findings=list(key_findings(base, links)), links=links)


def key_findings(base: EvidenceBase, links: Links) -> Iterator[KeyFinding]:
    """Yield at most five findings, the weightiest first: the conclusions lead."""
    for summary, page, label in _summaries(base):
        if summary.found:
            yield KeyFinding(summary.number, summary.sentence, links.to(page), label)


def _summaries(base: EvidenceBase) -> Iterator[tuple[Summary, str, str]]:
    yield summaries.of_conclusions(base), CONCLUSIONS, "Which ones, and how firmly"
    if base.review.tables:
        yield summaries.of_unlisted(base), UNLISTED, "Which ones, and what the cells would read"
        yield summaries.of_entries(base), SOURCES, "The review against its sources"
        yield summaries.of_missing(base), TEXT_AND_TABLE, "The text against the table"
    yield summaries.of_uncited(base), UNCITED, "Where, and which"
