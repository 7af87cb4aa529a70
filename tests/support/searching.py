"""Asking the search of a site, as a reader does."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

STATUS = "#index-filter [role=status]"
"""Where an index says how many of its entries are shown."""


NOTHING_ASKED = "Type to start searching"


def pages_found(page: Page, words: str) -> list[str]:
    """Ask for words; return the paths of the pages and parts that are listed, the best first.

    The words are asked for at once, and when the index has been read: what is listed is the answer
    to all of them, and to no beginning of them. Words that find nothing give an empty list.
    """
    box = page.locator(".md-search__input")
    said = page.locator(".md-search-result__meta")
    box.focus()
    box.fill("")
    box.press("End")  # the theme asks when a key comes up
    expect(said).to_have_text(NOTHING_ASKED)
    page.keyboard.insert_text(words)
    box.press("End")
    expect(said).not_to_have_text(NOTHING_ASKED)
    links = page.locator(".md-search-result__link")
    if said.inner_text() == "No matching documents":
        return []
    expect(links.first).to_be_visible()
    return [urlsplit(link).path for link in links.evaluate_all("all => all.map((a) => a.href)")]
