"""The first review itself: what is encoded, against the numbers counted by hand in the article."""

from __future__ import annotations

import re

from conftest import LOOKED_UP, PROJECT

from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.base import EvidenceBase
from claimweave.review.paths import NOTICES
from claimweave.rules.checking import Report
from claimweave.rules.markup import is_plain

COUNTED_BY_HAND = {
    ("antidepressants", "CRP"): (2, 1),
    ("antidepressants", "IL-6"): (6, 3),
    ("antidepressants", "TNF-α"): (6, 4),
    ("ect", "CRP"): (2, 0),
    ("ect", "IL-6"): (5, 2),
    ("ect", "TNF-α"): (2, 1),
    ("ketamine", "CRP"): (0, 0),
    ("ketamine", "IL-6"): (4, 2),
    ("ketamine", "TNF-α"): (2, 2),
}


def test_the_review_is_clean(report: Report) -> None:
    assert [d for d in report.diagnostics if d.severity == "error"] == []
    idle = {rule for rule, count in report.counts.items() if not count.checked}
    looked_up = (PROJECT / NOTICES).exists()
    neither = {"needless-draft", "unfinished-claim", "compared-with-itself"}  # see shaped_review
    assert idle == neither | (set() if looked_up else LOOKED_UP), "a rule has checked nothing"


def test_no_page_has_to_be_rendered_for_a_check(base: EvidenceBase) -> None:
    """To render one takes longer than all the rest: what a page can do without, it does without."""
    assert [page.path for page in base.review.pages if not is_plain(page)] == []


def test_of_the_article_three_pairs_of_claims_alone_are_exempted(base: EvidenceBase) -> None:
    """Of each pair, one sentence of the review says both: they are two, and cite the same.

    What rests on works that were added later may have exemptions of its own.
    """
    review = base.review
    exempted = {
        (rule, subject)
        for rule, subjects in review.exemptions.exemptions.items()
        for subject in subjects
        if not _is_added(base, subject)
    }
    assert exempted == {
        ("same-assertion", "pooled-tnf-falls-more-in-responders"),
        ("same-assertion", "il6-before-ect-identifies-likely-responders"),
        ("same-assertion", "raised-markers-in-mdd-well-established"),
    }


def _is_added(base: EvidenceBase, subject: str) -> bool:
    """Whether a claim or a reference came later, and is none of the article's."""
    claim, reference = base.review.claims.get(subject), base.review.references.get(subject)
    if claim:
        return bool(claim.evidence) and not any(item.at for item in claim.evidence)
    return reference is not None and not reference.number


def test_the_table_has_the_counts_of_the_article(base: EvidenceBase) -> None:
    counted = {(c.row, c.column): (len(c.supports), len(c.contradicts)) for c in base.cells}
    assert counted == COUNTED_BY_HAND


def test_everything_is_encoded(base: EvidenceBase) -> None:
    covered = coverage(base.facts)
    assert (covered.sentences, covered.encoded + covered.asserts_nothing) == (94, 94)
    assert (covered.pairs, covered.pairs_encoded) == (111, 111)
    assert (covered.entries, covered.entries_encoded) == (44, 44)
    assert (covered.references, covered.references_cited) == (79, 79)


def test_the_numbers_are_those_of_the_article(base: EvidenceBase) -> None:
    assert sorted(base.review.references_by_number) == list(range(1, 80))


def test_each_conclusion_has_a_note(base: EvidenceBase) -> None:
    checks = [c for c in base.review.claims.values() if c.record.check]
    assert checks
    assert [c.id for c in checks if not (c.record.check and c.record.check.note)] == []


NUMBERS = {2: ("two", "twice"), 3: ("three",), 5: ("five",)}
"""How a reading's sentence writes the number that a threshold holds."""


def test_what_a_reading_says_is_the_number_that_its_threshold_holds(base: EvidenceBase) -> None:
    """The sentence has the number in words, and the query asks the threshold for it."""
    thresholds = base.review.thresholds
    wrong = [
        (claim.id, name, threshold)
        for claim in base.review.claims.values()
        if claim.record.check
        for name, reading in claim.record.check.readings.items()
        for threshold in re.findall(r"FROM thresholds WHERE name = '([\w-]+)'", reading.sql)
        if not any(word in reading.says for word in NUMBERS[thresholds[threshold].value])
    ]
    assert wrong == []
