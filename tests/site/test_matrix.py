"""The matrix in a real browser: its views, filters, panel and exports, against the data."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accessibility import violations
from browsing import context, watch
from claimweave.addresses.links import Links
from claimweave.evidence.base import EvidenceBase
from claimweave.site.parts.matrix_data import matrix_json
from claimweave.words import labels
from full_runs import in_small
from shared_pages import page_at

pytestmark = pytest.mark.browser

VIEWS = ("printed", "counts", "sources")
Row = dict[str, str]


@pytest.fixture(scope="session")
def address(address: str) -> str:
    return f"{address}table-1/"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One reader for all tests, who has the theme's files from the first of them."""
    with context(browser, reduced_motion="reduce") as found:
        yield found


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A page to open an address in; it must raise no error and ask no other host."""
    with page_at(browser, "about:blank", reduced_motion="reduce") as page:
        yield page


@pytest.fixture
def new_page(reader: BrowserContext, address: str) -> Iterator[Page]:
    """The page of the table, opened where nobody has been before."""
    page = reader.new_page()
    faults = watch(page)
    page.goto(address)
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def page(blank: Page, address: str) -> Page:
    """The page of the table, opened without a filter."""
    blank.goto(address)
    return blank


# The oracle: the published table joined with the published database, without our engine.


@pytest.fixture(scope="module")
def table(site: Path) -> list[Row]:
    with (site / "data" / "table-1.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def database(site: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{site / 'data' / 'evidence.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


def where(database: sqlite3.Connection, table: list[Row], condition: str) -> list[Row]:
    """Return the rows of the table whose reference and place fulfil an SQL condition."""
    query = (
        "SELECT 1 FROM refs LEFT JOIN studies ON studies.key = refs.key "  # noqa: S608 - our own
        f"WHERE refs.key = :reference AND ({condition})"
    )
    return [row for row in table if database.execute(query, row).fetchone()]


ASKED = (
    "EXISTS (SELECT 1 FROM findings AS f WHERE f.reference = refs.key AND "
    "f.treatment = :treatment AND f.marker = :marker AND f.question = '{}')"
)
ABOUT = (
    "EXISTS (SELECT 1 FROM findings AS f WHERE f.reference = refs.key AND "
    "f.treatment = :treatment AND f.marker = :marker)"
)

FILTERS = [
    ("design=meta-analysis", "design = 'meta-analysis'"),
    ("design=randomised-trial", "design = 'randomised-trial'"),
    ("design=cohort", "design = 'cohort'"),
    ("design=case-control", "design = 'case-control'"),
    ("design=narrative-review", "design = 'narrative-review'"),
    ("design=not-read", "studies.key IS NULL"),
    (
        "design=meta-analysis&design=randomised-trial",
        "design IN ('meta-analysis', 'randomised-trial')",
    ),
    ("question=baseline", ASKED.format("baseline")),
    ("question=change", ASKED.format("change")),
    ("question=level", ASKED.format("level")),
    ("question=differential", ASKED.format("differential")),
    ("question=other", ASKED.format("other")),
    ("question=silent", f"studies.key IS NOT NULL AND NOT {ABOUT}"),
    ("question=not-read", "studies.key IS NULL"),
    ("identity=named", "identity = 'named'"),
    ("identity=inferred", "identity = 'inferred'"),
    ("population=Adolescents", "population LIKE '%adolescents%'"),
    ("population=resistant", "population LIKE '%resistant%'"),
    ("population=nobody%20at%20all", "0"),
    ("from=2018", "refs.year >= 2018"),
    ("to=2015", "refs.year <= 2015"),
    ("from=2017&to=2018", "refs.year BETWEEN 2017 AND 2018"),
    ("without=Kruse2018", "refs.key <> 'Kruse2018'"),
    ("without=Kruse2018&without=Carboni2019", "refs.key NOT IN ('Kruse2018', 'Carboni2019')"),
    (
        "design=cohort&question=baseline&from=2018&without=Kruse2018",
        "design = 'cohort' AND refs.year >= 2018 AND refs.key <> 'Kruse2018' AND "
        + ASKED.format("baseline"),
    ),
]


def printed(page: Page) -> list[tuple[str, str]]:
    """Return (cell, name and number) of each entry that the printed table shows."""
    script = """() => [...document.querySelectorAll("#mx-printed td li")]
      .filter((li) => getComputedStyle(li).display !== "none")
      .map((li) => [li.closest("td").id, li.querySelector(".cw-number").textContent])"""
    return sorted((cell, number) for cell, number in page.evaluate(script))


def counted(page: Page) -> dict[str, tuple[int, int, int, int]]:
    """Return each cell's numbers in the counts view, and how many marks stand beside them."""
    script = """() => [...document.querySelectorAll("#mx-counts td")].map((td) => [
      td.dataset.cell, [...td.querySelectorAll("[data-n]")].map((n) => Number(n.textContent)),
      [...td.querySelectorAll(".cw-mx-side")]
        .map((side) => side.querySelectorAll("li:not([hidden])").length)])"""
    return {cell: (*numbers, *marks) for cell, numbers, marks in page.evaluate(script)}


