"""The indexes fit: what can be looked up first, and no endless list on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from browsing import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.evidence.base import EvidenceBase


def test_the_unidentified_references_are_folded_behind_the_others(
    woven: Mapping[str, str | bytes], base: EvidenceBase
) -> None:
    shown, fold, folded = str(woven["references/index.md"]).partition("<details")
    assert fold
    for reference in base.review.references.values():
        if reference.number:
            behind = reference.identity == "unidentified"
            assert (f"/{reference.key}/" in shown, f"/{reference.key}/" in folded) == (
                not behind,
                behind,
            )


@pytest.mark.browser
@pytest.mark.parametrize("path", ["claims/", "references/"])
def test_an_index_is_not_endless_on_a_phone(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path, viewport={"width": 360, "height": 740}) as page:
        assert page.evaluate("document.documentElement.scrollHeight") < 20_000
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.browser
def test_the_index_of_claims_names_each_verdict_in_words(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}claims/") as page:
        row = page.locator(
            ".cw-ix-list li", has_text="The blood level of IL-6 predicts the response to ECT"
        )
        assert row.locator(".cw-ix-word").inner_text().startswith("Contested")
