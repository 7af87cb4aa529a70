"""Serving while editing, in a real browser: words change in place, errors show until mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import bench_serve
from bench_project import generate
from browsing import context

pytestmark = pytest.mark.browser

CLAIMS, SHOWN, OTHER = 24, 20, 7
"""The claims of the review, the one whose page is open, and another. `make bench` has larger ones,
and measures how soon an edit shows."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("served") / "review", CLAIMS, site=True)


@pytest.fixture(scope="module")
def page(project: Path, browser: Browser) -> Iterator[Page]:
    with bench_serve.served(project) as (address, _), context(browser) as reader:
        opened = reader.new_page()
        opened.goto(f"{address}claims/generated-claim-{SHOWN}/")
        yield opened


def claim(project: Path, number: int = SHOWN) -> Path:
    return next(project.glob(f"claims/*/generated-claim-{number}.yml"))


def saved(path: Path, old: str, new: str) -> None:
    """Save a file with other words."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def ready(page: Page) -> None:
    """Wait until the page knows how it was served, and mark it: a mark that loading removes."""
    page.locator("script[data-mark][data-ready]").wait_for(state="attached")
    page.evaluate("window.loadedOnce = true")


def shown(page: Page, words: str) -> None:
    page.wait_for_function("words => document.body?.textContent.includes(words)", arg=words)


def test_an_edit_of_words_shows_in_its_place(page: Page, project: Path) -> None:
    ready(page)
    for edit in range(3):
        old = "Generated claim" if not edit else f"Edit {edit - 1} of claim"
        saved(claim(project), f"claim: {old}", f"claim: Edit {edit} of claim")
        shown(page, f"Edit {edit} of claim")
    assert page.evaluate("window.loadedOnce")  # nothing was loaded again
    assert page.title().startswith("Edit 2 of claim")
    words = page.inner_text("article")
    page.reload()
    assert page.inner_text("article") == words


def test_any_other_edit_loads_the_page_again(page: Page, project: Path) -> None:
    ready(page)
    saved(claim(project), "kind: association\n", "kind: association\nnote: A note of its own.\n")
    shown(page, "A note of its own.")
    assert page.evaluate("window.loadedOnce") is None


def test_an_edit_to_another_claim_leaves_the_page(page: Page, project: Path) -> None:
    ready(page)
    saved(claim(project, OTHER), "claim: Generated", "claim: Changed")
    other = page.context.new_page()
    other.goto(page.url.replace(f"claim-{SHOWN}/", f"claim-{OTHER}/"))
    shown(other, f"Changed claim {OTHER}")
    other.close()
    assert page.evaluate("window.loadedOnce")


def test_an_error_shows_with_its_place_until_it_is_mended(page: Page, project: Path) -> None:
    good = page.inner_text("h1")
    saved(claim(project), "stance: ", "stanze: ")
    panel = page.get_by_role("alert")
    panel.wait_for()
    words = panel.inner_text()
    assert f"{claim(project).relative_to(project)}:" in words
    assert 'unknown field "stanze"' in words
    assert page.inner_text("h1") == good  # the last good page stays
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("alert").wait_for()  # and so for whoever comes now
    other.close()
    saved(claim(project), "stanze: ", "stance: ")
    panel.wait_for(state="detached")


def test_markup_in_an_error_stays_text(page: Page, project: Path) -> None:
    saved(claim(project), "stance: contradicts", "stance: <img src=x onerror=alert(1)>")
    panel = page.get_by_role("alert")
    panel.wait_for()
    assert "<img src=x" in panel.inner_text()
    assert panel.locator("img").count() == 0
    saved(claim(project), "stance: <img src=x onerror=alert(1)>", "stance: contradicts")
    panel.wait_for(state="detached")
