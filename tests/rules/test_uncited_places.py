"""What the review does not cite gets into no cell, no sentence, no count: tries on the real review.

Each try alters the review in memory, as a contributor would alter its files, and holds the rules
against it that judge a citation by its place. No verdict of a check has a say in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from msgspec import structs
from msgspec.structs import replace

from claimweave.evidence.base import EvidenceBase
from claimweave.review.claim import Evidence
from claimweave.review.fields import Stance
from claimweave.review.reference import Reference
from claimweave.rules.registry import RULES, Tally
from record_data import as_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimweave.diagnostics.problem import Problem
    from claimweave.review.review import Review
    from claimweave.rules.checking import Report

LATER = "Nobody2026"
CELL, EMPTY_CELL = "T1.ect.predictor.IL-6", "T1.ect.none.CRP"
CLAIM, TEXT_CLAIM = "ect-il6-predicts-response", "ect-changes-cytokine-levels"
SENTENCE = "S3.2.p1.s2"


def evidence(cites: str, stance: str, *at: str) -> Evidence:
    """Return an evidence item; without a place, one that was added."""
    place = {"at": at} if at else {"added": "2026-01-31"}
    return as_record(Evidence, {"cites": cites, "stance": stance, **place})


def with_evidence(review: Review, items: Mapping[str, Iterable[Evidence]]) -> Review:
    """Return the review with more evidence, by claim, and a work that it does not cite."""
    claims = dict(review.claims)
    for claim_id, more in items.items():
        record = claims[claim_id].record
        longer = structs.replace(record, evidence=(*record.evidence, *more))
        claims[claim_id] = structs.replace(claims[claim_id], record=longer)
    entry = review.references["Zincir2016"].entry
    without = {"reviewnumber", "doi", "pmid", "author", "year", "title"}
    fields = {name: text for name, text in entry.fields.items() if name not in without}
    fields |= {"title": "A work that came later", "author": "Nobody, A.", "year": "2026"}
    added = replace(entry, key=LATER, fields=fields | {"added": "2026-01-31"})
    later = {LATER: Reference(LATER, None, added)}
    return structs.replace(review, claims=claims, references={**review.references, **later})


def problems(review: Review) -> Iterator[tuple[str, Problem]]:
    """Yield what the rules about places and evidence find, with the rule's id."""
    base = EvidenceBase(review)
    for rule in ("uncited-place", "citation-mismatch", "table-mismatch", "repeated-evidence"):
        yield from ((rule, problem) for problem in RULES[rule].run(base, Tally(review, rule)))


def told(review: Review) -> set[str]:
    return {rule for rule, _ in problems(review)}


@pytest.mark.parametrize(
    ("claim_id", "items", "rule"),
    [
        # A work that the review does not cite, in cells with and without entries.
        (CLAIM, [evidence(LATER, "supports", CELL)], "uncited-place"),
        (CLAIM, [evidence(LATER, "contradicts", "T1.ect.none.IL-6")], "uncited-place"),
        (CLAIM, [evidence(LATER, "background", CELL)], "uncited-place"),
        (
            "ect-crp-predicts-response",
            [evidence(LATER, "contradicts", EMPTY_CELL)],
            "uncited-place",
        ),
        (
            "ketamine-crp-no-study-listed",
            [evidence(LATER, "supports", "T1.ketamine.predictor.CRP")],
            "uncited-place",
        ),
        # In two cells at once, in a cell and at a sentence, in the cell of another claim.
        (CLAIM, [evidence(LATER, "supports", CELL, "T1.ect.none.IL-6")], "uncited-place"),
        (CLAIM, [evidence(LATER, "supports", SENTENCE, CELL)], "uncited-place"),
        (TEXT_CLAIM, [evidence(LATER, "supports", CELL)], "uncited-place"),
        # At a sentence: its own, another's, one that cites nothing.
        (TEXT_CLAIM, [evidence(LATER, "supports", SENTENCE)], "uncited-place"),
        (TEXT_CLAIM, [evidence(LATER, "background", "S3.2.p4.s1")], "uncited-place"),
        (TEXT_CLAIM, [evidence(LATER, "contradicts", "S0.p1.s1")], "uncited-place"),
        # Said to be added, and put into a cell all the same.
        (
            CLAIM,
            [evidence(LATER, "background"), evidence(LATER, "supports", CELL)],
            "uncited-place",
        ),
        # The review itself: added to itself, against itself.
        (TEXT_CLAIM, [evidence("SourceReview", "supports")], "uncited-place"),
        (TEXT_CLAIM, [evidence("SourceReview", "contradicts", SENTENCE)], "uncited-place"),
        (CLAIM, [evidence("SourceReview", "background", CELL)], "uncited-place"),
        # A work that the review cites, where it does not cite it.
        (CLAIM, [evidence("Uher2014", "supports", CELL)], "table-mismatch"),
        (CLAIM, [evidence("Uher2014", "background", CELL)], "table-mismatch"),
        (CLAIM, [evidence("Zincir2016", "background", "T1.ect.predictor.IL-6")], "table-mismatch"),
        (CLAIM, [evidence("Du2024", "background", CELL)], "table-mismatch"),
        (CLAIM, [evidence("Du2024", "background", "T1.ect.none.IL-6")], "table-mismatch"),
        (TEXT_CLAIM, [evidence("Du2024", "supports", CELL)], "table-mismatch"),
        (TEXT_CLAIM, [evidence("Uher2014", "supports", SENTENCE)], "citation-mismatch"),
        (TEXT_CLAIM, [evidence("Uher2014", "background", "S0.p1.s1")], "citation-mismatch"),
    ],
)
def test_what_the_review_does_not_cite_there_is_an_error(
    report: Report, claim_id: str, items: list[Evidence], rule: str
) -> None:
    assert rule in told(with_evidence(report.base.review, {claim_id: items}))


