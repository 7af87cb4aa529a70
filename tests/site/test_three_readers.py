"""Three readers who have never seen the site: each has the answer within three actions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import opened
from claimweave.addresses.links import url_of
from claimweave.addresses.term_addresses import ANSWERS, TERMS, answer_pages, term_pages
from claimweave.evidence import answer_wording
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from element_kinds import commit_of, drawn
from full_runs import in_small
from shared_pages import page_at

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CLAIM = "ect-il6-predicts-response"
TABLE = "table-1/"


def test_a_clinician_on_a_phone_asks_about_il6_before_ect(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    (cell,) = [s for s in base.syntheses if s.cell.claim.id == CLAIM]
    own = [item for item in cell.reported if item.question == "baseline"]
    with page_at(browser, f"{address}{TABLE}", viewport=PHONE, has_touch=True) as page:
        page.get_by_role("link", name="Counts", exact=True).tap()
        page.locator(f"#mx-counts a.cw-mx-claim[href*='{CLAIM}']").tap()
        page.wait_for_url(f"**/claims/{CLAIM}/")
        answer = page.locator(".cw-answer")
        said = answer.inner_text()
        assert "cites 5 sources for it and 2 against it" in said
        assert f"{len(own)} of these 7 sources report" in said
        assert "too few to test" in said
        shown = answer.locator("li a").all_inner_texts()
        assert sorted(shown) == sorted(item.use.reference.short_name for item in own)
        box = answer.bounding_box()
        assert box
        assert box["y"] + box["height"] < 2 * PHONE["height"], "one thumb's scroll away"


def test_a_clinician_has_the_answer_in_words_with_one_tap(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    (answer,) = [a for a in answers(base) if a.claim and a.claim.id == CLAIM]
    with page_at(browser, address, viewport=PHONE, has_touch=True) as page:
        way = url_of(answer_pages(base.facts)[answer.pair])
        page.locator(f".cw-ff th a[href$='{way}']").first.tap()
        page.wait_for_url("**/answers/**")
        assert page.locator("h1").inner_text().startswith(answer_wording.asked(base, answer))
        said = page.locator(".cw-answer").inner_text()
        for words in (
            answer_wording.found,
            answer_wording.firm,
            answer_wording.open_,
            answer_wording.left_out,
        ):
            assert words(base, answer) in said
        assert page.locator("#works + p + ul > li").count() == answer.count.total


@pytest.mark.full
def test_a_reader_without_scripts_goes_from_a_word_to_its_answers(
    browser: Browser, address: str, base: EvidenceBase, project: Path
) -> None:
    """All pages of terms and answers, and by default a sixth that each commit draws."""
    options = {"viewport": PHONE, "java_script_enabled": False}
    pages = [*term_pages(base.facts).values(), *answer_pages(base.facts).values(), ANSWERS, TERMS]
    if in_small():
        pages = drawn(pages, commit_of(project), 6)
    with page_at(browser, f"{address}{url_of(TERMS)}", **options) as page:
        page.locator("dt a").first.click()
        assert page.locator(".cw-answer-line").is_visible()
        for path in pages:
            page.goto(f"{address}{url_of(path)}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= PHONE["width"], path


@pytest.mark.full
def test_a_researcher_takes_the_table_without_one_study(
    browser: Browser, address: str, site: Path, tmp_path: Path
) -> None:
    with (site / "data" / "table-1.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with page_at(browser, f"{address}{TABLE}") as page:
        page.get_by_role("link", name="Counts", exact=True).click()
        page.locator("#mx-counts [title^='Kruse 2018']").first.click()
        page.get_by_role("button", name="Look at the table without this study").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        download.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as stream:
        taken = [row for row in csv.DictReader(stream) if row.get("reference")]
    assert [row["reference"] for row in taken]
    assert sorted(row["reference"] for row in taken) == sorted(
        row["reference"] for row in rows if row["reference"] != "Kruse2018"
    )


@pytest.mark.full
def test_a_journalist_cites_one_claim(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}{TABLE}") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("link", name="Counts", exact=True).click()
        page.locator(f"#mx-counts a.cw-mx-claim[href*='{CLAIM}']").click()
        page.get_by_role("link", name="Cite this claim").first.click()
        page.locator("#cite ~ section .cw-copy, section .cw-copy").first.click()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert "The blood level of IL-6 predicts the response to ECT." in copied
    assert CLAIM in copied
