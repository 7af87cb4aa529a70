"""Sentences that pages compute: where a claim stands, what a finding says, how a cell counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.source_words import size_text
from claimweave.evidence.synthesis import entries_to_flip, entries_to_remove
from claimweave.words import labels
from claimweave.words.counting import plural

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.synthesis import Reported, Synthesis
    from claimweave.evidence.uses import Cell
    from claimweave.evidence.what_if.robustness import Robustness
    from claimweave.review.claim import Claim
    from claimweave.review.study import SourceFinding, Study


def term_label(base: EvidenceBase, axis: str, term: str) -> str:
    """Return the label of a term of an axis."""
    known = base.review.axes[axis].terms.get(term) if axis in base.review.axes else None
    return known.label if known else term


def term_in_sentence(base: EvidenceBase, axis: str, term: str) -> str:
    """Return how a term of an axis is called within a sentence."""
    known = base.review.axes[axis].terms.get(term) if axis in base.review.axes else None
    return (known.short or known.label) if known else term


def question_in_sentence(base: EvidenceBase, question: str) -> str:
    """Return how a question is called within a sentence."""
    known = base.review.questions.get(question)
    return (known.short or known.label.lower()) if known else question


def kind_label(base: EvidenceBase, kind: str) -> str:
    """Return the label of a kind of claims."""
    known = base.review.kinds.get(kind)
    return known.label if known else kind


def question_label(base: EvidenceBase, question: str) -> str:
    """Return the label of a question."""
    known = base.review.questions.get(question)
    return known.label if known else question


def design_label(base: EvidenceBase, design: str) -> str:
    """Return the label of a study design."""
    known = base.review.designs.get(design)
    return known.label if known else design


def design_and_size(base: EvidenceBase, study: Study | None) -> str:
    """Return the design and the size of a study as its sheet has them, or an empty string."""
    if study is None:
        return ""
    record, reference = study.record, base.review.references.get(study.key)
    size = size_text(reference, record.participants)
    return ", ".join(filter(None, (design_label(base, record.design), size)))


def directions(base: EvidenceBase, question: str = "") -> dict[str, labels.Wording]:
    """Return what each direction means: for the question, in this review, or by default."""
    vocabulary = base.review.vocabulary
    named = dict(labels.DIRECTIONS)
    if vocabulary is None:
        return named
    asked = vocabulary.questions.get(question)
    for own in (vocabulary.directions, asked.directions if asked else {}):
        for name, said in own.items():
            named[name] = labels.Wording(named[name].mark, said.label, said.definition)
    return named


def direction(base: EvidenceBase, finding: SourceFinding) -> labels.Wording:
    """Return the wording of a finding's direction, as its question has it."""
    return directions(base, finding.question)[finding.direction]


def known_verdicts(base: EvidenceBase) -> dict[str, labels.Wording]:
    """Return what verdicts are called; that of no side only where something is filed so."""
    filed = base.facts.on_no_side
    return {n: said for n, said in labels.VERDICTS.items() if filed or n != "cited-neither"}


def verdict_sentence(base: EvidenceBase, claim: Claim) -> str:
    """Say how a claim stands; of a contested one, what stands on the other side."""
    verdict = base.verdict(claim)
    if verdict != "contested":
        return labels.VERDICTS[verdict].sentence
    if base.facts.cited(claim) == "both-ways":
        return "The review cites sources for it and against it."
    return "The review also asserts what cannot hold together with it."


def counts(cell: Cell) -> str:
    """Return the counts of a cell as the review's table has them: `5 : 2`."""
    sides = for_against(len(cell.supports), len(cell.contradicts))
    return f"{sides}, {len(cell.neither)} on neither side" if cell.neither else sides


def for_against(for_: int, against: int) -> str:
    """Return two counts as the site shows them beside each other: `5 : 2`."""
    return f"{for_} : {against}"


def robustness(firm: Robustness | None) -> str:
    """Say how few evidence entries would change a verdict."""
    if firm is None:
        return ""
    go, flip = firm.to_remove, firm.to_flip
    if not firm.searched:
        return "How firm that is was not searched: the query takes too long to be tried often."
    if go is None and flip is None:
        few = "one entry" if firm.searched == 1 else f"up to {firm.searched} entries together"
        return f"No change of {few} changes this verdict."
    if go == flip:
        sides = "changes sides" if go == 1 else "change sides"
        return f"The verdict changes if {plural(go or 0, 'entry goes', 'entries go')}, or {sides}."
    parts = []
    if flip is not None:
        parts.append(f"if {plural(flip, 'entry changes', 'entries change')} sides")
    if go is not None:
        parts.append(f"if {plural(go, 'entry goes', 'entries go')}")
    return f"The verdict changes {', or '.join(parts)}."


def reported(base: EvidenceBase, item: Reported) -> list[tuple[str, labels.Wording]]:
    """Return what one entry's source reports: each question with a sign, a label and a sentence.

    The cell's own question comes first. A source that is silent or not read has an empty question.
    """
    return [(question, _said(base, question, direction)) for question, direction in item.reports]


def _said(base: EvidenceBase, question: str, direction: str) -> labels.Wording:
    if not question:
        return labels.AGREEMENTS[direction]
    said = directions(base, question)[direction]
    asked = question_label(base, question).lower()
    return labels.Wording(said.mark, f"{asked}: {said.label}", said.sentence)


def sign_test(synthesis: Synthesis) -> str:
    """Say what the sign test of a cell gives, or that there are too few to test."""
    n, p = synthesis.informative, synthesis.p
    if p is None or synthesis.interval is None:
        sources = plural(n, "source")
        verb = "reports" if n == 1 else "report"
        return f"{sources} {verb} a direction for this very question: too few to test."
    low, high = synthesis.interval
    return (
        f"{synthesis.positive} of {n} directions are positive "
        f"(sign test, exact two-sided p = {p:.3g}; 95 % interval {low:.0%} to {high:.0%})."
    )


def cell_robustness(synthesis: Synthesis) -> str:
    """Say how few entries must go or change sides before the majority of a cell changes."""
    return count_robustness(len(synthesis.cell.supports), len(synthesis.cell.contradicts))


def entries_turning(supports: int, contradicts: int) -> tuple[int | None, int | None]:
    """Return how few entries must go, and how few must change sides, to change a majority."""
    return entries_to_remove(supports, contradicts), entries_to_flip(supports, contradicts)


def count_robustness(supports: int, contradicts: int) -> str:
    """Say how few entries must go or change sides before the majority of a count changes."""
    if not supports and not contradicts:
        return "Nothing to count."
    go, flip = entries_turning(supports, contradicts)
    parts = []
    if flip is not None:
        parts.append(f"if {flip} {'changes' if flip == 1 else 'change'} sides")
    if go is not None:
        parts.append(f"{'or ' if parts else 'if '}{go} {'goes' if go == 1 else 'go'}")
    return f"Its majority changes {', '.join(parts)}."
