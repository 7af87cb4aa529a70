"""The table as the review prints it: its caption, and entries without a number."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

from altered import with_settings
from claimweave.addresses.links import Links
from claimweave.evidence.base import EvidenceBase
from claimweave.review.table import Caption
from claimweave.site.parts.table import table_html

UNPRINTED = "printed without a number, taken as"


def shown(base: EvidenceBase) -> str:
    return table_html(base, Links("table-1.md"))


def with_caption(base: EvidenceBase, caption: Caption | None) -> EvidenceBase:
    table = structs.replace(base.review.tables[0], caption=caption)
    return with_settings(base, table=table)


def heading(base: EvidenceBase) -> str:
    found = re.search(r"<caption>(.*?)</caption>", shown(base))
    assert found
    return found[1]


def entries(base: EvidenceBase, place: str) -> list[str]:
    """Return what stands in a cell, an entry each, without its marks."""
    cell = re.search(rf'<td [^>]*id="{re.escape(place)}">(.*?)</td>', shown(base), re.DOTALL)
    assert cell
    return [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", cell[1])]


def test_the_caption_is_the_printed_one_with_its_bracket(base: EvidenceBase) -> None:
    assert heading(base).startswith("Table 1: “")
    assert heading(base).endswith("(meta-analysis / systematic review)”")


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        (Caption(printed="Fields (trials)", says="Of ours"), "Table 1: “Fields (trials)” Of ours"),
        (Caption(says="What the fields gave"), "Table 1: What the fields gave"),
        (Caption(printed="A < B"), "Table 1: “A &lt; B”"),
    ],
)
def test_what_is_printed_goes_before_words_of_ours(
    base: EvidenceBase, caption: Caption, expected: str
) -> None:
    assert heading(with_caption(base, caption)) == expected


def test_without_a_caption_it_has_the_title_of_the_review(base: EvidenceBase) -> None:
    assert base.review.title
    assert heading(with_caption(base, None)) == f"Table 1: {base.review.title}"


def test_an_entry_that_is_printed_without_its_number_says_so(base: EvidenceBase) -> None:
    without = entries(base, "T1.ketamine.predictor.TNF-α")
    assert f"Wang 2024 {UNPRINTED} [78] (identity inferred)" in without
    assert shown(base).count(UNPRINTED) == 1
    assert "Wang 2024 [78] (identity inferred)" in entries(base, "T1.ketamine.predictor.IL-6")
