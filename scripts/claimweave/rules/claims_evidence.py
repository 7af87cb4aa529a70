"""Rules about what a claim rests on: evidence that exists, its own or that of other claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.reading.bibtex_reader import is_key
from claimweave.rules.registry import Tally, problems_read, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase


@rule("evidence items")
def unknown_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim or the ledger cites what the bibliography does not have.

    What it checks:
        Each `cites` is the key of an entry in `bibliography.bib`, and each number in the ledger
        is the `reviewnumber` of one.
    Why:
        A citation that leads nowhere supports nothing.
    Fails:
        evidence:
          - cites: Addler2001
    How to mend:
        Correct the key (letter case counts), or add the entry to `bibliography.bib`. Where an
        entry got another key, `claimweave rename OLD NEW` writes it wherever the old one stands.
    """
    review = base.review
    told = list(problems_read(review, "unknown-reference"))
    named = "\n".join(problem.message for problem in told)
    for claim in review.claims_and_stubs:
        for evidence in claim.evidence:
            known = evidence.cites in review.references and is_key(evidence.cites)
            if known or f'"{evidence.cites}"' in named:
                tally.checked += 1
            else:
                tally.skip("its entry in the bibliography cannot be read")
    yield from told


@rule("claims")
def claim_without_evidence(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim has no citation for it or against it.

    What it checks:
        Each claim has at least one supporting or contradicting citation, its own or that of a
        claim it rests on. Background does not count.
    Why:
        An executable review shows what each assertion rests on. An assertion for which the
        review cites nothing cites the review itself, and is shown as such.
    Fails:
        claim: Nitrate before sowing raises the yield of beans.
        kind: association
        evidence: []
    How to mend:
        Add evidence with `stance: supports` or `stance: contradicts`. If the review asserts it
        without a citation, cite the review's own entry. If it is drawn from other claims, name
        them in `rests_on`.
    """
    grounded = _grounded(base)
    for claim in base.review.claims.values():
        tally.checked += 1
        if claim.id not in grounded:
            only = " other than background" if claim.evidence else ""
            message = f"this claim has no evidence{only}"
            help_ = "add a supporting or contradicting citation, or name claims in rests_on"
            keys = ("evidence",) if claim.evidence else ("claim",)
            yield Problem(AtKey(claim.path, keys, on_key=True), message, help_)


def _grounded(base: EvidenceBase) -> set[str]:
    """Return the claims that evidence reaches: their own, or that of claims they rest on.

    What rests on a claim that cannot be read, or is a stub, is taken to be among them.
    """
    review = base.review
    waiting = [
        c.id for c in review.claims.values() if any(e.stance != "background" for e in c.evidence)
    ]
    waiting += [*review.unreadable, *review.stubs]
    grounded: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current not in grounded:
            grounded.add(current)
            waiting += base.resting.get(current, ())
    return grounded