def test_it_is_an_error_in_each_cell_at_each_sentence_and_with_each_stance(report: Report) -> None:
    """All tries at once, in claims of every folder: each is told on its own."""
    review, base = report.base.review, report.base
    items = {
        claim.id: [
            evidence(LATER, stance, place)
            for stance in get_args(Stance)
            for place in (*claim.record.asserted, *list(base.locator_order)[::29])
        ]
        for claim in review.claims.values()
    }
    assert {claim.folder for claim in review.claims.values()} == {
        section.folder for section in (review.settings.sections.values() if review.settings else ())
    }
    found = [rule for rule, _ in problems(with_evidence(review, items))]
    assert found.count("uncited-place") == sum(map(len, items.values()))
    assert set(found) == {"uncited-place", "repeated-evidence"}  # each stance stands there twice


def test_what_is_added_is_no_error_and_changes_no_count_of_the_review(report: Report) -> None:
    review = report.base.review
    more = {
        claim_id: [evidence(LATER, stance), evidence("Uher2014", "background")]
        for claim_id, stance in ((CLAIM, "contradicts"), (TEXT_CLAIM, "supports"))
    }
    longer = with_evidence(review, more)
    assert told(longer) == set()
    assert counts_of(EvidenceBase(longer)) == counts_of(report.base)


def test_what_the_review_does_not_cite_gets_into_no_count_even_where_it_is_told(
    report: Report,
) -> None:
    """A comment on a pull request, and `diff`, count before anybody has mended anything."""
    places = {CLAIM: (CELL,), TEXT_CLAIM: (SENTENCE, CELL)}
    more = {
        claim_id: [evidence(LATER, "contradicts", *at), evidence(LATER, "supports", *at)]
        for claim_id, at in places.items()
    }
    base = EvidenceBase(with_evidence(report.base.review, more))
    assert counts_of(base) == counts_of(report.base)


def counts_of(base: EvidenceBase) -> object:
    cells = [(c.claim.id, len(c.supports), len(c.contradicts)) for c in base.cells]
    return cells, {c.id: base.standing(c) for c in base.review.claims.values()}


def test_a_number_that_the_review_prints_nowhere_makes_no_citation(report: Report) -> None:
    review = with_evidence(report.base.review, {CLAIM: [evidence(LATER, "background")]})
    later = review.references[LATER]
    fields = {name: text for name, text in later.entry.fields.items() if name != "added"}
    entry = replace(later.entry, fields=fields | {"reviewnumber": "80"})
    references = {**review.references, LATER: Reference(LATER, 80, entry)}
    found = list(problems(structs.replace(review, references=references)))
    assert [(rule, problem.message) for rule, problem in found] == [
        ("citation-mismatch", f"the review prints the number 80 of {LATER} nowhere")
    ]
