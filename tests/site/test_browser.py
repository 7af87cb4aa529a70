"""The site in a real browser: accessible, quiet, narrow enough, and readable without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

import bench_search
from accessibility import SCHEME, bring_axe, violations
from browsing import context, opened, watch
from element_kinds import ARTICLE, SHARE, WHOLE, commit_of, drawn
from full_runs import in_small
from layout_shifts import layout_shifts
from searching import pages_found
from shared_pages import page_at
from site_survey import Survey

pytestmark = pytest.mark.browser

# All pages are walked in parts that the test runner can share out. The few that are walked by
# default are walked by one reader: another one loads all anew.
PARTS = 1 if in_small() else 6
TWELFTH = 12
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
IN_PARTS = pytest.mark.parametrize("part", range(PARTS))


@pytest.fixture(scope="session")
def asked(survey: Survey, project: Path) -> dict[str, str]:
    """The pages that axe-core is asked about each time: they hold all kinds, and a tenth more.

    By default it is a fortieth more, and it is asked about those parts that hold them.
    """
    others = [page for page in survey.pages if page not in survey.covering]
    more = drawn(others, commit_of(project), 4 * SHARE if in_small() else SHARE)
    found = survey.covering | dict.fromkeys(more, ARTICLE)
    return found if in_small() else dict.fromkeys(found, WHOLE)


@pytest.fixture(scope="session")
def visited(survey: Survey, asked: dict[str, str], project: Path) -> list[str]:
    """The others; by default one in 24, which each commit draws anew."""
    others = [page for page in survey.pages if page not in asked]
    return drawn(others, commit_of(project), 2 * TWELFTH) if in_small() else others


@IN_PARTS
def test_pages_with_each_kind_of_element_are_accessible_quiet_and_narrow(
    browser: Browser, address: str, survey: Survey, asked: dict[str, str], part: int
) -> None:
    found = walked(browser, address, list(asked)[part::PARTS], asked, survey.elements)
    assert not found, "\n".join(found)


@IN_PARTS
def test_every_other_page_is_quiet_and_narrow(
    browser: Browser, address: str, visited: list[str], part: int
) -> None:
    found = walked(browser, address, visited[part::PARTS])
    assert not found, "\n".join(found)


@pytest.mark.full
@IN_PARTS
def test_every_other_page_is_accessible(
    browser: Browser, address: str, survey: Survey, asked: dict[str, str], part: int
) -> None:
    others = [page for page in survey.pages if page not in asked]
    found = walked(browser, address, others[part::PARTS], dict.fromkeys(others, WHOLE))
    assert not found, "\n".join(found)


PLANT = """() => document.querySelector("article").insertAdjacentHTML("beforeend",
  `<div id="planted" style="background: var(--md-default-bg-color)"><a href="x/"></a>
  <p style="color: #fff">white</p><p style="color: #000">black</p></div>`)"""


def test_what_is_planted_on_a_page_is_found(browser: Browser, address: str) -> None:
    options = {"color_scheme": "light", "reduced_motion": "reduce"}
    with page_at(browser, f"{address}glossary/", **options) as page:
        page.evaluate(PLANT)
        found = violations(page, "#planted")
    found_in_all = 3 if in_small() else 4
    rules = [fault.removeprefix("in the dark: ").split(":")[0] for fault in found]
    assert rules == ["color-contrast", "link-name", "color-contrast", "link-name"][:found_in_all]
    light, dark = (fault for fault in found if "color-contrast" in fault)
    assert "white" in light
    assert "black" not in light
    assert "black" in dark
    assert "white" not in dark


def walked(
    browser: Browser,
    address: str,
    pages: list[str],
    asked: Mapping[str, str] | None = None,
    elements: Mapping[str, int] | None = None,
) -> list[str]:
    """Open pages; return what they say on the console, ask of other hosts, and are too wide for.

    `asked` says about which part of a page axe-core is asked: then they are first opened as on a
    large screen. `elements` says how many a page's text has in its HTML.
    """
    found = []
    size = WIDE if asked else NARROW
    with context(browser, viewport=size, color_scheme="light", reduced_motion="reduce") as one:
        page = one.new_page()
        faults = watch(page)
        if asked:
            bring_axe(page)
        for path in pages:
            if asked:
                page.set_viewport_size(WIDE)  # type: ignore[arg-type]
            page.goto(address + path)
            if asked:
                faults += violations(page, part_of(page, asked[path], (elements or {}).get(path)))
                page.set_viewport_size(NARROW)  # type: ignore[arg-type]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW["width"]:
                faults.append(f"{width} pixels wide")
            found += [f"/{path}: {fault}" for fault in faults]
            faults.clear()
    return found


def part_of(page: Page, part: str, elements: int | None) -> str:
    """The part of a page to ask about: all of its text, where scripts have changed that.

    What a script adds is in no block of the HTML, and moves those that are.
    """
    if not part.startswith(f"{ARTICLE} "):
        return part
    now = page.locator(f"{ARTICLE}, {ARTICLE} *").count()
    return part if now == elements else ARTICLE


def test_a_text_that_scripts_have_changed_is_asked_about_as_a_whole(browser: Browser) -> None:
    with page_at(browser, "about:blank") as page:
        page.set_content("<article><p>One</p><p>Two</p></article>")
        block = f"{ARTICLE} > :nth-child(2)"
        assert part_of(page, block, 3) == block
        page.evaluate("document.querySelector('article').prepend(document.createElement('p'))")
        assert part_of(page, block, 3) == ARTICLE
        assert part_of(page, WHOLE, 3) == WHOLE


def test_the_dark_scheme_is_what_a_reader_in_the_dark_gets(browser: Browser, address: str) -> None:
    with page_at(browser, address, color_scheme="dark") as page:
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with page_at(browser, address, color_scheme="light") as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
        page.evaluate(SCHEME, "slate")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize(
    "path",
    [
        "",
        "table-1/",
        *(
            pytest.param(path, marks=pytest.mark.full)
            for path in ("claims/", "review/3-2-ect/", "notebooks/counts/")
        ),
    ],
)
def test_a_page_asks_for_what_its_html_names(
    browser: Browser, address: str, survey: Survey, path: str
) -> None:
    """So what `test_pages` counts and weighs is what a reader's browser gets."""
    seen = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: seen.append(request.url.removeprefix(address)))
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    named = {file.removesuffix("index.html") for file in survey.files[path]}
    more = [url for url in seen if url not in named]
    assert len(more) == 1, more
    assert more[0].startswith("assets/javascripts/workers/search."), "it is the theme's own"
    assert len(seen) == len(set(seen)) > 5


