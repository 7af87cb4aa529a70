"""The audit's sentences about citing: in the conclusion, anew, and on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.audit.wording.names import (
    by_table,
    claim_named,
    pairs_named,
    reference_named,
    references_named,
    some_claims,
    table_named,
    tables_named,
)
from claimweave.evidence.audit.wording.told import Sentence, told
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.audit.both_sides import OnBothSides
    from claimweave.evidence.audit.conclusion_citations import (
        CitedAnew,
        FirstInConclusion,
        LeftOut,
    )
    from claimweave.evidence.base import EvidenceBase


def first_in_conclusion_said(found: FirstInConclusion, base: EvidenceBase) -> Sentence:
    """Say that a work is cited in the conclusion only, and whether a table lists it."""
    listing = [
        f"{table_named(base, locator)} lists it under {pairs_named(base, pairs)}"
        for locator, pairs in by_table(base, found.cells)
    ]
    verb = "does" if len(base.review.tables) == 1 else "do"
    where = listed(listing) or f"{tables_named(base)} {verb} not list it"
    text = "The text cites {work} in its conclusion only, for {claims}" + (
        "; {where}." if base.review.tables else "."
    )
    work = reference_named(base, found.references[0])
    claims = some_claims(base, found.claims)
    return told(text, work=work, claims=claims, where=where)


def cited_anew_said(found: CitedAnew, base: EvidenceBase) -> Sentence:
    """Say what a claim cites that nothing it rests on cites."""
    one = len(found.references) == 1
    text = "{claim} cites {works}, which nothing that it rests on cites; " + (
        "{it} elsewhere cited for {others}." if found.claims[1:] else "{it} cited nowhere else."
    )
    return told(
        text,
        claim=claim_named(base, found.claims[0]),
        works=references_named(base, found.references),
        it="it is" if one else "they are",
        others=some_claims(base, found.claims[1:]),
    )


def left_out_said(found: LeftOut, base: EvidenceBase) -> Sentence:
    """Say what a claim of the conclusion leaves out of what it rests on."""
    sides = [
        told("{works}, cited {side}", works=references_named(base, works), side=side)
        for works, side in ((found.supports, "for it"), (found.contradicts, "against it"))
        if works
    ]
    text = "{claim} cites {number}; of what it rests on, it leaves out {first}" + (
        ", and {second}." if sides[1:] else "."
    )
    return told(
        text,
        claim=claim_named(base, found.claims[0]),
        number=plural(len(found.named), "work"),
        first=sides[0],
        second=sides[-1],
    )


def on_both_sides_said(found: OnBothSides, base: EvidenceBase) -> Sentence:
    """Say for which claim a work is cited, and for what against it."""
    text = (
        "{work} is cited for {one} and for {other}, which oppose each other."
        if found.opposed
        else "{work} is cited for {one} and against {other}, which say the same of the same."
    )
    one, other = (claim_named(base, claim_id) for claim_id in found.claims[:2])
    return told(text, work=reference_named(base, found.references[0]), one=one, other=other)
