"""Rules that hold the claims against the ledger: the source's sentences and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics import AtKey, Problem
from claimweave.evidence.base import cell_claims
from claimweave.model.review import LEDGER
from claimweave.rules.registry import RULES, Tally, problems_read, rule
from claimweave.sources.ledger_reader import SENTENCES, table_path
from claimweave.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.model.claim import Claim
    from claimweave.model.ledger import Table
    from claimweave.model.review import Review

MAY_NOT_BE_READ = "a claim file that names it cannot be read"


@rule("files")
def invalid_ledger(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file of `claims/_review/` does not have the form that it needs.

    What it checks:
        `review.yml`, `vocabulary.yml`, `sentences.yml`, the table's transcription and
        `exemptions.yml` have their fields, and exemptions name rules that can have some.
    Why:
        The claims are held against these files. If they are broken, nothing is.
    Fails:
        S3.2.p4.s1: {cites: [forty-seven], length: 150, sha256: …}
    How to mend:
        The message names the field and what is allowed there.
    """
    tally.checked = base.review.files_read.get("invalid-ledger", 0)
    yield from problems_read(base.review, "invalid-ledger")
    for rule_id in base.review.exemptions.exemptions:
        if rule_id not in RULES or not RULES[rule_id].exemptable:
            possible = [r.id for r in RULES.values() if r.exemptable]
            where = AtKey(f"{LEDGER}/exemptions.yml", ("exemptions", rule_id), on_key=True)
            message = f'"{rule_id}" is not a rule with exemptions'
            help_ = did_you_mean(rule_id, possible) or f"allowed: {', '.join(sorted(possible))}"
            yield Problem(where, message, help_)


