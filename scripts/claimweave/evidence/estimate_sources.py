"""Whose numbers a page shows: those of the works that are in play for what it asks.

On the page of a claim these are the works that are cited for it, against it or on no side; on the
page of an answer all that report on the pair; on the page of a term all that report on the term.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from claimweave.evidence.estimates import EstimateLine, Estimates, grouped
from claimweave.evidence.relevance import about, findings_about
from claimweave.evidence.turning import TurnedFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimweave.evidence.answers import Answer
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim
    from claimweave.review.fields import FiledStance
    from claimweave.review.study import Estimate, SourceFinding

Terms = Mapping[str, tuple[str, ...]]
"""Axis to the terms that are asked about."""

Filed = tuple["FiledStance", ...]
"""The ways in which the review files a work, each once; none where it files it nowhere."""


def estimates_for_claim(base: EvidenceBase, claim: Claim) -> Estimates | None:
    """Return the numbers on what a claim is about; None without any.

    A claim that is about nothing in particular has none: its sources tell of many things.
    """
    terms = claim.topic.named
    if not terms:
        return None
    works = _filed(base.facts.citations(claim))
    question = claim.topic.question
    found = (
        (key, finding, filed)
        for key, filed in works.items()
        for finding in _findings(base, key, terms)
        if question in (None, finding.question)
    )
    return _estimates(base, terms, found, len(works))


def estimates_for_answer(base: EvidenceBase, answer: Answer) -> Estimates | None:
    """Return the numbers on a pair of a table and its question; None without any."""
    axes = {axis: (term,) for axis, term in answer.table.axes_of(answer.pair).items()}
    works = _filed(answer.synthesis.cell.entries if answer.synthesis else ())
    works |= {key: () for key in answer.studied if key not in works}
    found = (
        (key, finding, filed)
        for key, filed in works.items()
        for finding in _findings(base, key, axes)
        if finding.question == answer.question
    )
    return _estimates(base, axes, found, len(works))


def estimates_for_term(
    base: EvidenceBase, axis: str, term: str, studied: Sequence[str]
) -> Estimates | None:
    """Return the numbers on a term, of the works that report on it; None without any.

    Each stands as the review files its work for the claims that its finding is on.
    """
    found = (
        (key, finding, _filed_for(base, key, finding))
        for key in studied
        for finding in _findings(base, key, {axis: (term,)})
    )
    return _estimates(base, {axis: (term,)}, found, len(studied))


def _filed(uses: Iterable[Use]) -> dict[str, Filed]:
    """Return the key of each work to the ways in which it is filed; background is no way."""
    found: dict[str, dict[FiledStance, None]] = {}
    for use in uses:
        if use.evidence.stance != "background":
            found.setdefault(use.reference.key, {})[use.evidence.stance] = None
    return {key: tuple(stances) for key, stances in found.items()}


def _findings(base: EvidenceBase, key: str, terms: Terms) -> Iterator[SourceFinding]:
    """Yield what a work reports on some terms, or on narrower ones, with a number."""
    study = base.review.studies.get(key)
    meant = about(terms, base.facts.terms.narrower, base.review.turns)
    for finding in findings_about(study.record.results, meant) if study else ():
        if _number(finding):
            yield finding


def _number(finding: SourceFinding) -> Estimate | None:
    """Return a finding's number, as its source has it, whichever way round the finding is read."""
    return (finding.as_reported if isinstance(finding, TurnedFinding) else finding).estimate


def _filed_for(base: EvidenceBase, key: str, finding: SourceFinding) -> Filed:
    """Return how a work is filed for claims on the terms and the question of a finding of it."""
    on_it = (
        use
        for use in base.uses_by_reference[key]
        if use.claim.topic.named
        and use.claim.topic.question == finding.question
        and any(findings_about([finding], base.facts.terms.about(use.claim.topic)))
    )
    return _filed(on_it).get(key, ())


def _estimates(
    base: EvidenceBase,
    terms: Terms,
    found: Iterable[tuple[str, SourceFinding, Filed]],
    sources: int,
) -> Estimates | None:
    """Return the numbers by kind; `terms` are those that the page names itself."""
    lines = [
        EstimateLine(
            base.review.references[key],
            finding,
            number,
            filed,
            tuple((axis, t) for axis, t in finding.axes.items() if terms.get(axis) != (t,)),
            base.review.studies[key].record.cohort,
            "turned" if isinstance(finding, TurnedFinding) else None,
        )
        for key, finding, filed in found
        if (number := _number(finding))
    ]
    if not lines:
        return None
    return Estimates(grouped(lines, base.review.questions, base.review.measures), sources)
