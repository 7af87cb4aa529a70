"""The text against the table: what a reader who compares by hand has found."""

from __future__ import annotations

import pytest
from msgspec import structs

from altered import with_topic
from claimweave.evidence.audit.text_and_table import Divergence, text_against_table
from claimweave.evidence.audit.without_number import entries_without_number, printed_without_number
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase


@pytest.fixture(scope="module")
def found(base: EvidenceBase) -> list[Divergence]:
    return text_against_table(base.facts)


def numbers(found: list[Divergence], filing: str) -> set[int | None]:
    return {d.number for d in found if d.filing == filing}


def test_cited_in_the_text_and_missing_from_the_table(found: list[Divergence]) -> None:
    assert {28, 32, 38, 51, 52, 55} <= numbers(found, "not-in-table")


def test_nothing_that_the_table_lists_is_called_missing(
    base: EvidenceBase, found: list[Divergence]
) -> None:
    listed = {use.reference.number for cell in base.cells for use in cell.entries}
    assert not listed & numbers(found, "not-in-table")
    assert numbers(found, "not-in-text") <= listed


def test_ten_is_used_for_il6_and_filed_under_tnf(found: list[Divergence]) -> None:
    ten = [d for d in found if d.filing == "filed-elsewhere" and d.number == 10]
    assert [(d.here, d.there) for d in ten] == [
        ((("antidepressants", "IL-6", "T1"),), (("antidepressants", "TNF-α", "T1"),))
    ]


def test_sixty_three_is_filed_under_il6_where_the_text_has_tnf(
    found: list[Divergence],
) -> None:
    (item,) = [d for d in found if d.number == 63]
    assert item.filing == "text-differs"
    assert item.here == (("ketamine", "IL-6", "T1"),)
    assert ("ketamine", "TNF-α", "T1") in item.there


def test_the_entry_without_its_number(base: EvidenceBase) -> None:
    (entry,) = entries_without_number(base.facts, base.review.tables[0])
    assert (entry.row, entry.column, entry.author, entry.taken_as) == (
        "ketamine",
        "TNF-α",
        "Wang",
        78,
    )


def test_it_is_a_finding_with_names_that_a_program_can_hold(base: EvidenceBase) -> None:
    (found,) = printed_without_number(base.facts)
    assert found.kind == "without-number"
    assert found.claims == ("ketamine-tnf-predicts-response",)
    assert base.review.references[found.references[0]].number == 78
    assert found.cells == (("ketamine", "TNF-α", "T1"),)
    assert found.locator == "T1.ketamine.predictor.TNF-α"
    said = plain_text(sentence(found, base))
    assert said.startswith("Wang 2024 stands without a number in Table 1, ")
    assert said.endswith("; it is taken as Wang 2024 [78] (identity inferred).")


def test_an_entry_that_nobody_has_taken_as_a_work_is_found_too(base: EvidenceBase) -> None:
    (table,) = base.review.tables
    entries = tuple(
        structs.replace(entry, taken_as=None, reason=None)
        for entry in base.review.entries_of[table.locator]
    )
    open_ = EvidenceBase(structs.replace(base.review, entries_of={table.locator: entries}))
    (found,) = printed_without_number(open_.facts)
    assert (found.references, found.says) == ((), ())
    assert plain_text(sentence(found, open_)).endswith(", TNF-α.")


def test_sixty_five_and_sixty_six_stand_under_markers_that_the_text_does_not_name(
    found: list[Divergence],
) -> None:
    """Nor does it name one with 46, whose table entry is under CRP."""
    assert {46, 65, 66} <= numbers(found, "not-named")
    (item,) = [d for d in found if d.number == 65]
    assert (
        set(item.here)
        == set(item.cells)
        == {("ketamine", "IL-6", "T1"), ("ketamine", "TNF-α", "T1")}
    )
    assert item.references == ("Kiraly2017",)


def test_once_the_text_names_the_marker_it_is_gone(base: EvidenceBase) -> None:
    named = with_topic(
        base,
        "ketamine-relief-unrelated-to-cytokine-change",
        treatment="ketamine",
        marker="IL-6",
        question="change",
        direction="none",
    )
    found = text_against_table(named.facts)
    assert not {65, 66} & numbers(found, "not-named")
    assert {65, 66} <= numbers(found, "text-differs")  # the table has TNF-α, too


def test_each_reference_is_told_of_once_for_each_place(found: list[Divergence]) -> None:
    told = [(d.number, d.filing, pair) for d in found for pair in d.here]
    assert len(told) == len(set(told))
    pairs = [
        (d.number, pair)
        for d in found
        for pair in d.cells
        if d.filing in ("text-differs", "not-named")
    ]
    assert len(pairs) == len(set(pairs))
