"""The audit's pages: each finding in a sentence, with links to the claims and references."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.evidence import audit, check_wording, wording
from claimweave.evidence.what_if.stability import stability
from claimweave.site.environment import page
from claimweave.site.pages import long_lists
from claimweave.site.pages.audit_parts import AuditPart, audit_list
from claimweave.site.pages.audit_table_page import text_and_table
from claimweave.site.pages.indexes import by_section, reading_order, section_page
from claimweave.site.pages.long_lists import LongList, divided, list_pages
from claimweave.site.parts.finding_rows import relevant_rows
from claimweave.site.parts.readings import conclusion
from claimweave.site.publication import UNPUBLISHED
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Use
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.claim import Claim
    from claimweave.site.parts.readings import ShownReading

SOURCES = "audit/review-and-sources.md"
CONCLUSIONS = "audit/conclusions.md"
UNCITED = "audit/without-citation.md"
LEDGER = "audit/ledger.md"


def audit_pages(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the audit's index and its five parts."""
    settings = base.review.settings
    if settings is None:
        return
    parts = [_sources(base), _conclusions(base), _uncited(base), _ledger(base)]
    if settings.table:
        parts.insert(0, text_and_table(base, settings.table))
    index = "audit/index.md"
    yield index, page("audit_index.md.j2", index, base, parts=parts)
    for part in parts:
        shown = {"lists": part.lists, **part.shown}
        yield part.page, page(part.template, part.page, base, wording=wording, **shown)
        yield from list_pages(base, part.page, part.title, part.lists)


def _sources(base: EvidenceBase) -> AuditPart:
    counted = Counter(u.agreement for uses in base.uses.values() for u in uses if u.agreement)
    listed = audit.disagreements(base)
    both = [s for s in base.syntheses if s.both_ways]
    lists = [audit_list(SOURCES, "One cell, two directions", "both-ways", "both_ways",
                   [_both_ways(base, s) for s in both])]  # fmt: skip
    sentences = {"both-ways": "These cells list as one group sources that point in opposite "
                 "directions."}  # fmt: skip
    for name, wording_ in labels.AGREEMENTS.items():
        uses = [_use(base, u) for u in listed if u.agreement == name]
        lists.append(audit_list(SOURCES, wording_.label.capitalize(), name, "uses", uses))
        sentences[name] = wording_.sentence
    lists = divided(item for item in lists if item.items)
    return AuditPart(
        SOURCES,
        "audit_sources.md.j2",
        title="The review against its sources",
        number=f"{counted['agrees']} of {counted.total()}",
        sentence="comparable uses of a citation agree with what we read of the source",
        lists=lists,
        shown={
            "compared": counted.total(),
            "agree": counted["agrees"],
            "not_read": counted["not-read"],
            "listed": len(listed),
            "lists": [(item, sentences[item.anchor]) for item in lists],
        },
    )


def _both_ways(base: EvidenceBase, synthesis: Synthesis) -> dict[str, Any]:
    labels = wording.directions(base, synthesis.question)
    return {
        "claim": synthesis.cell.claim,
        "sources": [
            {"reference": r.use.reference, "direction": labels[r.direction]}
            for r in synthesis.reported
            if r.question == synthesis.question and r.direction in ("positive", "negative")
        ],
    }


def _use(base: EvidenceBase, use: Use) -> dict[str, Any]:
    return {
        "reference": use.reference,
        "claim": use.claim,
        "stance": use.evidence.stance,
        "findings": relevant_rows(base, use),
    }


def _conclusions(base: EvidenceBase) -> AuditPart:
    order = ("fails", "depends", "undetermined", "own-citations", "holds")
    claims = sorted(
        audit.conclusions(base),
        key=lambda claim: (order.index(base.verdict(claim)), reading_order(base, claim)),
    )
    firm = stability(base)
    counted = check_wording.counted_conclusions(base.check_results)
    summary = f"{counted} {check_wording.stability_summary(firm)}"
    items = [_conclusion(base, claim) for claim in claims]
    path = f"{CONCLUSIONS.removesuffix('.md')}/all.md"
    everyone = LongList("by their verdicts", "", "conclusions", path, items)
    lists = divided([everyone], long_lists.SIZE)
    return AuditPart(
        CONCLUSIONS,
        "audit_conclusions.md.j2",
        title="The conclusions against the evidence",
        number=f"{len(firm.stable)} of {len(claims)}",
        sentence=f"executable conclusions are stable: {check_wording.same_in(firm)}; "
        f"{len(firm.unstable)} are not",
        lists=lists,
        shown={"summary": summary, "total": len(items)},
    )


def _conclusion(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    check = conclusion(base, claim, UNPUBLISHED)
    return {
        "claim": claim,
        "verdict": base.verdict(claim),
        "check": check,
        "deciding": {reading.name: _deciding(base, reading) for reading in check.readings},
    }


def _deciding(base: EvidenceBase, reading: ShownReading) -> list[dict[str, Any]]:
    """Return the entries that change the verdict of a reading alone, and by which move."""
    found: dict[tuple[str, str], list[str]] = {}
    for claim_id, key, move in reading.deciding:
        found.setdefault((claim_id, key), []).append(move)
    moves = {"remove": "if it went", "flip": "if it changed sides"}
    return [
        {
            "claim": base.review.claims[claim_id],
            "reference": base.review.references[key],
            "moves": " or ".join(moves[m] for m in moved),
        }
        for (claim_id, key), moved in found.items()
    ]


def _uncited(base: EvidenceBase) -> AuditPart:
    claims = audit.asserted_only(base)
    folder = UNCITED.removesuffix(".md")
    lists = divided(
        LongList(s.title, s.folder, "claims", section_page(folder, s.folder), own)
        for s, own in by_section(base, claims)
    )
    unidentified = sum(
        r.number is not None and r.identity == "unidentified"
        for r in base.review.references.values()
    )
    return AuditPart(
        UNCITED,
        "audit_uncited.md.j2",
        title="Asserted without a citation",
        number=f"{len(claims)} of {len(base.review.claims)}",
        sentence="claims are asserted, and nothing is cited for them; "
        f"{plural(unidentified, 'reference')} cannot be looked up yet",
        lists=lists,
        shown={"total": len(claims), "unidentified": unidentified},
    )


def _ledger(base: EvidenceBase) -> AuditPart:
    covered = audit.coverage(base)
    silent = [(at, s.asserts_nothing) for at, s in base.review.sentences.items()
              if s.asserts_nothing]  # fmt: skip
    lists = divided([audit_list(LEDGER, "Sentences that assert nothing", "asserts-nothing",
                           "silent_sentences", silent)])  # fmt: skip
    return AuditPart(
        LEDGER,
        "audit_ledger.md.j2",
        title="The ledger",
        number=f"{covered.encoded + covered.asserts_nothing} of {covered.sentences}",
        sentence="sentences are encoded, or the ledger says why they assert nothing",
        lists=lists,
        shown={"c": covered, "lists": [item for item in lists if item.items]},
    )
