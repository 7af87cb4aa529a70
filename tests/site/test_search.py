"""The search, as readers use it: what they type, and the pages they must find first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from claimweave.evidence.base import EvidenceBase
from claimweave.site.parts.synonyms import SEARCH_WORDS, search_words_file
from claimweave.site.search_text import JOINED, finish_entry, search_html
from element_kinds import commit_of, drawn
from full_runs import in_small
from miniature import evidence_base
from searching import pages_found
from shared_pages import page_at

QUERIES = yaml.safe_load((Path(__file__).parent / "reader_queries.yml").read_text("utf-8"))
ASKED = {query: pages for group in QUERIES.values() for query, pages in group.items()}
ENOUGH = 0.95
# These are beginnings of many addresses, and each is also the page of an index.
FOLDERS = ("claims/", "references/", "audit/", "answers/", "answers/ect/")


def answers(found: str, wanted: str) -> bool:
    """Whether a page is the one that a query wants, or one of those."""
    if wanted == "index":
        return found == ""
    one = wanted.endswith("/") and wanted not in FOLDERS
    return found == wanted if one else found.startswith(wanted)


@pytest.fixture(scope="module")
def home(browser: Browser, address: str) -> Iterator[Page]:
    """The home page, whose index of the search is read once for the tests that ask it."""
    with page_at(browser, address) as page:
        yield page


@pytest.mark.browser
def test_readers_find_what_they_look_for_among_the_first_three(home: Page, project: Path) -> None:
    """All queries, and by default an eighth that each commit draws: these miss no more than all."""
    missed = {}
    for query in drawn(ASKED, commit_of(project), 8) if in_small() else ASKED:
        wanted = ASKED[query]
        pages = list(dict.fromkeys(path.lstrip("/") for path in pages_found(home, query)))
        if not any(answers(page_, one) for page_ in pages[:3] for one in wanted):
            missed[query] = pages[:3]
    assert len(ASKED) >= 60
    assert len(missed) <= len(ASKED) * (1 - ENOUGH), missed


INSTEAD = {"il-6 ect": "", "electroshock": "ECT", "tumor necrosis factor": "TNF-α", "kruse": ""}


@pytest.mark.browser
def test_the_search_says_what_it_looked_for_instead(home: Page) -> None:
    for typed, other in INSTEAD.items():
        pages_found(home, typed)
        said = home.locator("#cw-searched").inner_text()
        assert said == f"Searched for: {other}" * bool(other), typed


@pytest.mark.browser
def test_a_result_shows_the_verdict_of_its_claim(home: Page) -> None:
    pages_found(home, "blood level of IL-6 predicts the response to ECT")
    first = home.locator(".md-search-result__item").first
    expect(first).to_contain_text("The blood level of IL")
    expect(first).to_contain_text("Contested")


@pytest.mark.full
@pytest.mark.browser
def test_a_missing_page_searches_for_the_words_of_its_address(
    browser: Browser, address: str, site: Path
) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    with opened(browser, "about:blank") as page:
        page.route("**/claims/il6-ect/", lambda route: route.fulfill(body=html, status=200))
        page.goto(f"{address}claims/il6-ect/")
        assert page.locator("h1").inner_text() == "There is no page here"
        assert page.locator("article li a").count() > 3
        expect(page.locator(".md-search-result__link[href*='/claims/']").first).to_be_visible()


def test_the_index_has_no_text_for_screen_readers_alone(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    (own,) = (e for e in index["docs"] if e["location"] == "claims/ect-il6-predicts-response/")
    assert ", Worded as a fact" not in own["text"]
    assert "Marker:" not in own["text"]
    assert own["tags"] == ["Contested"]
    (sheet,) = (e for e in index["docs"] if e["location"] == "references/Kruse2018/#reports")
    assert "DesignCohort" not in sheet["text"], "the cells of a table are words apart"


def test_what_is_hidden_is_not_read_and_cells_stand_apart() -> None:
    read = search_html('<td>A<span class="cw-sr">for</span></td><td>B</td>')
    assert 'class="cw-sr" data-search-exclude="yes"' in read
    assert "</td> <td>" in read


def test_a_name_is_one_word_and_a_short_title_weighs_more() -> None:
    name = {"title": "IL-6", "text": "TNF-α, anti-inflammatory, 2026-11-29", "tags": ["IL-1β"]}
    finish_entry(name)
    assert name["title"] == f"IL{JOINED}6"
    assert name["text"] == f"TNF{JOINED}α, anti-inflammatory, 2026-11-29"
    assert name["tags"] == [f"IL{JOINED}1β"]
    long: dict[str, object] = {"title": "IL-6 was raised in one study", "text": ""}
    finish_entry(long)
    assert float(str(name["boost"])) > float(str(long["boost"]))


def test_the_search_words_are_those_of_the_vocabulary(base: EvidenceBase, tmp_path: Path) -> None:
    ((path, text),) = search_words_file(base)
    assert path == SEARCH_WORDS
    known = {label: names for label, names, _ in json.loads(text)}
    assert "tumor necrosis factor" in known["TNF-α"]
    assert "electroshock" in known["ECT"]
    assert [json.loads(text) for _, text in search_words_file(evidence_base(tmp_path, {}))] == [[]]
