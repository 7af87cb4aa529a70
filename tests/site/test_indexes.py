"""The indexes fit: what can be looked up first, and no endless list on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect

from shared_pages import page_at

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


@pytest.mark.full
@pytest.mark.browser
def test_an_index_is_not_endless_on_a_phone(browser: Browser, address: str) -> None:
    screens = {
        "claims/": 2,
        "references/": 14,
        "references/help-identify/": 4,
        "audit/conclusions/": 12,
        "audit/review-and-sources/": 3,
    }
    with page_at(browser, "about:blank", viewport={"width": 360, "height": 740}) as page:
        for path, most in screens.items():
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollHeight") < most * 740, path
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.full)])
def test_what_an_address_names_is_reached_in_its_fold(
    browser: Browser, address: str, base: EvidenceBase, *, scripts: bool
) -> None:
    claim = next(c.id for c in base.review.claims.values() if c.record.check)
    with page_at(
        browser, f"{address}audit/conclusions/#{claim}", java_script_enabled=scripts
    ) as page:
        line = page.locator(f"[id='{claim}']")
        expect(line.locator("> summary")).to_be_in_viewport()
        if scripts:
            expect(page.locator("details.cw-line[open]")).to_have_count(1)
        else:
            line.locator("> summary").click()
        expect(line.get_by_role("link", name="Open the claim")).to_be_visible()


@pytest.mark.browser
def test_the_index_of_claims_names_each_verdict_in_words(browser: Browser, address: str) -> None:
    with page_at(browser, f"{address}claims/") as page:
        page.locator("details.cw-section").evaluate_all("all => all.map((d) => d.open = true)")
        row = page.locator(
            ".cw-ix-list li", has_text="The blood level of IL-6 predicts the response to ECT"
        )
        assert row.locator(".cw-ix-word").inner_text().startswith("Contested")
