"""The audit in numbers: one number and one sentence for each of its parts.

The index of the audit and the home page say the same, because both ask here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.audit.standing import asserted_only
from claimweave.evidence.audit.text_and_table import text_against_table
from claimweave.evidence.audit.without_number import printed_without_number
from claimweave.evidence.audit.wording.names import tables_named
from claimweave.evidence.verdicts import verdict_wording
from claimweave.evidence.what_if.stability import stability
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase


@dataclass(frozen=True, slots=True)
class Summary:
    """A number, and a sentence that goes on from it; `found` is what was counted, to be listed."""

    number: str
    sentence: str
    found: int = 1


def of_conclusions(base: EvidenceBase) -> Summary:
    """Say how many executable conclusions come to the same however read, and what all come to."""
    firm = stability(base)
    counted = verdict_wording.counted_conclusions(base.check_results)
    if not firm.same:  # a leading nought would say nothing of what was found instead
        return Summary(str(firm.total), f"executable conclusions: {counted}", firm.total)
    same = "executable conclusions come to the same in every reading."
    said = (same, verdict_wording.under_all_lenses(firm), f"Of all, {counted}")
    return Summary(
        f"{firm.same} of {firm.total}",
        " ".join(filter(None, said)),
        firm.total,
    )


def of_unlisted(base: EvidenceBase) -> Summary:
    """Say how many results on the table's own pairs the table does not list as they are."""
    results = [result for cell in base.unlisted.values() for result in cell.results]
    nulls = sum(result.direction == "none" for result in results)
    unseen = sum(result.direction == "not-reported" for result in results)
    return Summary(
        str(len(results)),
        "results that cited works report on the table's own pairs and question stand in no entry, "
        f"or in one that says otherwise; {nulls} of them found no relation, and of {unseen} we "
        "have not seen what was found.",
        len(results),
    )


def of_text_and_table(base: EvidenceBase) -> Summary:
    """Say how often the text and the table use a reference differently."""
    found = len(text_against_table(base.facts)) + len(printed_without_number(base.facts))
    return Summary(
        str(found),
        "times the text and the table use a reference differently, or print it differently.",
        found,
    )


def of_missing(base: EvidenceBase) -> Summary:
    """Say how many references the text cites as evidence, and the table does not list."""
    found = sum(d.filing == "not-in-table" for d in text_against_table(base.facts))
    verb = "do" if len(base.review.tables) > 1 else "does"
    return Summary(
        plural(found, "reference"),
        f"cited as evidence in the text, {tables_named(base)} {verb} not list.",
        found,
    )


def of_citing(found: int) -> Summary:
    """Say how often the conclusion and the text cite differently."""
    return Summary(
        str(found),
        "times a conclusion cites otherwise than what it is drawn from, or one work or comparison "
        "stands on both sides.",
        found,
    )


def of_words(found: int) -> Summary:
    """Say how often the words and the evidence part ways."""
    return Summary(
        str(found),
        "times a claim is worded more firmly than what it rests on, or what speaks against it is "
        "left unsaid.",
        found,
    )


def of_sources(base: EvidenceBase) -> Summary:
    """Say how many uses of a citation agree with their source."""
    counted = Counter(u.agreement for uses in base.uses.values() for u in uses if u.agreement)
    return Summary(
        f"{counted['agrees']} of {counted.total() - counted['not-read']}",
        "uses of a citation that were compared agree with what we read of the source; "
        f"{counted['not-read']} more have a source that we have not read.",
        counted.total(),
    )


def of_entries(base: EvidenceBase) -> Summary:
    """Say how many entries of the tables have a source that reports what they are filed for."""
    asked = dict.fromkeys(table.question for table in base.review.tables)
    question = listed((wording.question_label(base, name).lower() for name in asked), "or")
    filed = (use for cell in base.cells for use in cell.supports + cell.contradicts)
    counted = Counter(use.agreement for use in filed)
    return Summary(
        f"{counted['agrees']} of {counted.total()}",
        f"entries of {tables_named(base)} have a source that, as far as we read it, reports on "
        f"the {question} what it is filed for; {counted['another-question']} "
        f"answer another question, and {counted['not-read']} were not read.",
        counted.total(),
    )


def of_uncited(base: EvidenceBase) -> Summary:
    """Say how many claims are asserted without a citation."""
    claims = asserted_only(base.facts)
    return Summary(
        f"{len(claims)} of {len(base.review.claims)}",
        "claims are asserted without a citation.",
        len(claims),
    )


def of_ledger(base: EvidenceBase) -> Summary:
    """Say how much of the review is encoded."""
    covered = coverage(base.facts)
    counted = f"{covered.apart_encoded} of {plural(covered.apart, 'place')}"
    apart = f" In figures and boxes it is {counted}." if covered.apart else ""
    return Summary(
        f"{covered.encoded + covered.asserts_nothing} of {covered.sentences}",
        "sentences are encoded, or the ledger says why they assert nothing." + apart,
        covered.sentences,
    )
