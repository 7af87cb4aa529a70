"""The figure of the home page: each of its numbers recounted, and both of its states in a browser.

The recount reads the published table and the published database, and knows nothing of the engine.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from browsing import watch
from shared_pages import page_at

PAIRS = [(t, m) for t in ("antidepressants", "ect", "ketamine") for m in ("CRP", "IL-6", "TNF-α")]
SIGNED = {"positive", "negative", "mixed"}
Place = tuple[tuple[str, str], str, str]


# The oracle: the published table, and what the published database says that sources report.


def together(directions: set[str]) -> str:
    """Several results of one work: what is unseen or has no sign says nothing beside others."""
    kept = directions - {"not-reported"} or directions
    kept = kept - {"unsigned"} if kept & SIGNED else kept
    return kept.pop() if len(kept) == 1 else "mixed"


def reported(database: sqlite3.Connection, key: str, pair: tuple[str, str]) -> str:
    """What one work reports on a pair: a direction, or why there is none."""
    found = database.execute(
        "SELECT question, direction FROM findings "
        "WHERE reference = ? AND treatment = ? AND marker = ?",
        (key, *pair),
    ).fetchall()
    own = {direction for question, direction in found if question == "baseline"}
    if own:
        return together(own)
    if found:
        return "another question"
    read = database.execute("SELECT 1 FROM studies WHERE key = ?", (key,)).fetchone()
    return "silent" if read else "not read"


CITED = (
    "SELECT DISTINCT reference FROM evidence "
    "WHERE number IS NOT NULL AND reference <> 'SourceReview'"
)


@pytest.fixture(scope="module")
def recounted(site: Path) -> list[Place]:
    """Each mark that there must be: its pair, where it is filed, and what its source reports."""
    with (site / "data" / "table-1.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    address = f"file:{site / 'data' / 'evidence.sqlite'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        cited = [key for (key,) in database.execute(CITED)]
        filed = [((r["treatment"], r["marker"]), r["relation"], r["reference"]) for r in rows]
        marks = [(pair, relation, reported(database, key, pair)) for pair, relation, key in filed]
        listed = {(*pair, key) for pair, _, key in filed}
        for pair in PAIRS:
            for key in cited:
                said = reported(database, key, pair)
                unlisted = (*pair, key) not in listed
                if unlisted and said not in ("another question", "silent", "not read"):
                    marks.append((pair, "", said))
    assert len(rows) > 40
    assert len(marks) > len(rows)
    return marks


PLACES = {
    "positive": ("positive",),
    "negative": ("negative",),
    "none": ("none",),
    "mixed or sign not said": ("mixed", "unsigned"),
    "result not seen": ("not-reported",),
    "another question": ("another question",),
    "silent or not read": ("silent", "not read"),
}
FILED = {
    "Predictor of treatment response": ("predictor",),
    "No significant association with treatment response": ("none",),
    "Results of cited works": ("",),
}
STATES = {"filed": FILED, "found": PLACES}


@pytest.fixture(scope="module")
def home(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "index.html").read_bytes(), "html.parser")


def one(within: BeautifulSoup | Tag, selector: str) -> Tag:
    found = within.select(selector)
    assert len(found) == 1, selector
    return found[0]


def said(home: BeautifulSoup, state: str) -> str:
    return " ".join(one(home, f".cw-ff-{state} .cw-ff-said").get_text(" ").split())


def standing(recounted: list[Place], state: str, words: tuple[str, ...]) -> list[Place]:
    """The marks that stand under one of these words."""
    if state == "filed":
        return [place for place in recounted if place[1] in words]
    return [place for place in recounted if place[2] in words]


def filed_as(mark: Tag) -> str:
    """Where the look of a mark says that the table has it."""
    if "cw-ff-left" in mark["class"]:
        return ""
    return "predictor" if "cw-s-supports" in mark["class"] else "none"


@pytest.mark.parametrize("state", STATES)
def test_each_mark_stands_where_the_data_have_it(
    home: BeautifulSoup, recounted: list[Place], state: str
) -> None:
    table = one(home, f".cw-ff-{state} table")
    heads = [one(head, ".cw-ff-word").get_text() for head in table.select(".cw-ff-heads th")]
    assert heads == [*STATES[state]]
    lines = table.select("tbody tr")
    assert len(lines) == len(PAIRS)
    for pair, line in zip(PAIRS, lines, strict=True):
        cells = line.find_all("td")
        for words, cell in zip(STATES[state].values(), cells, strict=True):
            here = [filed for at, filed, _ in standing(recounted, state, words) if at == pair]
            shown = [filed_as(mark) for mark in cell.select("a")]
            assert sorted(shown) == sorted(here), (pair, words)


@pytest.mark.parametrize("state", STATES)
def test_each_number_over_a_column_is_that_of_its_marks(
    home: BeautifulSoup, recounted: list[Place], state: str
) -> None:
    for head in home.select(f".cw-ff-{state} .cw-ff-heads th"):
        words = STATES[state][one(head, ".cw-ff-word").get_text()]
        here = Counter(bool(filed) for _, filed, _ in standing(recounted, state, words))
        seen = "".join(
            part
            for part in head.find_all(string=True)
            if part.parent and "cw-sr" not in part.parent.get("class", [])
        )
        number, *more = re.findall(r"\d+", seen)
        wanted = [here[True], here[False]] if here[True] else [here[False]]
        assert [int(number), *map(int, more)] == [n for n in wanted if n]


def test_no_mark_is_lost_between_the_two(home: BeautifulSoup, recounted: list[Place]) -> None:
    ids = {
        state: sorted(mark["data-mark"] for mark in home.select(f".cw-ff-{state} [data-mark]"))
        for state in STATES
    }
    assert ids["filed"] == ids["found"]
    assert len(ids["filed"]) == len(set(ids["filed"])) == len(recounted)
    for number in ids["filed"]:
        filed, found = home.select(f"[data-mark='{number}']")
        assert filed["href"] == found["href"]
        line = [mark.find_parent("tr") for mark in (filed, found)]
        names = [one(each, "th").get_text() for each in line if each]
        assert names[0] == names[1], "a mark stays in its line"


def test_each_number_of_the_sentences_is_in_the_data(
    home: BeautifulSoup, recounted: list[Place]
) -> None:
    entries = [(filed, found) for _, filed, found in recounted if filed]
    filed = Counter(relation for relation, _ in entries)
    beside = len(recounted) - len(entries)
    lead, one_side, other_side = f"{len(entries)} entries", filed["predictor"], filed["none"]
    numbers = [int(n) for n in re.findall(r"\d+", said(home, "filed").replace("Table 1", ""))]
    assert numbers == [len(entries), one_side, other_side, beside]
    assert said(home, "filed").startswith(lead)
    agree = sum(
        found in ({"none"} if relation == "none" else SIGNED | {"unsigned"})
        for relation, found in entries
    )
    found = Counter(found for _, found in entries)
    told = said(home, "found")
    assert told.startswith(f"{agree} of {len(entries)} have a source")
    for number, words in (
        (found["another question"], "answer another question"),
        (found["not-reported"], "looked, and we saw no results"),
        (found["not read"], "were not read"),
        (beside, "diamonds"),
    ):
        assert f"{number} {words}" in told
    rest = told.split("Of the rest, ")[1].split(".")[0]
    assert sum(map(int, re.findall(r"\d+", rest))) == len(entries) - agree


def test_each_mark_and_each_line_leads_to_what_it_stands_for(
    home: BeautifulSoup, site: Path
) -> None:
    pages: dict[str, str] = {}
    links = home.select(".cw-ff tbody a")
    assert len(links) > 100
    for link in links:
        path, _, anchor = str(link["href"]).partition("#")
        text = pages.setdefault(path, (site / path / "index.html").read_text(encoding="utf-8"))
        assert not anchor or f'id="{anchor}"' in text, link["href"]
        assert link.get_text(strip=True), "it has a name"


# In a browser.


WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SWITCH = "label:has(#cw-ff-to-found)"
SEEN = """() => Object.fromEntries(["filed", "found"].map((state) => [state,
  [...document.querySelectorAll(`.cw-ff-${state} [data-mark]`)]
    .filter((mark) => mark.checkVisibility({ visibilityProperty: true })).length]))"""
LINES = """() => ["filed", "found"].map((state) =>
  [...document.querySelectorAll(`.cw-ff-${state} tbody th`)]
    .map((head) => Math.round(head.getBoundingClientRect().top)))"""
# Each motion waits at its start, however long the page is not looked at.
HOLD = """() => {
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...how) {
    const one = animate.apply(this, how);
    one.pause();
    return one;
  };
}"""
HELD = """() => {
  const at = (mark) => mark.getBoundingClientRect();
  document.getAnimations().forEach((one) => { one.currentTime = 0; });
  const away = [...document.querySelectorAll(".cw-ff-found [data-mark]")].map((mark) => {
    const twin = document.querySelector(`.cw-ff-filed [data-mark="${mark.dataset.mark}"]`);
    return Math.hypot(at(mark).x - at(twin).x, at(mark).y - at(twin).y);
  });
  document.getAnimations().forEach((one) => one.finish());
  return [Math.max(...away), document.getAnimations().length];
}"""


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """A reader who wants no motion, on a wide screen; the page must raise no error."""
    with page_at(browser, "about:blank", viewport=WIDE, reduced_motion="reduce") as page:
        faults = watch(page)
        page.goto(address)
        yield page
        assert faults == []


def seen(page: Page) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(SEEN)
    return found


@pytest.mark.browser
def test_the_switch_shows_one_state_and_tells_it(reader: Page, recounted: list[Place]) -> None:
    total = len(recounted)
    assert seen(reader) == {"filed": total, "found": 0}
    first = reader.locator(".cw-ff").bounding_box()
    reader.click(SWITCH)
    assert reader.evaluate("document.getAnimations().length") == 0, "no motion is wanted"
    assert seen(reader) == {"filed": 0, "found": total}
    expect(reader.locator(".cw-ff-found .cw-ff-lead")).to_be_visible()
    told = " ".join(reader.locator("#cw-ff-told").inner_text().split())
    assert told.startswith(reader.locator(".cw-ff-found .cw-ff-lead").inner_text())
    assert reader.locator(".cw-ff").bounding_box() == first, "nothing below it moves"


@pytest.mark.browser
def test_by_keyboard(reader: Page) -> None:
    reader.focus("#cw-ff-to-filed")
    reader.keyboard.press("ArrowRight")
    expect(reader.locator("#cw-ff-to-found")).to_be_focused()
    assert seen(reader)["filed"] == 0
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    inside = "document.activeElement.closest('.cw-ff') !== null"
    assert not reader.evaluate(inside), "past the marks"
    reader.keyboard.press("Shift+Tab")
    assert reader.evaluate("document.activeElement.closest('.cw-ff-found') !== null")


@pytest.mark.browser
@pytest.mark.full
def test_from_home_to_an_answer_in_one_action(reader: Page) -> None:
    reader.locator(".cw-ff-filed").get_by_role("link", name="ECT IL-6").click()
    expect(reader.locator("h1")).to_contain_text("IL-6")
    expect(reader.locator(".cw-answer")).to_contain_text("no test for one patient")


@pytest.mark.browser
@pytest.mark.parametrize(
    "screen", [pytest.param(WIDE, marks=pytest.mark.full), PHONE], ids=["wide", "phone"]
)
def test_the_states_lie_upon_each_other_and_fit(
    browser: Browser, address: str, screen: dict[str, Any]
) -> None:
    with page_at(browser, address, viewport=screen, reduced_motion="reduce") as page:
        filed, found = page.evaluate(LINES)
        assert filed == found == sorted(filed)
        assert len(set(filed)) == len(PAIRS)
        for _ in STATES:
            assert page.evaluate("document.documentElement.scrollWidth") == screen["width"]
            small = page.evaluate("""() => [...document.querySelectorAll(".cw-ff :is(a, label)")]
              .filter((one) => one.checkVisibility({ visibilityProperty: true })
                && !one.closest(".cw-mx-past"))
              .map((one) => one.getBoundingClientRect())
              .filter((box) => box.width < 24 || box.height < 24).length""")
            assert small == 0
            page.click(SWITCH)
        if screen is PHONE:  # as filed, and wide, it is asked about with all pages
            page.click(SWITCH)
            assert violations(page, ".cw-ff") == []


@pytest.mark.browser
def test_each_mark_sets_out_from_where_it_was_filed(browser: Browser, address: str) -> None:
    with page_at(browser, address, viewport=WIDE, reduced_motion="no-preference") as page:
        page.evaluate(HOLD)
        page.click(SWITCH)
        away, moving = page.evaluate(HELD)
        assert away < 1
        assert moving == 0
        filed, found = page.evaluate(LINES)
        assert filed == found


@pytest.mark.browser
def test_a_table_too_long_for_that_shows_one_state_in_place_of_the_other(reader: Page) -> None:
    reader.evaluate("document.querySelector('.cw-ff').classList.remove('cw-ff-laid')")
    for state, other in (("found", "filed"), ("filed", "found")):
        reader.click(f"label:has(#cw-ff-to-{state})")
        expect(reader.locator(f".cw-ff-{state} table")).to_be_visible()
        expect(reader.locator(f".cw-ff-{other} table")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("how", ["without scripts", "in print"])
def test_both_states_stand_below_each_other(
    browser: Browser, address: str, recounted: list[Place], how: str
) -> None:
    with page_at(browser, address, java_script_enabled=how == "in print") as page:
        if how == "in print":
            page.emulate_media(media="print")
        tops = []
        for state in STATES:
            section = page.locator(f".cw-ff-{state}")
            expect(section.locator("h2")).to_be_visible()
            expect(section.locator(".cw-ff-lead")).to_be_visible()
            marks = section.locator("[data-mark]")
            assert marks.count() == len(recounted)
            expect(marks.last).to_be_visible()
            box, last = section.bounding_box(), marks.last.bounding_box()
            assert box
            assert last
            tops += [box["y"], last["y"]]
        assert tops == sorted(tops)
        expect(page.locator(".cw-ff-switch")).to_be_hidden()