def wanted_cells(rows: list[Row]) -> list[tuple[str, str]]:
    return sorted(
        (f"T1.{r['treatment']}.{r['relation']}.{r['marker']}", f"[{r['number']}]") for r in rows
    )


def wanted_counts(table: list[Row], rows: list[Row]) -> dict[str, tuple[int, ...]]:
    found = {}
    for treatment in ("antidepressants", "ect", "ketamine"):
        for marker in ("CRP", "IL-6", "TNF-α"):
            place = (treatment, marker)
            one = [r for r in rows if (r["treatment"], r["marker"]) == place]
            pair = [sum(r["relation"] == x for r in one) for x in ("predictor", "none")]
            listed = any((r["treatment"], r["marker"]) == place for r in table)
            found[" ".join(place)] = (*pair, *pair) if listed else ()
    return found


EACH_FILTER = pytest.mark.parametrize(("query", "condition"), FILTERS, ids=[q for q, _ in FILTERS])


@pytest.fixture(scope="module")
def opened_once(reader: BrowserContext, address: str) -> Iterator[Page]:
    """A page that stays open, while a reader goes from one of its states to the next."""
    page = reader.new_page()
    faults = watch(page)
    page.goto(address)
    yield page
    page.close()
    assert faults == []


GO = "query => { history.pushState(null, '', query); dispatchEvent(new Event('popstate')) }"


@EACH_FILTER
def test_a_filter_shows_what_the_data_say(
    opened_once: Page, table: list[Row], database: sqlite3.Connection, query: str, condition: str
) -> None:
    opened_once.evaluate(GO, f"?{query}")
    assert_shown(opened_once, table, where(database, table, condition), query)


@pytest.mark.full
@EACH_FILTER
def test_a_filter_in_an_address_shows_what_the_data_say(  # noqa: PLR0913
    blank: Page,
    address: str,
    table: list[Row],
    database: sqlite3.Connection,
    query: str,
    condition: str,
) -> None:
    blank.goto(f"{address}?{query}")
    assert_shown(blank, table, where(database, table, condition), query)


def assert_shown(page: Page, table: list[Row], rows: list[Row], query: str) -> None:
    assert (len(rows) == 0) == ("nobody" in query), "an oracle of nothing tests nothing"
    assert printed(page) == wanted_cells(rows)
    assert counted(page) == wanted_counts(table, rows)
    expect(page.locator("#mx-status")).to_contain_text(f"{len(rows)} of 44 entries: ")
    shown = page.evaluate("""() => new Set(
      [...document.querySelectorAll("#mx-sources [data-entry]")]
      .filter((a) => !a.parentElement.hidden).map((a) => a.dataset.entry)).size""")
    assert shown == len(rows)


def test_every_choice_of_a_filter_is_tried(page: Page) -> None:
    offered = page.evaluate("""() => [...document.querySelectorAll("#mx-form input[type=checkbox]")]
      .map((box) => `${box.name}=${box.value}`)""")
    tried = {part for query, _ in FILTERS for part in query.split("&")}
    assert len(offered) > 10
    assert set(offered) <= tried


def test_without_a_filter_everything_is_shown(page: Page, table: list[Row]) -> None:
    assert printed(page) == wanted_cells(table)
    assert counted(page) == wanted_counts(table, table)
    expect(page.locator("#mx-status")).to_have_text("All 44 entries.")
    assert page.locator("#mx-counts td.cw-mx-gap").get_attribute("data-cell") == "ketamine CRP"
    expect(page.locator("#mx-changes")).to_be_hidden()


