"""The whole audit: all findings, in the order in which the site tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.audit.abstract import one_sided_abstract
from claimweave.evidence.audit.both_sides import on_both_sides
from claimweave.evidence.audit.caption import captions_differ
from claimweave.evidence.audit.conclusion_citations import cited_anew, first_in_conclusion, left_out
from claimweave.evidence.audit.meanings import two_meanings
from claimweave.evidence.audit.mirrored import mirrored_cells
from claimweave.evidence.audit.not_taken_up import not_taken_up
from claimweave.evidence.audit.plain_findings import (
    cells_both_ways,
    sources_that_differ,
    unidentified,
    without_citation,
)
from claimweave.evidence.audit.strength import firmer_than_basis, firmer_while_denied
from claimweave.evidence.audit.text_and_table import text_against_table
from claimweave.evidence.audit.without_number import printed_without_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.audit.finding import Finding
    from claimweave.evidence.base import EvidenceBase


def findings(base: EvidenceBase) -> Iterator[Finding]:
    """Yield each finding of the audit.

    Verdicts of executable conclusions are none: they stand with the claims.
    """
    facts = base.facts
    for cell in base.unlisted.values():
        yield from cell.results
    yield from captions_differ(facts)
    yield from text_against_table(facts)
    yield from printed_without_number(facts)
    yield from first_in_conclusion(facts)
    yield from cited_anew(facts)
    yield from left_out(facts)
    yield from on_both_sides(facts)
    yield from mirrored_cells(facts)
    yield from firmer_than_basis(facts)
    yield from firmer_while_denied(facts)
    yield from one_sided_abstract(facts)
    yield from not_taken_up(facts)
    yield from two_meanings(facts)
    yield from cells_both_ways(base)
    yield from sources_that_differ(facts)
    yield from without_citation(facts)
    yield from unidentified(facts)
