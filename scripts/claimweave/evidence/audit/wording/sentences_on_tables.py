"""The audit's sentences about the tables: held against the text, and against the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.wording.names import (
    meaning_named,
    pairs_named,
    reference_named,
    relation_named,
    table_named,
)
from claimweave.evidence.audit.wording.told import Sentence, told
from claimweave.evidence.place_wording import place
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.audit.caption import CaptionDiffers
    from claimweave.evidence.audit.text_and_table import Divergence
    from claimweave.evidence.audit.unlisted import CellWithResults, UnlistedResult
    from claimweave.evidence.audit.without_number import WithoutNumber
    from claimweave.evidence.base import EvidenceBase


def text_against_table_said(found: Divergence, base: EvidenceBase) -> Sentence:
    """Say how the text and a table use a reference differently."""
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


def without_number_said(found: WithoutNumber, base: EvidenceBase) -> Sentence:
    """Say where a table prints an entry without its number, and what it is taken as."""
    taken = reference_named(base, found.references[0]) if found.references else ()
    return told(
        "{name} stands without a number in {place}"
        + ("; it is taken as {work}." if taken else "."),
        name=f"{found.author} {found.year}",
        place=place(base, found.locator),
        work=taken,
    )


def unlisted_result_said(found: UnlistedResult, base: EvidenceBase) -> Sentence:
    """Say what a source reports on a pair, and how the table lists it there."""
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


def caption_differs_said(found: CaptionDiffers, base: EvidenceBase) -> Sentence:
    """Say what a caption prints, and how many works of its table have such a design."""
    designs = listed((wording.design_label(base, d).lower() for d in found.designs), "or")
    text = (
        f"The caption of {{table}} says “{{printed}}”; by the sheets, {len(found.fitting)} of its "
        f"{plural(found.works, 'work')} {'has' if len(found.fitting) == 1 else 'have'} such a "
        f"design ({designs}), {len(found.references)} another, and {len(found.unread)} "
        f"{'was' if len(found.unread) == 1 else 'were'} not read."
    )
    return told(text, table=table_named(base, found.table), printed=found.printed)


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