def test_what_changes_is_said(
    blank: Page, address: str, table: list[Row], database: sqlite3.Connection
) -> None:
    blank.goto(f"{address}?view=counts&design=meta-analysis&design=randomised-trial")
    rows = where(database, table, "design IN ('meta-analysis', 'randomised-trial')")
    before, after = wanted_counts(table, table), wanted_counts(table, rows)

    def sign(pair: tuple[int, ...]) -> str:
        if not pair or pair[:2] == (0, 0):
            return "no study"
        return "more" if pair[0] > pair[1] else "fewer" if pair[0] < pair[1] else "even"

    changed = [cell for cell in before if sign(before[cell]) != sign(after[cell])]
    assert changed
    marked = blank.evaluate("""() => [...document.querySelectorAll("#mx-counts td")]
      .filter((td) => !td.querySelector(".cw-mx-was").hidden).map((td) => td.dataset.cell)""")
    assert marked == changed
    assert blank.locator("#mx-changes li").count() == len(changed)
    emptied = [cell for cell in changed if sign(after[cell]) == "no study"]
    turned = len(changed) - len(emptied)
    status = blank.locator("#mx-status").inner_text()
    assert f" {turned} cell" in status or (not turned and "No cell changes" in status)
    assert (f" {len(emptied)} cell" in status and "no study left" in status) == bool(emptied)
    ofwhole = blank.locator("#mx-counts .cw-mx-whole:visible")
    assert ofwhole.count() == blank.locator("#mx-counts a[class*=cw-v-]").count()
    blank.click("#mx-changes summary")
    expect(blank.locator("#mx-changes")).to_contain_text("not run again in your browser")


def test_an_open_filter_leaves_the_table_in_view(blank: Page, address: str) -> None:
    blank.set_viewport_size({"width": 1280, "height": 900})
    blank.goto(f"{address}?view=counts")
    blank.locator("[data-view=counts]").scroll_into_view_if_needed()
    blank.click(".cw-mx-filters summary")
    blank.evaluate("document.querySelector('.cw-mx-grid').scrollIntoView({block: 'center'})")
    expect(blank.locator("#mx-status")).to_be_in_viewport()
    expect(blank.locator("#mx-counts tbody tr").first).to_be_in_viewport()


@pytest.mark.full
def test_a_tap_on_a_cell_opens_it(blank: Page, address: str) -> None:
    blank.goto(f"{address}?view=counts")
    cell = blank.locator("[data-cell='ect IL-6']").locator("visible=true")
    wanted = cell.locator("a.cw-mx-answer, a.cw-mx-claim").first.get_attribute("href") or ""
    box = cell.bounding_box()
    assert box
    cell.click(position={"x": box["width"] - 4, "y": 4})
    blank.wait_for_url(f"**/{wanted.removeprefix('../')}")


def test_the_keyboard_passes_the_marks_by(blank: Page, address: str) -> None:
    blank.goto(f"{address}?view=counts")
    past = blank.locator("#mx-counts .cw-mx-past a")
    past.focus()
    expect(past).to_be_in_viewport()
    blank.keyboard.press("Enter")
    blank.keyboard.press("Tab")
    assert focused(blank) == "CSV"


def test_the_state_goes_into_the_address_and_comes_back(
    new_page: Page, reader: BrowserContext
) -> None:
    page = new_page
    page.click("[data-view=counts]")
    page.click(".cw-mx-filters summary")
    page.check("input[name=design][value=cohort]")
    page.check("input[name=question][value=change]")
    page.fill("input[name=population]", "depression & more? #1")
    page.fill("input[name=population]", "depression")
    page.fill("input[name=from]", "2016")
    page.select_option("#mx-study", "Kiraly2017")
    page.click("[data-do=without]")
    query = parse_qs(urlsplit(page.url).query)
    assert query == parse_qs(
        "view=counts&design=cohort&question=change&population=depression"
        "&from=2016&without=Kiraly2017"
    )
    other = reader.new_page()
    other.goto(page.url)
    for read in (counted, printed, lambda p: p.locator("#mx-status").inner_text()):
        assert read(other) == read(page)
    expect(other.locator("#mx-counts")).to_be_visible()
    expect(other.locator("#mx-printed")).to_be_hidden()
    assert other.locator("input[name=population]").input_value() == "depression"
    assert page.evaluate("history.length") == 2, "typing fills no history"
    other.close()


