"""The panel on the page of a cell, and of a term, in a real browser, against the engine."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from ask_page import STATUS, label, opened_panel, said, shown, wanted
from browsing import context, watch
from claimweave.addresses.term_addresses import answer_pages, term_pages
from claimweave.evidence import answer_wording
from claimweave.evidence.answers import Answer, Count, answers, turning
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.sources_say import SourceReport
from claimweave.evidence.term_facts import Conclusions
from full_runs import in_small
from python_page import Evidence, State, address_of, random_state
from shared_pages import page_at

pytestmark = pytest.mark.browser


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


def url_of(base: EvidenceBase, address: str, answer: Answer) -> str:
    return f"{address}{answer_pages(base.facts)[answer.pair].removesuffix('.md')}/"


def worded(base: EvidenceBase, evidence: Evidence, state: State, answer: Answer) -> list[str]:
    """Return what a cell's answer and its turning works are on the changed evidence, in words."""
    (rows,) = evidence.asked(state, evidence.data["entries"])
    own = [row for row in rows if (row[1], row[2]) == answer.pair[:2]]
    sides = ("supports", "contradicts")
    for_, against = ({key for _, _, _, at, key, *_ in own if at == side} for side in sides)
    read = [row for row in own if row[6]]
    assert answer.report
    report = SourceReport(len(own), len(read), answer.report.exact, Counter(r[5] for r in read))
    changed = replace(
        answer, count=Count(len(for_), len(against)), report=report, turning=turning(for_, against)
    )
    return [answer_wording.found(base, changed), answer_wording.turned(base, changed)]


def answered(page: Page) -> list[str]:
    """Return the answers of all cells with what turns each, without what they were before."""
    return page.locator("#cw-ask .cw-ask-answer > p").evaluate_all(
        "all => all.map((p) => [...p.childNodes].filter((n) => n.nodeType === 3)"
        ".map((n) => n.textContent).join(''))"
    )


def moved(page: Page) -> dict[str, str]:
    """Return the address of each conclusion and claim that is listed to its badge."""
    found = page.locator("#cw-ask .cw-ask-result li:has(a)").evaluate_all(
        "all => all.map((li) => [li.querySelector('a').pathname, "
        "li.querySelector('.cw-badge').innerText || li.querySelector('.cw-badge').textContent])"
    )
    return {path.strip("/").split("/")[-1]: badge for path, badge in found}


def drawn(base: EvidenceBase, evidence: Evidence, place: int) -> State:
    """Some changes without a made-up work: the engine has no name for one."""
    state = random_state(random.Random(place), base, evidence)  # noqa: S311 - no secret
    kept = tuple(change for change in state.changes if change["kind"] != "add")
    return State(kept, state.lenses or ("read",))


@pytest.mark.full
@pytest.mark.parametrize("every", [5, 1])
def test_under_random_changes_a_cell_answers_as_the_engine_does(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence, every: int
) -> None:
    table = base.review.tables[0]
    using = Conclusions(base)
    cells = [answer for answer in answers(base) if answer.claim]
    for place, answer in enumerate(cells[1::every]):
        state = drawn(base, evidence, place)
        opened_panel(page, url_of(base, address, answer) + address_of(state))
        assert answered(page) == worded(base, evidence, state, answer), (answer.pair, state)
        axes = table.axes_of(answer.pair)
        listed = moved(page)
        for claim in using.of(axes):
            verdict, *_ = wanted(base, evidence, claim.id, state)
            assert listed[claim.id] == verdict, (claim.id, state)


def test_unchanged_it_says_what_the_page_says(page: Page, address: str, base: EvidenceBase) -> None:
    for answer in [one for one in answers(base) if one.claim][2 : 4 if in_small() else 7 : 2]:
        status = opened_panel(page, url_of(base, address, answer))
        said_above = page.locator(".cw-answer").inner_text()
        assert status.inner_text().startswith("As the evidence stands: ")
        assert all(text in said_above for text in answered(page) if text)


