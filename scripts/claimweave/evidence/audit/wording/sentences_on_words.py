"""What the audit says of how firmly things are worded, and of what is left unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.wording.names import (
    by_table,
    claim_named,
    meaning_named,
    pairs_named,
    references_named,
    relation_named,
    some_claims,
    table_named,
)
from claimweave.evidence.audit.wording.told import Sentence, listed_parts, told
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.audit.abstract import OneSidedAbstract
    from claimweave.evidence.audit.meanings import TwoMeanings
    from claimweave.evidence.audit.mirrored import MirroredCells
    from claimweave.evidence.audit.not_taken_up import NotTakenUp
    from claimweave.evidence.audit.strength import FirmerThanBasis, FirmerWhileDenied
    from claimweave.evidence.base import EvidenceBase

_STRENGTHS = {"tentative": "tentatively", "plain": "plainly", "strong": "strongly"}


def firmer_than_basis_said(found: FirmerThanBasis, base: EvidenceBase) -> Sentence:
    """Say that a claim is worded more firmly than what it rests on."""
    known = len(found.claims) - 1
    of = f"{known} of the {known + found.unknown} claims" if found.unknown else "all"
    return told(
        "{claim} is worded {how}; {of} that it rests on {verb} worded {most} at most.",
        claim=claim_named(base, found.claims[0]),
        how=_STRENGTHS[found.strength],
        of=of,
        verb="is" if found.unknown and known == 1 else "are",
        most=_STRENGTHS[found.strongest],
    )


def firmer_while_denied_said(found: FirmerWhileDenied, base: EvidenceBase) -> Sentence:
    """Say that a strong claim began tentatively, and what speaks against it."""
    return told(
        "{claim} is worded strongly; before, {tentative} {was} worded tentatively, "
        "and {denying} {speaks} against it.",
        claim=claim_named(base, found.claims[0]),
        tentative=some_claims(base, found.tentative),
        was="was" if len(found.tentative) == 1 else "were",
        denying=some_claims(base, found.denying),
        speaks="speaks" if len(found.denying) == 1 else "speak",
    )


def one_sided_abstract_said(found: OneSidedAbstract, base: EvidenceBase) -> Sentence:
    """Say what the abstract states, and what of the rest it leaves out."""
    against = [some_claims(base, found.opposing)] if found.opposing else []
    for locator, pairs in by_table(base, found.cells):
        entries = sum(len(cell.contradicts) for cell in base.cells if cell.pair in pairs)
        against.append(
            told(
                "{entries} of {table} as “{relation}”, under {cells}",
                entries=plural(entries, "entry", "entries"),
                table=table_named(base, locator),
                relation=relation_named(base, locator, "contradicts"),
                cells=pairs_named(base, pairs),
            )
        )
    if len(against) > 2:  # noqa: PLR2004 - of several tables
        against = [against[0], listed_parts(against[1:], "and")]
    text = "The abstract states {claim}; the review also has {first}" + (
        ", and {second}, which it does not name." if against[1:] else ", which it does not name."
    )
    return told(
        text, claim=claim_named(base, found.claims[0]), first=against[0], second=against[-1]
    )


def not_taken_up_said(found: NotTakenUp, base: EvidenceBase) -> Sentence:
    """Say of which term there is evidence, and no conclusion."""
    works = plural(len(found.references), "work")
    entries = plural(found.entries, "entry", "entries")
    within = {pair.table for pair in found.cells}
    titles = [table.title for table in base.review.tables if table.locator in within]
    has = "has" if len(titles) == 1 else "have"
    listed_too = f", and {listed(titles)} {has} {entries}" if found.entries else ""
    return told(
        "On {term}, the review cites {works}{listed_too}; no topic of its conclusion has it.",
        term=wording.term_label(base, found.axis, found.term),
        works=works,
        listed_too=listed_too,
    )


def two_meanings_said(found: TwoMeanings, base: EvidenceBase) -> Sentence:
    """Say what one level means, row by row."""
    table = base.review.tables_by_locator[found.table]
    under: dict[str, list[str]] = {}
    for row, signs in found.rows:
        said = listed(meaning_named(base, found.question, sign) for sign in signs)
        under.setdefault(said, []).append(wording.term_label(base, table.rows, row))
    said_of = "; ".join(f"{listed(rows)}: {said}" for said, rows in under.items())
    column = wording.term_label(base, table.columns, found.column)
    question = wording.question_label(base, found.question).lower()
    return (f"For {column}, the {question} means opposite things ({said_of}).",)


_BONDS = {"opposed": "cannot both hold", "same": "say the same", "other": "are one comparison"}
_GAINSAID = {
    "opposed": "it files {works} for both",
    "same": "it files {works} for the one and against the other",
}
_LEANING = {
    "opposed": "for each of the two, more works stand than against it",
    "same": "more works stand for the one, and more against the other",
}


def mirrored_cells_said(found: MirroredCells, base: EvidenceBase) -> Sentence:
    """Say how two cells that mirror each other part ways."""
    parts: list[Sentence] = []
    if found.contrary:
        works = references_named(base, found.contrary)
        parts.append(told(_GAINSAID[found.bond], works=works))
    if found.leaning:
        parts.append((_LEANING[found.bond],))
    if found.apart:
        verb = "stands" if len(found.apart) == 1 else "stand"
        works = references_named(base, found.apart)
        parts.append(told("{works} {verb} in one of the two only", works=works, verb=verb))
    one, other = (claim_named(base, claim_id) for claim_id in found.claims)
    table = table_named(base, found.cells[0].table)
    said = told(
        "{table} has {one} and, turned round, {other}, which {bond}",
        table=table,
        one=one,
        other=other,
        bond=_BONDS[found.bond],
    )
    for index, part in enumerate(parts):
        said = told("{said}{mark} {part}", said=said, mark=";" if index else ":", part=part)
    return told("{said}.", said=said)