@pytest.mark.full
def test_each_view_has_its_link(blank: Page, address: str) -> None:
    for view in VIEWS:
        blank.goto(f"{address}?view={view}")
        assert [v for v in VIEWS if blank.locator(f"#mx-{v}").is_visible()] == [view]
        assert blank.locator("[data-view][aria-current=page]").get_attribute("data-view") == view
    link = blank.locator("[data-view=counts]").get_attribute("href")
    assert link is not None
    assert link.endswith("?view=counts")


def test_an_address_of_nonsense_does_no_harm(blank: Page, address: str) -> None:
    blank.goto(f"{address}?view=x&design=%3Cb%3E&without=__proto__&from=abc&question=%25#%")
    expect(blank.locator("#mx-status")).to_have_text("All 44 entries.")
    expect(blank.locator("#mx-printed")).to_be_visible()


def test_a_link_to_a_cell_shows_the_printed_table(blank: Page, address: str) -> None:
    blank.goto(f"{address}?view=counts#T1.ect.none.IL-6")
    expect(blank.locator("[id='T1.ect.none.IL-6']")).to_be_in_viewport()


@pytest.mark.full
def test_reset_undoes_everything(blank: Page, address: str, table: list[Row]) -> None:
    blank.goto(f"{address}?design=cohort&population=x&to=2017&without=Kruse2018&identity=named")
    blank.click("#mx-form button[type=reset]")
    expect(blank.locator("#mx-status")).to_have_text("All 44 entries.")
    assert printed(blank) == wanted_cells(table)
    assert blank.url == address
    expect(blank.locator("#mx-removed button")).to_have_count(0)


