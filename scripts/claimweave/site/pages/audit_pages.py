"""The audit's pages: each finding in a sentence, with links to the claims and references."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.evidence import audit, wording
from claimweave.site.environment import page
from claimweave.site.pages import long_lists
from claimweave.site.pages.audit_parts import audit_list, audit_part
from claimweave.site.pages.audit_table_page import TEXT_AND_TABLE, text_and_table
from claimweave.site.pages.indexes import by_section, reading_order, section_page
from claimweave.site.pages.long_lists import LongList, divided, list_pages
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase, Use
    from claimweave.evidence.synthesis import Synthesis
    from claimweave.review.claim import Claim

SOURCES = "audit/review-and-sources.md"
CONCLUSIONS = "audit/conclusions.md"
UNCITED = "audit/without-citation.md"
LEDGER = "audit/ledger.md"


def audit_pages(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the audit's index and its five parts."""
    settings = base.review.settings
    if settings is None:
        return
    values: dict[str, dict[str, Any]] = {
        SOURCES: _sources(base),
        CONCLUSIONS: _conclusions(base),
        UNCITED: _uncited(base),
        LEDGER: _ledger(base),
    }
    if settings.table:
        values = {TEXT_AND_TABLE: text_and_table(base, settings.table), **values}
    index = "audit/index.md"
    yield index, page("audit_index.md.j2", index, base, parts=_parts(values))
    for path, own in values.items():
        long = own.pop("long")
        yield path, page(own.pop("template"), path, base, wording=wording, **own)
        yield from list_pages(base, path, own.pop("title"), long)


def _parts(values: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    return [{"page": path, **own.pop("summary_part")} for path, own in values.items()]


def _sources(base: EvidenceBase) -> dict[str, Any]:
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
    return {
        "template": "audit_sources.md.j2",
        "title": "The review against its sources",
        "summary_part": audit_part(
            "The review against its sources",
            f"{counted['agrees']} of {counted.total()}",
            "comparable uses of a citation agree with what we read of the source",
        ),
        "compared": counted.total(),
        "agree": counted["agrees"],
        "not_read": counted["not-read"],
        "listed": len(listed),
        "lists": [(item, sentences[item.anchor]) for item in lists],
        "long": lists,
    }


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
        "findings": [
            {
                "says": f.says,
                "direction": wording.direction(base, f),
                "question": wording.question_label(base, f.question),
            }
            for f in wording.relevant_findings(use)
        ],
    }


def _conclusions(base: EvidenceBase) -> dict[str, Any]:
    order = ("fails", "undetermined", "holds")
    claims = sorted(
        audit.conclusions(base),
        key=lambda claim: (order.index(base.verdict(claim)), reading_order(base, claim)),
    )
    counted = Counter(base.verdict(claim) for claim in claims)
    fail = counted["fails"]
    summary = (
        f"{counted['holds']} hold, {fail} fail, and {counted['undetermined']} cannot be decided."
    )
    items = [_conclusion(base, claim) for claim in claims]
    path = f"{CONCLUSIONS.removesuffix('.md')}/all.md"
    everyone = LongList("by their verdicts", "", "conclusions", path, items)
    lists = divided([everyone], long_lists.SIZE)
    return {
        "template": "audit_conclusions.md.j2",
        "title": "The conclusions against the evidence",
        "summary_part": audit_part(
            "The conclusions against the evidence",
            f"{counted['holds']} of {len(claims)}",
            f"executable conclusions hold by the review's own counts; {fail} fail, and "
            f"{counted['undetermined']} cannot be decided",
        ),
        "summary": summary,
        "total": len(items),
        "lists": lists,
        "long": lists,
    }


def _conclusion(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    firm = base.robustness.get(claim.id)
    deciding: dict[tuple[str, str], list[str]] = {}
    for claim_id, key, move in firm.deciding if firm else ():
        deciding.setdefault((claim_id, key), []).append(move)
    moves = {"remove": "if it went", "flip": "if it changed sides"}
    return {
        "claim": claim,
        "verdict": base.verdict(claim),
        "robustness": wording.robustness(firm),
        "deciding": [
            {
                "claim": base.review.claims[claim_id],
                "reference": base.review.references[key],
                "moves": " or ".join(moves[m] for m in found),
            }
            for (claim_id, key), found in deciding.items()
        ],
    }


def _uncited(base: EvidenceBase) -> dict[str, Any]:
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
    return {
        "template": "audit_uncited.md.j2",
        "title": "Asserted without a citation",
        "summary_part": audit_part(
            "Asserted without a citation",
            f"{len(claims)} of {len(base.review.claims)}",
            "claims are asserted, and nothing is cited for them; "
            f"{plural(unidentified, 'reference')} cannot be looked up yet",
        ),
        "total": len(claims),
        "lists": lists,
        "long": lists,
        "unidentified": unidentified,
    }


def _ledger(base: EvidenceBase) -> dict[str, Any]:
    covered = audit.coverage(base)
    silent = [(at, s.asserts_nothing) for at, s in base.review.sentences.items()
              if s.asserts_nothing]  # fmt: skip
    lists = divided([audit_list(LEDGER, "Sentences that assert nothing", "asserts-nothing",
                           "silent_sentences", silent)])  # fmt: skip
    return {
        "template": "audit_ledger.md.j2",
        "title": "The ledger",
        "summary_part": audit_part(
            "The ledger",
            f"{covered.encoded + covered.asserts_nothing} of {covered.sentences}",
            "sentences are encoded, or the ledger says why they assert nothing",
        ),
        "c": covered,
        "lists": [item for item in lists if item.items],
        "long": lists,
    }
