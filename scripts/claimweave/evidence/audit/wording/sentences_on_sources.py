"""The audit's sentences about sources: what they report, and what nobody can follow up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.audit.wording.names import (
    claim_named,
    meaning_named,
    pairs_named,
    reference_named,
    references_named,
    table_named,
)
from claimweave.evidence.audit.wording.told import Sentence, listed_parts, told
from claimweave.evidence.finding_text import finding_text
from claimweave.evidence.use_wording import relevant_findings
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.audit.plain_findings import (
        PointsBothWays,
        SourceDiffers,
        Unidentified,
        WithoutCitation,
    )
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use


def source_differs_said(found: SourceDiffers, base: EvidenceBase) -> Sentence:
    """Say what a work is cited for, and what its source reports instead."""
    return told(
        "{work} is cited {side} {claim}. {said}",
        work=reference_named(base, found.references[0]),
        side="for" if found.stance == "supports" else "against",
        claim=claim_named(base, found.claims[0]),
        said=labels.AGREEMENTS[found.agreement].sentence,
    )


def source_parts_said(base: EvidenceBase, use: Use, more: int, of: int) -> Iterator[str]:
    """Yield what a source reports in place of what it is cited for, and how many others do so.

    It is the same finding beside the claim in the review's text, which need not be named there.
    """
    found = relevant_findings(base, use)
    asked = [f for f in found if f.question == use.claim.topic.question]
    said = next((finding_text(f) for f in (*asked, *found)), "")
    does = labels.REPORTS[use.agreement][0] if use.agreement else ""
    yield f"As far as we read it, {use.reference.short_name} {does}{f': {said}' if said else '.'}"
    if more:
        parts = "also parts" if more == 1 else "also part"
        of_all = f"Of the {plural(of, 'source')} compared here"
        yield f"{of_all}, {more} more {parts} from what is cited."


def points_both_ways_said(found: PointsBothWays, base: EvidenceBase) -> Sentence:
    """Say which works of a cell point where."""
    sides = [
        told(
            "{works} {report} {meaning}",
            works=references_named(base, works),
            report="reports" if len(works) == 1 else "report",
            meaning=meaning_named(base, found.question, direction),
        )
        for direction, works in (("positive", found.positive), ("negative", found.negative))
    ]
    return told(
        "Under {place}, {table} counts together sources that point in opposite directions: "
        "{sides}.",
        table=table_named(base, found.cells[0].table),
        place=pairs_named(base, found.cells),
        sides=listed_parts(sides),
    )


def without_citation_said(found: WithoutCitation, base: EvidenceBase) -> Sentence:
    """Say which claim the review asserts and cites nothing for."""
    claim = claim_named(base, found.claims[0])
    return told("The review asserts {claim} and cites nothing for it.", claim=claim)


def unidentified_said(found: Unidentified, base: EvidenceBase) -> Sentence:
    """Say which work cannot be looked up, and how many claims cite it."""
    claims = plural(len(found.claims), "claim")
    work = reference_named(base, found.references[0])
    return told("{work} cannot be looked up yet; {claims} cite it.", work=work, claims=claims)
