"""A site whose lists are too long for a page: built strictly, and used in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from bench_project import generate
from browsing import context, served
from searching import STATUS
from shared_pages import page_at
from site_links import broken_links, read

# No page of this review is so long: its own index is looked at in test_index_filter.py.
pytestmark = [pytest.mark.browser, pytest.mark.full]

CLAIMS, SIZE = 24, 8
BUILD = """
import sys
from pathlib import Path
from claimweave.site.pages import long_lists
from claimweave.site.building import build_site
long_lists.WHOLE, long_lists.SIZE = 16, 8
build_site(Path(sys.argv[1]))
"""
SHOWN = "#index-sorted > li"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = generate(tmp_path_factory.mktemp("long") / "review", CLAIMS, site=True)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(root)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def claims(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "claims" / "index.json").read_text("utf-8"))
    return found


@pytest.fixture
def index(browser: Browser, address: str) -> Iterator[Page]:
    with page_at(browser, f"{address}claims/") as page:
        page.locator("#index-filter summary").click()
        yield page


def shown(page: Page) -> list[str]:
    links = page.locator(f"{SHOWN}:visible > a.cw-mark").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    return [link.strip("/") for link in links]


def test_every_link_leads_somewhere_and_the_search_has_no_lists(site: Path) -> None:
    documents = {p.relative_to(site).as_posix(): read(p) for p in sorted(site.rglob("*.html"))}
    assert "claims/section/part-1/index.html" in documents
    assert broken_links(site, documents) == []
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "claims/generated-claim-1/" in found
    deeper = ("answers/", "terms/")  # a page of a pair or of a term lies one folder deeper
    assert [p for p in found if p.count("/") > (3 if p.startswith(deeper) else 2)] == []


def test_the_sections_stand_there_until_something_is_chosen(
    index: Page, claims: list[dict[str, Any]]
) -> None:
    assert index.locator("h2:visible").count() == 10
    assert shown(index) == []
    expect(index.locator(STATUS)).to_have_text(f"All {CLAIMS} claims.")
    index.get_by_label("Contested").check()
    contested = [c["id"] for c in claims if c["values"]["verdict"] == "contested"]
    expect(index.locator(STATUS)).to_have_text(
        f"{len(contested)} of {CLAIMS} claims: verdict Contested."
    )
    assert shown(index) == contested[:SIZE] != []
    assert not index.locator("h2:visible").count()
    index.get_by_role("button", name="Reset").click()
    expect(index.locator("h2").first).to_be_visible()
    assert shown(index) == []


def test_each_filter_shows_what_the_data_say(index: Page, claims: list[dict[str, Any]]) -> None:
    boxes = index.locator("#index-filter input[type=checkbox]")
    assert boxes.count() > 10
    for box in boxes.all():
        name, wanted = box.get_attribute("name"), box.get_attribute("value")
        box.evaluate("box => box.click()")
        expected = [c["id"] for c in claims if c["values"].get(name) == wanted]
        expect(index.locator(STATUS)).to_contain_text(f"{len(expected)} of {CLAIMS} claims")
        assert shown(index) == expected[:SIZE] != []
        box.evaluate("box => box.click()")


def test_an_item_looks_as_it_does_on_the_pages(index: Page, claims: list[dict[str, Any]]) -> None:
    index.get_by_label("Sort by").select_option("for")
    expect(index.locator(SHOWN).first).to_be_visible()
    expected = min(claims, key=lambda c: -c["for"])
    item = index.locator(SHOWN).first
    html = item.evaluate("item => item.outerHTML")
    index.goto(index.url.partition("?")[0] + f"section/{expected['values']['section']}/")
    link = index.locator(f"li:has(a[href$='/{expected['id']}/'])")
    plain = link.evaluate(
        "item => { item.removeAttribute('data-for'); item.removeAttribute('data-against');"
        " return item.outerHTML }"
    )
    assert html.replace(" ", "") == plain.replace("../../../claims/", "").replace(" ", "")


def test_page_by_page_by_keyboard_with_the_state_in_the_address(
    index: Page,
    claims: list[dict[str, Any]],
    browser: Browser,
) -> None:
    index.get_by_label("Association").check()
    pager = index.locator("#index-pager")
    expect(pager).to_contain_text("page 1 of 3")
    assert pager.get_by_role("button", name="Previous").is_disabled()
    seen = shown(index)
    for number in (2, 3):
        pager.get_by_role("button", name="Next").focus()
        index.keyboard.press("Enter")
        expect(pager).to_contain_text(f"page {number} of 3")
        assert f"page={number}" in index.url
        assert index.evaluate("document.activeElement.getAttribute('role')") == "status"
        seen += shown(index)
    assert seen == [claim["id"] for claim in claims]
    assert pager.get_by_role("button", name="Next").is_disabled()
    with page_at(browser, index.url) as again:
        expect(again.locator("#index-pager")).to_contain_text("page 3 of 3")
        assert shown(again) == seen[-SIZE:]
    with page_at(browser, index.url.replace("page=3", "page=99")) as beyond:
        expect(beyond.locator("#index-pager")).to_contain_text("page 3 of 3")
    index.get_by_label("Contested").check()
    expect(pager).not_to_contain_text("page 3")
    assert "page=" not in index.url


def test_without_scripts_every_claim_is_two_links_away(
    browser: Browser,
    address: str,
    claims: list[dict[str, Any]],
) -> None:
    with page_at(browser, f"{address}claims/", java_script_enabled=False) as page:
        assert not page.locator("#index-filter").is_visible()
        lists = page.locator(".cw-pages a").evaluate_all("all => all.map((a) => a.href)")
        found = []
        for link in lists:
            page.goto(link)
            links = page.locator(".cw-claims a.cw-mark").evaluate_all(
                "all => all.map((a) => a.href)"
            )
            found += [href.strip("/").rpartition("/")[2] for href in links]
    assert found == [claim["id"] for claim in claims]


def test_when_the_file_cannot_be_had_it_is_said(browser: Browser, address: str) -> None:
    with context(browser) as reader:
        page = reader.new_page()
        page.route("**/claims/index.json", lambda route: route.abort())
        page.goto(f"{address}claims/?verdict=contested")
        expect(page.locator(STATUS)).to_contain_text("could not be loaded")
        assert page.locator("h2:visible").count() == 10


# Pages that a shorter review has not, and pages that it has.
OF_LONG_LISTS = (
    "claims/?kind=association&page=2",
    "claims/section/part-1/",
    "references/number/1-8/",
    "audit/text-and-table/not-in-table/",
    "table-1/",
)
PATHS = (*OF_LONG_LISTS, "claims/", "references/", "references/name/b/")
WIDTHS = (1300, 360)


def test_long_lists_are_accessible_and_narrow(browser: Browser, address: str) -> None:
    found = []
    with page_at(browser, "about:blank", reduced_motion="reduce") as page:
        for path in PATHS:
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            if path in OF_LONG_LISTS:
                found += [f"{path}: {fault}" for fault in violations(page, "article")]
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert found == []


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
def test_the_whole_page_is_accessible(browser: Browser, address: str, width: int) -> None:
    found = []
    options = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"}
    with page_at(browser, "about:blank", **options) as page:
        for path in PATHS:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            found += [f"{path}: {fault}" for fault in violations(page)]
    assert found == []
