"""Each finding is worded at one place: in a sentence that reads as one, with names that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.addresses.audit_addresses import AUDIT_PAGES, PAGE_OF
from claimweave.evidence.audit.finding import Finding
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.sentences_on_tables import cell_sentence
from claimweave.evidence.audit.wording.told import Named, listed_parts, plain_text, told
from claimweave.evidence.base import EvidenceBase


def kinds(parent: type[Finding] = Finding) -> Iterator[type[Finding]]:
    for kind in parent.__subclasses__():
        if kind.__module__.startswith("claimweave."):
            yield kind
            yield from kinds(kind)


def test_each_kind_has_words_and_a_page() -> None:
    known = {kind.kind: kind for kind in kinds()}
    assert set(known) == set(PAGE_OF)
    assert set(PAGE_OF.values()) <= set(AUDIT_PAGES)
    assert {
        k for k in known.values() if sentence.dispatch(k) is sentence.dispatch(Finding)
    } == set()


def test_a_finding_that_nobody_has_words_for_is_a_fault(base: EvidenceBase) -> None:
    with pytest.raises(TypeError, match="nobody has words for Finding"):
        sentence(Finding(), base)


def test_each_finding_of_the_review_reads_as_a_sentence(base: EvidenceBase) -> None:
    told_of = [plain_text(sentence(found, base)) for found in findings(base)]
    told_of += [plain_text(cell_sentence(base, cell)) for cell in base.unlisted.values()]
    assert told_of
    for text in told_of:
        assert text.endswith((".", ".”")), text
        assert text[0].isupper() or text[0] == "“", text
        assert not re.search(r"[{}]|  |\.\.|\bNone\b|“”|\(\)| [,.;]", text), text


def test_what_a_finding_names_is_there(base: EvidenceBase) -> None:
    cells = {cell.pair for cell in base.cells}
    kinds_seen = set()
    for found in findings(base):
        kinds_seen.add(found.kind)
        assert set(found.claims) <= set(base.review.claims)
        assert set(found.references) <= set(base.review.references)
        if found.kind != "text-against-table":
            assert set(found.cells) <= cells or found.kind == "two-meanings"
        for part in sentence(found, base):
            if isinstance(part, Named):
                known = found.claims if part.what == "claim" else found.references
                assert part.id in known or found.kind == "left-out"
    assert {"unlisted-result", "caption-differs", "cited-anew", "left-out", "on-both-sides",
            "first-in-conclusion", "one-sided-abstract", "not-taken-up",
            "two-meanings", "source-differs", "without-number",
            "points-both-ways"} <= kinds_seen  # fmt: skip


def test_the_order_of_the_audit_is_the_same_each_time(base: EvidenceBase) -> None:
    assert list(findings(base)) == list(findings(EvidenceBase(base.review)))


TEXTS = st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=8)


@given(TEXTS, TEXTS)
def test_what_is_put_in_is_not_read_as_a_sentence_again(who: str, what: str) -> None:
    """A claim's text may hold braces: they are no places of the sentence."""
    name = Named("claim", "a", who)
    said = told("{who} says {what}.", who=(name,), what=what)
    assert plain_text(said) == f"{who} says {what}."
    assert said[0] is name


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_are_listed(names: list[str], text: str) -> None:
    assert plain_text(listed_parts((name,) for name in names)) == text
