"""Sentences that pages compute: where a claim stands, what a finding says, how a cell counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.evidence.relevance import findings_about, narrower_terms
from claimweave.evidence.source_words import size_text
from claimweave.evidence.synthesis import entries_to_flip, entries_to_remove
from claimweave.words import labels
from claimweave.words.counting import listed, plural
from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.synthesis import Reported, Synthesis
    from claimweave.evidence.uses import Cell, Use
    from claimweave.evidence.what_if.robustness import Robustness
    from claimweave.review.claim import Claim
    from claimweave.review.study import SourceFinding, Study

_SENTENCE = pattern(r"(.+)\.p(\d+)\.s(\d+)")


def place(base: EvidenceBase, locator: str) -> str:
    """Return a locator in words: `Winter wheat, paragraph 4, sentence 1`."""
    match = _SENTENCE.fullmatch(locator)
    if match and base.review.settings:
        section = base.review.sections.get(match.group(1))
        title = section.title if section else match.group(1)
        return f"{title}, paragraph {match.group(2)}, sentence {match.group(3)}"
    if base.review.shape_of(locator) and base.review.settings:
        part = base.review.settings.section_of(locator) or ""
        within = locator.removeprefix(part).removeprefix(".")
        return ", ".join(filter(None, (base.review.sections[part].title, within)))
    table, cell = base.review.table_at(locator), base.cell_places.get(locator)
    if table and cell:
        row, relation, column = cell
        label, name = term_label(base, table.rows, row), term_label(base, table.columns, column)
        return f"{table.title}, {label}, “{table.relations[relation].label}”, {name}"
    return locator


def places(base: EvidenceBase, locators: Iterable[str], *, within: str = "") -> str:
    """Return locators in words, the sentences of a paragraph together.

    A section that is called as that `within` which they are told is not named again.
    """
    sentences: dict[tuple[str, str], list[str]] = {}
    others = []
    for locator in dict.fromkeys(locators):
        match = _SENTENCE.fullmatch(locator)
        if match and base.review.settings:
            section = base.review.sections.get(match[1])
            title = section.title if section else match[1]
            named = "" if title.casefold() == within.casefold() else f"{title}, "
            sentences.setdefault((named, match[2]), []).append(match[3])
        else:
            others.append(place(base, locator))
    said = [
        f"{named}paragraph {paragraph}, sentence{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
        for (named, paragraph), numbers in sentences.items()
    ]
    return listed([*said, *others])


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


def relevant_findings(base: EvidenceBase, use: Use) -> tuple[SourceFinding, ...]:
    """Return what the source reports about the claim's terms, and about narrower ones.

    For an open topic that is all of it. Findings on the claim's own terms come first.
    """
    if use.study is None:
        return ()
    meant = base.facts.terms.about(use.claim.topic)
    found = findings_about(use.study.record.results, meant)
    return tuple(sorted(found, key=lambda finding: bool(narrower_terms(finding, meant))))


def narrower(base: EvidenceBase, use: Use) -> str:
    """Say on which narrower terms a use was compared, and on which of several it does not answer.

    `on a narrower term: Barley`, `without Beans, on which it does not answer`, or "".
    """
    several = "a narrower term" if len(use.narrower) == 1 else "narrower terms"
    on = f"on {several}: {_labels(base, use.narrower)}" if use.narrower else ""
    off = f"without {not_covered(base, use)}, on which it does not answer" if use.uncovered else ""
    return "; ".join(filter(None, (on, off)))


def not_covered(base: EvidenceBase, use: Use) -> str:
    """Return the claim's terms on which a source does not answer, where it does on others."""
    return _labels(base, use.uncovered)


def narrower_labels(base: EvidenceBase, use: Use, finding: SourceFinding) -> str:
    """Return the terms of a finding that are narrower than the claim's, or an empty text."""
    return _labels(base, narrower_terms(finding, base.facts.terms.about(use.claim.topic)))


def _labels(base: EvidenceBase, terms: Iterable[str]) -> str:
    axes = base.review.axes.values()
    known = {name: term.label for axis in axes for name, term in axis.terms.items()}
    each = ([known.get(part, part) for part in term.split(" ")] for term in terms)
    return listed(" with ".join(parts) for parts in each)


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
