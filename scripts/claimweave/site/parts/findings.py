"""The findings that matter most, for the home page: each computed, each with its way on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence import audit, check_wording, wording
from claimweave.evidence.what_if.stability import stability
from claimweave.site.environment import environment
from claimweave.site.pages.audit_pages import CONCLUSIONS, SOURCES, UNCITED
from claimweave.site.pages.audit_table_page import TEXT_AND_TABLE
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.ledger import Table
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
    """Yield at most five findings, the weightiest first."""
    yield from _conclusions(base, links)
    if table := base.review.table:
        yield from _entries(base, table, links)
        yield from _both_ways(base, links)
        yield from _missing(base, table, links)
    yield from _uncited(base, links)


def _conclusions(base: EvidenceBase, links: Links) -> Iterator[KeyFinding]:
    claims = audit.conclusions(base)
    if claims:
        firm = stability(base)
        yield KeyFinding(
            f"{len(firm.stable)} of {len(claims)}",
            f"conclusions that can be executed are stable: {check_wording.same_in(firm)}. Of all, "
            f"{check_wording.counted_conclusions(base.check_results)}",
            links.to(CONCLUSIONS),
            "Which ones, and how firmly",
        )


def _entries(base: EvidenceBase, table: Table, links: Links) -> Iterator[KeyFinding]:
    counted = Counter(use.agreement for cell in base.cells for use in cell.entries)
    question = wording.question_label(base, table.question).lower()
    if counted:
        yield KeyFinding(
            f"{counted['agrees']} of {counted.total()}",
            f"entries of {table.title} have a source that, as far as we read it, reports on the "
            f"{question} what it is filed for; {counted['another-question']} answer another "
            "question.",
            links.to(SOURCES),
            "The review against its sources",
        )


def _both_ways(base: EvidenceBase, links: Links) -> Iterator[KeyFinding]:
    cells = [s.cell for s in base.syntheses if s.both_ways]
    if cells:
        names = " and ".join(cell.claim.text.rstrip(".") for cell in cells)
        yield KeyFinding(
            plural(len(cells), "cell"),
            f"of the table counts sources together that point in opposite directions: {names}.",
            links.claim(cells[0].claim.id),
            "See the two sides",
        )


def _missing(base: EvidenceBase, table: Table, links: Links) -> Iterator[KeyFinding]:
    missing = [d for d in audit.text_against_table(base) if d.filing == "not-in-table"]
    if missing:
        yield KeyFinding(
            plural(len(missing), "reference"),
            f"cited as evidence in the text, {table.title} does not list.",
            links.to(TEXT_AND_TABLE),
            "The text against the table",
        )


def _uncited(base: EvidenceBase, links: Links) -> Iterator[KeyFinding]:
    claims = audit.asserted_only(base)
    if claims:
        yield KeyFinding(
            f"{len(claims)} of {len(base.review.claims)}",
            "claims are asserted without a citation.",
            links.to(UNCITED),
            "Where, and which",
        )
