"""The site in a real browser: accessible, quiet, narrow enough, and readable without scripts."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

import bench_search
from accessibility import SCHEME, violations
from browsing import opened, watch

pytestmark = pytest.mark.browser

# All pages are walked, in parts that the test runner can share out.
PARTS = 8
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


def addresses(site: Path) -> list[str]:
    """Every page of the site, as its address below the site's own."""
    found = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in found]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_quiet_and_narrow(
    browser: Browser, address: str, site: Path, part: int
) -> None:
    context = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    faults, found = watch(page), []
    for path in addresses(site)[part::PARTS]:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.goto(address + path)
        found += [f"/{path}: {fault}" for fault in violations(page)]
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW["width"]:
            found.append(f"/{path}: {width} pixels wide")
        found += [f"/{path}: {fault}" for fault in faults]
        faults.clear()
    context.close()
    assert not found, "\n".join(found)


def test_the_dark_scheme_is_what_a_reader_in_the_dark_gets(browser: Browser, address: str) -> None:
    with opened(browser, address, color_scheme="dark") as page:
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with opened(browser, address, color_scheme="light") as page:
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
        page.evaluate(SCHEME, "slate")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


SHIFTS = """() => new Promise((done) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  // The theme shows a page's title in its own header when one scrolls.
  const ours = (e) => e.sources.some((s) => !s.node?.parentElement?.closest(".md-header"));
  const told = (e) => [e.value, ...e.sources.map((s) => s.node?.outerHTML?.slice(0, 60))];
  setTimeout(() => done(seen.filter(ours).map(told)), 500);
})"""


@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    for path in ("", "table-1/", "table-1/?view=counts", "review/3-2-ect/", "claims/",
                 "claims/ect-il6-predicts-response/", "references/Kruse2018/"):  # fmt: skip
        with opened(browser, address + path, viewport=viewport) as page:
            assert page.evaluate(SHIFTS) == [], path


def test_everything_is_there_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}table-1/")
    assert page.locator("table.cw-table td li").count() == 44
    page.goto(f"{address}review/3-2-ect/")
    assert page.locator(".cw-claim").first.is_visible()
    page.goto(f"{address}claims/ect-il6-predicts-response/")
    assert page.locator(".cw-use").count() == 7
    context.close()


def test_from_the_table_to_the_evidence_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}table-1/") as page:
        count = page.locator("td[id='T1.ect.predictor.IL-6'] .cw-count")
        count.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/ect-il6-predicts-response/")
        assert page.locator("h1").inner_text().startswith("The blood level of IL-6")


@pytest.mark.parametrize("asked", ["Järventausta", "tumour necrosis factor", "C-reactive protein"])
def test_search_finds_claims_and_references(browser: Browser, address: str, asked: str) -> None:
    with opened(browser, address) as page:
        page.keyboard.press("f")
        page.keyboard.type(asked)
        page.wait_for_selector(".md-search-result__item", timeout=10_000)
        page.keyboard.press("Escape")


def test_the_search_index_is_loaded_when_somebody_searches(browser: Browser, address: str) -> None:
    asked: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if url.endswith("search_index.json")]
        page.locator(".md-search__input").focus()
        page.wait_for_event("requestfinished", lambda r: r.url.endswith("search_index.json"))


def test_the_bench_of_the_search_measures_each_key(browser: Browser, address: str) -> None:
    with opened(browser, "about:blank") as page:
        ready, answers = bench_search.measured(page, address, ("il-6 falls",))
    assert ready > 0
    assert len(answers) == len("il-6falls"), "an answer to each key but the space"
    assert min(answers) > 0


@pytest.mark.parametrize("query", ["?q=ketamine", "?h=ketamine"])
def test_a_link_into_the_search_needs_no_touch(browser: Browser, address: str, query: str) -> None:
    with opened(browser, f"{address}review/3-3-ketamine/{query}") as page:
        page.wait_for_selector("article mark, .md-search-result__item", timeout=10_000)


@pytest.mark.parametrize(
    ("path", "whole", "number"),
    [("table-1/", "#mx-printed td li", 44), ("claims/ect-il6-predicts-response/", ".cw-use", 7)],
)
def test_a_printed_page_is_whole_and_says_where_it_is_from(
    browser: Browser, address: str, path: str, whole: str, number: int
) -> None:
    with opened(browser, address + path) as page:
        source = page.locator(".cw-printed")
        assert source.is_hidden()
        page.emulate_media(media="print")
        assert page.locator(f"{whole}:visible").count() == number
        assert not page.locator(".md-header:visible, .md-sidebar:visible, button:visible").count()
        assert path in source.inner_text()
        assert len(page.pdf()) > 10_000


def asked_for(site: Path, page: str) -> set[Path]:
    """The page and all files that its HTML asks for, without those that the theme ships."""
    path = site / page / "index.html" if page.endswith("/") or not page else site / page
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    links = [tag["href"] for tag in soup.select("link[rel=stylesheet], link[rel=icon]")]
    links += [tag["src"] for tag in soup.select("script[src], img[src]")]
    base = "/" if page == "404.html" else f"/{page}"
    files = {site / urljoin(base, str(link)).lstrip("/") for link in links if ":" not in str(link)}
    theme = ("assets/stylesheets/", "assets/javascripts/")
    return {path} | {f for f in files if not f.relative_to(site).as_posix().startswith(theme)}


def test_the_weight_of_each_page_is_within_the_budget(site: Path) -> None:
    """60 KB, packed as a host packs it, beyond what the theme ships: the page's own text too."""
    packed: dict[Path, int] = {}
    for page in addresses(site):
        for file in (files := asked_for(site, page)):
            packed.setdefault(file, len(gzip.compress(file.read_bytes(), 6)))
        assert len(files) > 3, f"{page}: its style and script count"
        weight = sum(packed[file] for file in files)
        assert weight < 60_000, f"/{page} weighs {weight:,} bytes"
