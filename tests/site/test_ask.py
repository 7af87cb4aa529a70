"""The panel in which a claim is asked differently, in a real browser, against the engine."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from accessibility import violations
from ask_page import (
    NOWHERE,
    PHONE,
    SOMEWHERE,
    STATUS,
    label,
    of_cells,
    opened_panel,
    said,
    shown,
    wanted,
)
from browsing import context, watch
from claimweave.addresses.term_addresses import answer_pages
from claimweave.evidence.answers import answers
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.by_term import basis
from policy_walk import listening_page
from python_page import Evidence, State, address_of, random_state
from shared_pages import page_at

pytestmark = pytest.mark.browser

ZEROS = "0" * 1000
WANTED_VALUE = "one value is wanted, 1, 0 or NULL."


@pytest.fixture(scope="module")
def evidence(site: Path) -> Evidence:
    return Evidence(
        (site / "data" / "evidence.sqlite").read_bytes(),
        json.loads((site / "assets" / "ask.json").read_text(encoding="utf-8")),
    )


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page for all tests, whose reader has the files from the first of them."""
    with context(browser, reduced_motion="reduce") as reader:
        found = reader.new_page()
        faults = watch(found)
        yield found
        assert faults == []


def go(page: Page, address: str, claim_id: str, query: str = "") -> Locator:
    """Open the panel of a claim; return what it says once it has said it."""
    return opened_panel(page, f"{address}claims/{claim_id}/{query}")


@pytest.mark.full
@pytest.mark.parametrize("every", [13, 1])
def test_under_random_changes_the_panel_shows_what_the_engine_computes(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence, every: int
) -> None:
    for place, claim_id in enumerate(list(base.check_results)[::every]):
        chance = random.Random(place)  # noqa: S311 - no secret
        state = random_state(chance, base, evidence)
        readings = ["", *base.check_results[claim_id].readings]
        chosen = chance.choice(readings) if len(readings) > 2 else ""
        state = State(state.changes, state.lenses or ("read",), chosen)
        go(page, address, claim_id, address_of(state))
        assert shown(page) == wanted(base, evidence, claim_id, state), (claim_id, state)


