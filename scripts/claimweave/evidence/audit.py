"""The audit: where the review's text, its table, its sources and its conclusions part ways.

All of it is computed from claims, study sheets and the ledger. It reports what stands where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.facts import Use
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Table, TableEntry
    from claimweave.review.reference import Reference

TellsOfEvidence = frozenset({"association", "effect", "synthesis"})
"""Kinds of claims whose citations are evidence; a definition or a mechanism is background."""

Filing = Literal["not-in-table", "filed-elsewhere", "not-in-text", "text-differs"]


@dataclass(frozen=True, slots=True)
class Divergence:
    """One reference that the review's text and its table use differently.

    `here` are the (row term, column term) at issue; a term is empty where the text names none.
    `there` are the places that the other side has for the same reference. `uses` are the uses
    at issue.
    """

    filing: Filing
    reference: Reference
    here: tuple[tuple[str, str], ...]
    there: tuple[tuple[str, str], ...]
    uses: tuple[Use, ...]


def text_against_table(base: EvidenceBase) -> list[Divergence]:
    """Compare, reference by reference, what the text cites as evidence with the table's entries.

    The text cites a reference on a column term (with a row term or without) when a claim of kind
    association, effect or synthesis with that topic has it for or against, at a sentence.
    Returns divergences by reference number.
    """
    table = base.review.table
    if table is None:
        return []
    found: list[Divergence] = []
    for key, reference in base.review.references.items():
        if key != base.review.source_key:
            found += _divergences(base, table, reference)
    return sorted(found, key=lambda d: (d.reference.number or 10**9, d.filing))


def _divergences(base: EvidenceBase, table: Table, reference: Reference) -> Iterator[Divergence]:
    uses = [u for u in base.uses_by_reference[reference.key] if u.evidence.at]
    in_table = {
        (u.claim.topic.axes[table.rows], u.claim.topic.axes[table.columns]): u
        for u in uses
        if any(at.startswith(f"{table.locator}.") for at in u.evidence.at)
        and table.rows in u.claim.topic.axes
        and table.columns in u.claim.topic.axes
    }
    in_text = [u for u in uses if _is_text_evidence(table, u)]
    if in_text and not in_table:
        places = tuple(dict.fromkeys(_place(table, u) for u in in_text))
        yield Divergence("not-in-table", reference, places, (), tuple(in_text))
        return
    if in_table and not in_text:
        yield Divergence("not-in-text", reference, tuple(in_table), (), tuple(in_table.values()))
        return
    own = [u for u in in_text if _place(table, u)[1] in table.column_terms and _place(table, u)[0]]
    elsewhere = [u for u in own if _place(table, u) not in in_table]
    if elsewhere:
        places = tuple(dict.fromkeys(_place(table, u) for u in elsewhere))
        there = tuple(in_table)
        yield Divergence("filed-elsewhere", reference, places, there, tuple(elsewhere))
    named = {_place(table, u) for u in in_text}
    # Where the text names no single column term, it may mean the one that the table has.
    exact_rows = {row for row, column in named if column in table.column_terms}
    open_rows = {row for row, column in named if column not in table.column_terms} - exact_rows
    open_columns = {column for row, column in named if not row}
    unnamed = {
        (row, column): use
        for (row, column), use in in_table.items()
        if (row, column) not in named and row not in open_rows and column not in open_columns
    }
    if unnamed:
        there = tuple(dict.fromkeys(_place(table, u) for u in in_text))
        uses_ = tuple(unnamed.values())
        yield Divergence("text-differs", reference, tuple(unnamed), there, uses_)


def _is_text_evidence(table: Table, use: Use) -> bool:
    topic = use.claim.topic.axes
    row = topic.get(table.rows)
    return (
        use.evidence.stance != "background"
        and use.claim.record.kind in TellsOfEvidence
        and table.columns in topic
        and (row in table.row_terms or topic[table.columns] in table.column_terms)
        and any(not at.startswith(f"{table.locator}.") for at in use.evidence.at)
    )


def _place(table: Table, use: Use) -> tuple[str, str]:
    topic = use.claim.topic.axes
    return topic.get(table.rows, ""), topic.get(table.columns, "")


def entries_without_number(base: EvidenceBase) -> list[TableEntry]:
    """Return the table's entries that are printed without their number."""
    return [entry for entry in base.review.table_entries if entry.number is None]


def disagreements(base: EvidenceBase) -> list[Use]:
    """Return the uses whose source, as far as it was read, does not report what it is used for."""
    return [
        use
        for _, uses in sorted(base.uses.items())
        for use in uses
        if use.agreement is not None and use.agreement not in ("agrees", "not-read")
    ]


def asserted_only(base: EvidenceBase) -> list[Claim]:
    """Return the claims for which the review cites nothing, by id."""
    claims = (claim for _, claim in sorted(base.review.claims.items()))
    return [claim for claim in claims if base.standing(claim) == "asserted-only"]


def conclusions(base: EvidenceBase) -> list[Claim]:
    """Return the executable claims, by id."""
    return [base.review.claims[claim_id] for claim_id in sorted(base.check_results)]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the source review is encoded: each number has its denominator."""

    sentences: int
    encoded: int
    asserts_nothing: int
    pairs: int
    pairs_encoded: int
    entries: int
    entries_encoded: int
    references: int
    references_cited: int
    references_identified: int
    references_read: int
    claims: int
    evidence_items: int


def coverage(base: EvidenceBase) -> Coverage:
    """Count what the ledger knows, and how much of it the claims encode."""
    review, sentences = base.review, base.review.sentences
    asserted = {at for claim in review.claims.values() for at in claim.record.asserted}
    cited = {
        (at, use.reference.number)
        for uses in base.uses.values()
        for use in uses
        for at in use.evidence.at
        if at in sentences and use.reference.number
    }
    numbered = [r for r in review.references.values() if r.number is not None]
    return Coverage(
        sentences=len(sentences),
        encoded=sum(locator in asserted for locator in sentences),
        asserts_nothing=sum(bool(s.asserts_nothing) for s in sentences.values()),
        pairs=sum(len(set(s.cites)) for s in sentences.values()),
        pairs_encoded=sum((at, n) in cited for at, s in sentences.items() for n in set(s.cites)),
        entries=len(review.table_entries),
        entries_encoded=sum(len(cell.entries) for cell in base.cells),
        references=len(numbered),
        references_cited=sum(bool(base.uses_by_reference[r.key]) for r in numbered),
        references_identified=sum(r.identity in ("named", "inferred") for r in numbered),
        references_read=sum(r.key in review.studies for r in numbered),
        claims=len(review.claims),
        evidence_items=sum(len(uses) for uses in base.uses.values()),
    )
