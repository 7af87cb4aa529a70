"""The audit of what the table leaves out: results of cited works on its own pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.addresses.audit_addresses import UNLISTED
from claimweave.evidence.audit.wording import summaries
from claimweave.evidence.audit.wording.sentences_on_tables import cell_sentence
from claimweave.site.pages.audit_parts import AuditPart, FindingGroup, told_list
from claimweave.site.pages.long_lists import divided

if TYPE_CHECKING:
    from claimweave.evidence.audit.unlisted import CellWithResults
    from claimweave.evidence.base import EvidenceBase


def unlisted(base: EvidenceBase) -> AuditPart:
    """Return the part of the audit that lists the results that the table does not."""
    cells = list(base.unlisted.values())
    said = {cell.cell.claim.id: cell_sentence(base, cell) for cell in cells}
    lists = divided(told_list(base, UNLISTED, _group(cell)) for cell in cells)
    counted = summaries.of_unlisted(base)
    return AuditPart(
        UNLISTED,
        "audit_unlisted.md.j2",
        title="Results that the table does not list",
        number=counted.number,
        sentence=counted.sentence,
        lists=lists,
        shown={
            "lists": [(item, said[item.anchor]) for item in lists],
            "counted": counted,
            "cells": len(base.cells),
        },
    )


def _group(cell: CellWithResults) -> FindingGroup:
    claim = cell.cell.claim
    return FindingGroup(claim.id, claim.text.rstrip().removesuffix("."), "", cell.results)
