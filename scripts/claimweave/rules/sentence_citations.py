"""Which claims cite which works at which sentence of the source review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Sentence
    from claimweave.review.review import Review

Item = tuple["Claim", int]
"""A claim, and the index of one of its evidence items."""


def cited_by(review: Review, claims: Iterable[Claim]) -> dict[str, dict[int, list[Item]]]:
    """Return locator to number to the evidence items of claims that cite it there."""
    found: dict[str, dict[int, list[Item]]] = {}
    for claim in claims:
        for index, evidence in enumerate(claim.evidence):
            reference = review.references.get(evidence.cites)
            if reference is None or reference.number is None:
                continue
            for locator in evidence.at:
                at = found.setdefault(locator, {}).setdefault(reference.number, [])
                at.append((claim, index))
    return found


def claims_of_sentences(review: Review) -> dict[str, dict[str, None]]:
    """Return locator to the ids of the claims that are asserted there."""
    found: dict[str, dict[str, None]] = {}
    for claim in review.claims.values():
        for locator in claim.record.asserted:
            found.setdefault(locator, {})[claim.id] = None
    return found


def cited_elsewhere_only(
    locator: str, printed: set[int], found: Mapping[int, list[Item]], own: Collection[str]
) -> Iterator[Problem]:
    """Yield each citation that stands at a sentence only in claims that are asserted elsewhere."""
    listed = ", ".join(own)
    does_not = "which does not cite it" if len(own) == 1 else "none of which cites it"
    for number in sorted(printed.intersection(found)) if own else ():
        claims = [claim for claim, _ in found[number]]
        if any(claim.id in own or not claim.record.asserted for claim in claims):
            continue  # what is asserted nowhere, the rule `unknown-locator` tells
        for claim, index in found[number]:
            cites = claim.evidence[index].cites
            message = f"{locator} cites {number} ({cites}) for {listed}, {does_not}"
            help_ = f"add the citation to {listed}; it may stay here as well"
            yield Problem(AtKey(claim.path, ("evidence", index, "at")), message, help_)


def stubs_apart(
    locator: str, sentence: Sentence, in_stubs: Mapping[int, list[Item]]
) -> Iterator[Problem]:
    """Yield what a stub cites at a sentence that does not cite it; it is wrong in a draft, too."""
    listed = ", ".join(map(str, sorted(sentence.cites))) or "nothing"
    for number in sorted(set(in_stubs) - set(sentence.cites) - set(sentence.departures)):
        for stub, index in in_stubs[number]:
            message = f"{locator} does not cite {number} ({stub.evidence[index].cites})"
            yield Problem(
                AtKey(stub.path, ("evidence", index, "at")),
                message,
                f"that sentence cites {listed}",
            )


def lost_numbers(review: Review, numbers: set[int], keys: set[str]) -> set[int]:
    """Return the numbers that entries may have which could not be read."""
    return {n for n in numbers if review.may_have_number(n)} or (numbers if keys else set())


def lost_keys(review: Review) -> dict[str, set[str]]:
    """Return locator to the keys cited there whose entries could not be read."""
    found: dict[str, set[str]] = {}
    for claim in review.claims.values():
        for evidence in claim.evidence:
            for locator in evidence.at if evidence.cites not in review.references else ():
                found.setdefault(locator, set()).add(evidence.cites)
    return found
