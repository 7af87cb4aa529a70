"""The site in a real browser: accessible, quiet, narrow enough, and readable without scripts."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome")
                 if (p := shutil.which(n))), None)  # fmt: skip
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]  # fmt: skip

# One page of each kind that the site has; pages of one kind share a template.
PAGES = [
    "",
    "table-1/",
    "review/0-abstract/",
    "review/1-inflammation/",
    "review/2-biomarkers/",
    "review/3-1-antidepressants/",
    "review/3-2-ect/",
    "review/3-3-ketamine/",
    "review/4-conclusion/",
    "methods/",
    "glossary/",
    "claims/",
    "downloads/",
    "claims/ect-il6-predicts-response/",
    "claims/supporting-studies-clearly-prevail-ect-ketamine/",
    "claims/ketamine-crp-no-study-listed/",
    "references/",
    "references/Kruse2018/",
    "references/Jarventausta2017/",
    "references/Ref28/",
    "references/SourceReview/",
    "references/help-identify/",
    "rules/",
    "rules/citation-mismatch/",
    "notebooks/counts/",
    "notebooks/directions/",
    "notebooks/timeline/",
    "notebooks/robustness/",
    "downloads/",
    "audit/",
    "audit/text-and-table/",
    "audit/review-and-sources/",
    "audit/conclusions/",
    "audit/without-citation/",
    "audit/ledger/",
    "speed/",
    "scale/",
    "404.html",
]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def open_page(browser: Browser, url: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """Open a page in a context of its own; collect console errors and outside requests."""
    faults: list[str] = []
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:", "blob:"))
            else faults.append(f"asks {r.url}"))  # fmt: skip
    page.goto(url)
    yield page, faults
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, address: str, scheme: str) -> None:
    axe, found = Axe(), []
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        for violation in axe.run(page, options=options).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append((path, violation["id"], violation["help"], nodes))
    context.close()
    assert not found, "\n".join(map(str, found))


def test_no_errors_and_no_requests_to_other_hosts(browser: Browser, address: str) -> None:
    found = []
    for path in PAGES:
        for page, faults in open_page(browser, address + path):
            page.wait_for_load_state("networkidle")
            found += [(path, fault) for fault in faults]
    assert found == []


def test_nothing_scrolls_sideways_at_360_pixels(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append((path, width))
    context.close()
    assert wide == []


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
    for page, faults in open_page(browser, f"{address}table-1/"):
        count = page.locator("td[id='T1.ect.predictor.IL-6'] .cw-count")
        count.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/ect-il6-predicts-response/")
        assert page.locator("h1").inner_text().startswith("The blood level of IL-6")
        assert faults == []


def test_search_finds_a_claim(browser: Browser, address: str) -> None:
    for page, faults in open_page(browser, address):
        page.keyboard.press("f")
        page.keyboard.type("Järventausta")
        page.wait_for_selector(".md-search-result__item", timeout=10_000)
        page.keyboard.press("Escape")
        assert faults == []


def test_a_printed_table_is_whole(browser: Browser, address: str, tmp_path: Path) -> None:
    for page, _ in open_page(browser, f"{address}table-1/"):
        page.emulate_media(media="print")
        assert page.locator("table.cw-table").is_visible()
        assert not page.locator(".md-header").is_visible()
        page.pdf(path=str(tmp_path / "table.pdf"))
    assert (tmp_path / "table.pdf").stat().st_size > 10_000
