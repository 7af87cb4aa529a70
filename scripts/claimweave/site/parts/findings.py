"""The findings that matter most, for the home page: each computed, each with its way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.addresses.audit_addresses import (
    CONCLUSIONS,
    SOURCES,
    TEXT_AND_TABLE,
    UNCITED,
    UNLISTED,
)
from claimweave.evidence.audit.wording import summaries
from claimweave.site.environment import environment
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.addresses.links import Links
    from claimweave.evidence.audit.wording.summaries import Summary
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

MOST_FIRMLY = 6
"""Conclusions that the home page names."""


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """One line of the home page: a number, a sentence, and the address of the page behind it.

    Below that of the conclusions stand those that are worded most firmly.
    """

    number: str
    sentence: str
    address: str
    label: str
    conclusions: tuple[Claim, ...] = ()


def findings_html(base: EvidenceBase, links: Links) -> str:
    """Return the key findings as a list; what a review does not have is left out."""
    template = environment().get_template("findings.html.j2")
    return template.render(
        findings=list(key_findings(base, links)), links=links, base=base, words=labels
    )


def key_findings(base: EvidenceBase, links: Links) -> Iterator[KeyFinding]:
    """Yield at most five findings, the weightiest first: the conclusions lead."""
    for summary, page, label in _summaries(base):
        if summary.found:
            most = most_firmly(base) if page == CONCLUSIONS else ()
            yield KeyFinding(summary.number, summary.sentence, links.to(page), label, most)


def most_firmly(base: EvidenceBase) -> tuple[Claim, ...]:
    """Return the conclusions that are worded most firmly, in reading order: the last of many.

    Where a review words none of them more firmly than others, nothing sets any of them apart.
    """
    checked = [base.review.claims[claim_id] for claim_id in base.check_results]
    strong = [claim for claim in checked if claim.record.strength == "strong"]
    return tuple(sorted(strong, key=lambda claim: _place(base, claim))[-MOST_FIRMLY:])


def _summaries(base: EvidenceBase) -> Iterator[tuple[Summary, str, str]]:
    yield summaries.of_conclusions(base), CONCLUSIONS, "Which ones, and how firmly"
    if base.review.tables:
        yield summaries.of_unlisted(base), UNLISTED, "Which ones, and what the cells would read"
        yield summaries.of_entries(base), SOURCES, "The review against its sources"
        yield summaries.of_missing(base), TEXT_AND_TABLE, "The text against the table"
    yield summaries.of_uncited(base), UNCITED, "Where, and which"


def _place(base: EvidenceBase, claim: Claim) -> tuple[int, str]:
    """Sort key: where the review first asserts a claim, then its id."""
    order = base.locator_order
    places = (order[at] for at in claim.record.asserted if at in order)
    return min(places, default=len(order)), claim.id
