"""The audit's pages: each finding in a sentence, with links to the claims and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.audit_addresses import INDEX, LEDGER, SOURCES, UNCITED
from claimweave.evidence import wording
from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.audit.plain_findings import cells_both_ways, unidentified
from claimweave.evidence.audit.standing import asserted_only, disagreements
from claimweave.evidence.audit.wording import summaries
from claimweave.evidence.use_wording import narrower_terms_said
from claimweave.site.environment import page
from claimweave.site.pages.audit_conclusions_page import conclusions_part
from claimweave.site.pages.audit_group_pages import citing, words
from claimweave.site.pages.audit_parts import AuditPart, FindingGroup, audit_list, told_list
from claimweave.site.pages.audit_table_page import text_and_table
from claimweave.site.pages.audit_unlisted_page import unlisted
from claimweave.site.pages.indexes import by_section, section_page
from claimweave.site.pages.long_lists import LongList, divided, list_pages
from claimweave.site.parts.finding_rows import relevant_rows
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use


def audit_pages(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, Markdown) of the audit's index and its parts.

    It leads with the conclusions: which are stable, and which are not.
    """
    settings = base.review.settings
    if settings is None:
        return
    parts = [conclusions_part(base)]
    if settings.all_tables:
        parts += [unlisted(base), text_and_table(base)]
    parts += [citing(base), words(base), _sources(base), _uncited(base), _ledger(base)]
    yield INDEX, page("audit_index.md.j2", INDEX, base, parts=parts)
    for part in parts:
        shown = {"lists": part.lists, "counted": part, **part.shown}
        yield part.page, page(part.template, part.page, base, wording=wording, **shown)
        yield from list_pages(base, part.page, part.title, part.lists)


def _sources(base: EvidenceBase) -> AuditPart:
    listed = disagreements(base.facts)
    both = FindingGroup(
        "both-ways",
        "One cell, two directions",
        "These cells list as one group sources that point in opposite directions.",
        cells_both_ways(base),
    )
    lists = [told_list(base, SOURCES, both)]
    sentences = {both.anchor: both.about}
    for name, wording_ in labels.AGREEMENTS.items():
        uses = [_use(base, u) for u in listed if u.agreement == name]
        lists.append(audit_list(SOURCES, wording_.label.capitalize(), name, "uses", uses))
        sentences[name] = wording_.sentence
    lists = divided(item for item in lists if item.items)
    told = summaries.of_sources(base)
    return AuditPart(
        SOURCES,
        "audit_sources.md.j2",
        title="The review against its sources",
        number=told.number,
        sentence=told.sentence,
        lists=lists,
        shown={
            "listed": len(listed),
            "lists": [(item, sentences[item.anchor]) for item in lists],
        },
    )


def _use(base: EvidenceBase, use: Use) -> dict[str, Any]:
    return {
        "reference": use.reference,
        "claim": use.claim,
        "stance": use.evidence.stance,
        "findings": relevant_rows(base, use),
        "narrower": narrower_terms_said(base, use),
    }


def _uncited(base: EvidenceBase) -> AuditPart:
    claims = asserted_only(base.facts)
    folder = UNCITED.removesuffix(".md")
    lists = divided(
        LongList(s.title, s.folder, "claims", section_page(folder, s.folder), own)
        for s, own in by_section(base, claims)
    )
    told = summaries.of_uncited(base)
    return AuditPart(
        UNCITED,
        "audit_uncited.md.j2",
        title="Asserted without a citation",
        number=told.number,
        sentence=told.sentence,
        lists=lists,
        shown={"unidentified": len(unidentified(base.facts))},
    )


def _ledger(base: EvidenceBase) -> AuditPart:
    silent = [
        (at, s.asserts_nothing) for at, s in base.review.sentences.items() if s.asserts_nothing
    ]
    lists = divided(
        [
            audit_list(
                LEDGER,
                "Sentences that assert nothing",
                "asserts-nothing",
                "silent_sentences",
                silent,
            )
        ]
    )
    told = summaries.of_ledger(base)
    return AuditPart(
        LEDGER,
        "audit_ledger.md.j2",
        title="The ledger",
        number=told.number,
        sentence=told.sentence,
        lists=lists,
        shown={
            "c": coverage(base.facts),
            "lists": [item for item in lists if item.items],
        },
    )
