"""Names within the audit's sentences: claims, references, and places of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.wording.told import Named, Sentence, listed_parts, told
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.table import Pair

MOST_QUOTED = 3
"""Claims that a sentence quotes; more are counted, and stand below it."""


def claim_named(base: EvidenceBase, claim_id: str) -> Sentence:
    """Return a claim's name within a sentence: its own text in quotes, without its full stop."""
    text = base.review.claims[claim_id].text.rstrip().removesuffix(".")
    return "“", Named("claim", claim_id, text), "”"


def reference_named(base: EvidenceBase, key: str) -> Sentence:
    """Return a reference's name within a sentence, with its number in the review."""
    reference = base.review.references[key]
    inferred = reference.identity == "inferred"
    return (Named("reference", key, reference.short_name, reference.number, inferred),)


def references_named(base: EvidenceBase, keys: Iterable[str], last: str = "and") -> Sentence:
    """Return the names of several references, as a list."""
    return listed_parts((reference_named(base, key) for key in keys), last)


def claims_named(base: EvidenceBase, claim_ids: Iterable[str], last: str = "and") -> Sentence:
    """Return the names of several claims, as a list."""
    return listed_parts((claim_named(base, claim_id) for claim_id in claim_ids), last)


def some_claims(base: EvidenceBase, claim_ids: Iterable[str]) -> Sentence:
    """Return the names of claims; where there are many, the first of them and how many more."""
    known = tuple(claim_ids)
    if len(known) <= MOST_QUOTED:
        return claims_named(base, known)
    more = plural(len(known) - 1, "other claim")
    return told("{first} and {more}", first=claim_named(base, known[0]), more=more)


def pairs_named(base: EvidenceBase, pairs: Iterable[Pair]) -> str:
    """Return places of tables in words: `Nitrate (Barley) and Phosphate`.

    What a table compares is `Manure against Biochar`.
    """
    named = []
    for pair in pairs:
        table = base.review.tables_by_locator[pair.table]
        label = wording.term_label(base, table.columns, pair.column)
        row = wording.term_label(base, table.rows, pair.row) if pair.row else ""
        if table.turns and row and pair.column:
            named.append(compared_named(base, pair))
            continue
        named.append(f"{label} ({row})" if row else label)
    return listed(named)


def compared_named(base: EvidenceBase, pair: Pair) -> str:
    """Return what a table compares with each other: `Manure against Biochar`."""
    table = base.review.tables_by_locator[pair.table]
    terms, axes = table.axes_of(pair), base.review.turns[table.question]
    first, second = (wording.term_label(base, axis, terms[axis]) for axis in axes)
    return f"{first} against {second}"


def by_table(base: EvidenceBase, pairs: Iterable[Pair]) -> list[tuple[str, list[Pair]]]:
    """Return the locator of each table that has some of these pairs, with them."""
    known = list(pairs)
    found = ((t.locator, [p for p in known if p.table == t.locator]) for t in base.review.tables)
    return [(locator, own) for locator, own in found if own]


def relation_named(base: EvidenceBase, locator: str, stance: str) -> str:
    """Return what the table of a locator calls the entries of a stance."""
    relations = base.review.tables_by_locator[locator].relations.values()
    return next((relation.label for relation in relations if relation.stance == stance), "")


def table_named(base: EvidenceBase, locator: str) -> str:
    """Return what the site calls the table of a locator."""
    return base.review.tables_by_locator[locator].title


def tables_named(base: EvidenceBase) -> str:
    """Return what the site calls all tables, one or several."""
    return listed(table.title for table in base.review.tables) or "the table"


def meaning_named(base: EvidenceBase, question: str, direction: str) -> str:
    """Return what a direction means for a question, as a sentence has it: `no association`."""
    said = wording.directions(base, question)[direction]
    return f"{said.label} (“{said.sentence.rstrip().removesuffix('.')}”)"
