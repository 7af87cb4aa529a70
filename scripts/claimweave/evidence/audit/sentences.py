"""What the audit says: one sentence for each finding, and this is the one place that words it.

Pages link the names in a sentence, and the published data have it as plain text.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.abstract import OneSidedAbstract
from claimweave.evidence.audit.both_sides import OnBothSides
from claimweave.evidence.audit.caption import CaptionDiffers
from claimweave.evidence.audit.conclusion import CitedAnew, FirstInConclusion, LeftOut
from claimweave.evidence.audit.meanings import TwoMeanings
from claimweave.evidence.audit.mirrored import MirroredCells
from claimweave.evidence.audit.names import (
    by_table,
    claim_named,
    meaning_named,
    pairs_named,
    reference_named,
    references_named,
    relation_named,
    some_claims,
    table_named,
    tables_named,
)
from claimweave.evidence.audit.not_taken_up import NotTakenUp
from claimweave.evidence.audit.plain_findings import (
    PointsBothWays,
    SourceDiffers,
    Unidentified,
    WithoutCitation,
)
from claimweave.evidence.audit.sentences_on_words import (
    firmer_than_basis_said,
    firmer_while_denied_said,
    mirrored_cells_said,
    not_taken_up_said,
    one_sided_abstract_said,
    two_meanings_said,
)
from claimweave.evidence.audit.strength import FirmerThanBasis, FirmerWhileDenied
from claimweave.evidence.audit.text_and_table import Divergence
from claimweave.evidence.audit.told import Sentence, told
from claimweave.evidence.audit.unlisted import CellWithResults, UnlistedResult
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.audit.finding import Finding
    from claimweave.evidence.base import EvidenceBase


@singledispatch
def sentence(found: Finding, base: EvidenceBase) -> Sentence:
    """Return what a finding says, with the names in it.

    Raises:
        TypeError: for a finding that nobody has words for.
    """
    del base
    raise TypeError(f"nobody has words for {type(found).__name__}")


@sentence.register(Divergence)
def _(found: Divergence, base: EvidenceBase) -> Sentence:
    here, there = pairs_named(base, found.here), pairs_named(base, found.there)
    text = {
        "not-in-table": "The text cites {work} on {here}, and {table} does not list it.",
        "filed-elsewhere": "The text cites {work} on {here}, and {table} lists it under {there}.",
        "text-differs": "{table} lists {work} under {here}; the text uses it for {there}.",
        "not-in-text": "{table} lists {work} under {here}, and the text does not speak of it.",
        "not-named": "{table} lists {work} under {here}; the text cites it, and "
        + ("does not name that" if len(found.here) == 1 else "names none of these")
        + " with it.",
    }[found.filing]
    work = reference_named(base, found.references[0])
    table = table_named(base, found.table)
    return told(text, work=work, here=here, there=there, table=table)


@sentence.register(FirstInConclusion)
def _(found: FirstInConclusion, base: EvidenceBase) -> Sentence:
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


@sentence.register(CitedAnew)
def _(found: CitedAnew, base: EvidenceBase) -> Sentence:
    one = len(found.references) == 1
    text = (
        "{claim} cites {works}, which nothing that it rests on cites; "
        + ("{it} elsewhere cited for {others}." if found.claims[1:] else "{it} cited nowhere else.")
    )  # fmt: skip
    return told(
        text,
        claim=claim_named(base, found.claims[0]),
        works=references_named(base, found.references),
        it="it is" if one else "they are",
        others=some_claims(base, found.claims[1:]),
    )


@sentence.register(LeftOut)
def _(found: LeftOut, base: EvidenceBase) -> Sentence:
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


@sentence.register(UnlistedResult)
def _(found: UnlistedResult, base: EvidenceBase) -> Sentence:
    if found.direction == "not-reported":
        text = (
            "{table} does not list {work} under {place}; it looked at the {question}, and what it "
            "found was not seen by us."
        )
    elif found.listed:
        text = (
            "{table} lists {work} under {place} as “{relation}”; on the {question} it reports: "
            "{said}."
        )
    else:
        text = "{table} does not list {work} under {place}; on the {question} it reports: {said}."
    return told(
        text,
        table=table_named(base, found.cells[0].table),
        work=reference_named(base, found.references[0]),
        place=pairs_named(base, found.cells),
        relation=relation_named(base, found.cells[0].table, found.listed or ""),
        question=wording.question_label(base, found.question).lower(),
        said=meaning_named(base, found.question, found.direction),
    )


@sentence.register(CaptionDiffers)
def _(found: CaptionDiffers, base: EvidenceBase) -> Sentence:
    designs = listed((wording.design_label(base, d).lower() for d in found.designs), "or")
    text = (
        f"The caption of {{table}} says “{{printed}}”; by the sheets, {len(found.fitting)} of its "
        f"{plural(found.works, 'work')} {'has' if len(found.fitting) == 1 else 'have'} such a "
        f"design ({designs}), {len(found.references)} another, and {len(found.unread)} "
        f"{'was' if len(found.unread) == 1 else 'were'} not read."
    )
    return told(text, table=table_named(base, found.table), printed=found.printed)


@sentence.register(OnBothSides)
def _(found: OnBothSides, base: EvidenceBase) -> Sentence:
    text = (
        "{work} is cited for {one} and for {other}, which oppose each other."
        if found.opposed
        else "{work} is cited for {one} and against {other}, which say the same of the same."
    )
    one, other = (claim_named(base, claim_id) for claim_id in found.claims[:2])
    return told(text, work=reference_named(base, found.references[0]), one=one, other=other)


sentence.register(FirmerThanBasis, firmer_than_basis_said)
sentence.register(FirmerWhileDenied, firmer_while_denied_said)
sentence.register(OneSidedAbstract, one_sided_abstract_said)
sentence.register(NotTakenUp, not_taken_up_said)
sentence.register(TwoMeanings, two_meanings_said)
sentence.register(MirroredCells, mirrored_cells_said)


@sentence.register(SourceDiffers)
def _(found: SourceDiffers, base: EvidenceBase) -> Sentence:
    return told(
        "{work} is cited {side} {claim}. {said}",
        work=reference_named(base, found.references[0]),
        side="for" if found.stance == "supports" else "against",
        claim=claim_named(base, found.claims[0]),
        said=labels.AGREEMENTS[found.agreement].sentence,
    )


@sentence.register(PointsBothWays)
def _(found: PointsBothWays, base: EvidenceBase) -> Sentence:
    return told(
        "Under {place}, {table} counts together sources that point in opposite directions: "
        "{works}.",
        table=table_named(base, found.cells[0].table),
        place=pairs_named(base, found.cells),
        works=references_named(base, found.references),
    )


@sentence.register(WithoutCitation)
def _(found: WithoutCitation, base: EvidenceBase) -> Sentence:
    claim = claim_named(base, found.claims[0])
    return told("The review asserts {claim} and cites nothing for it.", claim=claim)


@sentence.register(Unidentified)
def _(found: Unidentified, base: EvidenceBase) -> Sentence:
    claims = plural(len(found.claims), "claim")
    work = reference_named(base, found.references[0])
    return told("{work} cannot be looked up yet; {claims} cite it.", work=work, claims=claims)


def cell_sentence(base: EvidenceBase, found: CellWithResults) -> Sentence:
    """Say what a cell has, and what it would read with the results that it does not list."""
    for_, against = found.printed
    return told(
        "Under {place}, {table} has {printed} entries (for : against). {with_results}",
        place=pairs_named(base, found.results[0].cells),
        table=found.cell.table.title,
        printed=f"{for_} : {against}",
        with_results=with_results_said(found, "it"),
    )


def with_results_said(found: CellWithResults, table: str) -> str:
    """Say what a cell would read with the results that the table, so called, does not list."""
    with_for, with_against = found.with_results
    moved = sum(result.listed is not None for result in found.results)
    new = plural(len(found.results) - moved, "result") + f" that {table} does not list"
    parts = [new] if moved < len(found.results) else []
    if moved:
        parts.append(f"{plural(moved, 'entry', 'entries')} put where the source stands")
    neither = f"; {found.on_neither} of them {_be(found.on_neither)} on neither side"
    read = f"{with_for} : {with_against}{neither if found.on_neither else ''}"
    return f"With {listed(parts)}, it would read {read}."


def _be(number: int) -> str:
    return "stands" if number == 1 else "stand"
