"""Rules that hold the claims against the ledger of the source's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, meant, missing, misspelt
from claimweave.review.paths import LEDGER
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.rules.ledger_order import order_faults
from claimweave.rules.registry import RULES, SUCCESSORS, Tally, problems_read, rule
from claimweave.rules.second_reading import second_reading_faults
from claimweave.rules.settings import settings_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.stub import Stub

MAY_NOT_BE_READ = "a claim file that names it cannot be read"


@rule("files")
def invalid_ledger(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A file of `claims/_review/` does not have the form that it needs.

    What it checks:
        `review.yml`, `vocabulary.yml`, `sentences.yml`, the table's transcription, `exemptions.yml`
        and `notices.yml` have their fields, and there is no other file. Exemptions name rules that
        can have some; the source, the axes, terms and question of `review.yml` exist. The
        sentences of a section are numbered without a gap, and no two have the same text. No two
        terms share a label or a synonym. A `broader` term exists on the same axis, and no terms
        are broader than each other; what a question `asks` about are axes. In `second-reading.yml`,
        what two readers differed on is a field that was compared, of a claim or a sheet that both
        read; no two answers are the same, and there are no more differences than comparisons. Names
        that become part of an address hold letters, digits and - _ . : + ( ) only.
    Why:
        The claims are held against these files. If they are broken, nothing is.
    Fails:
        S3.2.p4.s1: {cites: [forty-seven], length: 150, sha256: …}
    How to mend:
        The message names the field and what is allowed there.
    """
    tally.checked = base.review.files_read.get("invalid-ledger", 0)
    yield from problems_read(base.review, "invalid-ledger")
    yield from settings_faults(base.review)
    yield from order_faults(base.review)
    yield from second_reading_faults(base.review)
    for rule_id in base.review.exemptions.exemptions:
        if rule_id not in RULES or not RULES[rule_id].exemptable:
            possible = [r.id for r in RULES.values() if r.exemptable]
            where = AtKey(f"{LEDGER}/exemptions.yml", ("exemptions", rule_id), on_key=True)
            yield _no_exemption(where, rule_id, possible)


def _no_exemption(where: AtKey, rule_id: str, possible: list[str]) -> Problem:
    """Return the problem of an exemption from a rule that has none, or is gone, or misspelt."""
    listed = f"allowed: {', '.join(sorted(possible))}"
    successor = SUCCESSORS.get(rule_id, "")
    if successor in possible:
        problem = meant(where, f'the rule "{rule_id}" is gone', successor)
        return problem._replace(help=f"{successor} does its work: write that, if it still finds it")
    if successor:
        message = f'the rule "{rule_id}" is gone; {successor} does its work, and lets nothing pass'
        return Problem(where, message, f"mend what {successor} finds")
    if rule_id in RULES:
        message = f'"{rule_id}" is not a rule with exemptions'
        return Problem(where, message, f"mend what it finds; {listed}")
    return misspelt(where, f'there is no rule "{rule_id}"', rule_id, possible, listed)


@rule("locators")
def unknown_locator(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim names a place that the source review does not have.

    What it checks:
        Each locator in `asserted` and `at` is a sentence of `sentences.yml` or a cell of a
        table, and a claim says where the review asserts it unless all its evidence was added here.
    Why:
        A locator is how a reader finds the place in the article.
    Fails:
        asserted: [S3.2.p4.s9]
    How to mend:
        Correct the locator: section, paragraph, sentence, each counted from 1. A figure and a box
        have their own, such as F1 and B1.p1.s1.
    """
    review = base.review
    if not review.sentences or review.settings is None:
        tally.skip("the ledger cannot be read", len(review.claims))
        return
    known = set(base.locator_order)
    for claim in review.claims_and_stubs:
        places: list[tuple[tuple[str | int, ...], str]] = [
            (("asserted", i), at) for i, at in enumerate(claim.record.asserted)
        ]
        for index, evidence in enumerate(claim.evidence):
            places += [(("evidence", index, "at", i), at) for i, at in enumerate(evidence.at)]
        for keys, locator in places:
            tally.checked += 1
            if locator not in known:
                message = f"the source review has no place {locator}"
                yield misspelt(AtKey(claim.path, keys), message, locator, known)
        if not claim.record.asserted and any(e.at for e in claim.evidence):
            message = "this claim does not say where the review asserts it"
            yield Problem(AtKey(claim.path, ("claim",), on_key=True), message, "add `asserted`")


@rule("sentences", exemptable=True, reads=SENTENCES)
def sentence_not_encoded(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A sentence of the source review is asserted by no claim.

    What it checks:
        Each sentence of the ledger, and each place of a figure or a box, stands in the `asserted`
        of at least one claim, or the ledger says why it asserts nothing; not both. While the review
        is a draft, a sentence may still wait for its claim: it is counted.
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
        stubs = review.stubs_at.get(locator, ())
        if sentence.asserts_nothing and (locator in asserted or stubs):
            tally.checked += 1
            where = AtKey(SENTENCES, ("sentences", locator, "asserts_nothing"), on_key=True)
            yield Problem(
                where, *_said_to_assert_nothing(locator, () if locator in asserted else stubs)
            )
        elif sentence.asserts_nothing or locator in asserted:
            tally.checked += 1
        elif locator in review.unreadable_text:
            tally.skip(MAY_NOT_BE_READ)
        elif stubs and not review.is_draft:
            tally.skip("its claim is a stub, which the rule unfinished-claim tells")
        elif not tally.exempt(locator):
            tally.checked += 1
            help_ = "write a claim, or say in the ledger why it asserts nothing"
            what = review.shape_of(locator) or "sentence"
            yield missing(where, f"no claim asserts the {what} {locator}", help_)


def _said_to_assert_nothing(locator: str, stubs: Sequence[Stub]) -> tuple[str, str]:
    """Return what is wrong with a sentence that is told twice, and how to mend it."""
    if not stubs:
        message = f"{locator} is said to assert nothing, and a claim asserts it"
        return message, "if the claim is right, take `asserts_nothing` out here"
    stub = stubs[0].rest
    message = f"{locator} is said to assert nothing, and there is a stub for it, {stub.path}"
    return message, f"take that file away, and [[{stub.id}]] out of its page, or this line"