@pytest.mark.full
def test_from_the_home_page_in_three_actions_and_the_link_gives_the_same_on_a_phone(
    page: Page, browser: Browser, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    page.goto(address)
    links = page.get_by_role("link", name="Ask it differently")
    addresses = [urlsplit(link.get_attribute("href") or "") for link in links.all()]
    claim_ids = [link.path.split("/")[-2] for link in addresses]
    near = {claim_id: cited_below(base, claim_id) for claim_id in claim_ids}
    claim_id = max(near, key=lambda one: len(near[one]))
    key = near[claim_id][0]
    actions = [
        page.locator(f"a[href$='{claim_id}/#cw-ask']").click,
        page.locator(f"#cw-ask [data-work='{key}']").uncheck,
        page.locator("#cw-ask [data-lens=read]").check,
    ]
    assert len(actions) == 3
    for act in actions:
        act()  # none of them needs another one first: what it is about is in sight
    status = page.locator(STATUS)
    expect(status).to_contain_text("With 2 changes")
    state = State(({"kind": "withdraw", "key": key},), ("read",))
    assert shown(page) == wanted(base, evidence, claim_id, state)
    with page_at(browser, page.url, **PHONE) as other:
        assert said(other).inner_text() == status.inner_text()
        assert shown(other) == shown(page)
        assert other.evaluate("document.documentElement.scrollWidth") <= 360


def cited_below(base: EvidenceBase, claim_id: str) -> list[str]:
    """Return the works that are cited for and against what a conclusion rests on."""
    below = basis(base.review.claims, base.review.claims[claim_id])
    uses = [u for c in below for u in base.facts.cited_uses(c.id, "supports", "contradicts")]
    return list(dict.fromkeys(use.reference.key for use in uses))


def test_without_a_study_and_under_a_lens_it_follows_and_what_was_changed_is_taken_back(
    page: Page, browser: Browser, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    claim_id = of_cells(base)
    status = go(page, address, claim_id)
    assert shown(page) == wanted(base, evidence, claim_id, State())
    assert status.inner_text().startswith("As the evidence stands: ")
    key = next(item[1] for r in base.robustness[claim_id].values() for _, (item, *_) in r.shortest)
    page.locator(f"#cw-ask [data-work='{key}']").uncheck()
    page.locator("#cw-ask [data-lens=read]").check()
    expect(status).to_contain_text("With 2 changes")
    state = State(({"kind": "withdraw", "key": key},), ("read",))
    assert shown(page) == wanted(base, evidence, claim_id, state)
    before = wanted(base, evidence, claim_id, State())[1]
    turned = sum(a != b for a, b in zip(shown(page)[1], before, strict=True))
    assert f" {turned or 'None'} of {len(shown(page)[1])} readings come" in status.inner_text()
    assert parse_qs(urlsplit(page.url).query) == {"withdraw": [key], "lens": ["read"]}
    sentence, url = status.inner_text(), page.url
    with page_at(browser, url, **PHONE) as other:
        assert said(other).inner_text() == sentence
        assert shown(other) == wanted(base, evidence, claim_id, state)
        assert other.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name=f"Take back: {base.review.lenses['read'].label}").click()
    expect(status).to_contain_text("With 1 change")
    assert page.evaluate("document.activeElement.id") == "cw-ask-open", "focus is not lost"
    page.get_by_role("button", name="Start again").click()
    expect(status).to_contain_text("As the evidence stands")
    assert urlsplit(page.url).query == ""


@pytest.mark.full
def test_the_shortest_change_turns_it(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    claim_id = of_cells(base)
    go(page, address, claim_id)
    name = next(n for n, firm in base.robustness[claim_id].items() if firm.shortest)
    move, items = base.robustness[claim_id][name].shortest[0]
    page.locator(".cw-ask-turns summary").click()
    page.locator(".cw-ask-turns button").first.click()
    expect(page.locator(STATUS)).to_contain_text("With ")
    fields = ("claim", "reference", "stance")
    state = State(tuple({"kind": move, **dict(zip(fields, i, strict=True))} for i in items))
    found = wanted(base, evidence, claim_id, state)
    assert shown(page) == found
    at = list(base.check_results[claim_id].readings).index(name)
    assert found[1][at] != label(base.check_results[claim_id].readings[name].verdict)


def test_a_study_that_does_not_exist_a_threshold_and_a_reading(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    claim_id = next(
        c for c, n, t in base.threshold_moves if len(base.check_results[c].readings) > 1
    )
    threshold = next(t for c, _, t in base.threshold_moves if c == claim_id)
    go(page, address, claim_id)
    page.get_by_text("Add a study that does not exist").click()
    page.get_by_label("It reports", exact=True).select_option("contradicts")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#cw-ask .cw-ask-result")).to_contain_text(
        "would fall out under “50 participants or more”: what that asks for was not said."
    )
    page.get_by_label("Its participants").fill("200")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(STATUS)).to_contain_text("With 2 changes")
    value = base.review.thresholds[threshold].value + 1
    page.get_by_label(f"“{threshold}”").fill(str(value))
    page.get_by_label(f"“{threshold}”").press("Tab")
    expect(page.locator(STATUS)).to_contain_text("With 3 changes")
    name = list(base.check_results[claim_id].readings)[-1]
    page.locator(f"#cw-ask input[type=radio][value='{name}']").check()
    about = page.locator("#cw-ask-claim").input_value()
    made = {"kind": "add", "claim": about, "stance": "contradicts"}
    made |= dict.fromkeys(("design", "participants", "question"), "")
    raised = {"kind": "threshold", "name": threshold, "value": str(value)}
    state = State((made, made | {"participants": "200"}, raised), (), name)
    expect(page.locator("#cw-ask .cw-ask-readings [aria-current]")).to_have_count(1)
    assert shown(page) == wanted(base, evidence, claim_id, state)


@pytest.mark.full
def test_all_as_they_report_themselves(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    claim_id = of_cells(base)
    go(page, address, claim_id)
    page.locator("#cw-ask [data-own='*']").check()
    expect(page.locator(STATUS)).to_contain_text("With 1 change")
    state = State(({"kind": "reported", "key": "*"},))
    assert shown(page) == wanted(base, evidence, claim_id, state)


def test_the_query_itself_is_changed_run_and_ended(
    page: Page, address: str, base: EvidenceBase
) -> None:
    go(page, address, of_cells(base))
    page.get_by_text("The query itself").click()
    query = page.get_by_label("It runs on the evidence as you changed it")
    output = page.locator("#cw-ask details > [role=status]")
    for sql, words in (
        ("SELECT 1", "✓ Check holds"),
        ("SELECT nobody", "It cannot run: no such column: nobody"),
        ("SELECT 1, 2", f"It yields no verdict: {WANTED_VALUE} It yields 1, 2."),
        (
            "SELECT hex(zeroblob(600)), NULL",
            f"It yields no verdict: {WANTED_VALUE} It yields {ZEROS}… (1200 characters), NULL.",
        ),
    ):
        query.fill(sql)
        page.get_by_role("button", name="Run", exact=True).click()
        expect(output).to_have_text(words)
    page.evaluate("document.getElementById('cw-ask').dataset.seconds = 0.2")
    query.fill("SELECT count(*) FROM evidence, evidence AS b, evidence AS c, evidence AS d")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_have_text("It was ended after 0.2 seconds.")
    page.evaluate("document.getElementById('cw-ask').dataset.seconds = 60")
    page.locator("#cw-ask [data-lens=read]").check()
    expect(page.locator(STATUS)).to_contain_text("With 1 change")


@pytest.mark.full
def test_an_edited_query_is_in_the_address_and_follows_each_change(
    browser: Browser, page: Page, address: str, base: EvidenceBase
) -> None:
    go(page, address, of_cells(base))
    page.get_by_text("The query itself").click()
    query = page.get_by_label("It runs on the evidence as you changed it")
    output = page.locator("#cw-ask details > [role=status]")
    as_it_was = query.input_value()
    edited = page.get_by_text("This query is not the one of this page")
    expect(edited).to_be_hidden()
    own = "SELECT count(*), 'a & b~c' FROM evidence"
    query.fill(own)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_contain_text(", a & b~c.")
    whole = output.inner_text()
    page.locator("#cw-ask [data-lens=read]").check()
    expect(output).not_to_have_text(whole)
    expect(output).to_contain_text(", a & b~c.")
    of_read = output.inner_text()
    with page_at(browser, page.url) as other:
        query = other.get_by_label("It runs on the evidence as you changed it")
        output = other.locator("#cw-ask details > [role=status]")
        expect(query).to_have_value(own)
        expect(output).to_have_text(of_read)
        expect(other.get_by_text("This query is not the one of this page")).to_be_visible()
        query.fill("SELECT 2, 3")  # typed, and not run
        other.locator("#cw-ask [data-lens=read]").uncheck()
        expect(output).to_have_text(whole)
        expect(query).to_have_value("SELECT 2, 3")
        other.get_by_role("button", name="As it was", exact=True).click()
        expect(query).to_have_value(as_it_was)
        assert "sql=" not in other.url
        expect(other.get_by_text("This query is not the one of this page")).to_be_hidden()
    with page_at(browser, f"{page.url}&sql=SELECT+2") as other:
        expect(other.get_by_label("It runs on the evidence as you changed it")).to_have_value(own)
        expect(other.locator(STATUS)).to_contain_text("it was left out: sql=SELECT 2.")
    with page_at(browser, f"{page.url.partition('?')[0]}?sql=SELECT+1%00%3BSELECT+2") as other:
        output = other.locator("#cw-ask details > [role=status]")
        expect(output).to_contain_text("It cannot run: There is a character in it that ends a text")


@pytest.mark.full
def test_a_claim_without_a_check_is_asked_for_what_is_cited(
    page: Page, address: str, base: EvidenceBase, site: Path
) -> None:
    cell = next(cell for cell in base.cells if cell.supports and cell.contradicts)
    go(page, address, cell.claim.id)
    text = page.locator("#cw-ask .cw-ask-result").inner_text()
    count = len(base.facts.cited_uses(cell.claim.id, "supports"))
    assert f"{count} source{'s' if count != 1 else ''} for it" in text
    assert shown(page)[0] == label(base.standing(cell.claim))
    for use in cell.contradicts:
        page.locator(f"#cw-ask [data-work='{use.reference.key}']").uncheck()
    expect(page.locator(STATUS)).to_contain_text("Cited in support. Before: Contested.")
    with closing(sqlite3.connect(site / "data" / "evidence.sqlite")) as published:
        told = published.execute("SELECT verdict FROM claims WHERE id = ?", (cell.claim.id,))
        assert told.fetchone() == ("contested",), "what is published stays"


def test_what_the_address_names_and_is_not_there_is_said(
    page: Page, address: str, base: EvidenceBase
) -> None:
    strange = "?withdraw=Nobody1999&lens=nothing&threshold=many~x&remove=a~b&lens=read&flip=%25"
    status = go(page, address, of_cells(base), strange)
    text = status.inner_text()
    assert "With 1 change" in text
    for name in ("withdraw=Nobody1999", "lens=nothing", "threshold=many~x", "remove=a~b", "flip=%"):
        assert name in text


@pytest.mark.full
def test_what_the_address_says_twice_is_meant_once(
    page: Page, address: str, base: EvidenceBase
) -> None:
    status = go(page, address, of_cells(base), "?lens=read&lens=read")
    assert "With 1 change" in status.inner_text()


@pytest.mark.full
def test_a_link_of_this_site_opens_it(page: Page, address: str, base: EvidenceBase) -> None:
    claim_id = of_cells(base)
    page.goto(f"{address}audit/conclusions/")
    link = page.locator(f"a[href$='{claim_id}/#cw-ask']")
    fold = page.locator("details:not([open])", has=link)
    while fold.count():  # each reading's block is folded
        fold.first.locator("> summary").click()
    link.click()
    assert said(page).inner_text().startswith("As the evidence stands")


def test_nothing_is_loaded_before_it_is_opened_and_nothing_is_refused(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    with listening_page(browser) as (page, outside):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{address}claims/{of_cells(base)}/")
        later = {
            "/assets/ask-panel.js",
            "/assets/ask.json",
            "/assets/sql/worker.js",
            "/assets/sql/sql-wasm.wasm",
            "/data/evidence.sqlite",
        }
        assert not later & set(asked)
        button = page.get_by_role("button", name="Ask it differently")
        button.focus()
        page.keyboard.press("Enter")
        said(page)
        assert {"/assets/ask.json", "/data/evidence.sqlite"} <= set(asked)
        assert button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Enter")
        expect(page.locator("#cw-ask-body")).to_be_hidden()
        assert page.evaluate("window.refused") == []
        assert outside == []


def test_what_cannot_be_loaded_is_said_and_tried_again(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    with context(browser) as reader:
        page = reader.new_page()
        page.goto(f"{address}claims/{of_cells(base)}/")
        button = page.get_by_role("button", name="Ask it differently")
        status = page.locator(STATUS)
        for what, words in (
            ("**/ask-panel.js", "It could not be loaded. Try again."),
            ("**/ask.json", "The changes could not be loaded (ask.json: 503)."),
            ("**/evidence.sqlite", "The evidence could not be loaded (evidence.sqlite: 503)."),
        ):
            page.route(what, lambda route: route.fulfill(status=503))
            if page.locator("#cw-ask-body").is_visible():
                button.click()
            button.click()
            expect(status).to_have_text(words)
            page.unroute(what)
        button.click()
        button.click()
        assert said(page).inner_text().startswith("As the evidence stands")


@pytest.mark.full
def test_a_question_is_sent_only_where_there_is_a_repository(
    page: Page, address: str, base: EvidenceBase
) -> None:
    claim_id = of_cells(base)
    go(page, address, claim_id, "?lens=read")
    link = page.get_by_role("link", name="Send this as a question")
    expect(link).to_have_count(0)

    def with_repository(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(NOWHERE, SOMEWHERE)
        assert SOMEWHERE in body
        route.fulfill(response=response, body=body)

    page.route("**/claims/**", with_repository)
    go(page, address, claim_id, "?lens=read")
    page.unroute("**/claims/**")
    sent = urlsplit(link.get_attribute("href") or "")
    query = parse_qs(sent.query)
    assert (sent.netloc, sent.path) == ("example.org", "/review/issues/new")
    assert query["place"] == [page.url]
    assert query["changed"] == [base.review.lenses["read"].label]
    assert query["claim"] == [base.review.claims[claim_id].text]
    assert query["found"] == [page.locator(STATUS).inner_text()]
    assert query["template"] == ["ask-a-question.yml"]
    assert len(sent.query) < 6000, "GitHub takes addresses of some 8,000 signs"


@pytest.mark.parametrize("width", [1280, pytest.param(360, marks=pytest.mark.full)])
def test_it_is_accessible(browser: Browser, address: str, base: EvidenceBase, width: int) -> None:
    key = next(iter(base.cells[0].supports)).reference.key
    query = f"?withdraw={key}&lens=read"
    view = {"width": width, "height": 900}
    url = f"{address}claims/{of_cells(base)}/{query}"
    with page_at(browser, url, viewport=view, reduced_motion="reduce") as page:
        said(page)
        page.evaluate(
            "for (const one of document.querySelectorAll('#cw-ask details')) one.open = true"
        )
        assert violations(page, "#cw-ask") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.full
def test_without_scripts_the_readings_and_lenses_stand(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    answer = next(one for one in answers(base) if one.count.total)
    page_ = answer_pages(base.facts)[answer.pair].removesuffix(".md")
    with page_at(browser, f"{address}{page_}/", java_script_enabled=False) as page:
        assert not page.locator("#cw-ask").is_visible()
        assert page.locator("#lenses + p + dl").is_visible()
    url = f"{address}claims/{of_cells(base)}/"
    with page_at(browser, url, java_script_enabled=False) as page:
        assert not page.locator("#cw-ask").is_visible()
        lenses = page.locator("details", has=page.locator("table.cw-lenses"))
        lenses.locator("summary").click()
        assert lenses.locator("table.cw-lenses").is_visible(), "its fold opens without a script"