STILL = (
    "",
    "table-1/",
    "claims/",
    "table-1/?view=counts",
    "claims/ect-il6-predicts-response/",
    "references/Kruse2018/",
    "review/3-2-ect/",
)


@pytest.mark.parametrize("viewport", [NARROW, pytest.param(WIDE, marks=pytest.mark.full)])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    with opened(browser, "about:blank", viewport=viewport) as page:
        for path in STILL[::3] if in_small() else STILL:
            assert layout_shifts(page, address + path) == [], path


def test_what_moves_while_a_page_loads_is_seen(browser: Browser, address: str) -> None:
    late = "document.querySelector('h1').insertAdjacentHTML('beforebegin', '<p>late</p>')"
    with opened(browser, "about:blank", viewport=WIDE) as page:
        page.route("**/assets/claimweave.js", lambda route: route.fulfill(body=late))
        assert layout_shifts(page, f"{address}glossary/") != []


def test_everything_is_there_without_scripts(browser: Browser, address: str) -> None:
    with page_at(browser, f"{address}table-1/", java_script_enabled=False) as page:
        assert page.locator("table.cw-table td li").count() == 44
        page.goto(f"{address}review/3-2-ect/")
        assert page.locator(".cw-claim").first.is_visible()
        page.goto(f"{address}claims/ect-il6-predicts-response/")
        assert page.locator(".cw-use").count() == 7


def test_from_the_table_to_the_evidence_by_keyboard(browser: Browser, address: str) -> None:
    with page_at(browser, f"{address}table-1/") as page:
        count = page.locator("td[id='T1.ect.predictor.IL-6'] .cw-count")
        count.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/ect-il6-predicts-response/")
        assert page.locator("h1").inner_text().startswith("The blood level of IL-6")


@pytest.mark.full
def test_search_finds_claims_and_references(browser: Browser, address: str) -> None:
    with page_at(browser, address) as page:
        wanted = (
            ("Järventausta", "references/Jarventausta2017/"),
            ("tumour necrosis factor", "terms/marker/tnf-alpha/"),
            ("C-reactive protein", "terms/marker/crp/"),
            ("interleukin 6 ect", "answers/ect/il-6/"),
            ("il-6 ect", "answers/ect/il-6/"),
            ("tumor necrosis factor", "terms/marker/tnf-alpha/"),
            ("electroshock", "terms/treatment/ect/"),
            ("prozac", "terms/treatment/antidepressants/"),
            ("TNFalpha", "terms/marker/tnf-alpha/"),
            ("hsCRP", "terms/marker/crp/"),
            ("CRP", "terms/marker/crp/"),
        )
        for words, first in wanted:
            assert pages_found(page, words)[0] == f"/{first}", words


def read_the_index(request: Request) -> bool:
    return request.url.endswith("search_index.json")


def test_the_search_index_is_loaded_when_somebody_searches(browser: Browser, address: str) -> None:
    asked: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if url.endswith("search_index.json")]
        with page.expect_event("requestfinished", read_the_index):
            page.keyboard.press("f")
            assert page.evaluate("document.activeElement.type") == "text", "it opens the search"


@pytest.mark.full
def test_the_bench_of_the_search_measures_each_key(browser: Browser, address: str) -> None:
    with page_at(browser, "about:blank") as page:
        ready, answers = bench_search.measured(page, address, ("il-6 falls",))
    assert ready > 0
    assert len(answers) == len("il-6falls"), "an answer to each key but the space"
    assert min(answers) > 0


@pytest.mark.full
@pytest.mark.parametrize("query", ["?q=ketamine", "?h=ketamine"])
def test_a_link_into_the_search_needs_no_touch(browser: Browser, address: str, query: str) -> None:
    with page_at(browser, f"{address}review/3-3-ketamine/{query}") as page:
        page.wait_for_selector("article mark, .md-search-result__item")


@pytest.mark.parametrize(
    ("path", "whole", "number"),
    [
        ("table-1/", "#mx-printed td li", 44),
        pytest.param("claims/ect-il6-predicts-response/", ".cw-use", 7, marks=pytest.mark.full),
    ],
)
def test_a_printed_page_is_whole_and_says_where_it_is_from(
    browser: Browser, address: str, path: str, whole: str, number: int
) -> None:
    with page_at(browser, address + path) as page:
        source = page.locator(".cw-printed")
        assert source.is_hidden()
        page.emulate_media(media="print")
        assert page.locator(f"{whole}:visible").count() == number
        assert not page.locator(".md-header:visible, .md-sidebar:visible, button:visible").count()
        assert path in source.inner_text()
        assert len(page.pdf()) > 10_000
