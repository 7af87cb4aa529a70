"""The site of the review with every shape at once, in a browser: light, dark and narrow."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from accessibility import violations
from browsing import served
from claimweave.review.reading.review_reader import read_review
from shaped import SHAPED, shaped
from shared_pages import page_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.full]

# A change of colours that takes its time would be measured half way.
STILL = {"color_scheme": "light", "reduced_motion": "reduce"}
SCREENS = {
    "wide": STILL | {"viewport": {"width": 1280, "height": 900}},
    "narrow": STILL | {"viewport": {"width": 360, "height": 740}},
}
PAGES = (
    "",
    "table-1/",
    "table-2/",
    "claims/",
    "claims/barley-nitrate/",
    "claims/barley-biochar/",
    "claims/manure-raises-barley/",
    "claims/practices-help/",
    "answers/",
    "answers/barley/nitrate/",
    "answers/t2/barley/cover-crop/",
    "terms/crop/barley/",
    "terms/practice/cover-crop/",
    "references/",
    "references/Hill2021/",
    "references/Ivory2022/",
    "audit/",
    "audit/review-and-sources/",
    "audit/text-and-table/",
)
VIEWS = "#matrix a[data-view]"
PLOT = "table.cw-fp"

# Whatever is drawn of a line lies within the column that is drawn.
OUTSIDE = """tables => tables.flatMap((table) =>
  [...table.querySelectorAll("td.cw-fp-line")].flatMap((cell) => {
    const room = cell.getBoundingClientRect();
    return [...cell.querySelectorAll("line, path, text")].filter((part) => {
      const box = part.getBoundingClientRect();
      return box.left < room.left - 1 || box.right > room.right + 1;
    }).map((part) => part.outerHTML);
  }))"""
OVERLAPPING = """tables => tables.flatMap((table) => {
  const words = [...table.querySelectorAll(".cw-fp-axis text")];
  const boxes = words.map((word) => word.getBoundingClientRect());
  return words.filter((_, i) => i && boxes[i - 1].right > boxes[i].left).map((w) => w.outerHTML);
})"""
COLOURS = """() => ["interval", "value", "none"].map((name) =>
  getComputedStyle(document.querySelector(`.cw-fp-${name}`)).stroke)"""


@pytest.fixture(scope="module")
def shaped_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site while it is served."""
    folder: Path = shaped(tmp_path_factory.mktemp("shaped"), {})
    command = [sys.executable, "-m", "claimweave", "build"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder / "site") as found:
        yield found


def too_wide(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_clean(browser: Browser, shaped_address: str, path: str, screen: str) -> None:
    with page_at(browser, f"{shaped_address}{path}", **SCREENS[screen]) as page:
        assert not too_wide(page)
        assert violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", ["table-1/", "table-2/"])
def test_each_view_of_each_table_is_clean(
    browser: Browser, shaped_address: str, path: str, screen: str
) -> None:
    with page_at(browser, f"{shaped_address}{path}", **SCREENS[screen]) as page:
        tabs = page.locator(VIEWS)
        assert tabs.count() == 3
        for index in range(3):
            tabs.nth(index).click()
            assert not too_wide(page)
            assert violations(page, "#matrix") == [], index


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_drawn_stays_in_its_column(
    browser: Browser, shaped_address: str, screen: str
) -> None:
    for path in ("claims/barley-nitrate/", "terms/practice/cover-crop/", "terms/crop/barley/"):
        with page_at(browser, f"{shaped_address}{path}", **SCREENS[screen]) as page:
            plots = page.locator(PLOT)
            assert plots.count()
            assert plots.evaluate_all(OUTSIDE) == []
            assert plots.evaluate_all(OVERLAPPING) == []


def test_forced_colours_keep_what_is_drawn(browser: Browser, shaped_address: str) -> None:
    with page_at(browser, f"{shaped_address}claims/barley-nitrate/") as page:
        page.emulate_media(forced_colors="active", color_scheme="dark")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(colour not in (ground, "none") for colour in page.evaluate(COLOURS))
        assert page.evaluate(COLOURS)[0] == page.evaluate(
            "getComputedStyle(document.querySelector('.cw-fp-number')).color"
        ), "lines have the colour of words"


def test_claims_are_filtered_by_what_they_cite(browser: Browser, shaped_address: str) -> None:
    with page_at(
        browser, f"{shaped_address}claims/?cites=Data+set&cites=Software", **STILL
    ) as page:
        shown = page.locator(".cw-ix-list li[data-values]:visible")
        assert shown.count() == 1
        assert "manured fields" in shown.inner_text()
        status = page.locator("#index-filter [role=status]").inner_text()
        number = len(read_review(SHAPED).claims)
        assert status == f"1 of {number} claims: what is cited Data set or Software."