def test_by_keyboard_alone(page: Page, table: list[Row]) -> None:
    """From a view to a mark, its panel, out with the study, and back again."""
    press = page.keyboard.press
    page.locator("[data-view=printed]").focus()
    press("Tab")
    press("Enter")
    expect(page.locator("#mx-counts")).to_be_visible()
    tab_to(page, lambda: page.evaluate("document.activeElement.dataset.entry") == "0")
    name = page.evaluate("document.activeElement.querySelector('.cw-sr').textContent")
    press("Enter")
    expect(page.locator("#mx-panel")).to_be_visible()
    expect(page.locator("#mx-panel-title")).to_be_focused()
    assert name.startswith(page.locator("#mx-panel-title").inner_text())
    press("Escape")
    expect(page.locator("#mx-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.entry") == "0", "the focus returns"
    press("Enter")
    tab_to(page, lambda: "without this study" in focused(page))
    press("Enter")
    expect(page.locator("#mx-panel")).to_be_hidden()
    assert focused(page).startswith("Put back")
    key = parse_qs(urlsplit(page.url).query)["without"][0]
    assert printed(page) == wanted_cells([r for r in table if r["reference"] != key])
    press("Enter")
    assert printed(page) == wanted_cells(table)
    expect(page.locator("#mx-status")).to_be_focused()
    tab_to(page, lambda: "Filter" in focused(page))
    press("Enter")
    press("Tab")
    press("Space")
    expect(page.locator("#mx-status")).not_to_contain_text("All 44")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def tab_to(page: Page, reached: Callable[[], bool]) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if reached():
            return
    raise AssertionError("not reached with the tab key")


def test_a_panel_for_every_mark(page: Page, table: list[Row]) -> None:
    """Each entry, in each view, opens the panel of its own study; the links of it lead on.

    By default it is tried on every fifth.
    """
    step = 5 if in_small() else 1
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        seen = page.evaluate(f"""() => [...document.querySelectorAll("#mx-{view} [data-entry]")]
          .filter((_, place) => place % {step} === 0).map((mark) => {{
            mark.click();
            const panel = document.getElementById("mx-panel");
            const result = [mark.getAttribute("href"), panel.open,
              panel.querySelector(".cw-mx-links a").getAttribute("href"),
              panel.querySelectorAll("dt").length];
            panel.close();
            return result;
          }})""")
        assert len(seen) >= len(table) / step
        for href, was_open, link, facts in seen:
            assert was_open
            assert href == link
            assert facts == 4, "study, review, source, agreement"


def test_the_panel_says_what_the_database_says(page: Page, database: sqlite3.Connection) -> None:
    page.click("[id='T1.ect.predictor.IL-6'] a[href*=Du2024]")
    panel = page.locator("#mx-panel")
    says = database.execute(
        "SELECT says FROM findings WHERE reference = 'Du2024' AND "
        "treatment = 'ect' AND marker = 'IL-6'"
    ).fetchall()
    assert len(says) == 3
    for (sentence,) in says:
        expect(panel).to_contain_text(sentence)
    expect(panel).to_contain_text("Predictor of treatment response")
    expect(panel).to_contain_text("The source looked, and found no association.")
    page.mouse.click(5, 5)
    expect(panel).to_be_hidden()


def download(page: Page, kind: str) -> bytes:
    with page.expect_download() as event:
        page.click(f"[data-do={kind}]")
    return Path(event.value.path()).read_bytes()


def test_the_csv_is_what_is_shown(
    blank: Page, address: str, table: list[Row], database: sqlite3.Connection
) -> None:
    blank.goto(f"{address}?view=sources&question=baseline&without=Kruse2018")
    condition = f"refs.key <> 'Kruse2018' AND {ASKED.format('baseline')}"
    rows = where(database, table, condition)
    found = list(csv.DictReader(io.StringIO(download(blank, "csv").decode())))
    known_day = blank.locator("meta[name=claimweave-day]")
    day = known_day.get_attribute("content") if known_day.count() else ""
    columns = ("treatment", "relation", "marker", "reference", "number")
    assert [{c: r[c] for c in columns} for r in found] == rows
    for row in found:
        known = database.execute(
            "SELECT refs.year, identity, design, population FROM refs "
            "JOIN studies USING (key) WHERE refs.key = ?",
            (row["reference"],),
        ).fetchone()
        wanted = tuple("" if value is None else str(value) for value in known)
        assert (row["year"], row["identity"], row["design"], row["population"]) == wanted
        assert "baseline: " in row["reports"]
        assert row["address"] == f"{address}?view=sources&question=baseline&without=Kruse2018"
        assert "without Kruse 2018 [48]" in row["shown"]
        assert row["as_of"] == day


@pytest.mark.parametrize(
    "view",
    [VIEWS[1], *(pytest.param(view, marks=pytest.mark.full) for view in (VIEWS[0], *VIEWS[2:]))],
)
def test_the_picture_is_what_is_shown(blank: Page, address: str, view: str) -> None:
    blank.goto(f"{address}?view={view}&from=2018")
    svg = ET.fromstring(download(blank, "svg"))  # noqa: S314 - our own
    text = " ".join(svg.itertext())
    assert blank.locator("#mx-status").inner_text().split(".")[0] in text
    assert "from=2018" in text
    if view == "counts":
        marks = [p for p in svg.iter("{http://www.w3.org/2000/svg}path") if p.get("transform")]
        shown = len(printed(blank))
        designs = blank.evaluate("""() => new Set([...document.querySelectorAll(
          "#mx-counts li:not([hidden]) > .cw-mx-mark path")]
          .map((p) => p.getAttribute("d"))).size""")
        assert len(marks) == shown + designs + len(labels.FILLS), (
            "a mark for each entry, and one for each shape and each fill in the legend"
        )
    else:
        assert "Dellink 2025" in text
        assert "Hannestad 2011" not in text
    png = download(blank, "png")
    assert png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(png[i : i + 4]) for i in (16, 20))
    assert (width, height) == (2 * float(svg.get("width") or 0), 2 * float(svg.get("height") or 0))


def test_the_citation_names_what_is_shown(blank: Page, address: str) -> None:
    blank.goto(f"{address}?without=Kruse2018")
    blank.click("[data-do=cite]")
    citation = blank.locator("#mx-panel textarea").input_value()
    assert "43 of 44 entries: without Kruse 2018 [48]." in citation
    assert citation.endswith(f"{address}?without=Kruse2018")
    blank.click(".cw-mx-close")
    assert blank.evaluate("document.activeElement.dataset.do") == "cite"


