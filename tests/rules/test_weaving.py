"""Where a new claim is woven in, and what its id is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from claimweave.authoring.claim_ids import LONGEST, proposed_id
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.weaving import weaving_place
from miniature import claim, write_review


def base_of(root: Path, page: str) -> EvidenceBase:
    claims = {
        "1-tea/first": claim(asserted="[S1.p1.s1]"),
        "1-tea/second": claim(asserted="[S1.p1.s2]"),
    }
    return EvidenceBase(read_review(write_review(root, claims, pages={"tea.md": page})))


@pytest.mark.parametrize(
    ("page", "asserted", "woven"),
    [
        ("[[first]]\n[[second]]\n", ["S1.p1.s1"], "[[first]]\n[[new]]\n[[second]]\n"),
        ("[[first]]\n[[second]]\n", ["S1.p1.s2"], "[[first]]\n[[second]]\n[[new]]\n"),
        ("[[first]]\n[[second]]", [], "[[first]]\n[[second]]\n[[new]]"),
        ("[[second]]\n\nText.\n", ["S1.p1.s1"], "[[second]]\n[[new]]\n\nText.\n"),
        ("- [[first]]\n- [[second]]\n", ["S1.p1.s1"], "- [[first]]\n- [[new]]\n- [[second]]\n"),
        ("> [[first]] [[second]]\n", [], "> [[first]] [[second]]\n> [[new]]\n"),
        ("So [[first]] and\nmore.\n\nEnd.\n", [], "So [[first]] and\nmore.\n\n[[new]]\n\nEnd.\n"),
        ("| [[first]] |\n|--|\n| x |", [], "| [[first]] |\n|--|\n| x |\n\n[[new]]"),
    ],
)
def test_a_claim_stands_behind_its_neighbour(
    page: str, asserted: list[str], woven: str, tmp_path: Path
) -> None:
    base = base_of(tmp_path, page)
    place = weaving_place(base, "1-tea", asserted, "new")
    assert place is not None
    result = place.woven(page)
    assert result == woven
    assert result.split("\n")[place.number - 1].endswith("[[new]]")


def test_a_section_that_no_page_weaves_has_no_place(tmp_path: Path) -> None:
    base = base_of(tmp_path, "# Tea\n\n`[[first]]`\n")
    assert weaving_place(base, "1-tea", [], "new") is None
    assert weaving_place(base, "2-milk", [], "new") is None


def paragraph(lines: list[str], number: int) -> tuple[int, int]:
    """Return the first and the last line of the paragraph in which a line stands."""
    first = last = number
    while first > 1 and lines[first - 2].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return first, last


def test_in_this_review_claims_would_be_woven_where_they_are(base: EvidenceBase) -> None:
    """Take each claim out and ask where it belongs: its own page, and beside its own lines.

    A text of several claims is one paragraph, and what is new stands behind it.
    """
    review = base.review
    texts = {page.path: page.text.split("\n") for page in review.pages}
    own = {name: (page.path, span.line) for page in review.pages for name, span in page.woven}
    right, near = 0, 0
    woven = [c for c in review.claims.values() if c.id in own]
    for taken in woven:
        rest = {name: c for name, c in review.claims.items() if name != taken.id}
        at = EvidenceBase(structs.replace(review, claims=rest))
        place = weaving_place(at, taken.folder, taken.record.asserted, taken.id)
        right += place is not None and place.path == own[taken.id][0]
        first, last = paragraph(texts[own[taken.id][0]], own[taken.id][1])
        near += place is not None and first - 3 <= place.number - 1 <= last + 3
    assert right >= 0.98 * len(woven) > 100
    assert near >= 0.9 * len(woven)


@pytest.mark.parametrize(
    ("statement", "proposed"),
    [
        (
            "Barley yields more where the soil holds more nitrate.",
            "barley-yields-soil-holds-nitrate",
        ),
        ("Vitamin B-12 and the β-blocker don't agree", "vitamin-b12-beta-blocker-dont-agree"),
        ("Łódź: Ægir, Straße — naïve", "lodz-aegir-strasse-naive"),
        ("It is not so.", "not"),
        ("大麦", "claim"),
        ("of the", "claim"),
        ("x" * 200, "x" * LONGEST),
    ],
)
def test_an_id_is_made_of_the_statement(statement: str, proposed: str) -> None:
    assert proposed_id(statement, ()) == proposed
    assert proposed_id(statement, {proposed}) == f"{proposed}-2"
    assert proposed_id(statement, {proposed, f"{proposed}-2"}) == f"{proposed}-3"
