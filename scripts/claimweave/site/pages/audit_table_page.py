"""The audit of the tables: their captions, and what the text and a table use differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.audit_addresses import TEXT_AND_TABLE
from claimweave.evidence.audit.caption import caption_differs
from claimweave.evidence.audit.text_and_table import text_against_table
from claimweave.evidence.audit.without_number import printed_without_number
from claimweave.evidence.audit.wording import summaries
from claimweave.evidence.audit.wording.names import tables_named
from claimweave.site.pages.audit_parts import AuditPart, FindingGroup, told_findings, told_list
from claimweave.site.pages.long_lists import divided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.table import Table
    from claimweave.site.pages.long_lists import LongList

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


def text_and_table(base: EvidenceBase) -> AuditPart:
    """Return the part of the audit that holds the text against the tables."""
    groups = [(table, _groups_of(base, table)) for table in base.review.tables]
    lists = divided(told_list(base, TEXT_AND_TABLE, group) for _, own in groups for group in own)
    about_of = {group.anchor: group.about for _, own in groups for group in own}
    counted = summaries.of_text_and_table(base)
    return AuditPart(
        TEXT_AND_TABLE,
        "audit_table.md.j2",
        title=f"The text against {tables_named(base)}",
        number=counted.number,
        sentence=counted.sentence,
        lists=lists,
        shown={
            "titles": tables_named(base),
            "several": len(groups) > 1,
            "parts": [_part(base, table, own, lists) for table, own in groups],
            "about": about_of,
        },
    )


def _groups_of(base: EvidenceBase, table: Table) -> list[FindingGroup]:
    """Return the lists of a table; those of the first have the anchors of a review with one."""
    found = [d for d in text_against_table(base.facts) if d.table == table.locator]
    own = "" if table.locator == base.review.tables[0].locator else f"{table.locator}-"
    return [
        FindingGroup(f"{own}{anchor}", title, about, [d for d in found if d.filing in filings])
        for anchor, filings, title, about in _GROUPS
    ]


def _part(
    base: EvidenceBase, table: Table, groups: list[FindingGroup], lists: Iterable[LongList]
) -> dict[str, Any]:
    anchors = {group.anchor for group in groups}
    caption = caption_differs(base.facts, table)
    unnumbered = [e for e in printed_without_number(base.facts) if e.table == table.locator]
    return {
        "table": table,
        "page": base.facts.table_pages[table.locator],
        "own": "" if table.locator == base.review.tables[0].locator else f"{table.locator}-",
        "caption": told_findings(base, [caption] if caption else []),
        "lists": [item for item in lists if item.anchor in anchors],
        "unnumbered": list(
            zip(told_findings(base, unnumbered), (each.locator for each in unnumbered), strict=True)
        ),
    }