@rule("locators")
def unknown_locator(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim names a place that the source review does not have.

    What it checks:
        Each locator in `asserted` and `at` is a sentence of `sentences.yml` or a cell of the
        table, and a claim says where the review asserts it unless all its evidence was added here.
    Why:
        A locator is how a reader finds the place in the article.
    Fails:
        asserted: [S3.2.p4.s9]
    How to mend:
        Correct the locator: section, paragraph, sentence, each counted from 1.
    """
    review = base.review
    if not review.sentences or review.settings is None:
        tally.skip("the ledger cannot be read", len(review.claims))
        return
    known = set(base.locator_order)
    for claim in review.claims.values():
        places: list[tuple[tuple[str | int, ...], str]] = [
            (("asserted", i), at) for i, at in enumerate(claim.record.asserted)
        ]
        for index, evidence in enumerate(claim.evidence):
            places += [(("evidence", index, "at", i), at) for i, at in enumerate(evidence.at)]
        for keys, locator in places:
            tally.checked += 1
            if locator not in known:
                message = f"the source review has no place {locator}"
                yield Problem(AtKey(claim.path, keys), message, did_you_mean(locator, known))
        if not claim.record.asserted and any(e.at for e in claim.evidence):
            message = "this claim does not say where the review asserts it"
            yield Problem(AtKey(claim.path, ("claim",), on_key=True), message, "add `asserted`")


@rule("sentences", exemptable=True, reads=SENTENCES)
def sentence_not_encoded(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A sentence of the source review is asserted by no claim.

    What it checks:
        Each sentence of the ledger stands in the `asserted` of at least one claim, or the ledger
        says why it asserts nothing; not both.
    Why:
        "Every assertion is a claim" must have a denominator.
    Fails:
        S3.2.p4.s1 in `sentences.yml`, and no claim with `asserted: [S3.2.p4.s1]`.
    How to mend:
        Write the claim. If the sentence is an aim or a pointer, say so in `asserts_nothing`.
        If it is to be encoded later, give the reason in `exemptions.yml`.
    """
    review = base.review
    asserted = {at for claim in review.claims.values() for at in claim.record.asserted}
    for locator, sentence in review.sentences.items():
        where = AtKey(SENTENCES, ("sentences", locator), on_key=True)
        if sentence.asserts_nothing and locator in asserted:
            tally.checked += 1
            where = AtKey(SENTENCES, ("sentences", locator, "asserts_nothing"), on_key=True)
            yield Problem(where, f"{locator} is said to assert nothing, and a claim asserts it",
                          "remove one of the two")  # fmt: skip
        elif sentence.asserts_nothing or locator in asserted:
            tally.checked += 1
        elif locator in review.unreadable_text:
            tally.skip(MAY_NOT_BE_READ)
        elif not tally.exempt(locator):
            tally.checked += 1
            help_ = "write a claim, or say in the ledger why it asserts nothing"
            yield Problem(where, f"no claim asserts the sentence {locator}", help_)


@rule("sentence and number pairs", exemptable=True, reads=SENTENCES)
def citation_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The claims of a sentence do not cite what the sentence cites.

    What it checks:
        For each sentence, the numbers of the references whose evidence has it in `at` are exactly
        the numbers that the ledger says it prints. The ledger's numbers have a reference each.
    Why:
        A citation that is dropped, or added, changes what the review is said to rest on.
    Fails:
        S3.2.p4.s1 cites 47, and the claim's evidence has `at: [S3.2.p4.s2]` by mistake.
    How to mend:
        Correct `cites` or `at` in the claim. A deliberate departure is recorded in the ledger
        under `departures`, with its reason.
    """
    review = base.review
    cited = _cited_by_claims(review)
    for locator, sentence in review.sentences.items():
        where = AtKey(SENTENCES, ("sentences", locator, "cites"))
        printed, found = set(sentence.cites), cited.get(locator, {})
        if locator in review.unreadable_text:
            tally.skip(MAY_NOT_BE_READ, len(printed))
            continue
        if locator not in cited and printed and tally.exempt(locator):
            continue
        tally.checked += len(printed | set(found))
        for number in sorted(printed - set(found) - set(sentence.departures)):
            yield Problem(where, *_dropped(review, locator, number))
        for number in sorted(set(found) - printed - set(sentence.departures)):
            claim, index = found[number]
            message = f"{locator} does not cite {number} ({claim.evidence[index].cites})"
            numbers = ", ".join(map(str, sorted(printed))) or "nothing"
            at = AtKey(claim.path, ("evidence", index, "at"))
            yield Problem(at, message, f"that sentence cites {numbers}")
        for number in sorted(sentence.departures):
            if (number in printed) == (number in found):
                key = AtKey(SENTENCES, ("sentences", locator, "departures"), on_key=True)
                yield Problem(key, f"the departure for {number} is no longer needed", "remove it")


def _dropped(review: Review, locator: str, number: int) -> tuple[str, str]:
    reference = review.references_by_number.get(number)
    if reference is None:
        return f"{locator} cites {number}, and no entry has that reviewnumber", "add the entry"
    message = f"{locator} cites {number} ({reference.key}), and no claim does so there"
    return message, f"add evidence: {{cites: {reference.key}, stance: …, at: [{locator}]}}"


def _cited_by_claims(review: Review) -> dict[str, dict[int, tuple[Claim, int]]]:
    """Locator to number to the first evidence item that cites it there."""
    found: dict[str, dict[int, tuple[Claim, int]]] = {}
    for claim in review.claims.values():
        for index, evidence in enumerate(claim.evidence):
            reference = review.references.get(evidence.cites)
            if reference is None or reference.number is None:
                continue
            for locator in evidence.at:
                found.setdefault(locator, {}).setdefault(reference.number, (claim, index))
    return found


@rule("table entries", optional=True)
def table_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The claims of a table cell do not have the entries that the review prints there.

    What it checks:
        Each cell of the review's table has one claim, about that row and column. Its evidence
        has each printed entry of the cell, in that stance, and no other. An entry that is printed
        without a number says in the transcription what it is taken as, and why.
    Why:
        The table on the site is rendered from the claims, and must be the review's table.
    Fails:
        Sorri2018 with `at: [T1.ect.none.TNF-α]`, where the article prints it as a predictor.
    How to mend:
        Correct `at`, `stance` or `cites` in the claim.
        If the transcription is wrong, mend it against the article.
    """
    review, table = base.review, base.review.settings.table if base.review.settings else None
    if table is None:
        return
    if table_path(table) in review.broken:
        tally.skip("the table's transcription cannot be read")
        return
    claims = cell_claims(review, table)
    for (row, column), found in claims.items():
        cells = [table.cell(row, relation, column) for relation in table.relations]
        if any(cell in review.unreadable_text for cell in cells):
            tally.skip(MAY_NOT_BE_READ)
        elif len(found) != 1:
            yield from _cell_without_one_claim(table, row, column, found)
        else:
            yield from _topic_faults(table, row, column, found[0])
    yield from _entry_faults(base, table, tally)


def _cell_without_one_claim(
    table: Table, row: str, column: str, found: list[Claim]
) -> Iterator[Problem]:
    cell = f"{table.title}, {row} and {column}"
    if not found:
        where = AtKey(f"{LEDGER}/review.yml", ("table",), on_key=True)
        yield Problem(where, f"no claim asserts the cell {cell}", "write one, even if it is empty")
    for claim in found[1:]:
        where = AtKey(claim.path, ("asserted",))
        yield Problem(where, f"{found[0].id} already asserts the cell {cell}", "keep one claim")


def _topic_faults(table: Table, row: str, column: str, claim: Claim) -> Iterator[Problem]:
    for axis, term in ((table.rows, row), (table.columns, column)):
        if claim.topic.axes.get(axis) != term:
            keys = ("topic", axis) if claim.record.topic else ("claim",)
            message = f'this claim asserts a cell of {axis} "{term}", and its topic says otherwise'
            yield Problem(AtKey(claim.path, keys), message, f"write {axis}: {term}")


def _entry_faults(base: EvidenceBase, table: Table, tally: Tally) -> Iterator[Problem]:
    review = base.review
    printed: dict[tuple[str, int], int] = {}
    for index, entry in enumerate(review.table_entries):
        tally.checked += 1
        where = AtKey(table_path(table), ("entries", index))
        if entry.relation not in table.relations:
            help_ = f"allowed: {', '.join(table.relations)}"
            yield Problem(where, f'"{entry.relation}" is not a relation of the table', help_)
        elif entry.counted_as is None or (entry.number is None and not entry.reason):
            message = f"{entry.author} {entry.year} has no number, and nothing says what it is"
            yield Problem(where, message, "add `taken_as` and `reason`")
        else:
            locator = table.cell(entry.row, entry.relation, entry.column)
            printed[locator, entry.counted_as] = index
    found = {
        (locator, number): place
        for locator, numbers in _cited_by_claims(review).items()
        if locator.startswith(f"{table.locator}.")
        for number, place in numbers.items()
    }
    yield from _entries_apart(review, table, printed, found)
    yield from _stance_faults(table, found)


def _entries_apart(
    review: Review,
    table: Table,
    printed: Mapping[tuple[str, int], int],
    found: Mapping[tuple[str, int], tuple[Claim, int]],
) -> Iterator[Problem]:
    for (locator, number), index in printed.items():
        if (locator, number) not in found and locator not in review.unreadable_text:
            entry = review.table_entries[index]
            where = AtKey(table_path(table), ("entries", index))
            message = f"{entry.author} {entry.year} ({number}) stands in {locator}, in no claim"
            yield Problem(where, message, f"add it to the claim's evidence with at: [{locator}]")
    for (locator, number), (claim, index) in found.items():
        if (locator, number) not in printed:
            keys = AtKey(claim.path, ("evidence", index, "at"))
            others = [at for at, n in printed if n == number]
            help_ = f"printed in: {', '.join(others)}" if others else "the table does not print it"
            cites = claim.evidence[index].cites
            yield Problem(keys, f"the table does not print {cites} in {locator}", help_)


def _stance_faults(
    table: Table, found: Mapping[tuple[str, int], tuple[Claim, int]]
) -> Iterator[Problem]:
    stance_of = {relation: spec.stance for relation, spec in table.relations.items()}
    for (locator, _), (claim, index) in found.items():
        wanted = next((s for r, s in stance_of.items() if f".{r}." in locator), None)
        if wanted and claim.evidence[index].stance != wanted:
            where = AtKey(claim.path, ("evidence", index, "stance"))
            yield Problem(where, f"an entry of {locator} {wanted} the claim", f"write {wanted}")
