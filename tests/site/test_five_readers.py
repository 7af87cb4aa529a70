"""Five readers who begin at the home page, on a phone and at a desk: their actions are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browsing import context, served
from claimweave.addresses.links import url_of
from claimweave.addresses.term_addresses import answer_pages, term_pages
from claimweave.evidence import answer_wording
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
ASKED = "ect-il6-predicts-response"
DAY = "2026-01-01"


@dataclass
class Reader:
    """Somebody with a page open, who taps on a phone and clicks at a desk; each act counts."""

    page: Page
    touch: bool
    acts: int = 0

    def takes(self, link: Locator) -> None:
        """Tap or click what can be seen."""
        expect(link).to_be_visible()
        link.scroll_into_view_if_needed()
        if self.touch:
            link.tap()
        else:
            link.click()
        self.acts += 1


@pytest.fixture(params=["phone", pytest.param("desk", marks=pytest.mark.full)])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Reader]:
    options = PHONE if request.param == "phone" else DESK
    with context(browser, **options) as one:
        one.grant_permissions(["clipboard-read", "clipboard-write"])
        yield Reader(one.new_page(), request.param == "phone")


@pytest.fixture(scope="module")
def other_address(other_site: Path) -> Iterator[str]:
    """A review whose project has a repository, and whose site was built on a day."""
    with served(other_site) as found:
        yield found


def test_a_clinician_asks_and_learns_how_sure_it_is(
    reader: Reader, address: str, base: EvidenceBase
) -> None:
    (answer,) = [a for a in answers(base) if a.claim and a.claim.id == ASKED]
    page, path = reader.page, answer_pages(base.facts)[answer.pair]
    page.goto(address)
    reader.takes(page.locator(f"article a[href$='{url_of(path)}']:visible").first)
    page.wait_for_url(f"**/{url_of(path)}")
    said = page.locator(".cw-answer").inner_text()
    for words in (answer_wording.found, answer_wording.firm, answer_wording.up_to_date):
        assert words(base, answer) in said
    assert "How firm it is" in said
    assert reader.acts <= 2


def copied_by(reader: Reader) -> str:
    """Copy the first citation; return what can be pasted then."""
    reader.takes(reader.page.locator(".cw-cite .cw-copy:visible").first)
    expect(reader.page.locator(".cw-cite .cw-copied:not(:empty)")).to_have_count(1)
    copied: str = reader.page.evaluate("navigator.clipboard.readText()")
    return copied


@pytest.mark.full
def test_a_researcher_takes_a_dated_citation(reader: Reader, other_address: str) -> None:
    page = reader.page
    page.goto(other_address)
    reader.takes(page.locator("article table a[href*='claims/']:visible").first)
    reader.takes(page.locator(".cw-ways a[href='#cite']"))
    assert f"as of {DAY}" in copied_by(reader)
    assert reader.acts <= 3


@pytest.mark.full
def test_the_answer_to_a_question_has_a_dated_citation_and_its_works(
    reader: Reader, other_address: str
) -> None:
    page = reader.page
    page.goto(f"{other_address}answers/")
    reader.takes(page.locator(".cw-answers a").first)
    page.wait_for_url("**/answers/*/*/")
    assert f"This page is as of {DAY}." in page.locator(".cw-answer").inner_text()
    with page.expect_download() as download:
        reader.takes(page.get_by_role("link", name="The works as CSV"))
    assert DAY in download.value.path().read_text("utf-8").splitlines()[1]
    reader.takes(page.locator(".cw-ways").get_by_role("link", name="Cite this answer"))
    assert f"Answer as of {DAY}: " in copied_by(reader)


def asked_of(page: Page) -> list[str]:
    """Answer for the host of the repository; return the addresses that were asked of it."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="a form", content_type="text/plain")

    page.route("https://forge.example/**", answer)
    return asked


@pytest.mark.full
@pytest.mark.parametrize("way", ["by its page", "by the map"])
def test_a_contributor_reports_a_mistake_in_a_sheet(
    reader: Reader, other_address: str, other_site: Path, way: str
) -> None:
    page = reader.page
    asked = asked_of(page)
    if way == "by its page":
        page.goto(other_address)
        reader.takes(page.locator("article table a[href*='references/']:visible").first)
        page.wait_for_url("**/references/*/")
        key = page.url.strip("/").rpartition("/")[2]
        reader.takes(page.get_by_role("link", name="Report a mistake in this sheet"))
    else:
        page.goto(f"{other_address}table-1/")
        reader.takes(page.locator("a[data-entry]:visible").first)
        panel = page.locator("dialog")
        key = panel.locator("a[href*='references/']").get_attribute("href") or ""
        key = key.strip("/").rpartition("/")[2]
        reader.takes(panel.get_by_role("link", name="Report a mistake in its sheet"))
    page.wait_for_url("https://forge.example/**")
    filled = parse_qs(urlsplit(asked[0]).query)
    assert filled["place"] == [f"claims/_studies/{key}.yml"]
    assert filled["template"]
    assert (other_site.parent / filled["place"][0]).is_file()
    assert reader.acts == 2


def test_a_patient_sees_on_the_first_screen_what_a_page_is(
    reader: Reader, address: str, base: EvidenceBase
) -> None:
    terms, pairs = term_pages(base.facts), answer_pages(base.facts)
    landed = [f"claims/{ASKED}/", "references/Kruse2018/"]
    landed += [url_of(next(iter(pages.values()))) for pages in (terms, pairs)]
    page = reader.page
    height = PHONE["viewport"]["height"]
    for path in landed:
        page.goto(address + path)
        told = page.locator(".cw-site")
        said = told.inner_text()
        assert "scientific review" in said, path
        assert base.review.title in said, path
        for part in (told, page.locator("h1")):
            box = part.bounding_box()
            assert box, path
            assert box["y"] + box["height"] < height, path
    page.goto(address)
    first = page.locator("article p").first
    box = first.bounding_box()
    assert box
    assert box["y"] + box["height"] < height
    assert "review" in first.inner_text()


@pytest.mark.full
def test_a_journalist_quotes_what_does_not_hold_as_it_is_said(reader: Reader, address: str) -> None:
    page = reader.page
    page.goto(address)
    reader.takes(page.locator("article a[href='audit/conclusions/']:visible").first)
    line = page.locator("details.cw-line").first
    verdict = page.locator("article h2").first.inner_text()
    assert not verdict.startswith("Check holds"), "what does not hold stands first"
    reader.takes(line.locator("> summary"))
    reader.takes(line.get_by_role("link", name="Link to this line"))
    assert reader.acts <= 3
    quoted = page.url
    assert urlsplit(quoted).fragment == line.get_attribute("id")
    page.goto("about:blank")
    page.goto(quoted)
    expect(page.locator("details.cw-line[open]")).to_have_count(1)
    expect(page.locator("details.cw-line[open] .cw-ways")).to_be_in_viewport()