def test_what_a_cell_turns_is_followed_with_the_changes_kept(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    answer = next(one for one in answers(base) if one.count.for_ and one.count.against)
    cell = answer.synthesis.cell if answer.synthesis else None
    assert cell
    opened_panel(page, url_of(base, address, answer))
    keys = list(dict.fromkeys(use.reference.key for use in cell.supports))
    for number, key in enumerate(keys, start=1):
        page.locator(f"#cw-ask [data-work='{key}']").uncheck()
        expect(page.locator(STATUS)).to_contain_text(f"With {number} change")
    expect(page.locator(STATUS)).to_contain_text(f": 0 for and {answer.count.against} against.")
    state = State(tuple({"kind": "withdraw", "key": key} for key in keys))
    assert answered(page) == worded(base, evidence, state, answer)
    page.locator("#cw-ask h4 + ul a").first.click()
    claim_id = urlsplit(page.url).path.strip("/").split("/")[-1]
    said(page)
    assert parse_qs(urlsplit(page.url).query)["withdraw"] == keys
    assert claim_id in base.review.claims
    if claim_id in base.check_results:
        assert shown(page) == wanted(base, evidence, claim_id, state)


def test_a_trial_that_nobody_made_in_a_cell_without_a_work(
    page: Page, address: str, base: EvidenceBase
) -> None:
    answer = next(one for one in answers(base) if one.claim and not one.count.total)
    opened_panel(page, url_of(base, address, answer))
    page.get_by_text("Add a study that does not exist").click()
    page.get_by_label("It reports", exact=True).select_option("contradicts")
    page.get_by_label("Its participants").fill("200")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(STATUS)).to_contain_text("With 1 change: 0 for and 1 against.")
    result = page.locator("#cw-ask .cw-ask-result")
    expect(result).to_contain_text("1 work for no, and none for yes")
    expect(result).to_contain_text("Made-up work 1 would fall out under “Primary studies”")


@pytest.mark.full
def test_a_term_asks_all_its_cells_in_one_panel(
    page: Page, address: str, base: EvidenceBase, evidence: Evidence
) -> None:
    table = base.review.tables[0]
    row = next(row for row in table.row_terms if sum(cell.row == row for cell in base.cells) > 1)
    path = term_pages(base.facts)[table.rows, row].removesuffix(".md")
    state = State(({"kind": "reported", "key": "*"},))
    opened_panel(page, f"{address}{path}/{address_of(state)}")
    cells = [answer for answer in answers(base) if answer.claim and answer.pair[0] == row]
    wanted_ = [worded(base, evidence, state, answer) for answer in cells]
    assert answered(page) == [text for both in wanted_ for text in both]
    assert page.locator("#cw-ask").count() == 1


@pytest.mark.full
def test_the_query_of_a_cell_shows_what_it_counts(
    page: Page, address: str, base: EvidenceBase
) -> None:
    answer = next(one for one in answers(base) if one.count.total)
    opened_panel(page, url_of(base, address, answer))
    page.get_by_text("The query itself").click()
    page.get_by_role("button", name="Run", exact=True).click()
    output = page.locator("#cw-ask details > [role=status]")
    count = answer.count
    expect(output.locator("tbody td").nth(3)).to_have_text(str(count.for_))
    expect(output.locator("tbody td").nth(4)).to_have_text(str(count.against))


@pytest.mark.full
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible(browser: Browser, address: str, base: EvidenceBase, width: int) -> None:
    answer = next(one for one in answers(base) if one.count.for_ and one.count.against)
    url = f"{url_of(base, address, answer)}?reported=*&lens=read"
    view = {"width": width, "height": 900}
    with page_at(browser, url, viewport=view, reduced_motion="reduce") as page:
        said(page)
        page.evaluate(
            "for (const one of document.querySelectorAll('#cw-ask details')) one.open = true"
        )
        assert violations(page, "#cw-ask") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.full
def test_a_badge_is_named_as_the_engine_names_it(
    page: Page, address: str, base: EvidenceBase
) -> None:
    answer = next(one for one in answers(base) if one.claim and one.count.total)
    opened_panel(page, url_of(base, address, answer))
    assert answer.claim
    assert moved(page)[answer.claim.id] == label(base.verdict(answer.claim))