@pytest.mark.full
def test_without_scripts_the_three_views_stand(browser: Browser, address: str) -> None:
    with page_at(browser, address, java_script_enabled=False) as page:
        tops = []
        for view in VIEWS:
            section = page.locator(f"#mx-{view}")
            expect(section).to_be_visible()
            expect(section.locator("table")).to_be_visible()
            box = section.bounding_box()
            assert box
            tops.append(box["y"])
        assert tops == sorted(tops)
        expect(page.locator("#mx-form")).to_be_hidden()
        expect(page.locator(".cw-mx-nav")).to_be_hidden()
        assert page.locator("#mx-counts .cw-mx-mark").count() == 44


def test_a_strangers_text_stays_text(base: EvidenceBase, site: Path) -> None:
    """The JSON block holds no sign that could end it, and comes back as it was."""
    text = (site / "table-1" / "index.html").read_text(encoding="utf-8")
    block = text.split('id="matrix-data">', 1)[1].split("</script>", 1)[0]
    assert len(json.loads(block)["entries"]) == 44
    assert not set("<>&") & set(block)
    assert base.review.settings
    assert base.review.settings.table
    hostile = "</script><script>alert(1)</script>&lt;!--"
    table = base.review.settings.table
    found = matrix_json(base, table, Links("table-1.md"), (), {"rows": {"x": hostile}})
    assert not set("<>&") & set(found)
    assert json.loads(found)["rows"]["x"] == hostile


def states(page: Page, address: str, views: Iterable[str] = VIEWS) -> Iterator[tuple[str, str]]:
    """Bring the page into each state; yield its name, and what the state before had not shown."""
    for view in views:
        page.goto(f"{address}?view={view}&design=cohort&without=Kruse2018")
        page.click("#mx-changes summary")
        page.click(".cw-mx-filters summary")
        yield view, f"#mx-{view}" if view != VIEWS[0] else "article"
        page.locator(f"#mx-{view} [data-entry]:visible").first.click()
        yield f"{view}, panel", "#mx-panel"
    page.click(".cw-mx-close")
    page.click("[data-do=cite]")
    yield "citation", "#mx-panel"


SCREENS = {"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 360, "height": 900}}


@pytest.mark.parametrize(
    "screen", [pytest.param(SCREENS[0], marks=pytest.mark.full), SCREENS[1]], ids=["wide", "narrow"]
)
def test_no_state_is_too_wide(browser: Browser, address: str, screen: dict[str, Any]) -> None:
    with page_at(browser, "about:blank", reduced_motion="reduce", **screen) as page:
        for state, _ in states(page, address, VIEWS[1:2] if in_small() else VIEWS):
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= screen["viewport"]["width"], state


def test_what_opens_is_accessible(browser: Browser, address: str) -> None:
    """The table itself is asked about with all pages, and each state as a whole further below."""
    found = []
    options = {"color_scheme": "light", "reduced_motion": "reduce", **SCREENS[0]}
    with page_at(browser, "about:blank", **options) as page:
        for state, part in states(page, address, VIEWS[1:2]):
            if part == "#mx-panel":
                found += [f"{state}: {fault}" for fault in violations(page, part)]
    assert not found, "\n".join(found)


@pytest.mark.full
@pytest.mark.parametrize("screen", SCREENS, ids=["wide", "narrow"])
def test_the_whole_page_is_accessible_in_each_state(
    browser: Browser, address: str, screen: dict[str, Any]
) -> None:
    found = []
    options = {"color_scheme": "light", "reduced_motion": "reduce", **screen}
    with page_at(browser, "about:blank", **options) as page:
        for state, _ in states(page, address):
            found += [f"{state}: {fault}" for fault in violations(page)]
    assert not found, "\n".join(found)


def test_marks_are_large_enough(blank: Page, address: str) -> None:
    for view in ("counts", "sources"):
        blank.goto(f"{address}?view={view}")
        small = blank.evaluate(f"""() => [...document.querySelectorAll(
          "#mx-{view} [data-entry], .cw-mx-actions button, .cw-mx-nav a, " +
          "#mx-form button:not([hidden])")]
          .map((e) => e.getBoundingClientRect())
          .filter((r) => r.width < 24 || r.height < 24).length""")
        assert small == 0
