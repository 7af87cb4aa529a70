"""The audit must find for itself what a reader who compares by hand has found."""

from __future__ import annotations

import pytest

from claimweave.evidence import audit
from claimweave.evidence.base import EvidenceBase


@pytest.fixture(scope="module")
def found(base: EvidenceBase) -> list[audit.Divergence]:
    return audit.text_against_table(base)


def numbers(found: list[audit.Divergence], filing: str) -> set[int | None]:
    return {d.reference.number for d in found if d.filing == filing}


def test_cited_in_the_text_and_missing_from_the_table(found: list[audit.Divergence]) -> None:
    assert {28, 32, 38, 51, 52, 55} <= numbers(found, "not-in-table")


def test_nothing_that_the_table_lists_is_called_missing(
    base: EvidenceBase, found: list[audit.Divergence]
) -> None:
    listed = {use.reference.number for cell in base.cells for use in cell.entries}
    assert not listed & numbers(found, "not-in-table")
    assert numbers(found, "not-in-text") <= listed


def test_ten_is_used_for_il6_and_filed_under_tnf(found: list[audit.Divergence]) -> None:
    ten = [d for d in found if d.filing == "filed-elsewhere" and d.reference.number == 10]
    assert [(d.here, d.there) for d in ten] == [
        ((("antidepressants", "IL-6"),), (("antidepressants", "TNF-α"),))
    ]


def test_sixty_three_is_filed_under_il6_where_the_text_has_tnf(
    found: list[audit.Divergence],
) -> None:
    (item,) = [d for d in found if d.reference.number == 63]
    assert item.filing == "text-differs"
    assert item.here == (("ketamine", "IL-6"),)
    assert ("ketamine", "TNF-α") in item.there


def test_the_entry_without_its_number(base: EvidenceBase) -> None:
    (entry,) = audit.entries_without_number(base)
    assert (entry.row, entry.column, entry.author, entry.taken_as) == (
        "ketamine", "TNF-α", "Wang", 78,
    )  # fmt: skip


def test_assertions_without_a_citation(base: EvidenceBase) -> None:
    claims = audit.asserted_only(base)
    assert claims
    for claim in claims:
        assert {e.cites for e in claim.evidence} == {base.review.source_key}


def test_a_citation_that_is_dropped_shows(base: EvidenceBase) -> None:
    covered = audit.coverage(base)
    assert covered.pairs_encoded == covered.pairs


def test_the_prevailing_conclusion_fails(base: EvidenceBase) -> None:
    claim = base.review.claims["supporting-studies-clearly-prevail-ect-ketamine"]
    assert base.verdict(claim) == "fails"
    assert claim in audit.conclusions(base)
