"""The workbench in a real browser: any SELECT, ended in time, and nothing loaded before."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import vendor
from accessibility import violations
from browsing import context, served
from claimweave.site.parts.query_examples import QUERIES
from claimweave.site.site_assets import loaded_bytes, site_assets
from policy_walk import listening_page
from shared_pages import page_at

STATUS = "#cw-wb [role=status]"
ENDLESS = "SELECT count(*) FROM evidence a, evidence b, evidence c, evidence d, evidence e, evidence f, evidence g, evidence h, evidence i, evidence j, evidence k"  # noqa: E501 - one query


@pytest.fixture(scope="session")
def mini_address(mini_site: Path) -> Iterator[str]:
    with served(mini_site) as found:
        yield f"{found}workbench/"


@pytest.fixture(scope="module")
def page(browser: Browser, mini_address: str) -> Iterator[Page]:
    """A page that stays open: what a query does is gone with it."""
    with page_at(browser, mini_address) as found:
        yield found


def run(page: Page, sql: str) -> str:
    """Run a query; return what is said of it."""
    page.get_by_label("Your query").fill(sql)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(STATUS)).not_to_have_text("The query runs.")
    return page.locator(STATUS).inner_text()


def rows(page: Page) -> list[list[str]]:
    script = "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    found: list[list[str]] = page.locator("#cw-wb tr").evaluate_all(script)
    return found


def expected(site: Path, sql: str) -> list[list[str]]:
    with closing(sqlite3.connect(site / "data" / "evidence.sqlite")) as connection:
        cursor = connection.execute(sql)
        found = [[name for name, *_ in cursor.description], *cursor.fetchall()]
    return [["" if value is None else str(value) for value in row] for row in found]


@pytest.mark.browser
def test_what_a_query_yields_is_what_sqlite_yields(page: Page, mini_site: Path) -> None:
    for sql in QUERIES.values():
        said = run(page, sql)
        wanted = expected(mini_site, sql)
        assert rows(page) == (wanted if wanted[1:] else [])
        assert said.startswith(f"{len(wanted) - 1} row" if wanted[1:] else "No rows.")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("", "Write a query first."),
        ("-- nothing", "It cannot run: There is no query."),
        ("SELEC 1", 'It cannot run: near "SELEC": syntax error'),
        ("SELECT nobody FROM claims", "It cannot run: no such column: nobody"),
        ("DELETE FROM evidence", "It cannot run: Only reading is allowed: write a SELECT."),
        ("CREATE TABLE x (y)", "It cannot run: Only reading is allowed: write a SELECT."),
        ("SELECT 1; DROP TABLE claims", "It cannot run: One query at a time"),
        ("PRAGMA query_only = 0", "It cannot run: Only reading is allowed: write a SELECT."),
        ("SELECT 1; -- that is all", "1 row."),
        ("SELECT '<img src=x onerror=alert(1)>'", "1 row."),
        ("SELECT group_concat(hex(zeroblob(90000000)))", "It cannot run: "),
    ],
)
def test_what_cannot_run_is_said(page: Page, sql: str, said: str) -> None:
    assert run(page, sql).startswith(said)
    assert run(page, "SELECT count(*) > 0 FROM evidence") == "1 row."
    assert rows(page)[1] == ["1"], "whatever it did is gone"


@pytest.mark.browser
def test_a_query_without_end_is_ended_and_the_page_lives_on(page: Page) -> None:
    page.evaluate("document.getElementById('cw-wb').dataset.seconds = 0.2")
    assert run(page, ENDLESS) == "It was ended after 0.2 seconds."
    page.evaluate("document.getElementById('cw-wb').dataset.seconds = 60")
    assert run(page, "SELECT 7") == "1 row."
    page.get_by_label("Your query").fill(ENDLESS)
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="End it").click()
    expect(page.locator(STATUS)).to_have_text("You ended it.")
    assert run(page, "SELECT 7") == "1 row."


@pytest.mark.browser
def test_the_result_is_saved_as_csv_without_formulas(page: Page) -> None:
    run(page, "SELECT '=1+1' AS a, 'x, \"y\"' AS b, -1 AS c UNION ALL SELECT NULL, 'z', 2.5")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(text))) == [
        ["a", "b", "c"],
        ["'=1+1", 'x, "y"', "-1"],
        ["", "z", "2.5"],
    ]


@pytest.mark.full
@pytest.mark.browser
def test_the_query_is_in_the_address_and_comes_back(browser: Browser, mini_address: str) -> None:
    sql = "SELECT id FROM claims WHERE id <> 'a & b' ORDER BY id"
    with page_at(browser, f"{mini_address}?utm=kept") as page:
        run(page, sql)
        url, shown = page.url, rows(page)
        assert parse_qs(urlsplit(url).query) == {"utm": ["kept"], "sql": [sql]}
    with page_at(browser, url) as page:
        expect(page.locator(f"{STATUS}:not(:empty)")).not_to_have_text("The query runs.")
        assert rows(page) == shown
        assert page.get_by_label("Your query").input_value() == sql


@pytest.mark.browser
def test_nothing_is_loaded_before_it_is_asked_for_and_nothing_is_refused(
    browser: Browser, mini_address: str
) -> None:
    with listening_page(browser) as (page, outside):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(mini_address)
        later = {
            "/assets/sql/worker.js",
            "/assets/sql/sql-wasm.js",
            "/assets/sql/sql-wasm.wasm",
            "/data/evidence.sqlite",
        }
        assert not later & set(asked)
        page.get_by_role("button", name="Run it above").first.click()
        expect(page.locator("#cw-wb table")).to_be_visible()
        assert {"/assets/sql/worker.js", "/data/evidence.sqlite"} <= set(asked)
        assert page.evaluate("window.refused") == []
        assert outside == []


@pytest.mark.browser
def test_what_cannot_be_loaded_is_said_and_tried_again(browser: Browser, mini_address: str) -> None:
    with context(browser) as reader:
        page = reader.new_page()
        page.goto(mini_address)
        page.route("**/evidence.sqlite", lambda route: route.fulfill(status=503))
        assert run(page, "SELECT 1") == "The evidence could not be loaded (evidence.sqlite: 503)."
        page.unroute("**/evidence.sqlite")
        assert run(page, "SELECT 1") == "1 row."


@pytest.mark.browser
@pytest.mark.full
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible(browser: Browser, address: str, width: int) -> None:
    asked = f"{address}workbench/?sql={quote(next(iter(QUERIES.values())))}"
    size = {"width": width, "height": 900}
    with page_at(browser, asked, viewport=size, reduced_motion="reduce") as page:
        expect(page.locator("#cw-wb table")).to_be_visible()
        assert violations(page, "article") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_without_scripts_examples_and_tables_stand(browser: Browser, mini_address: str) -> None:
    with page_at(browser, mini_address, java_script_enabled=False) as page:
        assert not page.locator("#cw-wb").is_visible()
        assert not page.locator("button.cw-wb-take").first.is_visible()
        assert page.locator("table.cw-result:visible").count()
        assert page.locator("dl[data-part=evidence]").is_visible()


# What is other people's.


def test_what_is_kept_of_others_is_what_its_record_says() -> None:
    record = json.loads(vendor.RECORD.read_text(encoding="utf-8"))
    assert record["licence"] == "MIT"
    assert set(record["files"]) == set(vendor.KEPT.values())
    assert {p.name for p in vendor.FOLDER.iterdir()} == {*record["files"], vendor.RECORD.name}
    published = site_assets()
    for name, digest in record["files"].items():
        content = (vendor.FOLDER / name).read_bytes()
        found = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert digest == f"sha256-{found}"
        assert published[f"assets/sql/{name}"] == content
    assert "Permission is hereby granted" in published["assets/sql/LICENSE.txt"].decode()


def test_another_package_under_the_same_version_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for member in vendor.KEPT:
            archive.addfile(tarfile.TarInfo(member), io.BytesIO())
    record = json.loads(vendor.RECORD.read_text(encoding="utf-8"))
    monkeypatch.setattr(vendor, "FOLDER", tmp_path)
    monkeypatch.setattr(vendor, "RECORD", tmp_path / "sql.js.json")
    with pytest.raises(vendor.DifferentError, match="was wanted"):
        vendor.kept(stream.getvalue(), record)
    assert list(tmp_path.iterdir()) == []
    assert vendor.kept(stream.getvalue(), record | {"version": "9.9.9", "integrity": ""}) == "9.9.9"
    assert json.loads(vendor.RECORD.read_text(encoding="utf-8"))["integrity"].startswith("sha512-")


def test_what_comes_when_it_is_asked_for_weighs_little(mini_site: Path) -> None:
    database = (mini_site / "data" / "evidence.sqlite").read_bytes()
    assert loaded_bytes(database) < 400_000
