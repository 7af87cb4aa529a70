"""Rules about the evidence of claims, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.fields import SIDES
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.rules.registry import Tally, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim, Evidence
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review


@rule("evidence items")
def uncited_place(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Evidence says where the review cites a work, and the review does not cite it.

    What it checks:
        Evidence with `at` cites a reference that has a `reviewnumber`, or the review's own entry.
        Evidence of any other reference has `added`. The review's own entry stands `at` a place,
        in support, and at a cell only where that is empty: so an assertion without a citation is
        told.
    Why:
        What stands `at` a place is shown and counted as the review's own citation. The printed
        table would list a work that the review has never named.
    Fails:
        evidence:
          - cites: Adler2026    # its entry has `added`, and no `reviewnumber`
            stance: supports
            at: [T1.barley.predictor.nitrate]
    How to mend:
        Write `added: 2026-01-31`, with the day on which you add it, in place of `at`. If the
        review does cite the work, its entry in `bibliography.bib` has the number.
    """
    review = base.review
    if review.settings is None:
        items = sum(len(claim.evidence) for claim in review.claims.values())
        tally.skip("review.yml cannot be read", items)
        return
    filled = _filled_cells(review)
    for claim in review.claims.values():
        for index, evidence in enumerate(claim.evidence):
            reference = review.references.get(evidence.cites)
            if reference is None:
                tally.skip("its entry is not in the bibliography, or cannot be read")
                continue
            if reference.key != review.source_key and _nobody_knows(reference):
                tally.skip("its entry does not say whether the review cites it")
                continue
            tally.checked += 1
            own = reference.key == review.source_key
            faults = _own_faults(claim, evidence, filled) if own else _faults(reference, evidence)
            for field, message, help_ in faults:
                yield Problem(AtKey(claim.path, ("evidence", index, field)), message, help_)


def _filled_cells(review: Review) -> set[str]:
    """Return the cells of the tables in which the review prints at least one work."""
    return {
        table.place_of(entry)
        for table in review.tables
        for entry in review.entries_of.get(table.locator, ())
    }


def _in_filled_cells(evidence: Evidence, filled: set[str]) -> Iterator[tuple[str, str, str]]:
    for place in sorted(filled.intersection(evidence.at)):
        message = f"{place} prints the works that it counts, and the review itself is none of them"
        yield "at", message, "the review's own entry stands in a cell only where it prints no work"


def _nobody_knows(reference: Reference) -> bool:
    """Whether an entry has neither a number nor a day; the rule `missing-field` tells it."""
    return reference.number is None and not reference.field("added")


def _faults(reference: Reference, evidence: Evidence) -> Iterator[tuple[str, str, str]]:
    if evidence.at and reference.number is None:
        message = f"the review does not cite {reference.key}: its entry has no reviewnumber"
        help_ = (
            "write `added:` with the day in place of `at:`; if the review does cite it, "
            f"its number belongs into {BIBLIOGRAPHY}"
        )
        yield "at", message, help_


def _own_faults(
    claim: Claim, evidence: Evidence, filled: set[str]
) -> Iterator[tuple[str, str, str]]:
    yield from _in_filled_cells(evidence, filled)
    source = f"{evidence.cites} is the review itself"
    if evidence.added:
        message = f"{source}, and cannot be added to it"
        yield "added", message, "say with `at` where the review asserts the claim"
    elif evidence.stance != "supports" and any(e.stance != "background" for e in claim.evidence):
        # With background alone, the claim is without evidence, and told as such.
        message = f"{source}: it asserts the claim, and no more"
        yield "stance", message, "write supports; what speaks against it is another claim"


@rule("evidence items")
def repeated_evidence(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim cites one reference twice with the same stance.

    What it checks:
        Within a claim, no two evidence items have the same `cites` and the same `stance`.
    Why:
        The second would be counted as a second study.
    Fails:
        evidence:
          - {cites: Adler2001, stance: supports, at: [S3.2.p4.s2]}
          - {cites: Adler2001, stance: supports, at: [S3.2.p4.s4]}
    How to mend:
        Keep one item, and list both locators in its `at`.
    """
    for claim in base.review.claims.values():
        seen: set[tuple[str, str]] = set()
        for index, evidence in enumerate(claim.evidence):
            tally.checked += 1
            if (evidence.cites, evidence.stance) in seen:
                message = f'"{evidence.cites}" is already cited here as {evidence.stance}'
                where = AtKey(claim.path, ("evidence", index, "cites"))
                yield Problem(where, message, "join the two, with all locators in one `at`")
            seen.add((evidence.cites, evidence.stance))


@rule("evidence items")
def conflicting_stance(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim cites one reference both for and against itself.

    What it checks:
        Within a claim, no reference both supports and contradicts it, and none is filed both on a
        side and on neither.
    Why:
        One of the two is a slip, or the claim says two things and should be two claims.
    Fails:
        evidence:
          - {cites: Adler2001, stance: supports, at: [S3.1.p4.s1]}
          - {cites: Adler2001, stance: contradicts, at: [S3.1.p4.s4]}
    How to mend:
        If the claim says two things, make two claims of it. Else correct the wrong stance.
    """
    for claim in base.review.claims.values():
        stances: dict[str, str] = {}
        for index, evidence in enumerate(claim.evidence):
            tally.checked += 1
            if evidence.stance == "background":
                continue
            first = stances.setdefault(evidence.cites, evidence.stance)
            if first != evidence.stance:
                message = f'"{evidence.cites}" is cited both for and against this claim'
                if {first, evidence.stance} != {*SIDES}:
                    sides = f"{first} and as {evidence.stance}"
                    message = f'"{evidence.cites}" is cited here as {sides}'
                where = AtKey(claim.path, ("evidence", index, "stance"))
                yield Problem(
                    where,
                    message,
                    "if it says two things, make two claims of it; else correct the wrong stance",
                )
