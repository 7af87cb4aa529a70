"""The audit of the table: its caption, and what the text and the table use differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.evidence.audit import summaries
from claimweave.evidence.audit.caption import caption_differs
from claimweave.evidence.audit.text_and_table import entries_without_number, text_against_table
from claimweave.site.audit_addresses import TEXT_AND_TABLE
from claimweave.site.links import TABLE_PAGE
from claimweave.site.pages.audit_parts import AuditPart, FindingGroup, told_findings, told_list
from claimweave.site.pages.long_lists import divided

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.ledger import Table, TableEntry

_GROUPS = (
    (
        "not-in-table",
        ("not-in-table",),
        "In the text, not in the table",
        "The text cites these as evidence on a topic of the table. The table lists them nowhere.",
    ),
    (
        "elsewhere",
        ("filed-elsewhere", "text-differs"),
        "In both, in different places",
        "The text and the table use these for different topics.",
    ),
    (
        "not-named",
        ("not-named",),
        "In both, and the text does not name what the table names",
        "No claim of the text names, with these, the column under which the table lists them.",
    ),
    (
        "not-in-text",
        ("not-in-text",),
        "In the table, not in the text",
        "The table lists these. The text does not speak of them.",
    ),
)
"""Anchor, filings, title and meaning of each list."""


def text_and_table(base: EvidenceBase, table: Table) -> AuditPart:
    """Return the part of the audit that holds the text against the table."""
    found = text_against_table(base.facts)
    groups = [
        FindingGroup(anchor, title, about, [d for d in found if d.filing in filings])
        for anchor, filings, title, about in _GROUPS
    ]
    lists = divided(told_list(base, TEXT_AND_TABLE, group) for group in groups)
    caption = caption_differs(base.facts)
    unnumbered = [_unnumbered(base, table, e) for e in entries_without_number(base.facts)]
    counted = summaries.of_text_and_table(base)
    about_of = {group.anchor: group.about for group in groups}
    return AuditPart(
        TEXT_AND_TABLE,
        "audit_table.md.j2",
        title=f"The text against {table.title}",
        number=counted.number,
        sentence=counted.sentence,
        lists=lists,
        shown={
            "table": table,
            "table_page": TABLE_PAGE,
            "caption": told_findings(base, [caption] if caption else []),
            "lists": [(item, about_of[item.anchor]) for item in lists],
            "unnumbered": unnumbered,
        },
    )


def _unnumbered(base: EvidenceBase, table: Table, entry: TableEntry) -> dict[str, Any]:
    locator = table.place_of(entry)
    taken = base.review.references_by_number.get(entry.taken_as or 0)
    name = f"{entry.author} {entry.year}"
    return {
        "sentence": f"{name} in {wording.place(base, locator)}.",
        "reason": entry.reason or "",
        "reference": taken,
        "locator": locator,
    }
