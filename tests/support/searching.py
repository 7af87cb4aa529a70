"""Asking the search of a site, as a reader does."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

STATUS = "#index-filter [role=status]"
"""Where an index says how many of its entries are shown."""


def pages_found(page: Page, words: str) -> list[str]:
    """Ask for words; return the paths of the pages and parts that are listed, the best first.

    The words are asked for at once, and when the index has been read: what is listed is the answer
    to all of them, and to no beginning of them.
    """
    box = page.locator(".md-search__input")
    box.focus()
    box.fill("")
    box.press("End")  # the theme asks when a key comes up
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.insert_text(words)
    box.press("End")
    links = page.locator(".md-search-result__link")
    expect(links.first).to_be_visible()
    return [urlsplit(link).path for link in links.evaluate_all("all => all.map((a) => a.href)")]
