"""Cards and side notes in a real browser: pointed at, reached by keyboard, tapped, and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import violations
from browsing import later
from claimweave.evidence.base import EvidenceBase
from full_runs import in_small
from shared_pages import page_at

pytestmark = pytest.mark.browser

PAGE = "review/3-2-ect/"
CLAIM = "il6-falls-in-ect-responders"
CONTRADICTED = "references/Rush2016/"
MARK = f"#c-{CLAIM} a.cw-mark"
WORDS = f"#c-{CLAIM} > .cw-words"
NUMBER = f"#c-{CLAIM} .cw-cites a >> nth=0"
WIDE, NARROW = {"width": 1300, "height": 900}, {"width": 360, "height": 740}
# All that one reads; the theme moves its own header and sidebars while one scrolls.
ALL_BOXES = """() => [...document.querySelectorAll('.md-content, .md-content *, .md-footer *')]
  .map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })"""


def lines(base: EvidenceBase, page: Page) -> list[str]:
    """The short names that the card shows, as the evidence base has them."""
    shown = page.locator(".cw-card li a").all_inner_texts()
    cited = [u for u in base.uses[CLAIM] if u.reference.key != base.review.source_key]
    wanted = [u.reference.short_name for u in cited if u.evidence.stance != "background"]
    assert sorted(shown) == sorted(wanted)
    return shown


def test_hovering_shows_the_verdict_and_the_studies(
    browser: Browser, address: str, base: EvidenceBase
) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        card = page.locator(".cw-card")
        assert card.is_hidden()
        page.hover(MARK)
        card.wait_for(state="visible")
        assert "Contested" in card.inner_text()
        assert len(lines(base, page)) == 6
        card.get_by_text("Open the claim").click()
        page.wait_for_url(f"**/claims/{CLAIM}/")


def test_a_card_stays_under_the_pointer_and_goes_after_it(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        card = page.locator(".cw-card")
        page.hover(MARK)
        card.wait_for(state="visible")
        box = card.bounding_box()
        assert box
        page.mouse.move(box["x"] + 30, box["y"] + box["height"] - 10, steps=4)
        later(page, 600)
        assert card.is_visible(), "the pointer is on the card"
        page.mouse.move(5, 400)
        card.wait_for(state="hidden")


def test_escape_closes_a_card_and_leaves_the_focus(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        card = page.locator(".cw-card")
        page.focus(MARK)
        card.wait_for(state="visible")
        described = page.get_attribute(MARK, "aria-describedby")
        assert described
        assert page.locator(f"#{described}").inner_text().strip()
        page.keyboard.press("Escape")
        assert card.is_hidden()
        expect(page.locator(MARK)).to_be_focused()
        assert page.get_attribute(MARK, "aria-describedby") is None
        page.hover(MARK)
        card.wait_for(state="visible")
        page.keyboard.press("Escape")
        later(page, 500)
        assert card.is_hidden(), "it stays dismissed while the pointer rests"


def test_the_keyboard_goes_from_mark_to_mark_and_on(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        card = page.locator(".cw-card")
        page.focus(NUMBER)
        card.wait_for(state="visible")
        assert "Open the reference" in card.inner_text()
        for _ in range(6):  # five other numbers, then the mark: no card's link stands between
            page.keyboard.press("Tab")
        expect(page.locator(MARK)).to_be_focused()
        assert "Open the claim" in card.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/claims/{CLAIM}/")


@pytest.mark.full
def test_a_number_shows_its_reference(browser: Browser, address: str, base: EvidenceBase) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        page.hover(NUMBER)
        page.locator(".cw-card").wait_for(state="visible")
        first = base.review.references["Kruse2018"]
        assert page.locator(".cw-card").inner_text().startswith("Kruse JL")
        assert first.title in page.locator(".cw-card").inner_text()


def test_a_first_tap_shows_and_a_second_follows(browser: Browser, address: str) -> None:
    options = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
    with page_at(browser, address + PAGE, **options) as page:
        card = page.locator(".cw-card")
        page.tap(MARK)
        card.wait_for(state="visible")
        assert page.url.endswith(PAGE)
        box = card.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        page.tap("h1")
        card.wait_for(state="hidden")
        page.tap(MARK)
        card.wait_for(state="visible")
        card.get_by_text("Open the claim").tap()
        page.wait_for_url(f"**/claims/{CLAIM}/")
        page.go_back()
        page.tap(MARK)
        card.wait_for(state="visible")
        page.tap(MARK)
        page.wait_for_url(f"**/claims/{CLAIM}/")


@pytest.mark.parametrize(
    "viewport", [WIDE, pytest.param(NARROW, marks=pytest.mark.full)], ids=["wide", "narrow"]
)
def test_nothing_moves(browser: Browser, address: str, viewport: dict[str, int]) -> None:
    with page_at(browser, address + PAGE, viewport=viewport) as page:
        marks = page.locator("a[data-card]")
        places = (0, marks.count() // 2, marks.count() - 1)
        for index in places[1:2] if in_small() else places:
            marks.nth(index).scroll_into_view_if_needed()
            before = page.evaluate(ALL_BOXES)
            height = page.evaluate("document.documentElement.scrollHeight")
            marks.nth(index).evaluate("e => e.focus({preventScroll: true})")
            page.locator(".cw-card").wait_for(state="visible")
            assert page.evaluate(ALL_BOXES) == before
            assert page.evaluate("document.documentElement.scrollHeight") == height
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            page.keyboard.press("Escape")
            assert page.evaluate(ALL_BOXES) == before


def test_each_mark_and_number_has_its_card(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE) as page:
        missing = page.evaluate("""() => [...document.querySelectorAll('[data-card]')]
            .filter((e) => !document.getElementById('card-' + e.dataset.card)).length""")
        assert (page.locator("[data-card]").count() > 80, missing) == (True, 0)
        assert page.locator("[data-card][title]").count() == 0, "no tooltip lies over a card"


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
@pytest.mark.parametrize("viewport", [WIDE, NARROW])
def test_open_cards_and_notes_are_accessible(
    browser: Browser, address: str, viewport: dict[str, int], *, whole: bool
) -> None:
    options = {"viewport": viewport, "reduced_motion": "reduce"}
    with page_at(browser, address + PAGE, **options) as page:
        if viewport is NARROW:
            page.locator(".cw-note-mark").first.click()
            part = ".cw-note:popover-open"
        else:
            page.focus(MARK)
            page.locator(".cw-card").wait_for(state="visible")
            part = ".cw-card"
        assert violations(page, "html" if whole else part) == []


ABOVE = """id => Math.max(0, ...[...document.querySelectorAll('.cw-note')]
  .filter((note) => note.compareDocumentPosition(document.getElementById(id)) & 4)
  .map((note) => note.getBoundingClientRect().bottom + scrollY))"""
"""Where the lowest of the notes before one ends."""


def test_a_note_stands_in_a_wide_margin_beside_its_claim(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport=WIDE) as page:
        note = page.locator(f"#note-{CLAIM}")
        assert note.is_visible()
        box, text = note.bounding_box(), page.locator(f"#c-{CLAIM}").bounding_box()
        title = page.locator("h1").bounding_box()
        assert box
        assert text
        assert title
        assert box["x"] >= title["x"] + title["width"], "outside the column"
        above = page.evaluate(ABOVE, f"note-{CLAIM}")
        lowest = max(text["y"] + text["height"], above)  # notes stand below one another
        assert text["y"] - 40 <= box["y"] <= lowest + 40
        assert page.locator(".cw-note-mark").first.is_hidden()
        notes = page.locator(".cw-note").evaluate_all("e => e.map((n) => n.id)")
        assert len(notes) == len(set(notes)) >= 5


@pytest.mark.parametrize(
    "scripts",
    [True, pytest.param(False, marks=pytest.mark.full)],
    ids=["scripts", "no scripts"],
)
def test_a_note_opens_behind_its_sign_on_a_narrow_screen(
    browser: Browser, address: str, *, scripts: bool
) -> None:
    options = {"viewport": NARROW, "java_script_enabled": scripts}
    with page_at(browser, address + PAGE, **options) as page:
        note = page.locator(f"#note-{CLAIM}")
        # The next claim shares the note, and has a sign of its own for it.
        sign = page.locator(f"#c-{CLAIM} [popovertarget=note-{CLAIM}]")
        assert note.is_hidden()
        size = sign.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 24
        sign.focus()
        page.keyboard.press("Enter")
        note.wait_for(state="visible")
        page.keyboard.press("Escape")
        note.wait_for(state="hidden")
        sign.click()
        note.get_by_role("link").click()
        page.wait_for_url(f"**/claims/{CLAIM}/#*-*")
        assert page.evaluate("document.querySelector(':target').matches('article.cw-use')")


@pytest.mark.full
def test_without_scripts_marks_and_numbers_are_links(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, java_script_enabled=False) as page:
        assert page.locator(".cw-card").count() == 0
        assert "Contested" in (page.get_attribute(MARK, "title") or "")
        page.click(MARK)
        page.wait_for_url(f"**/claims/{CLAIM}/")
        assert page.locator(".cw-copy").first.is_hidden()
        page.go_back()
        page.locator(f"#c-{CLAIM} .cw-cites a").last.click()
        page.wait_for_url(f"**/{CONTRADICTED}")


@pytest.mark.full
def test_a_citation_is_copied(browser: Browser, address: str) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with page_at(browser, f"{address}claims/{CLAIM}/", **options) as page:
        page.get_by_text("BibTeX", exact=True).click()
        block = page.locator(".cw-cite details", has_text="BibTeX")
        block.get_by_role("button", name="Copy").click()
        expect(block.get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"@misc{{{CLAIM},\n  author ")
        assert copied == block.locator("pre").inner_text()


def test_a_citation_is_selected_where_copying_is_not_allowed(
    browser: Browser, address: str
) -> None:
    with page_at(browser, f"{address}claims/{CLAIM}/") as page:
        page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
        )
        page.locator(".cw-cite .cw-copy").first.click()
        expect(page.locator(".cw-copied", has_text="Selected")).to_have_count(1)
        selected = page.evaluate("String(getSelection())")
        assert selected.strip() == page.locator(".cw-cite pre").first.inner_text().strip()


@pytest.mark.full
def test_on_a_phone_the_lists_stand_for_the_drawing(browser: Browser, address: str) -> None:
    url = f"{address}claims/il6-potential-biomarker-ect-response/"
    with page_at(browser, url, viewport=NARROW) as page:
        assert page.locator(".cw-diagram").is_hidden()
        page.locator("#rests-on:not([open]) > summary").click()
        listed = page.locator("#rests-on a", has_text="The blood level of IL-6 predicts")
        listed.last.click()
        page.wait_for_url("**/claims/ect-il6-predicts-response/")
    with page_at(browser, url, viewport=WIDE) as page:
        heights = page.locator("a.cw-node").evaluate_all(
            "e => e.map((a) => a.getBoundingClientRect().height)"
        )
        assert min(heights) >= 24


@pytest.mark.parametrize(
    "viewport", [pytest.param(WIDE, marks=pytest.mark.full), NARROW], ids=["wide", "narrow"]
)
def test_the_words_of_a_claim_open_its_card(
    browser: Browser, address: str, viewport: dict[str, int]
) -> None:
    options = {"viewport": viewport, "has_touch": viewport is NARROW}
    with page_at(browser, address + PAGE, **options) as page:
        card, words = page.locator(".cw-card"), page.locator(WORDS)
        words.hover()
        later(page, 400)
        assert card.is_hidden(), "who reads along with the pointer is not disturbed"
        words.click()
        expect(card).to_contain_text("Open the claim")
        words.click()
        expect(card).to_be_hidden()


def test_no_sign_stands_alone_on_a_line_and_all_can_be_hit(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport=NARROW) as page:
        alone = page.evaluate("""() => [...document.querySelectorAll('.cw-claim')]
        .filter((claim) => {
          const mark = claim.querySelector('a.cw-mark').getBoundingClientRect();
          const words = document.createRange();
          words.setStart(claim, 0);
          words.setEndBefore(claim.querySelector('a.cw-mark'));
          const middle = (mark.top + mark.bottom) / 2;
          return ![...words.getClientRects()]
            .some((r) => r.width > 2 && r.top < middle && r.bottom > middle);
        }).map((claim) => claim.id)""")
        assert alone == []
        small = page.locator(".cw-claim :is(a.cw-mark, .cw-cites a)").evaluate_all(
            """all => all.map((a) => a.getBoundingClientRect())
              .filter((r) => r.width < 24 || r.height < 24).length"""
        )
        assert small == 0


def test_in_print_a_note_stands_beside_the_text(browser: Browser, address: str) -> None:
    with page_at(browser, address + PAGE, viewport={"width": 800, "height": 1100}) as page:
        page.emulate_media(media="print")
        note, text = page.locator(f"#note-{CLAIM}"), page.locator(f"#c-{CLAIM}")
        box, claim = note.bounding_box(), text.bounding_box()
        title = page.locator("h1").bounding_box()
        assert box
        assert claim
        assert title
        assert box["x"] >= title["x"] + title["width"]


def test_a_claim_is_printed_on_two_pages(browser: Browser, address: str) -> None:
    with page_at(browser, f"{address}claims/ect-il6-predicts-response/") as page:
        pages = page.pdf(format="A4").count(b"/Type /Page\n")
        assert 1 <= pages <= 2
