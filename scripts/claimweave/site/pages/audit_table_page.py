"""The audit's first part: what the review's text and its table use differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.evidence import audit, wording
from claimweave.site.links import TABLE_PAGE
from claimweave.site.pages.audit_parts import AuditPart, audit_list
from claimweave.site.pages.long_lists import divided
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.audit import Divergence
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.ledger import Table, TableEntry

TEXT_AND_TABLE = "audit/text-and-table.md"

_DIVERGENCES = {
    "not-in-table": (
        "In the text, not in the table",
        "The text cites these as evidence on a topic of the table. The table lists them nowhere.",
    ),
    "elsewhere": (
        "In both, in different places",
        "The text and the table use these for different topics.",
    ),
    "not-in-text": (
        "In the table, not in the text",
        "The table lists these. The text does not speak of them.",
    ),
}


def text_and_table(base: EvidenceBase, table: Table) -> AuditPart:
    """Return the part of the audit that holds the text against the table."""
    found = audit.text_against_table(base)
    shown = {
        filing: [_divergence(base, table, d) for d in found if d.filing == filing]
        for filing in ("not-in-table", "filed-elsewhere", "text-differs", "not-in-text")
    }
    shown["elsewhere"] = shown["filed-elsewhere"] + shown["text-differs"]
    lists = divided(
        audit_list(TEXT_AND_TABLE, title, anchor, "divergences", shown[anchor])
        for anchor, (title, _) in _DIVERGENCES.items()
    )
    unnumbered = [_unnumbered(base, table, e) for e in audit.entries_without_number(base)]
    return AuditPart(
        TEXT_AND_TABLE,
        "audit_table.md.j2",
        title=f"The text against {table.title}",
        number=str(len(found) + len(unnumbered)),
        sentence="references that the text and the table use differently, or print differently",
        lists=lists,
        shown={
            "table": table,
            "table_page": TABLE_PAGE,
            "lists": [(item, _DIVERGENCES[item.anchor][1]) for item in lists],
            "unnumbered": unnumbered,
        },
    )


def _divergence(base: EvidenceBase, table: Table, found: Divergence) -> dict[str, Any]:
    here, there = _places(base, table, found.here), _places(base, table, found.there)
    sentence = {
        "not-in-table": f"the text cites it on {here}. {table.title} does not list it.",
        "filed-elsewhere": f"the text cites it on {here}. {table.title} lists it under {there}.",
        "text-differs": f"{table.title} lists it under {here}. "
        + (f"The text uses it for {there}." if there else "The text does not use it for that."),
        "not-in-text": f"{table.title} lists it under {here}.",
    }[found.filing]
    claims = dict.fromkeys(use.claim.id for use in found.uses)
    return {
        "reference": found.reference,
        "sentence": sentence,
        "claims": [base.review.claims[claim_id] for claim_id in claims],
    }


def _places(base: EvidenceBase, table: Table, places: Iterable[tuple[str, str]]) -> str:
    named = []
    for row, column in places:
        label = wording.term_label(base, table.columns, column)
        named.append(f"{label} ({wording.term_label(base, table.rows, row)})" if row else label)
    return listed(named)


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
