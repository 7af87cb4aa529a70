"""The audit for programs: each finding with its sentence, and the names of what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimweave.addresses.audit_addresses import PAGE_OF
from claimweave.addresses.links import url_of
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.table import Pair


def audit_items(base: EvidenceBase) -> list[dict[str, Any]]:
    """Return each finding of the audit as JSON has it, in the order of the site."""
    return [
        {
            "kind": finding.kind,
            "sentence": plain_text(sentence(finding, base)),
            "page": url_of(PAGE_OF[finding.kind]),
            "claims": list(finding.claims),
            "references": list(finding.references),
            "cells": [_cell(base, pair) for pair in finding.cells],
        }
        for finding in findings(base)
    ]


def _cell(base: EvidenceBase, pair: Pair) -> dict[str, str]:
    """Return a cell's terms; of several tables, also which one it is in."""
    several = len(base.review.tables) > 1
    return {"row": pair.row, "column": pair.column} | ({"table": pair.table} if several else {})
